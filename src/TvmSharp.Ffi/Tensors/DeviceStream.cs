namespace TvmSharp.Ffi;

/// <summary>
/// The stream that functions of TVM's run their work for a device on, on this thread, until it is disposed:
/// <c>TVMFFIEnvSetStream</c>. <c>using DeviceStream stream = DeviceStream.Use(device, handle);</c>
/// </summary>
/// <remarks>
/// TVM keeps one stream for each thread and device, so that a stream cannot be set across an <c>await</c>. It neither
/// makes nor ends streams.
/// </remarks>
public unsafe ref struct DeviceStream
{
    // Upstream keeps streams in tables as long as the numbers of kind and device, which nothing else limits.
    private const int MaxDeviceIndex = 4095;

    private readonly Device _device;
    private readonly void* _before;
    private bool _isOpen;

    private DeviceStream(Device device, void* before)
    {
        _device = device;
        _before = before;
        _isOpen = true;
    }

    /// <summary>Sets the stream of a device; disposing the result puts back the one before.</summary>
    /// <param name="device">Device.</param>
    /// <param name="stream">The stream's handle, such as a <c>cudaStream_t</c>; 0 for the device's default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind of device, or its number is not one of 0 to 4095.</exception>
    /// <exception cref="NotSupportedException">This TVM has no streams.</exception>
    public static DeviceStream Use(Device device, nint stream)
    {
        Check(device);
        void* before;
        EnvironmentFunctions.SetStream(device, (void*)stream, &before);
        return new DeviceStream(device, before);
    }

    /// <summary>The stream of a device on this thread; 0 when none is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind of device, or its number is not one of 0 to 4095.</exception>
    /// <exception cref="NotSupportedException">This TVM has no streams.</exception>
    public static nint Current(Device device)
    {
        Check(device);
        return (nint)EnvironmentFunctions.GetStream(device);
    }

    /// <summary>Puts back the stream of before. A second call does nothing.</summary>
    public void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            EnvironmentFunctions.SetStream(_device, _before, null);
        }
    }

    private static void Check(Device device)
    {
        if (!Enum.IsDefined(device.Type) || device.Index is < 0 or > MaxDeviceIndex)
        {
            throw new ArgumentOutOfRangeException(nameof(device), device, $"Streams are kept for known kinds of devices with numbers from 0 to {MaxDeviceIndex}.");
        }
    }
}
