using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>What turns PrimFuncs into what a code generator takes: the counterpart of upstream's <c>tirx.compilation_pipeline</c>.</summary>
/// <param name="Lower">Lowers a module in which functions have targets, and splits it into functions of the host and of devices.</param>
/// <param name="FinalizeHost">Runs on the functions of the host.</param>
/// <param name="FinalizeDevice">Runs on the functions of each device target.</param>
public sealed record TirxPipeline(Pass Lower, Pass FinalizeHost, Pass FinalizeDevice)
{
    /// <summary>
    /// Upstream's default, in its order: for functions with or without blocks (<c>s_tir</c>). Which passes it has depends on
    /// the configuration of the current <see cref="PassContext"/>.
    /// </summary>
    /// <exception cref="MissingFunctionException">This TVM lacks one of the passes, as the embedded host.</exception>
    public static TirxPipeline CreateSTir()
    {
        Configuration config = new();
        bool asyncCopy = config.IsOn("tirx.use_async_copy"), ldg32 = config.IsOn("tirx.ptx.ldg32");
        return new TirxPipeline(
            Sequential.Create(
            [
                STir.Transform.CanonicalizeLoop(),
                STir.Transform.LowerCrossThreadReduction(),
                STir.Transform.LowerInitBlock(),
                STir.Transform.PlanAndUpdateBufferAllocationLocation(),
                STir.Transform.ConvertBlocksToOpaque(),
                STir.Transform.LiftThreadBinding(),
                STir.Transform.ManifestSharedMemoryLocalStage(),
                STir.Transform.CompactBufferAllocation(),
                STir.Transform.LowerAutoCopy(),
                STir.Transform.UnifyThreadBinding(),
                STir.Transform.LowerMatchBuffer(),
                Transform.StmtSimplify(),
                STir.Transform.InjectPermutedLayout(),
                STir.Transform.AnnotateIrregularLoop(),
                STir.Transform.InjectSoftwarePipeline(),
                STir.Transform.TransformMmaBufferLayout(),
                STir.Transform.LowerOpaqueBlock(),
                Transform.FlattenBuffer(),
                Transform.BF16ComputeLegalize(),
                Transform.NarrowDataType(32),
                STir.Transform.LoopPartition(),
                Transform.VectorizeLoop(!config.IsOn("tirx.disable_vectorize")),
                STir.Transform.InjectVirtualThread(),
                STir.Transform.InjectDoubleBuffer(),
                .. If(!config.IsOn("tirx.disable_storage_rewrite"), Transform.StorageRewrite),
                .. If(asyncCopy, STir.Transform.LowerAsyncDMA),
                STir.Transform.HoistIfThenElse(),
                Transform.UnrollLoop(),
                STir.Transform.RenormalizeSplitPattern(),
                Transform.StmtSimplify(),
                Transform.RemoveNoOp(),
                STir.Transform.RewriteUnsafeSelect(),
                .. If(config.IsOn("tirx.instrument_bound_checkers"), STir.Transform.InstrumentBoundCheckers),
                .. If(ldg32, static () => STir.Transform.InjectPTXLDG32()),
                .. If(!config.IsOn("tirx.disable_cse_tir"), Transform.CommonSubexprElim),
                .. If(config.IsOn("tirx.instrument_lwp"), STir.Transform.InstrumentProfileIntrinsics),
                Transform.FP8ComputeLegalize(),
                STir.Transform.VerifyVTCMLimit(),
                STir.Transform.LowerVtcmAlloc(),
                Transform.VerifyMemory(),
                Transform.AnnotateEntryFunc(),
                STir.Transform.ThreadSync("shared"),
                STir.Transform.ThreadSync("shared.dyn"),
                STir.Transform.ThreadSync("warp"),
                STir.Transform.InferFragment(),
                STir.Transform.LowerThreadAllreduce(),
                .. If(asyncCopy, STir.Transform.InjectPTXAsyncCopy),
                .. If(ldg32, static () => STir.Transform.InjectPTXLDG32()),
                STir.Transform.MergeSharedMemoryAllocations(),
                Transform.SplitHostDevice(),
                Transform.MakePackedAPI(),
                Transform.FP8StorageLegalize(),
                Transform.BF16StorageLegalize(),
            ],
            name: "s_tir_pipeline"),
            CreateFinalizeHost(),
            Sequential.Create([Transform.LowerWarpMemory(), Transform.StmtSimplify(), Transform.LowerIntrin()], name: "finalize_device"));
    }

    /// <summary>
    /// Upstream's <c>tirx</c>, in its order: for functions with tile primitives and execution scopes. Which passes it has
    /// depends on the configuration of the current <see cref="PassContext"/>.
    /// </summary>
    /// <exception cref="MissingFunctionException">This TVM lacks one of the passes, as the embedded host.</exception>
    public static TirxPipeline CreateTirx()
    {
        Configuration config = new();
        return new TirxPipeline(
            Sequential.Create(
            [
                Transform.LowerTIRx(),
                STir.Transform.UnifyThreadBinding(),
                Transform.StmtSimplify(),
                Transform.LowerTIRxOpaque(),
                Transform.FlattenBuffer(),
                Transform.BF16ComputeLegalize(),
                Transform.NarrowDataType(32),
                Transform.VectorizeLoop(!config.IsOn("tirx.disable_vectorize")),
                Transform.UnrollLoop(),
                Transform.StmtSimplify(),
                .. If(!config.IsOn("tirx.disable_cse_tir"), Transform.CommonSubexprElim),
                Transform.FP8ComputeLegalize(),
                Transform.VerifyMemory(),
                Transform.AnnotateEntryFunc(),
                Transform.SplitHostDevice(),
                Backend.Cuda.Transforms.LowerIket(),
                Transform.MakePackedAPI(),
                Transform.FP8StorageLegalize(),
                Transform.BF16StorageLegalize(),
            ],
            name: "tirx_pipeline"),
            CreateFinalizeHost(),
            Sequential.Create([Transform.LowerWarpMemory(), Transform.StmtSimplify(), Transform.LowerIntrin()], name: "finalize_device"));
    }

    private static Sequential CreateFinalizeHost() => Sequential.Create([Transform.LowerTVMBuiltin(), Transform.LowerIntrin()], name: "finalize_host");

    private static IEnumerable<Pass> If(bool condition, Func<Pass> pass) => condition ? [pass()] : [];

    private readonly struct Configuration()
    {
        private readonly TvmMap<string, Any> _config = PassContext.Current.Config;

        public bool IsOn(string option) => _config.TryGetValue(option, out Any value) && value.As<bool>();
    }
}
