using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// The object types that this host itself works with: those of the <see cref="Schema"/>, and the passes, which upstream
/// declares in its sources only (<c>src/ir/transform.cc</c>, <c>src/tirx/ir/transform.cc</c>, <c>src/relax/ir/transform.cc</c>).
/// </summary>
internal static class NodeTypes
{
    /// <summary><c>ir.SourceName</c>.</summary>
    public static readonly NodeType SourceName = Schema.Type("ir.SourceName");

    public static readonly NodeField SourceNameName = SourceName.Field("name");

    /// <summary><c>ir.Span</c>.</summary>
    public static readonly NodeType Span = Schema.Type("ir.Span");

    public static readonly NodeField SpanSourceName = Span.Field("source_name");
    public static readonly NodeField SpanLine = Span.Field("line");
    public static readonly NodeField SpanColumn = Span.Field("column");
    public static readonly NodeField SpanEndLine = Span.Field("end_line");
    public static readonly NodeField SpanEndColumn = Span.Field("end_column");

    /// <summary><c>ir.SourceMap</c>.</summary>
    public static readonly NodeType SourceMap = Schema.Type("ir.SourceMap");

    public static readonly NodeField SourceMapMap = SourceMap.Field("source_map");

    /// <summary><c>ir.Type</c>.</summary>
    public static readonly NodeType Type = Schema.Type("ir.Type");

    public static readonly NodeField TypeSpan = Type.Field("span");

    /// <summary><c>ir.PrimType</c>.</summary>
    public static readonly NodeType PrimType = Schema.Type("ir.PrimType");

    public static readonly NodeField PrimTypeDType = PrimType.Field("dtype");

    /// <summary><c>ir.PointerType</c>.</summary>
    public static readonly NodeType PointerType = Schema.Type("ir.PointerType");

    public static readonly NodeField PointerTypeElementType = PointerType.Field("element_type");
    public static readonly NodeField PointerTypeStorageScope = PointerType.Field("storage_scope");

    /// <summary><c>ir.TupleType</c>.</summary>
    public static readonly NodeType TupleType = Schema.Type("ir.TupleType");

    public static readonly NodeField TupleTypeItems = TupleType.Field("fields");

    /// <summary><c>ir.FuncType</c>.</summary>
    public static readonly NodeType FuncType = Schema.Type("ir.FuncType");

    public static readonly NodeField FuncTypeArgTypes = FuncType.Field("arg_types");
    public static readonly NodeField FuncTypeRetType = FuncType.Field("ret_type");

    /// <summary><c>ir.Attrs</c>.</summary>
    public static readonly NodeType Attrs = Schema.Type("ir.Attrs");

    /// <summary><c>ir.DictAttrs</c>.</summary>
    public static readonly NodeType DictAttrs = Schema.Type("ir.DictAttrs");

    public static readonly NodeField DictAttrsDict = DictAttrs.Field("__dict__");

    /// <summary><c>ir.GlobalInfo</c>.</summary>
    public static readonly NodeType GlobalInfo = Schema.Type("ir.GlobalInfo");

    /// <summary><c>ir.Expr</c>.</summary>
    public static readonly NodeType Expr = Schema.Type("ir.Expr");

    public static readonly NodeField ExprSpan = Expr.Field("span");
    public static readonly NodeField ExprType = Expr.Field("ty");

    /// <summary><c>ir.Var</c>.</summary>
    public static readonly NodeType Var = Schema.Type("ir.Var");

    public static readonly NodeField VarName = Var.Field("name");

    /// <summary><c>ir.GlobalVar</c>.</summary>
    public static readonly NodeType GlobalVar = Schema.Type("ir.GlobalVar");

    public static readonly NodeField GlobalVarNameHint = GlobalVar.Field("name_hint");

    /// <summary><c>ir.IntImm</c>.</summary>
    public static readonly NodeType IntImm = Schema.Type("ir.IntImm");

    public static readonly NodeField IntImmValue = IntImm.Field("value");

    /// <summary><c>ir.FloatImm</c>.</summary>
    public static readonly NodeType FloatImm = Schema.Type("ir.FloatImm");

    public static readonly NodeField FloatImmValue = FloatImm.Field("value");

    /// <summary><c>tirx.StringImm</c>.</summary>
    public static readonly NodeType StringImm = Schema.Type("tirx.StringImm");

    public static readonly NodeField StringImmValue = StringImm.Field("value");

    /// <summary><c>ir.BaseFunc</c>.</summary>
    public static readonly NodeType BaseFunc = Schema.Type("ir.BaseFunc");

    public static readonly NodeField BaseFuncAttrs = BaseFunc.Field("attrs");

    /// <summary><c>tirx.Stmt</c>.</summary>
    public static readonly NodeType Stmt = Schema.Type("tirx.Stmt");

    public static readonly NodeField StmtSpan = Stmt.Field("span");

    /// <summary><c>tirx.Evaluate</c>.</summary>
    public static readonly NodeType Evaluate = Schema.Type("tirx.Evaluate");

    public static readonly NodeField EvaluateValue = Evaluate.Field("value");

    /// <summary><c>tirx.SeqStmt</c>.</summary>
    public static readonly NodeType SeqStmt = Schema.Type("tirx.SeqStmt");

    public static readonly NodeField SeqStmtSeq = SeqStmt.Field("seq");

    /// <summary><c>tirx.PrimFunc</c>.</summary>
    public static readonly NodeType PrimFunc = Schema.Type("tirx.PrimFunc");

    public static readonly NodeField PrimFuncParams = PrimFunc.Field("params");
    public static readonly NodeField PrimFuncRetType = PrimFunc.Field("ret_type");
    public static readonly NodeField PrimFuncBody = PrimFunc.Field("body");

    /// <summary><c>ir.IRModule</c>.</summary>
    public static readonly NodeType IRModule = Schema.Type("ir.IRModule");

    public static readonly NodeField IRModuleFunctions = IRModule.Field("functions");
    public static readonly NodeField IRModuleGlobalVars = IRModule.Field("global_var_map_");
    public static readonly NodeField IRModuleSourceMap = IRModule.Field("source_map");
    public static readonly NodeField IRModuleAttrs = IRModule.Field("attrs");
    public static readonly NodeField IRModuleGlobalInfos = IRModule.Field("global_infos");

    /// <summary><c>transform.PassInfo</c>.</summary>
    public static readonly NodeType PassInfo = Schema.Type("transform.PassInfo");

    public static readonly NodeField PassInfoOptLevel = PassInfo.Field("opt_level");
    public static readonly NodeField PassInfoName = PassInfo.Field("name");
    public static readonly NodeField PassInfoRequired = PassInfo.Field("required");
    public static readonly NodeField PassInfoTraceable = PassInfo.Field("traceable");

    /// <summary><c>transform.PassContext</c>.</summary>
    public static readonly NodeType PassContext = Schema.Type("transform.PassContext");

    public static readonly NodeField PassContextOptLevel = PassContext.Field("opt_level");
    public static readonly NodeField PassContextRequired = PassContext.Field("required_pass");
    public static readonly NodeField PassContextDisabled = PassContext.Field("disabled_pass");
    public static readonly NodeField PassContextInstruments = PassContext.Field("instruments");
    public static readonly NodeField PassContextConfig = PassContext.Field("config");

    /// <summary><c>instrument.PassInstrument</c>.</summary>
    public static readonly NodeType PassInstrument = Schema.Type("instrument.PassInstrument");

    public static readonly NodeField PassInstrumentName = PassInstrument.Field("name");
    public static readonly NodeField PassInstrumentEnterContext = HiddenFields.PassInstrument[0];
    public static readonly NodeField PassInstrumentExitContext = HiddenFields.PassInstrument[1];
    public static readonly NodeField PassInstrumentShouldRun = HiddenFields.PassInstrument[2];
    public static readonly NodeField PassInstrumentBeforePass = HiddenFields.PassInstrument[3];
    public static readonly NodeField PassInstrumentAfterPass = HiddenFields.PassInstrument[4];

    /// <summary><c>transform.Pass</c>.</summary>
    public static readonly NodeType Pass = Schema.Type("transform.Pass");

    /// <summary><c>transform.Sequential</c>.</summary>
    public static readonly NodeType Sequential = Schema.Type("transform.Sequential");

    public static readonly NodeField SequentialPasses = Sequential.Field("passes");

    /// <summary><c>tirx.IterVar</c>.</summary>
    public static readonly NodeType IterVar = Schema.Type("tirx.IterVar");

    public static readonly NodeField IterVarVar = IterVar.Field("var");

    /// <summary><c>relax.expr.Function</c>.</summary>
    public static readonly NodeType RelaxFunction = Schema.Type("relax.expr.Function");

    /// <summary><c>tirx.BufferType</c>.</summary>
    public static readonly NodeType BufferType = Schema.Type("tirx.BufferType");

    /// <summary><c>transform.ModulePass</c>.</summary>
    public static readonly NodeType ModulePass = PassOver("transform.ModulePass");

    /// <summary><c>tirx.PrimFuncPass</c>.</summary>
    public static readonly NodeType PrimFuncPass = PassOver("tirx.PrimFuncPass");

    /// <summary><c>relax.FunctionPass</c>.</summary>
    public static readonly NodeType RelaxFunctionPass = PassOver("relax.FunctionPass");

    /// <summary><c>relax.DataflowBlockPass</c>.</summary>
    public static readonly NodeType DataflowBlockPass = PassOver("relax.DataflowBlockPass");

    /// <summary>All types, parents first.</summary>
    public static readonly NodeType[] All = [.. Schema.Types, ModulePass, PrimFuncPass, RelaxFunctionPass, DataflowBlockPass];

    /// <summary>The field of a pass with what it is called, level and so on.</summary>
    public static NodeField PassInfoOf(NodeType pass) => pass.Field("pass_info");

    /// <summary>The field of a pass with the function that it runs.</summary>
    public static NodeField PassFunctionOf(NodeType pass) => pass.Fields[^1];

    // The function is no reflected field; it is a C++ object upstream.
    private static NodeType PassOver(string key) => new(
        key, Pass, 40, 0, SEqHashKind.Unsupported, 0,
        new NodeField("pass_info", FieldKind.Object, 24, HostType.Object("transform.PassInfo")),
        new NodeField("", FieldKind.Object, 32, HostType.Function))
    {
        IsReflected = true,
        IsCreatable = true,
    };
}
