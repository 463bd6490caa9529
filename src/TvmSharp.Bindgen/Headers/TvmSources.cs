using TvmSharp.Bindgen.Abi;
using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Sources;

namespace TvmSharp.Bindgen.Headers;

/// <summary>Reads a TVM source tree.</summary>
internal static class TvmSources
{
    /// <summary>All that the bindings of a source tree are written from.</summary>
    /// <param name="tree">The source tree.</param>
    /// <param name="options">What to take.</param>
    /// <exception cref="BindgenException">The headers do not compile, or there is no libclang.</exception>
    public static ExtractionResult Extract(TvmSourceTree tree, ExtractionOptions options)
    {
        List<SourceProblem> problems = [];
        options.Progress?.Invoke("the C ABI");
        AbiSchema abi = AbiExtractor.Extract(AbiExtractor.Headers, tree.IncludeDirectories, problems);
        options.Progress?.Invoke("TVM's headers");
        HeaderReader headers = HeaderReader.Read(tree, problems);
        options.Progress?.Invoke("TVM's sources");
        (TvmSchema schema, ExtractionCount functions) = SourceBinder.Bind(tree.TvmDirectory, headers.Schema, problems);
        return new ExtractionResult(
            options.Runtime is { } runtime ? RuntimeOnlyTypes.AddTo(schema, runtime) : schema,
            abi,
            [.. problems.Distinct().OrderBy(static p => p.File, StringComparer.Ordinal).ThenBy(static p => p.Line)],
            headers.Classes,
            headers.Fields,
            functions);
    }
}
