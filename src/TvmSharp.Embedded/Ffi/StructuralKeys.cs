using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary><c>ffi.StructuralKey</c>: a value with its structural hash, which maps compare by structure.</summary>
internal static unsafe class StructuralKeys
{
    private static readonly NodeField Key = new("key", FieldKind.Any, 24, HostType.Any);
    private static readonly NodeField Hash = new("hash_i64", FieldKind.Int64, 40, HostType.Int);

    public static readonly NodeType Type = new(
        "ffi.StructuralKey", null, 48, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.StructuralKey, Key, Hash)
    {
        IsFinal = true,
    };

    public static void Register()
    {
        Node.Register(Type);
        Type.RegisterConstructor([HostType.Any], static arguments => Create(arguments.Any(0)));
        Type.RegisterAttribute("__any_hash__", Address((delegate* unmanaged[Cdecl]<TVMFFIAny*, long>)&AnyHash));
        Type.RegisterAttribute("__any_equal__", Address((delegate* unmanaged[Cdecl]<TVMFFIAny*, TVMFFIAny*, byte>)&AnyEqual));
        HostFunction.Define("ffi.StructuralKey", HostType.Object(Type.Key), [HostType.Any], static arguments => Create(arguments.Any(0)));
        HostFunction.Define("ffi.StructuralKeyEqual", HostType.Bool, [HostType.Any, HostType.Any], static arguments =>
        {
            TVMFFIAny left = arguments.Any(0);
            TVMFFIAny right = arguments.Any(1);
            return left.TypeIndex == Type.Index && right.TypeIndex == Type.Index
                ? Value.Bool(AreEqual(left.Obj, right.Obj))
                : throw HostException.Internal("Check not null: structural keys are compared with one another only");
        });
    }

    private static TVMFFIAny Address(void* function) => new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = function };

    private static TVMFFIAny Create(TVMFFIAny key)
    {
        TVMFFIObject* result = Pool.Keep(Node.Create(Type));
        Node.SetView(result, Key, key);
        using StructuralHasher hasher = new(mapFreeVariables: false, skipTensorContent: false);
        Node.Data<long>(result, Hash) = hasher.Hash(key);
        return Value.Object(result);
    }

    private static bool AreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        if (left == right || Node.Data<long>(left, Hash) != Node.Data<long>(right, Hash))
        {
            return left == right;
        }

        using StructuralComparer comparer = new(mapFreeVariables: false, skipTensorContent: false);
        return comparer.AreEqual(Node.View(left, Key), Node.View(right, Key));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long AnyHash(TVMFFIAny* key) => Node.Data<long>(key->Obj, Hash);

    // There is no way to report an error through this: keys that cannot be compared are not equal.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte AnyEqual(TVMFFIAny* left, TVMFFIAny* right)
    {
        int mark = Pool.Mark();
        try
        {
            return AreEqual(left->Obj, right->Obj) ? (byte)1 : (byte)0;
        }
        catch (Exception)
        {
            return 0;
        }
        finally
        {
            Pool.Drain(mark);
        }
    }
}
