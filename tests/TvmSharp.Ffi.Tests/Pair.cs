using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>A native object with a number and another value, for types that tests register.</summary>
internal unsafe struct Pair
{
    internal TVMFFIObject Header;
    internal long Number;
    internal TVMFFIAny Other;

    /// <summary>How many were freed.</summary>
    internal static int Freed { get; private set; }

    /// <summary>Registers a type with the two fields and a kind of structural equality, once for each key.</summary>
    internal static int Register(string key, int kind, long numberFlags = 0, long otherFlags = 0)
    {
        int index = Allocate(key);
        TVMFFITypeInfo* info = Native.Api->TVMFFIGetTypeInfo(index);
        if (info->Metadata == null)
        {
            TVMFFITypeMetadata metadata = new() { TotalSize = sizeof(Pair), StructuralEqHashKind = kind, Creator = &Make };
            Native.Succeeds(Native.Api->TVMFFITypeRegisterMetadata(index, &metadata));
            TVMFFIFieldInfo number = NumberField(numberFlags);
            Native.Succeeds(Native.Api->TVMFFITypeRegisterField(index, &number));
            TVMFFIFieldInfo other = new()
            {
                Name = Native.Literal("other"u8),
                Flags = otherFlags,
                Size = sizeof(TVMFFIAny),
                Alignment = 8,
                Offset = (int)Marshal.OffsetOf<Pair>(nameof(Other)),
                Getter = &GetOther,
                FieldStaticTypeIndex = -1,
            };
            Native.Succeeds(Native.Api->TVMFFITypeRegisterField(index, &other));
        }

        return index;
    }

    /// <summary>The index of a child of <c>ffi.Object</c>, given out when it is new.</summary>
    internal static int Allocate(string key, int parent = TypeIndex.Object, int depth = 1)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(key);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray name = new() { Data = data, Size = (nuint)utf8.Length };
            return Native.Api->TVMFFITypeGetOrAllocIndex(&name, -1, depth, 0, 1, parent);
        }
    }

    /// <summary>The description of the number.</summary>
    internal static TVMFFIFieldInfo NumberField(long flags) => new()
    {
        Name = Native.Literal("number"u8),
        Doc = Native.Literal("A number."u8),
        Metadata = Native.Literal("{\"type_schema\":\"{\\\"type\\\":\\\"int\\\"}\"}"u8),
        Flags = flags,
        Size = sizeof(long),
        Alignment = sizeof(long),
        Offset = sizeof(TVMFFIObject),
        Getter = &GetNumber,
        Setter = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetNumber,
        FieldStaticTypeIndex = TypeIndex.Int,
    };

    /// <summary>A pair with one reference that takes over the other value.</summary>
    internal static TVMFFIAny Create(int typeIndex, long number, TVMFFIAny other = default)
    {
        Pair* pair = New();
        pair->Header.TypeIndex = typeIndex;
        pair->Number = number;
        pair->Other = other;
        return new() { TypeIndex = typeIndex, Obj = &pair->Header };
    }

    private static Pair* New()
    {
        // The C ABI puts an allocation header before every body.
        byte* block = (byte*)NativeMemory.AllocZeroed(16 + (nuint)sizeof(Pair));
        Pair* pair = (Pair*)(block + 16);
        pair->Header.CombinedRefCount = (1UL << 32) | 1;
        pair->Header.Deleter = &Delete;
        return pair;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Make(TVMFFIObject** result)
    {
        *result = &New()->Header;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetNumber(void* field, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.Int, Int64 = *(long*)field };
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetNumber(void* field, TVMFFIAny* value)
    {
        *(long*)field = value->Int64;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetOther(void* field, TVMFFIAny* result) =>
        Native.Api->TVMFFIAnyViewToOwnedAny((TVMFFIAny*)field, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            RefCount.Release(&((Pair*)self)->Other);
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Freed++;
            NativeMemory.Free((byte*)self - 16);
        }
    }
}
