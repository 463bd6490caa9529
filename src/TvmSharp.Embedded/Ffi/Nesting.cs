using System.Runtime.CompilerServices;
using TvmSharp.Embedded.Hosting;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Keeps what walks down values of any depth from using up the stack, which would end the process.</summary>
internal static class Nesting
{
    /// <summary>Throws when there is little room for another level.</summary>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw HostException.Value("The value is nested too deeply for the stack of this thread");
        }
    }
}
