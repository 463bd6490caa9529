using TvmSharp.Embedded.Hosting;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Handles that are made once, whichever thread comes first.</summary>
internal static unsafe class InitOnce
{
    private static readonly Lock Gate = new();

    public static int Init(void** handle, delegate* unmanaged[Cdecl]<void**, int> make)
    {
        if (Volatile.Read(ref *(nint*)handle) != 0)
        {
            return 0;
        }

        lock (Gate)
        {
            if (*handle != null)
            {
                return 0;
            }

            void* result = null;
            int code = make(&result);
            if (code != 0)
            {
                return code;
            }

            if (result == null)
            {
                throw HostException.Runtime("init_func must return a non-NULL handle");
            }

            Volatile.Write(ref *(nint*)handle, (nint)result);
            return 0;
        }
    }

    public static int Deinit(void** handle, delegate* unmanaged[Cdecl]<void*, int> end)
    {
        nint old = Interlocked.Exchange(ref *(nint*)handle, 0);
        return old == 0 ? 0 : end((void*)old);
    }
}
