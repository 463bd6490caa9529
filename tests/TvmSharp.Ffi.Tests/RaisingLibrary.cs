namespace TvmSharp.Ffi.Tests;

/// <summary>A C library that raises errors, adds to their backtraces, and calls functions: what is not C# in a chain of calls.</summary>
internal static unsafe class RaisingLibrary
{
    // Libraries of the tests link nothing: they get the functions of the host as context symbols.
    private const string Source = CLibrary.Prelude + """
        typedef struct { const char* data; unsigned long size; } Bytes;
        typedef struct { char header[24]; Bytes kind, message, backtrace; void (*update)(void*, const Bytes*, int); } Error;
        void (*tvmsharp_tests_raise)(const char* kind, const char* message);
        void (*tvmsharp_tests_take)(void** error);
        void (*tvmsharp_tests_set)(void* error);
        int (*tvmsharp_tests_drop)(void* error);
        static const char* string(const Any* a) { return a->type_index == 11 ? a->v.b : ((Bytes*)((char*)a->v.p + 24))->data; }
        int __tvm_ffi_raise(void* h, const Any* a, int n, Any* r) {
            tvmsharp_tests_raise(string(a), string(a + 1));
            return -1;
        }
        int __tvm_ffi_call(void* h, const Any* a, int n, Any* r) {
            return ((Function*)a[0].v.p)->call(a[0].v.p, a + 1, n - 1, r);
        }
        int __tvm_ffi_call_with_frame(void* h, const Any* a, int n, Any* r) {
            int code = ((Function*)a[0].v.p)->call(a[0].v.p, a + 1, n - 1, r);
            if (code != 0) {
                static const char frame[] = "  File \"library.c\", line 1, in call_with_frame\n";
                Bytes bytes = { frame, sizeof(frame) - 1 };
                Error* error;
                tvmsharp_tests_take((void**)&error);
                error->update(error, &bytes, 1);
                tvmsharp_tests_set(error);
                tvmsharp_tests_drop(error);
            }
            return code;
        }
        """;

    /// <summary>Calls its first argument with the rest.</summary>
    internal static Function Call { get; } = Get("call");

    /// <summary>Likewise, and adds a frame to the backtrace of an error, as other languages do.</summary>
    internal static Function CallWithFrame { get; } = Get("call_with_frame");

    private static Function RaiseFunction { get; } = Get("raise");

    private static Module Module { get => field ??= Load(); }

    /// <summary>Raises an error that no exception of C#'s is part of.</summary>
    internal static void Raise(string kind, string message) => RaiseFunction.Call(kind, message);

    private static Function Get(string name) => (Function)Module[name].Keep();

    private static Module Load()
    {
        Module.RegisterContextSymbol("tvmsharp_tests_raise", (nint)Native.Api->TVMFFIErrorSetRaisedFromCStr);
        Module.RegisterContextSymbol("tvmsharp_tests_take", (nint)Native.Api->TVMFFIErrorMoveFromRaised);
        Module.RegisterContextSymbol("tvmsharp_tests_set", (nint)Native.Api->TVMFFIErrorSetRaised);
        Module.RegisterContextSymbol("tvmsharp_tests_drop", (nint)Native.Api->TVMFFIObjectDecRef);
        return (Module)Module.Load(CLibrary.Compile(Source)).Keep();
    }
}
