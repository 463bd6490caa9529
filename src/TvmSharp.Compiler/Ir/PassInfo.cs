using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class PassInfo
{
    /// <summary>Makes a description, by <c>transform.PassInfo</c>.</summary>
    public static PassInfo Create(int optLevel, string name, ReadOnlySpan<string> required = default, bool traceable = false) =>
        TvmCompiler.GetFunction("transform.PassInfo").Call(optLevel, name, TvmArray.Create(required), traceable).As<PassInfo>();
}
