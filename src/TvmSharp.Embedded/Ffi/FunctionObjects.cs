using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Function objects around C callbacks.</summary>
internal static unsafe class FunctionObjects
{
    /// <summary>What a function with a handle or a deleter keeps behind its cell.</summary>
    private struct Closure
    {
        public void* Self;
        public delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> SafeCall;
        public delegate* unmanaged[Cdecl]<void*, void> Deleter;
        public TVMFFIObject* Owner;
    }

    /// <summary>
    /// A function with one reference. With neither handle nor deleter the callback is called with the function
    /// object itself as its handle, as upstream does (<c>function.h</c>, <c>FromExternC</c>).
    /// </summary>
    public static TVMFFIObject* Create(
        void* self,
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> safeCall,
        delegate* unmanaged[Cdecl]<void*, void> deleter)
    {
        if (self != null || deleter != null)
        {
            return AllocateClosure(new() { Self = self, SafeCall = safeCall, Deleter = deleter });
        }

        TVMFFIObject* plain = Memory.AllocatePlain((nuint)(sizeof(TVMFFIObject) + sizeof(TVMFFIFunctionCell)), TypeIndex.Function);
        ((TVMFFIFunctionCell*)(plain + 1))->SafeCall = safeCall;
        return plain;
    }

    /// <summary>A function with one reference that is called without a handle and keeps an object alive.</summary>
    public static TVMFFIObject* CreateFor(
        TVMFFIObject* owner, delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> safeCall)
    {
        TVMFFIObject* function = AllocateClosure(new() { SafeCall = safeCall, Owner = owner });
        Host.IncRef(owner);
        return function;
    }

    private static TVMFFIObject* AllocateClosure(Closure closure)
    {
        int size = sizeof(TVMFFIObject) + sizeof(TVMFFIFunctionCell) + sizeof(Closure);
        TVMFFIObject* function = Memory.Allocate((nuint)size, TypeIndex.Function, &Delete);
        ((TVMFFIFunctionCell*)(function + 1))->SafeCall = &CallClosure;
        *ClosureOf(function) = closure;
        return function;
    }

    private static Closure* ClosureOf(void* function) =>
        (Closure*)((byte*)function + sizeof(TVMFFIObject) + sizeof(TVMFFIFunctionCell));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CallClosure(void* function, TVMFFIAny* arguments, int count, TVMFFIAny* result)
    {
        Closure* closure = ClosureOf(function);
        return closure->SafeCall(closure->Self, arguments, count, result);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* function, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Closure* closure = ClosureOf(function);
            if (closure->Deleter != null)
            {
                closure->Deleter(closure->Self);
            }

            if (closure->Owner != null)
            {
                Host.DecRef(closure->Owner);
            }
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(function);
        }
    }
}
