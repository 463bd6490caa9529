using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class Pass
{
    /// <summary>What is known of the pass, by <c>transform.Info</c>.</summary>
    public PassInfo Info => TvmCompiler.GetFunction("transform.Info").Call(this).As<PassInfo>();

    /// <summary>Runs the pass on a module in the current pass context, by <c>transform.RunPass</c>.</summary>
    /// <returns>The changed module. The one that was given keeps what it had.</returns>
    /// <exception cref="TvmException">The pass failed; an exception that C# threw comes back as itself.</exception>
    public IRModule Run(IRModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return TvmCompiler.GetFunction("transform.RunPass").Call(this, module).As<IRModule>();
    }
}
