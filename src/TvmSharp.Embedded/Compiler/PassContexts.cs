using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Pass contexts and the stack of each thread: <c>src/ir/transform.cc</c>.</summary>
internal static unsafe class PassContexts
{
    private const int DefaultOptLevel = 2;

    [ThreadStatic]
    private static List<nint>? t_stack;

    [ThreadStatic]
    private static TVMFFIObject* t_default;

    /// <summary>The context of this thread, borrowed.</summary>
    public static TVMFFIObject* Current
    {
        get
        {
            if (t_stack is { Count: > 0 } stack)
            {
                return (TVMFFIObject*)stack[^1];
            }

            if (t_default == null)
            {
                TVMFFIObject* context = Node.Create(NodeTypes.PassContext);
                Node.Data<int>(context, NodeTypes.PassContextOptLevel) = DefaultOptLevel;
                t_default = context;
            }

            return t_default;
        }
    }

    public static void Register()
    {
        HostType context = HostType.Object("transform.PassContext");
        HostType instruments = HostType.ArrayOf(HostType.Nullable("instrument.PassInstrument"));
        HostType names = HostType.ArrayOf(HostType.Text);
        HostFunction.Define("transform.PassContext", context,
            [HostType.Int, names, names, instruments, HostType.OptionalOf(HostType.MapOf(HostType.Text, HostType.Any))],
            static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.PassContext));
                Node.Data<int>(node, NodeTypes.PassContextOptLevel) = (int)arguments.Int(0);
                Node.Set(node, NodeTypes.PassContextRequired, Ir.Array(arguments, 1));
                Node.Set(node, NodeTypes.PassContextDisabled, Ir.Array(arguments, 2));
                Node.Set(node, NodeTypes.PassContextInstruments, Ir.Array(arguments, 3));
                if (!arguments.IsNone(4))
                {
                    Node.Set(node, NodeTypes.PassContextConfig, Ir.Map(arguments, 4));
                    PassConfig.Check(arguments.Object(4));
                }

                return Value.Object(node);
            });
        HostFunction.Define("transform.GetCurrentPassContext", context, [], static _ => Value.Object(Current));
        HostFunction.Define("transform.EnterPassContext", HostType.Void, [context], static arguments =>
        {
            Enter(arguments.Object(0));
            return Value.None;
        });
        HostFunction.Define("transform.ExitPassContext", HostType.Void, [context], static arguments =>
        {
            Exit(arguments.Object(0));
            return Value.None;
        });
        HostFunction.Define("transform.OverrideInstruments", HostType.Void, [context, instruments], static arguments =>
        {
            Instruments.Exit(arguments.Object(0));
            Node.Set(arguments.Object(0), NodeTypes.PassContextInstruments, Ir.Array(arguments, 1));
            Instruments.Enter(arguments.Object(0));
            return Value.None;
        });
    }

    /// <summary>Whether a pass is to run: not disabled, and required or within the optimization level.</summary>
    public static bool Enables(TVMFFIObject* context, TVMFFIObject* info)
    {
        string name = Node.Text(info, NodeTypes.PassInfoName);
        return !Containers.HasText(Node.Get(context, NodeTypes.PassContextDisabled), name)
            && (Containers.HasText(Node.Get(context, NodeTypes.PassContextRequired), name)
                || Node.Data<int>(context, NodeTypes.PassContextOptLevel) >= Node.Data<int>(info, NodeTypes.PassInfoOptLevel));
    }

    private static void Enter(TVMFFIObject* context)
    {
        Instruments.Enter(context);
        Host.IncRef(context);
        (t_stack ??= []).Add((nint)context);
    }

    private static void Exit(TVMFFIObject* context)
    {
        if (t_stack is not { Count: > 0 } stack)
        {
            throw HostException.Internal("Check failed: (!entry->context_stack.empty()) is false: ");
        }

        if (stack[^1] != (nint)context)
        {
            throw HostException.Internal("Check failed: (entry->context_stack.top().same_as(*this)) is false: ");
        }

        stack.RemoveAt(stack.Count - 1);
        try
        {
            Instruments.Exit(context);
        }
        finally
        {
            Host.DecRef(context);
        }
    }
}
