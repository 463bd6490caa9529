using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <summary>A function of any kind in a module: <c>tvm::BaseFunc</c>.</summary>
[TvmObject("ir.BaseFunc")]
public class BaseFunc : TvmObject, ITvmObject<BaseFunc>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>ir.BaseFunc</c>.</param>
    protected internal BaseFunc(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<BaseFunc>.TypeKey => "ir.BaseFunc";

    static BaseFunc ITvmObject<BaseFunc>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Attributes; null when there are none.</summary>
    public DictAttrs? Attrs => GetField("attrs") is { IsNone: false } attrs ? attrs.As<DictAttrs>() : null;

    /// <summary>An attribute.</summary>
    /// <param name="key">Name, such as <c>global_symbol</c>.</param>
    /// <returns>The value; None when there is no such attribute.</returns>
    public Any GetAttr(string key) =>
        Attrs is { } attrs && attrs.Values.TryGetValue(key, out Any value) ? value : Any.None;

    /// <summary>A copy of the function with an attribute set, by <c>ir.BaseFuncWithAttr</c>. The body is shared.</summary>
    /// <param name="key">Name, such as <c>global_symbol</c>.</param>
    /// <param name="value">Value; replaces an earlier one.</param>
    public BaseFunc WithAttr(string key, Any value) =>
        TvmCompiler.GetFunction("ir.BaseFuncWithAttr").Call(this, key, value).As<BaseFunc>();
}
