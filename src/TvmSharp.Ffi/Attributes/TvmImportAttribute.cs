namespace TvmSharp;

/// <summary>Implements a static partial method as a call of a global function of TVM.</summary>
/// <remarks>
/// The function is looked up at the first call and kept. When TVM has no function of that name the call
/// throws a <c>MissingFunctionException</c> that names it.
/// </remarks>
/// <param name="name">The whole global name, such as <c>tirx.transform.StmtSimplify</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TvmImportAttribute(string name) : Attribute
{
    /// <summary>The whole global name.</summary>
    public string Name { get; } = name;
}
