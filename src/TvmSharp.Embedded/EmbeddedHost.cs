using TvmSharp.Embedded.Ffi;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded;

/// <summary>A tvm-ffi host inside this process, for programs and tests on machines without TVM.</summary>
/// <remarks>
/// It implements the C ABI of tvm-ffi and, over it, TVM's pass infrastructure on simple IR objects
/// (<see cref="EmbeddedCompiler"/>). It is not a compiler.
/// </remarks>
public static unsafe class EmbeddedHost
{
    private static readonly object Gate = new();
    private static volatile bool s_ready;
    private static bool s_started;
    private static TvmFfiEnvApi* s_environment;

    /// <summary>
    /// The functions of the C ABI as a <see cref="TvmFfiApi"/>, filled and ready to call. The table lives as long
    /// as the process.
    /// </summary>
    /// <returns>Address of the table.</returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="EmbeddedCompiler.Install(nint)"/> was called over another tvm-ffi before.
    /// </exception>
    public static nint GetFunctionTable()
    {
        Initialize();
        return (nint)Host.Api;
    }

    /// <summary>
    /// The functions of <c>c_env_api.h</c> as a <see cref="TvmFfiEnvApi"/>: streams, the tensor allocator, symbols and
    /// signals. The table lives as long as the process.
    /// </summary>
    /// <returns>Address of the table.</returns>
    /// <exception cref="InvalidOperationException">
    /// <see cref="EmbeddedCompiler.Install(nint)"/> was called over another tvm-ffi before.
    /// </exception>
    public static nint GetEnvironmentTable()
    {
        Initialize();
        return (nint)s_environment;
    }

    /// <summary>Makes the host ready at the first call of any entry point: no managed code runs at load.</summary>
    internal static void Initialize()
    {
        if (!s_ready)
        {
            Start();
        }
    }

    private static void Start()
    {
        // The lock is re-entrant: what is registered below comes back in through the entry points.
        lock (Gate)
        {
            if (s_started)
            {
                return;
            }

            EntryPoints.Prepare();
            Host.Use(EntryPoints.CreateTable());
            s_environment = EntryPoints.CreateEnvironmentTable();
            s_started = true;
            TypeTable.RegisterBuiltins();
            Builtins.Register();
            EmbeddedCompiler.Install((nint)Host.Api);
            s_ready = true;
        }
    }
}
