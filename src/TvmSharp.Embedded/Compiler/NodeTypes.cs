using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// The object types that this host knows, with the fields, offsets and flags of TVM 0.26 on 64-bit machines
/// (<c>include/tvm/ir</c> and <c>include/tvm/tirx</c>). Fields that upstream does not reflect have no name.
/// </summary>
internal static unsafe class NodeTypes
{
    public static readonly NodeField SourceNameName = new("name", FieldKind.Text, 24, HostType.Text);

    /// <summary><c>ir.SourceName</c>.</summary>
    public static readonly NodeType SourceName = new(
        "ir.SourceName", null, 40, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.SourceName, SourceNameName);

    public static readonly NodeField SpanSourceName = new("source_name", FieldKind.Object, 24, HostType.Nullable("ir.SourceName"));
    public static readonly NodeField SpanLine = new("line", FieldKind.Int32, 32, HostType.Int);
    public static readonly NodeField SpanColumn = new("column", FieldKind.Int32, 36, HostType.Int);
    public static readonly NodeField SpanEndLine = new("end_line", FieldKind.Int32, 40, HostType.Int);
    public static readonly NodeField SpanEndColumn = new("end_column", FieldKind.Int32, 44, HostType.Int);

    /// <summary><c>ir.Span</c>.</summary>
    public static readonly NodeType Span = new(
        "ir.Span", null, 48, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Span, SpanSourceName, SpanLine, SpanColumn, SpanEndLine, SpanEndColumn);

    public static readonly NodeField SourceMapMap = new("source_map", FieldKind.Map, 24, HostType.MapOf(HostType.Nullable("ir.SourceName"), HostType.Nullable("ir.Source")));

    /// <summary><c>ir.SourceMap</c>.</summary>
    public static readonly NodeType SourceMap = new(
        "ir.SourceMap", null, 32, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.SourceMap, SourceMapMap);

    public static readonly NodeField TypeSpan = new("span", FieldKind.Object, 24, HostType.Nullable("ir.Span"), FieldFlags.SEqHashIgnore | FieldFlags.HasDefault);

    /// <summary><c>ir.Type</c>.</summary>
    public static readonly NodeType Type = new(
        "ir.Type", null, 32, 14, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Type, TypeSpan);

    public static readonly NodeField PrimTypeDType = new("dtype", FieldKind.DataType, 32, HostType.DataType);

    /// <summary><c>ir.PrimType</c>.</summary>
    public static readonly NodeType PrimType = new(
        "ir.PrimType", Type, 40, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PrimType, PrimTypeDType);

    public static readonly NodeField PointerTypeElementType = new("element_type", FieldKind.Type, 32, HostType.Nullable("ir.Type"), Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.MissingTypeReference);
    public static readonly NodeField PointerTypeStorageScope = new("storage_scope", FieldKind.Text, 40, HostType.Text);

    /// <summary><c>ir.PointerType</c>.</summary>
    public static readonly NodeType PointerType = new(
        "ir.PointerType", Type, 56, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PointerType, PointerTypeElementType, PointerTypeStorageScope);

    public static readonly NodeField TupleTypeItems = new("fields", FieldKind.Array, 32, HostType.ArrayOf(HostType.Nullable("ir.Type")));

    /// <summary><c>ir.TupleType</c>.</summary>
    public static readonly NodeType TupleType = new(
        "ir.TupleType", Type, 40, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.TupleType, TupleTypeItems);

    public static readonly NodeField FuncTypeArgTypes = new("arg_types", FieldKind.Array, 32, HostType.ArrayOf(HostType.Nullable("ir.Type")));
    public static readonly NodeField FuncTypeRetType = new("ret_type", FieldKind.Type, 40, HostType.Nullable("ir.Type"), Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.MissingTypeReference);

    /// <summary><c>ir.FuncType</c>.</summary>
    public static readonly NodeType FuncType = new(
        "ir.FuncType", Type, 48, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.FuncType, FuncTypeArgTypes, FuncTypeRetType);


    /// <summary><c>ir.Attrs</c>.</summary>
    public static readonly NodeType Attrs = new(
        "ir.Attrs", null, 24, 0, SEqHashKind.Unsupported, 0);

    public static readonly NodeField DictAttrsDict = new("__dict__", FieldKind.Map, 24, HostType.MapOf(HostType.Text, HostType.Any));

    /// <summary><c>ir.DictAttrs</c>.</summary>
    public static readonly NodeType DictAttrs = new(
        "ir.DictAttrs", Attrs, 32, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.DictAttrs, DictAttrsDict);


    /// <summary><c>ir.GlobalInfo</c>.</summary>
    public static readonly NodeType GlobalInfo = new(
        "ir.GlobalInfo", null, 24, 0, SEqHashKind.Unsupported, 0);

    public static readonly NodeField ExprSpan = new("span", FieldKind.Object, 24, HostType.Nullable("ir.Span"), FieldFlags.SEqHashIgnore | FieldFlags.HasDefault);
    public static readonly NodeField ExprType = new("ty", FieldKind.Type, 32, HostType.Nullable("ir.Type"), FieldFlags.HasDefault, Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.MissingTypeReference);

    /// <summary><c>ir.Expr</c>.</summary>
    public static readonly NodeType Expr = new(
        "ir.Expr", null, 40, 64, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Expr, ExprSpan, ExprType);

    public static readonly NodeField VarName = new("name", FieldKind.Text, 40, HostType.Text, FieldFlags.SEqHashIgnore);

    /// <summary><c>ir.Var</c>.</summary>
    public static readonly NodeType Var = new(
        "ir.Var", Expr, 56, 1, SEqHashKind.FreeVar, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Var, VarName);

    public static readonly NodeField GlobalVarNameHint = new("name_hint", FieldKind.Text, 40, HostType.Text);

    /// <summary><c>ir.GlobalVar</c>.</summary>
    public static readonly NodeType GlobalVar = new(
        "ir.GlobalVar", Expr, 56, 0, SEqHashKind.FreeVar, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.GlobalVar, GlobalVarNameHint);

    public static readonly NodeField IntImmValue = new("value", FieldKind.Int64, 40, HostType.Int);

    /// <summary><c>ir.IntImm</c>.</summary>
    public static readonly NodeType IntImm = new(
        "ir.IntImm", Expr, 48, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.IntImm, IntImmValue);

    public static readonly NodeField FloatImmValue = new("value", FieldKind.Float64, 40, HostType.Float);

    /// <summary><c>ir.FloatImm</c>.</summary>
    public static readonly NodeType FloatImm = new(
        "ir.FloatImm", Expr, 48, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.FloatImm, FloatImmValue);

    public static readonly NodeField StringImmValue = new("value", FieldKind.Text, 40, HostType.Text);

    /// <summary><c>tirx.StringImm</c>.</summary>
    public static readonly NodeType StringImm = new(
        "tirx.StringImm", Expr, 56, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.StringImm, StringImmValue);

    public static readonly NodeField BaseFuncAttrs = new("attrs", FieldKind.Attrs, 40, HostType.Nullable("ir.DictAttrs"), Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.Attrs);

    /// <summary><c>ir.BaseFunc</c>.</summary>
    public static readonly NodeType BaseFunc = new(
        "ir.BaseFunc", Expr, 48, 2, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.BaseFunc, BaseFuncAttrs);

    public static readonly NodeField StmtSpan = new("span", FieldKind.Object, 24, HostType.Nullable("ir.Span"), FieldFlags.SEqHashIgnore);

    /// <summary><c>tirx.Stmt</c>.</summary>
    public static readonly NodeType Stmt = new(
        "tirx.Stmt", null, 32, 15, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Stmt, StmtSpan);

    public static readonly NodeField EvaluateValue = new("value", FieldKind.Object, 32, HostType.Nullable("ir.Expr"));

    /// <summary><c>tirx.Evaluate</c>.</summary>
    public static readonly NodeType Evaluate = new(
        "tirx.Evaluate", Stmt, 40, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Evaluate, EvaluateValue);

    public static readonly NodeField SeqStmtSeq = new("seq", FieldKind.Array, 32, HostType.ArrayOf(HostType.Nullable("tirx.Stmt")));

    /// <summary><c>tirx.SeqStmt</c>.</summary>
    public static readonly NodeType SeqStmt = new(
        "tirx.SeqStmt", Stmt, 40, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.SeqStmt, SeqStmtSeq);

    public static readonly NodeField PrimFuncParams = new("params", FieldKind.Array, 48, HostType.ArrayOf(HostType.Nullable("ir.Var")), FieldFlags.SEqHashDefRecursive);
    public static readonly NodeField PrimFuncRetType = new("ret_type", FieldKind.Type, 56, HostType.Nullable("ir.Type"), Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.MissingTypeReference);
    public static readonly NodeField PrimFuncBody = new("body", FieldKind.Object, 64, HostType.Nullable("tirx.Stmt"));

    /// <summary><c>tirx.PrimFunc</c>.</summary>
    public static readonly NodeType PrimFunc = new(
        "tirx.PrimFunc", BaseFunc, 72, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PrimFunc, PrimFuncParams, PrimFuncRetType, PrimFuncBody);

    public static readonly NodeField IRModuleFunctions = new("functions", FieldKind.Map, 24, HostType.MapOf(HostType.Nullable("ir.GlobalVar"), HostType.Nullable("ir.BaseFunc")));
    public static readonly NodeField IRModuleGlobalVars = new("global_var_map_", FieldKind.Map, 56, HostType.MapOf(HostType.Text, HostType.Nullable("ir.GlobalVar")));
    public static readonly NodeField IRModuleSourceMap = new("source_map", FieldKind.SourceMap, 32, HostType.Nullable("ir.SourceMap"), Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.SourceMap);
    public static readonly NodeField IRModuleAttrs = new("attrs", FieldKind.Attrs, 40, HostType.Nullable("ir.DictAttrs"), Default: (nint)(delegate*<TVMFFIObject*>)&NodeDefaults.Attrs);
    public static readonly NodeField IRModuleGlobalInfos = new("global_infos", FieldKind.Map, 48, HostType.MapOf(HostType.Text, HostType.ArrayOf(HostType.Nullable("ir.GlobalInfo"))));

    /// <summary><c>ir.IRModule</c>.</summary>
    public static readonly NodeType IRModule = new(
        "ir.IRModule", null, 64, 0, SEqHashKind.TreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.IRModule, IRModuleFunctions, IRModuleGlobalVars, IRModuleSourceMap, IRModuleAttrs, IRModuleGlobalInfos);

    public static readonly NodeField PassInfoOptLevel = new("opt_level", FieldKind.Int32, 24, HostType.Int);
    public static readonly NodeField PassInfoName = new("name", FieldKind.Text, 32, HostType.Text);
    public static readonly NodeField PassInfoRequired = new("required", FieldKind.Array, 56, HostType.ArrayOf(HostType.Text));
    public static readonly NodeField PassInfoTraceable = new("traceable", FieldKind.Bool, 48, HostType.Bool);

    /// <summary><c>transform.PassInfo</c>.</summary>
    public static readonly NodeType PassInfo = new(
        "transform.PassInfo", null, 64, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PassInfo, PassInfoOptLevel, PassInfoName, PassInfoRequired, PassInfoTraceable);

    public static readonly NodeField PassContextOptLevel = new("opt_level", FieldKind.Int32, 24, HostType.Int);
    public static readonly NodeField PassContextRequired = new("required_pass", FieldKind.Array, 32, HostType.ArrayOf(HostType.Text));
    public static readonly NodeField PassContextDisabled = new("disabled_pass", FieldKind.Array, 40, HostType.ArrayOf(HostType.Text));
    public static readonly NodeField PassContextInstruments = new("instruments", FieldKind.Array, 56, HostType.ArrayOf(HostType.Nullable("instrument.PassInstrument")));
    public static readonly NodeField PassContextConfig = new("config", FieldKind.Map, 48, HostType.MapOf(HostType.Text, HostType.Any));

    /// <summary><c>transform.PassContext</c>.</summary>
    public static readonly NodeType PassContext = new(
        "transform.PassContext", null, 64, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PassContext, PassContextOptLevel, PassContextRequired, PassContextDisabled, PassContextInstruments, PassContextConfig);

    public static readonly NodeField PassInstrumentName = new("name", FieldKind.Text, 24, HostType.Text);
    public static readonly NodeField PassInstrumentEnterContext = new("", FieldKind.Object, 40, HostType.Function);
    public static readonly NodeField PassInstrumentExitContext = new("", FieldKind.Object, 48, HostType.Function);
    public static readonly NodeField PassInstrumentShouldRun = new("", FieldKind.Object, 56, HostType.Function);
    public static readonly NodeField PassInstrumentBeforePass = new("", FieldKind.Object, 64, HostType.Function);
    public static readonly NodeField PassInstrumentAfterPass = new("", FieldKind.Object, 72, HostType.Function);

    /// <summary><c>instrument.PassInstrument</c>.</summary>
    public static readonly NodeType PassInstrument = new(
        "instrument.PassInstrument", null, 80, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PassInstrument, PassInstrumentName, PassInstrumentEnterContext, PassInstrumentExitContext, PassInstrumentShouldRun, PassInstrumentBeforePass, PassInstrumentAfterPass);


    /// <summary><c>transform.Pass</c>.</summary>
    public static readonly NodeType Pass = new(
        "transform.Pass", null, 24, 0, SEqHashKind.Unsupported, 0);

    public static readonly NodeField ModulePassInfo = new("pass_info", FieldKind.Object, 24, HostType.Nullable("transform.PassInfo"));
    public static readonly NodeField ModulePassFunction = new("", FieldKind.Object, 32, HostType.Function);

    /// <summary><c>transform.ModulePass</c>.</summary>
    public static readonly NodeType ModulePass = new(
        "transform.ModulePass", Pass, 40, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.ModulePass, ModulePassInfo, ModulePassFunction);

    public static readonly NodeField PrimFuncPassInfo = new("pass_info", FieldKind.Object, 24, HostType.Nullable("transform.PassInfo"));
    public static readonly NodeField PrimFuncPassFunction = new("", FieldKind.Object, 32, HostType.Function);

    /// <summary><c>tirx.PrimFuncPass</c>.</summary>
    public static readonly NodeType PrimFuncPass = new(
        "tirx.PrimFuncPass", Pass, 40, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.PrimFuncPass, PrimFuncPassInfo, PrimFuncPassFunction);

    public static readonly NodeField SequentialInfo = new("pass_info", FieldKind.Object, 24, HostType.Nullable("transform.PassInfo"));
    public static readonly NodeField SequentialPasses = new("passes", FieldKind.Array, 32, HostType.ArrayOf(HostType.Nullable("transform.Pass")));

    /// <summary><c>transform.Sequential</c>.</summary>
    public static readonly NodeType Sequential = new(
        "transform.Sequential", Pass, 40, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&NodeCreators.Sequential, SequentialInfo, SequentialPasses);

    /// <summary>All of them, parents first.</summary>
    public static readonly NodeType[] All =
    [
        SourceName, Span, SourceMap, Type, PrimType, PointerType,
        TupleType, FuncType, Attrs, DictAttrs, GlobalInfo, Expr,
        Var, GlobalVar, IntImm, FloatImm, StringImm, BaseFunc,
        Stmt, Evaluate, SeqStmt, PrimFunc, IRModule, PassInfo,
        PassContext, PassInstrument, Pass, ModulePass, PrimFuncPass, Sequential,
    ];
}
