using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class Op
{
    /// <summary>The operator of a name, by <c>ir.GetOp</c>. There is one object for each name.</summary>
    /// <param name="name">Name, such as <c>tirx.exp</c>.</param>
    /// <exception cref="TvmException">There is no such operator.</exception>
    public static Op Get(string name) => TvmCompiler.GetFunction("ir.GetOp").Call(name).As<Op>();
}
