namespace TvmSharp.Generators;

/// <summary>The C glue: registers functions and types when the native library is loaded.</summary>
internal static partial class Glue
{
    /// <summary>Takes what the glue needs.</summary>
    public static GlueModel Gather(string prefix, EquatableArray<FunctionModel> functions, EquatableArray<TypeEntry> types)
        => new(prefix, Functions.Table(functions), types);
}
