using TvmSharp.Bindgen.Abi;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Headers;

/// <summary>What a source tree holds.</summary>
/// <param name="Schema">TVM's object model and global functions.</param>
/// <param name="Abi">tvm-ffi's C ABI.</param>
/// <param name="Problems">What was not understood, by file and line.</param>
/// <param name="Classes">Object classes that headers declare.</param>
/// <param name="Fields">Fields that they register for reflection.</param>
/// <param name="Functions">Global functions that sources register; bound is one whose parameters and result are known.</param>
internal sealed record ExtractionResult(
    TvmSchema Schema,
    AbiSchema Abi,
    IReadOnlyList<SourceProblem> Problems,
    ExtractionCount Classes,
    ExtractionCount Fields,
    ExtractionCount Functions);
