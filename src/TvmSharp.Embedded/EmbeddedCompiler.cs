using TvmSharp.Embedded.Compiler;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded;

/// <summary>
/// TVM's pass infrastructure over simple IR objects, under upstream's names, signatures and semantics: enough to
/// write passes and to test them.
/// </summary>
/// <remarks>
/// It knows the types of <c>ir.IRModule</c>, <c>tirx.PrimFunc</c> and what these need. What TVM does beyond that
/// either is not registered or raises an error that names the embedded host.
/// </remarks>
public static unsafe class EmbeddedCompiler
{
    /// <summary>A name that every compiler registers, a real one and this one.</summary>
    private const string Witness = "transform.MakeModulePass";

    // By which TvmSharp.Compiler knows this host from a real compiler.
    private const string Mark = "tvmsharp.EmbeddedCompiler";

    private static readonly Lock Gate = new();

    /// <summary>
    /// Registers types and functions with the tvm-ffi that <see cref="TvmRuntime"/> works on, unless a compiler is
    /// there already. Meant for a real <c>libtvm_ffi</c> without <c>libtvm_compiler</c>; the embedded host does this
    /// itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">This process already uses the embedded host.</exception>
    public static void Install()
    {
        TvmRuntime.Load();
        Install((nint)TvmRuntime.Api);
    }

    /// <summary>Registers types and functions through a table of the C ABI.</summary>
    internal static void Install(nint table)
    {
        lock (Gate)
        {
            Host.Use((TvmFfiApi*)table);
            TVMFFIObject* known = Host.FindFunction(Witness);
            if (known != null)
            {
                Host.DecRef(known);
                return;
            }

            int mark = Pool.Mark();
            try
            {
                Containers.Initialize();
                Node.Register(NodeTypes.All);
                ScriptPrinter.Register();
                StructuralAttributes.Register();
                TypeFunctions.Register();
                ExpressionFunctions.Register();
                StatementFunctions.Register();
                FunctionFunctions.Register();
                ModuleFunctions.Register();
                PassConfig.Register();
                PassContexts.Register();
                Instruments.Register();
                Passes.Register();
                RelaxFunctions.Register();
                BufferFunctions.Register();
                ScopeFunctions.Register();
                Operators.Register();
                TensorData.Register();
                SchemaConstructors.Register();
                HostFunction.Define(Mark, HostType.Text, [], static _ => Pool.Keep(Value.String("TvmSharp")));
            }
            finally
            {
                Pool.Drain(mark);
            }
        }
    }
}
