using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <summary>Name of a function in a module: <c>tvm::GlobalVar</c>. Compared by identity.</summary>
[TvmObject("ir.GlobalVar")]
public sealed class GlobalVar : TvmObject, ITvmObject<GlobalVar>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>ir.GlobalVar</c>.</param>
    internal GlobalVar(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<GlobalVar>.TypeKey => "ir.GlobalVar";

    static GlobalVar ITvmObject<GlobalVar>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Name of the function.</summary>
    public string Name => GetField("name_hint").As<string>();

    /// <summary>Makes a name that no module has yet, by <c>ir.GlobalVar</c>.</summary>
    public static GlobalVar Create(string name) => TvmCompiler.GetFunction("ir.GlobalVar").Call(name).As<GlobalVar>();
}
