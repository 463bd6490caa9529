using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class IRModule
{
    /// <summary>The function of a name.</summary>
    /// <exception cref="TvmException">There is no such function.</exception>
    public BaseFunc this[string name] => TvmCompiler.GetFunction("ir.Module_Lookup_str").Call(this, name).As<BaseFunc>();

    /// <summary>Makes a module, by <c>ir.IRModule</c>.</summary>
    /// <param name="functions">Functions by name.</param>
    /// <param name="attrs">Attributes; null for none.</param>
    public static IRModule Create(IEnumerable<KeyValuePair<GlobalVar, BaseFunc>> functions, DictAttrs? attrs = null) =>
        TvmCompiler.GetFunction("ir.IRModule").Call(
            TvmMap.Create(functions), attrs, TvmMap.Create<string, Any>([])).As<IRModule>();

    /// <summary>Makes a module, by <c>ir.IRModule</c>.</summary>
    /// <param name="functions">Functions by name; each gets a new <see cref="GlobalVar"/>.</param>
    public static IRModule Create(IEnumerable<KeyValuePair<string, BaseFunc>> functions) =>
        Create(functions.Select(static entry => KeyValuePair.Create(GlobalVar.Create(entry.Key), entry.Value)));

    /// <summary>A copy of the module with an attribute set, by <c>ir.Module_WithAttr</c>.</summary>
    /// <param name="key">Name.</param>
    /// <param name="value">Value; replaces an earlier one.</param>
    public IRModule WithAttr(string key, Any value) =>
        TvmCompiler.GetFunction("ir.Module_WithAttr").Call(this, key, value).As<IRModule>();

    /// <summary>An attribute.</summary>
    /// <returns>The value; None when there is no such attribute.</returns>
    public Any GetAttr(string key) =>
        Attrs is { } attrs && attrs.Values.TryGetValue(key, out Any value) ? value : Any.None;

    /// <summary>A module of its own with the same functions, by <c>ir.Module_Clone</c>.</summary>
    public IRModule Clone() => TvmCompiler.GetFunction("ir.Module_Clone").Call(this).As<IRModule>();

    /// <summary>Sets a function of this module, in place, by <c>ir.Module_UpdateFunction</c>.</summary>
    public void Update(GlobalVar name, BaseFunc function) =>
        TvmCompiler.GetFunction("ir.Module_UpdateFunction").Call(this, name, function);
}
