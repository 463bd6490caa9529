namespace TvmSharp.Generators;

/// <summary>Names of the runtime library that the generator and the analyzers look for or write.</summary>
internal static class KnownNames
{
    public const string ExtensionAttribute = "TvmSharp.TvmExtensionAttribute";
    public const string ExportAttribute = "TvmSharp.TvmExportAttribute";
    public const string PassAttribute = "TvmSharp.TvmPassAttribute";
    public const string ImportAttribute = "TvmSharp.TvmImportAttribute";
    public const string ObjectAttribute = "TvmSharp.TvmObjectAttribute";
    public const string FieldAttribute = "TvmSharp.TvmFieldAttribute";
    public const string MethodAttribute = "TvmSharp.TvmMethodAttribute";

    /// <summary>What the generated code says made it.</summary>
    public const string GeneratorName = "TvmSharp.Generators";

    public const string ModuleTypeKey = "ir.IRModule";
    public const string PrimFuncTypeKey = "tirx.PrimFunc";
    public const string PassContextTypeKey = "transform.PassContext";
    public const string PassTypeKey = "transform.Pass";
    public const string RelaxFunctionTypeKey = "relax.expr.Function";
    public const string DataflowBlockTypeKey = "relax.expr.DataflowBlock";
}
