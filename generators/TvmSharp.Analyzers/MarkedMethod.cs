using Microsoft.CodeAnalysis;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>What an attribute makes of a method.</summary>
internal enum MethodRole
{
    /// <summary><c>[TvmExport]</c>.</summary>
    Export,

    /// <summary><c>[TvmPass]</c>.</summary>
    Pass,

    /// <summary><c>[TvmImport]</c>.</summary>
    Import,

    /// <summary><c>[TvmMethod]</c>.</summary>
    Method,
}

/// <summary>A method with one of the attributes.</summary>
/// <param name="Symbol">Method.</param>
/// <param name="Role">What the attribute makes of it.</param>
/// <param name="Attribute">Attribute.</param>
internal readonly record struct MarkedMethod(IMethodSymbol Symbol, MethodRole Role, AttributeData Attribute)
{
    /// <summary>Name of the method for messages.</summary>
    public string Name => Symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>Name of the attribute without its ending.</summary>
    public string AttributeName => "Tvm" + Role;

    /// <summary>Where the method's name is.</summary>
    public Location Location => Symbol.Locations[0];

    /// <summary>Whether generated code calls the method.</summary>
    public bool IsCallee => Role != MethodRole.Import;

    /// <summary>The name it is registered under, or looked up by.</summary>
    public string? RegisteredName(string prefix) => Role switch
    {
        MethodRole.Export => Generators.RegisteredName.OfExport(prefix, Attribute.FirstString(), Symbol.Name),
        MethodRole.Method => ObjectRules.MethodName(Symbol),
        MethodRole.Pass => Generators.RegisteredName.OfPass(prefix, Attribute.FirstString(), Symbol.Name),
        _ => Attribute.FirstString(),
    };
}
