using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Relax;
using TvmSharp.Tirx;

namespace TvmSharp;

public static partial class TvmCompiler
{
    /// <summary>Lowers a module and generates code for it, as upstream's <c>tvm.compile</c>: with the default pipelines.</summary>
    /// <param name="module">PrimFuncs, relax functions or both.</param>
    /// <param name="target">Target of functions that have none of their own; the current one when it is left out, or else that of the host.</param>
    /// <returns>
    /// Without relax functions a module to call, see <see cref="TirxBuilder.Build"/>; with some an executable for a
    /// <see cref="VirtualMachine"/>, see <see cref="RelaxBuilder.Build"/>.
    /// </returns>
    /// <exception cref="NotSupportedException">The TVM at hand has no code generators, as the embedded host.</exception>
    /// <exception cref="TvmException">A pass or a code generator failed.</exception>
    public static Module Build(IRModule module, Target.Target? target = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.Functions.Values.Any(static function => function is Relax.Function)
            ? RelaxBuilder.Build(module, target)
            : TirxBuilder.Build(module, target);
    }
}
