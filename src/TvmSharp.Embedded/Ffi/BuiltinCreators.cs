using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The creators of the types that every tvm-ffi has: a creator is not told which type it is for.</summary>
internal static unsafe class BuiltinCreators
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int AccessStep(TVMFFIObject** result) => Create(AccessPaths.StepType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int AccessPath(TVMFFIObject** result) => Create(AccessPaths.PathType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int StructuralKey(TVMFFIObject** result) => Create(StructuralKeys.Type, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int VisitInterrupt(TVMFFIObject** result) => Create(StructuralVisits.InterruptType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int VisitErrorContext(TVMFFIObject** result) => Create(VisitErrorContexts.Type, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Enum(TVMFFIObject** result) => Create(Enums.EnumType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int IntEnum(TVMFFIObject** result) => Create(Enums.IntEnumType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int StrEnum(TVMFFIObject** result) => Create(Enums.StrEnumType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int EnumState(TVMFFIObject** result) => Create(Enums.StateType, result);

    private static int Create(NodeType type, TVMFFIObject** result)
    {
        try
        {
            *result = Node.Create(type);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }
}
