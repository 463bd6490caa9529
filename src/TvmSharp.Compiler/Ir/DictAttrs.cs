using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <summary>Attributes of a function or module: <c>tvm::DictAttrs</c>.</summary>
[TvmObject("ir.DictAttrs")]
public sealed class DictAttrs : TvmObject, ITvmObject<DictAttrs>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>ir.DictAttrs</c>.</param>
    internal DictAttrs(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<DictAttrs>.TypeKey => "ir.DictAttrs";

    static DictAttrs ITvmObject<DictAttrs>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Attributes by name.</summary>
    public TvmMap<string, Any> Values => GetField("__dict__").AsMap<string, Any>();

    /// <summary>Makes attributes.</summary>
    public static DictAttrs Create(IEnumerable<KeyValuePair<string, Any>> values)
    {
        // Upstream registers no constructor for this type; its reflection makes one.
        TvmCompiler.EnsureLoaded();
        return Function.Get("ffi.MakeObjectFromPackedArgs").Call("ir.DictAttrs", "__dict__", TvmMap.Create(values)).As<DictAttrs>();
    }
}
