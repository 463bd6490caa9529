using TvmSharp.Ffi;

namespace TvmSharp;

/// <summary>Names the TVM object type that a class derived from <c>TvmObject</c> stands for.</summary>
/// <remarks>
/// On a class with a <see cref="TvmFieldAttribute"/> or <see cref="TvmMethodAttribute"/>, or with a
/// <see cref="StructuralKind"/>, it defines the type: TVM and every language on it see its fields and methods by
/// reflection. The generator writes the bodies of the fields, a factory <c>Create</c> with the fields as parameters, and
/// what registers the type: <c>TvmExtension.Register()</c> in a .NET program, loading the library in another. On any other
/// class it is the wrapper of a type that somebody else defines.
/// </remarks>
/// <param name="typeKey">Type key, such as <c>ir.IRModule</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TvmObjectAttribute(string typeKey) : Attribute
{
    /// <summary>Type key.</summary>
    public string TypeKey { get; } = typeKey;

    /// <summary>How objects of a type that the class defines are compared by structure; without it they are not.</summary>
    public StructuralKind StructuralKind { get; set; }
}
