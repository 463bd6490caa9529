namespace TvmSharp.Generators;

/// <summary>
/// Texts that the build takes out of the compiled assembly. A generator cannot write files other than C#.
/// </summary>
internal static class AssemblyMetadata
{
    /// <summary>Writes a file that carries a text.</summary>
    public static string Write(string key, string text)
    {
        IndentedWriter writer = CSharpText.File();
        string value = CSharpText.VerbatimLiteral(text);
        writer.Line($"[assembly: global::System.Reflection.AssemblyMetadata({CSharpText.Literal(key)}, {value})]");
        return writer.ToString();
    }
}
