using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Callbacks around passes and contexts: <c>src/ir/instrument.cc</c>.</summary>
internal static unsafe class Instruments
{
    private static readonly NodeField[] Callbacks =
    [
        NodeTypes.PassInstrumentEnterContext, NodeTypes.PassInstrumentExitContext, NodeTypes.PassInstrumentShouldRun,
        NodeTypes.PassInstrumentBeforePass, NodeTypes.PassInstrumentAfterPass,
    ];

    public static void Register()
    {
        HostType callback = HostType.Function;
        HostFunction.Define("instrument.PassInstrument", HostType.Nullable("instrument.PassInstrument"),
            [HostType.Text, callback, callback, callback, callback, callback], static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.PassInstrument));
                Node.SetView(node, NodeTypes.PassInstrumentName, arguments.Any(0));
                for (int i = 0; i < Callbacks.Length; i++)
                {
                    Node.Set(node, Callbacks[i], arguments.Object(i + 1));
                }

                return Value.Object(node);
            });
        HostFunction.DefinePacked("instrument.MakePassTimingInstrument",
            static _ => throw HostException.Unsupported("time passes"));
        HostFunction.DefinePacked("instrument.RenderTimePassProfiles",
            static _ => throw HostException.Unsupported("time passes"));
    }

    /// <summary>
    /// Tells the instruments of a context that it is entered. When one fails, those before it are told that it is
    /// left again, and the context has no instruments any more.
    /// </summary>
    public static void Enter(TVMFFIObject* context)
    {
        List<nint> entered = [];
        try
        {
            foreach (nint instrument in Of(context))
            {
                Call((TVMFFIObject*)instrument, NodeTypes.PassInstrumentEnterContext);
                entered.Add(instrument);
            }
        }
        catch
        {
            Clear(context);
            entered.Reverse();
            foreach (nint instrument in entered)
            {
                Call((TVMFFIObject*)instrument, NodeTypes.PassInstrumentExitContext);
            }

            throw;
        }
    }

    /// <summary>Tells the instruments of a context that it is left. When one fails, the context has none any more.</summary>
    public static void Exit(TVMFFIObject* context)
    {
        try
        {
            foreach (nint instrument in Of(context))
            {
                Call((TVMFFIObject*)instrument, NodeTypes.PassInstrumentExitContext);
            }
        }
        catch
        {
            Clear(context);
            throw;
        }
    }

    /// <summary>Asks whether a pass is to run, unless it is required, and tells that it will.</summary>
    public static bool Before(TVMFFIObject* context, TVMFFIObject* module, TVMFFIObject* info)
    {
        List<nint> instruments = Of(context);
        bool run = true;
        if (!Containers.HasText(Node.Get(context, NodeTypes.PassContextRequired), Node.Text(info, NodeTypes.PassInfoName)))
        {
            foreach (nint instrument in instruments)
            {
                TVMFFIAny answer = Call((TVMFFIObject*)instrument, NodeTypes.PassInstrumentShouldRun, Value.Object(module), Value.Object(info));
                run &= answer.TypeIndex == TypeIndex.None || answer.Int64 != 0;
            }
        }

        if (run)
        {
            foreach (nint instrument in instruments)
            {
                Call((TVMFFIObject*)instrument, NodeTypes.PassInstrumentBeforePass, Value.Object(module), Value.Object(info));
            }
        }

        return run;
    }

    /// <summary>Tells that a pass has run.</summary>
    public static void After(TVMFFIObject* context, TVMFFIObject* module, TVMFFIObject* info)
    {
        foreach (nint instrument in Of(context))
        {
            Call((TVMFFIObject*)instrument, NodeTypes.PassInstrumentAfterPass, Value.Object(module), Value.Object(info));
        }
    }

    private static List<nint> Of(TVMFFIObject* context)
    {
        List<nint> result = [];
        foreach (TVMFFIAny instrument in Value.Elements(Node.Get(context, NodeTypes.PassContextInstruments)))
        {
            // A callback may change the context's instruments: each is kept until the call ends.
            result.Add((nint)Pool.Keep(Host.ToOwned(instrument)).Obj);
        }

        return result;
    }

    private static void Clear(TVMFFIObject* context)
    {
        TVMFFIObject* none = Containers.Array();
        Node.Set(context, NodeTypes.PassContextInstruments, none);
        Host.DecRef(none);
    }

    private static TVMFFIAny Call(TVMFFIObject* instrument, NodeField callback, params ReadOnlySpan<TVMFFIAny> arguments)
    {
        TVMFFIObject* function = Node.Get(instrument, callback);
        return function == null ? Value.None : Pool.Keep(Host.Call(function, arguments));
    }
}
