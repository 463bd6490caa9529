using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Where the data of a tensor is: <c>DLDevice</c>, eight bytes.</summary>
public readonly struct Device : IEquatable<Device>
{
    // Names that include/tvm/ffi/device.h reads, the one that is written first.
    private static readonly (string Name, DeviceType Type)[] Names =
    [
        ("cpu", DeviceType.Cpu), ("cuda", DeviceType.Cuda), ("opencl", DeviceType.OpenCL), ("vulkan", DeviceType.Vulkan),
        ("metal", DeviceType.Metal), ("mps", DeviceType.Metal), ("vpi", DeviceType.Vpi), ("rocm", DeviceType.Rocm),
        ("ext_dev", DeviceType.ExtDev), ("hexagon", DeviceType.Hexagon), ("webgpu", DeviceType.WebGpu),
        ("wgpu", DeviceType.WebGpu), ("maia", DeviceType.Maia), ("trn", DeviceType.Trn),
    ];

    private readonly DLDevice _value;

    /// <summary>Names a device.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="index">Its number among those of its kind, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Device(DeviceType type, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        _value = new() { DeviceType = (int)type, DeviceId = index };
    }

    private Device(DLDevice value) => _value = value;

    /// <summary>Memory of the process.</summary>
    public static Device Cpu => new(DeviceType.Cpu);

    /// <summary>Kind of the device.</summary>
    public DeviceType Type => (DeviceType)_value.DeviceType;

    /// <summary>Number of the device among those of its kind.</summary>
    public int Index => _value.DeviceId;

    /// <summary>Whether .NET can read the data where it is.</summary>
    public bool IsHostMemory => Type is DeviceType.Cpu or DeviceType.CudaHost or DeviceType.RocmHost;

    /// <summary>Whether data pointers are addresses that can be added to, and no handles: <c>IsDirectAddressDevice</c>.</summary>
    internal bool HasAddresses =>
        Type is <= DeviceType.CudaHost or DeviceType.CudaManaged or DeviceType.Rocm or DeviceType.RocmHost;

    /// <summary>A device as the C ABI has it.</summary>
    public static implicit operator Device(DLDevice value) => new(value);

    /// <summary>A device for the C ABI.</summary>
    public static implicit operator DLDevice(Device value) => value._value;

    /// <summary>Whether two devices are the same.</summary>
    public static bool operator ==(Device left, Device right) => left.Equals(right);

    /// <summary>Whether two devices differ.</summary>
    public static bool operator !=(Device left, Device right) => !left.Equals(right);

    /// <summary>
    /// Reads a device by upstream's rules: a kind, and a number after a colon, such as <c>cuda:1</c>. Text after a space is
    /// ignored.
    /// </summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Device Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out Device device)
            ? device
            : throw new FormatException($"`{text}` is no device. Devices are written as `cpu` or `cuda:1`; kinds are {string.Join(", ", Names.Select(static entry => entry.Name))}.");
    }

    /// <summary>Reads a device; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Device device)
    {
        device = default;
        ReadOnlySpan<char> rest = text;
        int space = rest.IndexOf(' ');
        rest = space < 0 ? rest : rest[..space];
        int colon = rest.IndexOf(':');
        ReadOnlySpan<char> name = colon < 0 ? rest : rest[..colon];
        int index = 0;
        if (colon >= 0
            && !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out index))
        {
            return false;
        }

        foreach ((string known, DeviceType type) in Names)
        {
            if (name.SequenceEqual(known))
            {
                device = new(type, index);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(Device other) =>
        Unsafe.BitCast<DLDevice, long>(_value) == Unsafe.BitCast<DLDevice, long>(other._value);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Device other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Unsafe.BitCast<DLDevice, long>(_value).GetHashCode();

    /// <summary>The device as upstream writes it, such as <c>cuda:1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TypeName(Type)}:{Index}");

    private static string TypeName(DeviceType type) => type switch
    {
        DeviceType.CudaHost => "cuda_host",
        DeviceType.CudaManaged => "cuda_managed",
        DeviceType.RocmHost => "rocm_host",
        DeviceType.OneApi => "oneapi",
        _ => Array.Find(Names, entry => entry.Type == type).Name ?? "unknown",
    };
}
