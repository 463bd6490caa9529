using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// Native objects that stand for a .NET object: type key <c>dotnet.ManagedObject</c>, a header and a
/// <see cref="GCHandle"/>.
/// </summary>
internal static unsafe class ManagedObject
{
    // An address that no other .NET runtime in the process has: tells whose GCHandle an object holds.
    private static readonly nint RuntimeToken = (nint)NativeMemory.Alloc(1);

    private static int s_typeIndex = -1;

    /// <summary>Makes an object that keeps a .NET object alive; the caller owns the reference.</summary>
    internal static TVMFFIObject* Create(object value)
    {
        Layout* obj = (Layout*)ObjectMemory.Allocate((nuint)sizeof(Layout), EnsureType(), &Delete);
        obj->RuntimeToken = RuntimeToken;
        obj->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(value));
        return &obj->Header;
    }

    /// <summary>The .NET object; null for other objects, and for those of another .NET runtime in the process.</summary>
    internal static object? TryGet(TVMFFIObject* obj) =>
        obj != null
        && obj->TypeIndex == s_typeIndex
        && ((Layout*)obj)->RuntimeToken == RuntimeToken
            ? GCHandle.FromIntPtr(((Layout*)obj)->Handle).Target
            : null;

    private static int EnsureType()
    {
        if (s_typeIndex >= 0)
        {
            return s_typeIndex;
        }

        TvmFfiApi* api = TvmRuntime.Api;
        lock (Registry.Gate)
        {
            fixed (byte* data = "dotnet.ManagedObject"u8)
            {
                TVMFFIByteArray key = new() { Data = data, Size = (nuint)"dotnet.ManagedObject"u8.Length };
                return s_typeIndex = api->TVMFFITypeGetOrAllocIndex(&key, -1, 1, 0, 1, TypeIndex.Object);
            }
        }
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
        internal nint RuntimeToken;
        internal nint Handle;
    }
}
