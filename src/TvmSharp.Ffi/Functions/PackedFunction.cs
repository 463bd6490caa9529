namespace TvmSharp.Ffi;

/// <summary>A function that takes any arguments: what <see cref="Function.Create"/> makes a TVM function from.</summary>
/// <param name="args">Arguments, valid during the call.</param>
/// <returns>The result, <see cref="Any.None"/> for nothing.</returns>
public delegate Any PackedFunction(PackedArgs args);
