using TvmSharp.Embedded.Hosting;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Functions of the surrounding interpreter, as upstream's <c>env_c_api.cc</c>: the three of CPython.</summary>
internal static unsafe class EnvApiRegistry
{
    private static volatile nint s_checkSignals;
    private static volatile nint s_ensureLock;
    private static volatile nint s_releaseLock;

    public static void Register(string name, nint function)
    {
        switch (name)
        {
            case "PyErr_CheckSignals":
                s_checkSignals = function;
                break;
            case "PyGILState_Ensure":
                s_ensureLock = function;
                break;
            case "PyGILState_Release":
                s_releaseLock = function;
                break;
            default:
                throw HostException.Value($"Unknown env API {name}");
        }
    }

    /// <summary>Asks the interpreter for signals, with its lock held; -1 when it has raised an error of its own.</summary>
    public static int CheckSignals()
    {
        nint check = s_checkSignals;
        if (check == 0)
        {
            return 0;
        }

        nint ensure = s_ensureLock;
        nint release = s_releaseLock;
        if (ensure == 0 || release == 0)
        {
            throw HostException.Internal("PyErr_CheckSignals is registered without PyGILState_Ensure and PyGILState_Release");
        }

        void* state = ((delegate* unmanaged[Cdecl]<void*>)ensure)();
        int code = ((delegate* unmanaged[Cdecl]<int>)check)();
        if (state != null)
        {
            ((delegate* unmanaged[Cdecl]<void*, void>)release)(state);
        }

        return code != 0 ? -1 : 0;
    }
}
