namespace TvmSharp.Bindgen.Sources;

/// <summary>The tokens of one C++ file.</summary>
/// <param name="Path">File, from the root of the source tree.</param>
/// <param name="Tokens">Tokens outside preprocessor directives. All branches of a conditional are there.</param>
/// <param name="Macros">Macros that the file defines.</param>
internal sealed record CppSource(string Path, IReadOnlyList<CppToken> Tokens, IReadOnlyList<CppMacro> Macros)
{
    /// <summary>Reads a file.</summary>
    public static CppSource Read(string root, string path) => new CppLexer(File.ReadAllText(System.IO.Path.Combine(root, path))).Read(path);
}

/// <summary>A macro.</summary>
/// <param name="Name">Name.</param>
/// <param name="Parameters">Names of its parameters; null for a macro without a parameter list.</param>
/// <param name="Body">What it stands for.</param>
internal sealed record CppMacro(string Name, IReadOnlyList<string>? Parameters, IReadOnlyList<CppToken> Body);
