using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// What <see cref="Tensor.AllocateFromEnvironment"/>, and functions of TVM's that make results, allocate with: a
/// <c>DLPackManagedTensorAllocator</c> in C. A thread may have one of its own; other threads use that of the process.
/// </summary>
/// <remarks>
/// TVM sets none. Python sets that of the framework whose tensors are arguments; a .NET program can set
/// <see cref="Cpu"/>. An allocator of a thread belongs to that thread: set it with <see cref="Use"/>, which cannot
/// cross an <c>await</c>.
/// </remarks>
public static unsafe class TensorAllocator
{
    /// <summary>Address of an allocator for the CPU: it makes tensors as <see cref="Tensor.Empty"/> does, and refuses other devices.</summary>
    public static nint Cpu =>
        (nint)(delegate* unmanaged[Cdecl]<DLTensor*, DLManagedTensorVersioned**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int>)&AllocateOnCpu;

    /// <summary>Address of the allocator that this thread uses, its own or that of the process; 0 when there is none.</summary>
    /// <exception cref="NotSupportedException">This TVM has no allocators.</exception>
    public static nint Current => (nint)EnvironmentFunctions.GetAllocator();

    /// <summary>Sets the allocator that threads use which have none of their own.</summary>
    /// <param name="allocator">Address of a <c>DLPackManagedTensorAllocator</c> that stays valid, such as <see cref="Cpu"/>; 0 for none.</param>
    /// <exception cref="NotSupportedException">This TVM has no allocators.</exception>
    public static void SetForProcess(nint allocator)
    {
        // Upstream sets that of this thread too.
        void* own;
        EnvironmentFunctions.SetAllocator((void*)allocator, everywhere: true, &own);
        EnvironmentFunctions.SetAllocator(own, everywhere: false, null);
    }

    /// <summary>Sets the allocator of this thread until the result is disposed, which puts back the one before.</summary>
    /// <param name="allocator">Address of a <c>DLPackManagedTensorAllocator</c>, such as <see cref="Cpu"/>; 0 for that of the process.</param>
    /// <exception cref="NotSupportedException">This TVM has no allocators.</exception>
    public static Scope Use(nint allocator)
    {
        void* before;
        EnvironmentFunctions.SetAllocator((void*)allocator, everywhere: false, &before);
        return new Scope(before);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AllocateOnCpu(
        DLTensor* prototype,
        DLManagedTensorVersioned** result,
        void* errorContext,
        delegate* unmanaged[Cdecl]<void*, byte*, byte*, void> setError)
    {
        try
        {
            Device device = prototype->Device;
            if (device.Type != DeviceType.Cpu)
            {
                throw new NotSupportedException($"The allocator for the CPU cannot make a tensor on {device}.");
            }

            *result = CpuMemory.Allocate(new(prototype->Shape, prototype->NDim), prototype->DType, zeroed: false);
            return 0;
        }
        catch (Exception exception)
        {
            fixed (byte* kind = Terminated(TvmErrors.KindOf(exception)), message = Terminated(exception.Message))
            {
                setError(errorContext, kind, message);
            }

            return -1;
        }
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>An allocator of this thread; disposing it, on the same thread, puts back the one before.</summary>
    public ref struct Scope
    {
        private readonly void* _before;
        private bool _isOpen;

        internal Scope(void* before)
        {
            _before = before;
            _isOpen = true;
        }

        /// <summary>Puts back the allocator of before. A second call does nothing.</summary>
        public void Dispose()
        {
            if (_isOpen)
            {
                _isOpen = false;
                EnvironmentFunctions.SetAllocator(_before, everywhere: false, null);
            }
        }
    }
}
