namespace TvmSharp.Bindgen.Sources;

/// <summary>Where names are looked up: the enclosing namespaces and classes, and what the file imports.</summary>
/// <param name="Path">File, from the root of the source tree.</param>
/// <param name="Name">Enclosing namespaces and classes without the leading <c>tvm</c>, such as <c>tirx::transform</c>; empty for <c>tvm</c> itself.</param>
/// <param name="Usings">Namespaces that the file imports with <c>using namespace</c>, without the leading <c>tvm::</c>.</param>
internal sealed record CppScope(string Path, string Name, List<string> Usings)
{
    /// <summary>The scope of a namespace or class inside of this one.</summary>
    public CppScope Enter(string name) => this with { Name = Qualify(name) };

    /// <summary>A name of this scope in full.</summary>
    public string Qualify(string name) =>
        name == "tvm" && Name.Length == 0 ? "" : Name.Length == 0 ? name : $"{Name}::{name}";

    /// <summary>What a name may stand for, the nearest first.</summary>
    public IEnumerable<string> Candidates(string name)
    {
        for (string scope = Name; scope.Length > 0; scope = scope.LastIndexOf("::", StringComparison.Ordinal) is > 0 and int end ? scope[..end] : "")
        {
            yield return $"{scope}::{name}";
        }

        yield return name;
        foreach (string import in Usings)
        {
            yield return import.Length == 0 ? name : $"{import}::{name}";
        }
    }
}

/// <summary>A function that a source declares or defines.</summary>
/// <param name="Name">C++ name without the leading <c>tvm::</c>.</param>
/// <param name="Returns">Tokens of the type of the result.</param>
/// <param name="Parameters">Tokens of the parameters.</param>
/// <param name="Scope">Where the names in it are looked up.</param>
/// <param name="Line">Line.</param>
internal sealed record CppFunction(
    string Name, IReadOnlyList<CppToken> Returns, IReadOnlyList<IReadOnlyList<CppToken>> Parameters, CppScope Scope, int Line);

/// <summary>A name for a type: <c>using FDone = ...</c>.</summary>
/// <param name="Name">C++ name without the leading <c>tvm::</c>.</param>
/// <param name="Type">Tokens of the type.</param>
/// <param name="Scope">Where the names in it are looked up.</param>
internal sealed record CppAlias(string Name, IReadOnlyList<CppToken> Type, CppScope Scope);

/// <summary>A class.</summary>
/// <param name="Name">C++ name without the leading <c>tvm::</c>.</param>
/// <param name="Base">Tokens of its first base class; empty for none.</param>
/// <param name="Scope">Where the names in it are looked up.</param>
internal sealed record CppClassDefinition(string Name, IReadOnlyList<CppToken> Base, CppScope Scope);

/// <summary>A member or variable: <c>IntSetAnalyzer int_set;</c>.</summary>
/// <param name="Name">C++ name without the leading <c>tvm::</c>.</param>
/// <param name="Type">Tokens of the type.</param>
/// <param name="Scope">Where the names in it are looked up.</param>
internal sealed record CppVariable(string Name, IReadOnlyList<CppToken> Type, CppScope Scope);

/// <summary>A call of <c>GlobalDef().def</c> or one of its kind.</summary>
/// <param name="Method"><c>def</c>, <c>def_packed</c> or <c>def_method</c>.</param>
/// <param name="Arguments">Tokens of the arguments.</param>
/// <param name="Scope">Where the names in it are looked up.</param>
/// <param name="Line">Line.</param>
internal sealed record CppRegistration(
    string Method, IReadOnlyList<IReadOnlyList<CppToken>> Arguments, CppScope Scope, int Line);
