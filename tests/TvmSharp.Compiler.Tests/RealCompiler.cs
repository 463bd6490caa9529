namespace TvmSharp.Compiler.Tests;

/// <summary>Whether the tests run on TVM's own compiler.</summary>
internal static class RealCompiler
{
    /// <summary>A real compiler generates code; the embedded host does not.</summary>
    internal static bool IsPresent
    {
        get
        {
            TvmCompiler.EnsureLoaded();
            return Function.TryGet("target.Build", out _);
        }
    }
}
