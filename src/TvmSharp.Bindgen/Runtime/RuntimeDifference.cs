namespace TvmSharp.Bindgen.Runtime;

/// <summary>Where a running TVM is not what its sources say.</summary>
/// <param name="Name">Type, field or function.</param>
/// <param name="Message">What is different, in one sentence.</param>
internal sealed record RuntimeDifference(string Name, string Message);
