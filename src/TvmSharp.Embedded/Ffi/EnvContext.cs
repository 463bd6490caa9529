using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The streams and the tensor allocator of a thread, as upstream's <c>env_context.cc</c>.</summary>
internal static unsafe class EnvContext
{
    [ThreadStatic]
    private static Dictionary<(int Type, int Id), nint>? t_streams;

    [ThreadStatic]
    private static nint t_allocator;

    private static nint s_allocator;

    /// <summary>The allocator of the thread, else that of the process, else 0.</summary>
    public static nint Allocator => t_allocator != 0 ? t_allocator : Volatile.Read(ref s_allocator);

    /// <summary>Sets the stream of a device and returns the one before.</summary>
    public static nint SetStream(int deviceType, int deviceId, nint stream)
    {
        if (deviceType < 0 || deviceId < 0)
        {
            throw HostException.Value($"There is no device of type {deviceType} with number {deviceId}");
        }

        Dictionary<(int, int), nint> streams = t_streams ??= [];
        streams.TryGetValue((deviceType, deviceId), out nint old);
        streams[(deviceType, deviceId)] = stream;
        return old;
    }

    public static nint GetStream(int deviceType, int deviceId) =>
        t_streams is not null && t_streams.TryGetValue((deviceType, deviceId), out nint stream) ? stream : 0;

    /// <summary>Sets the allocator of the thread, and that of the process when asked to; returns the thread's before.</summary>
    public static nint SetAllocator(nint allocator, bool everywhere)
    {
        nint old = t_allocator;
        if (everywhere)
        {
            Volatile.Write(ref s_allocator, allocator);
        }

        t_allocator = allocator;
        return old;
    }

    /// <summary>
    /// A tensor from the allocator. Null when the allocator failed, which has raised its error then.
    /// </summary>
    public static TVMFFIObject* Allocate(void* prototype, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void> setError)
    {
        nint allocator = Allocator;
        if (allocator == 0)
        {
            throw HostException.Runtime(
                "TVMFFIEnvTensorAlloc: allocator is nullptr, likely because TVMFFIEnvSetDLPackManagedTensorAllocator has not been called.");
        }

        void* managed = null;
        int code = ((delegate* unmanaged[Cdecl]<void*, void**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int>)allocator)(
            prototype, &managed, null, setError);
        if (code != 0)
        {
            return null;
        }

        return managed != null
            ? Tensors.FromDLPackVersioned(managed, alignment: 0, contiguous: false)
            : throw HostException.Runtime("TVMFFIEnvTensorAlloc: failed to allocate a tensor from the allocator");
    }
}
