using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// The creators that the C ABI wants for reflection, one for each type: a creator is not told which type it is for.
/// </summary>
internal static unsafe class NodeCreators
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int SourceName(TVMFFIObject** result) => Create(NodeTypes.SourceName, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Span(TVMFFIObject** result) => Create(NodeTypes.Span, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int SourceMap(TVMFFIObject** result) => Create(NodeTypes.SourceMap, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Type(TVMFFIObject** result) => Create(NodeTypes.Type, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PrimType(TVMFFIObject** result) => Create(NodeTypes.PrimType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PointerType(TVMFFIObject** result) => Create(NodeTypes.PointerType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int TupleType(TVMFFIObject** result) => Create(NodeTypes.TupleType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int FuncType(TVMFFIObject** result) => Create(NodeTypes.FuncType, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int DictAttrs(TVMFFIObject** result) => Create(NodeTypes.DictAttrs, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Expr(TVMFFIObject** result) => Create(NodeTypes.Expr, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Var(TVMFFIObject** result) => Create(NodeTypes.Var, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int GlobalVar(TVMFFIObject** result) => Create(NodeTypes.GlobalVar, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int IntImm(TVMFFIObject** result) => Create(NodeTypes.IntImm, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int FloatImm(TVMFFIObject** result) => Create(NodeTypes.FloatImm, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int StringImm(TVMFFIObject** result) => Create(NodeTypes.StringImm, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int BaseFunc(TVMFFIObject** result) => Create(NodeTypes.BaseFunc, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Stmt(TVMFFIObject** result) => Create(NodeTypes.Stmt, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Evaluate(TVMFFIObject** result) => Create(NodeTypes.Evaluate, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int SeqStmt(TVMFFIObject** result) => Create(NodeTypes.SeqStmt, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PrimFunc(TVMFFIObject** result) => Create(NodeTypes.PrimFunc, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int IRModule(TVMFFIObject** result) => Create(NodeTypes.IRModule, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PassInfo(TVMFFIObject** result) => Create(NodeTypes.PassInfo, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PassContext(TVMFFIObject** result) => Create(NodeTypes.PassContext, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PassInstrument(TVMFFIObject** result) => Create(NodeTypes.PassInstrument, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int ModulePass(TVMFFIObject** result) => Create(NodeTypes.ModulePass, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int PrimFuncPass(TVMFFIObject** result) => Create(NodeTypes.PrimFuncPass, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Sequential(TVMFFIObject** result) => Create(NodeTypes.Sequential, result);

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
