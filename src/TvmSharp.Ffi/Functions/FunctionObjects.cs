using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>
/// Native function objects that call C#: header, <see cref="TVMFFIFunctionCell"/> and the <see cref="GCHandle"/> that
/// keeps the callback alive as long as anybody holds the function.
/// </summary>
internal static unsafe class FunctionObjects
{
    // Taken once: a method may have several addresses, and this one tells which functions were made here.
    private static readonly nint Entry = (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)&Invoke;

    /// <summary>Makes a function object; the caller owns the reference.</summary>
    internal static TVMFFIObject* Create(Callback callback)
    {
        // Nothing of this needs TVM, but the object is worth nothing without one: find out now.
        _ = TvmRuntime.Api;
        Layout* function = (Layout*)ObjectMemory.Allocate((nuint)sizeof(Layout), TypeIndex.Function, &Delete);
        function->Cell.SafeCall = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)Entry;
        function->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(callback));
        return &function->Header;
    }

    /// <summary>What a function object calls; null for those that were not made here.</summary>
    internal static Callback? TryGetCallback(TVMFFIObject* function) =>
        (nint)((Layout*)function)->Cell.SafeCall == Entry ? CallbackOf(function) : null;

    private static Callback CallbackOf(void* function) =>
        Unsafe.As<Callback>(GCHandle.FromIntPtr(((Layout*)function)->Handle).Target!);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Invoke(void* self, TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        CallScope scope = CallScope.Enter();
        try
        {
            CallbackOf(self).Invoke(args, count, result);
        }
        catch (Exception exception)
        {
            // First: leaving a scope runs deleters, which may call functions that raise and clear errors of their own.
            scope.Exit();
            return EntryPoint.Raise(exception);
        }

        scope.Exit();
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            GCHandle.FromIntPtr(((Layout*)self)->Handle).Free();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            ObjectMemory.Free(self);
        }
    }

    private struct Layout
    {
        internal TVMFFIObject Header;
        internal TVMFFIFunctionCell Cell;
        internal nint Handle;
    }
}
