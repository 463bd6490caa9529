namespace TvmSharp;

/// <summary>Registers a static method as a compiler pass.</summary>
/// <remarks>
/// The first parameter decides the kind: <c>IRModule</c> makes a module pass, <c>Tirx.PrimFunc</c> a PrimFunc pass,
/// <c>Relax.Function</c> a pass over relax functions, <c>Relax.DataflowBlock</c> one over their dataflow blocks; the method
/// returns the same type. An <c>IRModule</c> (except of a module pass) and a <c>PassContext</c> may follow. All other parameters become parameters of the factory that is registered, with their defaults:
/// <c>{prefix}.transform.{Method}(...)</c> returns the pass.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TvmPassAttribute : Attribute
{
    /// <summary>Registers the factory of the pass under its default name.</summary>
    public TvmPassAttribute()
    {
    }

    /// <summary>Registers the factory of the pass under a full name.</summary>
    /// <param name="name">The whole global name of the factory, prefix included; also the name of the pass.</param>
    public TvmPassAttribute(string name) => Name = name;

    /// <summary>The whole global name of the factory, or null for the default.</summary>
    public string? Name { get; }

    /// <summary>Optimization level from which on the pass runs as part of a <c>Sequential</c>.</summary>
    public int OptLevel { get; set; }

    /// <summary>Names of the passes that a <c>Sequential</c> runs before this one.</summary>
    public string[] Required { get; set; } = [];

    /// <summary>Whether the pass can be traced, as <c>transform.PassInfo</c> has it.</summary>
    public bool Traceable { get; set; }
}
