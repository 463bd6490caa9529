namespace TvmSharp;

/// <summary>Names the TVM object type that a class derived from <c>TvmObject</c> stands for.</summary>
/// <param name="typeKey">Type key, such as <c>ir.IRModule</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TvmObjectAttribute(string typeKey) : Attribute
{
    /// <summary>Type key.</summary>
    public string TypeKey { get; } = typeKey;
}
