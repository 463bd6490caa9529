using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TvmSharp.Ffi.Tests;

public unsafe class SignalTests
{
    private static bool s_pending;

    [Fact]
    public void An_error_of_a_signal_handler_is_passed_on()
    {
        TvmRuntime.CheckSignals();

        // What Python registers when it is the host language.
        Register("PyGILState_Ensure\0"u8, (delegate* unmanaged[Cdecl]<void*>)&Ensure);
        Register("PyGILState_Release\0"u8, (delegate* unmanaged[Cdecl]<void*, void>)&Release);
        Register("PyErr_CheckSignals\0"u8, (delegate* unmanaged[Cdecl]<int>)&CheckSignals);
        TvmRuntime.CheckSignals();
        s_pending = true;
        try
        {
            TvmException error = Assert.Throws<TvmException>(TvmRuntime.CheckSignals);
            Assert.Equal("EnvErrorAlreadySet", error.Kind);

            // The host language looks for this kind.
            using ObjectScope scope = ObjectScope.Enter();
            Function work = Function.From(static () => TvmRuntime.CheckSignals());
            Assert.Equal("EnvErrorAlreadySet", work.CallExpected<Any>().Error!.Kind);
        }
        finally
        {
            s_pending = false;
        }
    }

    private static void Register(ReadOnlySpan<byte> name, void* function)
    {
        fixed (byte* data = name)
        {
            Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvRegisterCAPI(data, function));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Ensure() => null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(void* state)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckSignals() => s_pending ? -1 : 0;
}
