using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class BaseFunc
{
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
