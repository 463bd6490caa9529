using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>A type that the tests register over the C ABI, with fields of every storage and setters of both kinds.</summary>
internal static unsafe class TestNode
{
    internal const string Key = "tvmsharp_tests.Node";

    private static int s_contentsReleased;
    private static int s_memoryReleased;

    /// <summary>How often contents and memory of such objects were released.</summary>
    internal static (int Contents, int Memory) Released => (Volatile.Read(ref s_contentsReleased), Volatile.Read(ref s_memoryReleased));

    internal static TvmTypeInfo Type { get; } = Register();

    internal static TvmObject Create(params ReadOnlySpan<KeyValuePair<string, Any>> fields) => Type.Create([], fields.ToArray());

    private static TvmTypeInfo Register()
    {
        int index = Text(Key, key => TvmRuntime.Api->TVMFFITypeGetOrAllocIndex(key, -1, 1, 0, 1, TypeIndex.Object));
        Layout sample;
        Layout* layout = &sample;
        Field(index, "id", TypeIndex.Int, 8, (nint)((byte*)&layout->Id - (byte*)layout), &GetId, (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetId, FieldFlags.Writable | FieldFlags.HasDefault, "int", 7);
        Field(index, "weight", TypeIndex.Float, 8, (nint)((byte*)&layout->Weight - (byte*)layout), &GetWeight, (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetWeight, FieldFlags.HasDefault, "float", 0.5);
        Field(index, "small", TypeIndex.Int, 2, (nint)((byte*)&layout->Small - (byte*)layout), &GetSmall, (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetSmall, FieldFlags.Writable | FieldFlags.HasDefault, "int", -2);
        Field(index, "wide", TypeIndex.Int, 4, (nint)((byte*)&layout->Wide - (byte*)layout), &GetWide, (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetWide, FieldFlags.Writable | FieldFlags.HasDefault, "int", 4_000_000_000);
        Field(index, "flag", TypeIndex.Bool, 1, (nint)((byte*)&layout->Flag - (byte*)layout), &GetFlag, (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetFlag, FieldFlags.Writable | FieldFlags.HasDefault, "bool", true);

        // Its registration says object, its getter says integer: only the getter may be believed.
        Field(index, "misleading", TypeIndex.Any, 8, (nint)((byte*)&layout->Id - (byte*)layout), &GetId, 0, FieldFlags.SEqHashIgnore | FieldFlags.HasDefault | FieldFlags.SetterIsFunctionObj, "", Any.None, Function.Create(static _ => Any.None));
        Function setChild = Function.Create(static args =>
        {
            Any value = args[1];
            if (!value.IsNone && value.Kind != AnyKind.Object)
            {
                throw new InvalidCastException($"A child is an object, not a `{value.TypeName}`.");
            }

            TVMFFIObject** slot = (TVMFFIObject**)PointerOf(args[0]);
            TVMFFIAny owned;
            value.WriteOwned(&owned);
            TVMFFIObject* old = *slot;
            *slot = owned.Obj;
            if (old != null)
            {
                RefCount.Decrement(old);
            }

            return Any.None;
        });
        Field(index, "child", TypeIndex.Any, 8, (nint)((byte*)&layout->Child - (byte*)layout), &GetChild, 0, FieldFlags.Writable | FieldFlags.HasDefault | FieldFlags.SetterIsFunctionObj, "ffi.Object", Any.None, setChild);
        Field(index, "list", TypeIndex.Array, 8, (nint)((byte*)&layout->List - (byte*)layout), &GetList, 0, FieldFlags.Writable | FieldFlags.HasDefault | FieldFlags.DefaultFromFactory | FieldFlags.SetterIsFunctionObj, "ffi.Array", Function.Create(static _ => TvmArray.Create<long>(1, 2)), setChild);
        Method(index, "plus", 0, Function.Create(static args => ((Any)args[0]).As<TvmObject>().GetField<long>("id") + ((Any)args[1]).As<long>()));
        Method(index, "zero", FieldFlags.IsStaticMethod, Function.Create(static _ => 0));
        Text("A node of the tests.", doc =>
        {
            TVMFFITypeMetadata metadata = new()
            {
                Doc = *doc,
                Creator = &New,
                TotalSize = sizeof(Layout),
                StructuralEqHashKind = SEqHashKind.TreeNode,
            };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterMetadata(index, &metadata));
            return 0;
        });
        return ObjectTypes.Get(Key);
    }

    private static int Text(string text, TextUse use)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)utf8.Length };
            return use(&bytes);
        }
    }

    private static void Field(
        int index,
        string name,
        int staticIndex,
        long size,
        nint offset,
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int> getter,
        nint setter,
        long flags,
        string schema,
        Any defaultValue,
        Function? setterFunction = null) => Text(name, nameBytes => Text($$"""{"type_schema":"{\"type\":\"{{schema}}\"}"}""", metadata =>
        {
            TVMFFIAny value;
            defaultValue.WriteOwned(&value);
            TVMFFIFieldInfo field = new()
            {
                Name = *nameBytes,
                Metadata = *metadata,
                Flags = flags,
                Size = size,
                Alignment = size,
                Offset = offset,
                Getter = getter,
                Setter = setterFunction is null ? (void*)setter : setterFunction.Handle,
                DefaultValueOrFactory = value,
                FieldStaticTypeIndex = staticIndex,
            };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterField(index, &field));
            RefCount.Release(&value);
            GC.KeepAlive(setterFunction);
            return 0;
        }));

    private static void Method(int index, string name, long flags, Function function) => Text(name, nameBytes =>
    {
        TVMFFIMethodInfo method = new()
        {
            Name = *nameBytes,
            Flags = flags,
            Method = new() { TypeIndex = TypeIndex.Function, Obj = function.Handle },
        };
        TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterMethod(index, &method));
        GC.KeepAlive(function);
        return 0;
    });

    private static nint PointerOf(Any value)
    {
        TVMFFIAny raw;
        value.WriteArgument(&raw);
        return (nint)raw.Ptr;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int New(TVMFFIObject** result)
    {
        Layout* node = (Layout*)ObjectMemory.Allocate((nuint)sizeof(Layout), Type.Index, &Delete);
        *result = &node->Header;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        Layout* node = (Layout*)self;
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Interlocked.Increment(ref s_contentsReleased);
            foreach (nint child in (ReadOnlySpan<nint>)[(nint)node->Child, (nint)node->List])
            {
                if (child != 0)
                {
                    RefCount.Decrement((TVMFFIObject*)child);
                }
            }
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Interlocked.Increment(ref s_memoryReleased);
            ObjectMemory.Free(self);
        }
    }

    private static int Put(TVMFFIAny* result, int index, long payload)
    {
        *result = new() { TypeIndex = index, Int64 = payload };
        return 0;
    }

    private static int PutObject(TVMFFIAny* result, TVMFFIObject* value)
    {
        *result = default;
        if (value != null)
        {
            RefCount.Increment(value);
            *result = new() { TypeIndex = value->TypeIndex, Obj = value };
        }

        return 0;
    }

    private static bool IsNumber(TVMFFIAny* value) => value->TypeIndex is TypeIndex.Int or TypeIndex.Bool
        || Fail();

    private static bool Fail()
    {
        TvmError.SetRaised(new TvmException("TypeError", "Expected `int`."));
        return false;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetId(void* at, TVMFFIAny* result) => Put(result, TypeIndex.Int, *(long*)at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetId(void* at, TVMFFIAny* value)
    {
        if (!IsNumber(value))
        {
            return -1;
        }

        *(long*)at = value->Int64;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetWeight(void* at, TVMFFIAny* result) => Put(result, TypeIndex.Float, *(long*)at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetWeight(void* at, TVMFFIAny* value)
    {
        *(double*)at = value->Float64;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSmall(void* at, TVMFFIAny* result) => Put(result, TypeIndex.Int, *(short*)at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetSmall(void* at, TVMFFIAny* value)
    {
        *(short*)at = (short)value->Int64;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetWide(void* at, TVMFFIAny* result) => Put(result, TypeIndex.Int, *(uint*)at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetWide(void* at, TVMFFIAny* value)
    {
        *(uint*)at = (uint)value->Int64;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetFlag(void* at, TVMFFIAny* result) => Put(result, TypeIndex.Bool, *(byte*)at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetFlag(void* at, TVMFFIAny* value)
    {
        *(byte*)at = (byte)(value->Int64 != 0 ? 1 : 0);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetChild(void* at, TVMFFIAny* result) => PutObject(result, *(TVMFFIObject**)at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetList(void* at, TVMFFIAny* result) => PutObject(result, *(TVMFFIObject**)at);

    private delegate int TextUse(TVMFFIByteArray* text);

    private struct Layout
    {
        internal TVMFFIObject Header;
        internal long Id;
        internal double Weight;
        internal TVMFFIObject* Child;
        internal TVMFFIObject* List;
        internal uint Wide;
        internal short Small;
        internal byte Flag;
    }
}
