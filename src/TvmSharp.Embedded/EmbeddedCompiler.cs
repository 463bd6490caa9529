using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded;

/// <summary>x.</summary>
public static unsafe class EmbeddedCompiler
{
    /// <summary>x.</summary>
    public static void Install(nint table) => Host.Use((TvmFfiApi*)table);
}
