using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace TvmSharp.Relax;

/// <summary>Builds modules with relax functions for the virtual machine: the counterpart of upstream's <c>relax.build</c>.</summary>
public static class RelaxBuilder
{
    /// <summary>Upstream's default pipeline, without the two passes of it that are written in Python.</summary>
    /// <remarks>
    /// Left out are <c>DispatchSampling</c> and <c>DispatchSortScan</c>. How operators become PrimFuncs is Python's as well, for
    /// nearly all of them: legalize where Python is, or give functions for the operators to
    /// <see cref="Transform.LegalizeOps"/>.
    /// </remarks>
    /// <exception cref="MissingFunctionException">This TVM lacks one of the passes, as the embedded host.</exception>
    public static Pass CreateDefaultPipeline() => Sequential.Create(
        [
            Transform.LegalizeOps(),
            Transform.RewriteDataflowReshape(),
            Transform.ToNonDataflow(),
            Transform.RemovePurityChecking(),
            Transform.CallTIRRewrite(),
            Transform.StaticPlanBlockMemory(),
            Transform.RewriteCUDAGraph(),
            Transform.LowerAllocTensor(),
            Transform.KillAfterLastUse(),
            Transform.LowerRuntimeBuiltin(),
            Transform.ComputePrimValue(),
            Transform.VMShapeLower(emitErrCtx: true),
            Transform.AttachGlobalSymbol(),
        ],
        name: "relax_default_build");

    /// <summary>Lowers a module with relax functions, and generates byte code for these and code for the PrimFuncs.</summary>
    /// <param name="module">Relax functions, and the PrimFuncs that they call.</param>
    /// <param name="target">Target of the PrimFuncs; see <see cref="TirxBuilder.Build"/>.</param>
    /// <param name="pipeline">How to lower relax functions; <see cref="CreateDefaultPipeline"/> when it is left out.</param>
    /// <param name="tirxPipeline">How to lower PrimFuncs; see <see cref="TirxBuilder.Build"/>.</param>
    /// <returns>What a <see cref="VirtualMachine"/> runs.</returns>
    /// <exception cref="NotSupportedException">The TVM at hand has no code generators, as the embedded host.</exception>
    /// <exception cref="TvmException">A pass or a code generator failed.</exception>
    public static Module Build(IRModule module, Target.Target? target = null, Pass? pipeline = null, TirxPipeline? tirxPipeline = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        TirxBuilder.CheckCompiler();
        IRModule lowered = Lower(module, target, pipeline ?? CreateDefaultPipeline());
        TvmObject builder = TvmCompiler.GetFunction("relax.ExecBuilderCreate").Call().As<TvmObject>();
        IRModule rest = TvmCompiler.GetFunction("relax.VMCodeGen").Call(builder, lowered).As<IRModule>();
        KeyValuePair<GlobalVar, BaseFunc>[] functions = [.. rest.Functions.Where(static function => function.Value is PrimFunc)];
        Module? library = functions.Length == 0 ? null : TirxBuilder.Build(IRModule.Create(functions, rest.Attrs), target, tirxPipeline);
        return TvmCompiler.GetFunction("relax.VMLink").Call(
            builder,
            target,
            library,
            lowered.GetAttr("external_mods") is { IsNone: false } modules ? modules : TvmArray.Create<Module>([]),
            lowered.GetAttr("const_name_to_constant") is { IsNone: false } constants ? constants : TvmMap.Create<string, Tensor>([])).As<Module>();
    }

    private static IRModule Lower(IRModule module, Target.Target? target, Pass pipeline)
    {
        if (target is null)
        {
            return pipeline.Run(module);
        }

        using Target.Target.Activation activation = target.Enter();
        return pipeline.Run(module);
    }
}
