using TvmSharp.Ffi;

namespace TvmSharp.Relax;

/// <summary>Runs what <see cref="RelaxBuilder"/> builds: TVM's relax virtual machine.</summary>
public sealed class VirtualMachine
{
    // tvm::runtime::memory::AllocatorType::kPooled
    private const int PooledAllocator = 2;

    private readonly Module _machine;

    /// <summary>Loads an executable.</summary>
    /// <param name="executable">What was built.</param>
    /// <param name="devices">Where tensors are; the CPU, on which shapes are computed, is added when it is missing.</param>
    public VirtualMachine(Module executable, params ReadOnlySpan<Device> devices)
    {
        ArgumentNullException.ThrowIfNull(executable);
        _machine = (Module)executable.GetFunction("vm_load_executable").Call().As<Module>().Keep();
        List<Any> arguments = [];
        foreach (Device device in devices.Contains(Device.Cpu) ? devices : [.. devices, Device.Cpu])
        {
            arguments.AddRange([(int)device.Type, device.Index, PooledAllocator]);
        }

        _machine.GetFunction("vm_initialization").Call([.. arguments]);
    }

    /// <summary>A function of the executable. It keeps the machine alive.</summary>
    /// <exception cref="TvmException">There is no such function.</exception>
    public Ffi.Function this[string name] => _machine.GetFunction(name);
}
