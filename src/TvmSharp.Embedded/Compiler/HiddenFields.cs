using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;

namespace TvmSharp.Embedded.Compiler;

/// <summary>What objects of this host hold besides the fields that upstream reflects.</summary>
internal static class HiddenFields
{
    /// <summary>
    /// The callbacks of an <c>instrument.PassInstrument</c>: on entering and leaving a context, whether to run a pass, before
    /// and after one. Upstream has them in a C++ class of its own.
    /// </summary>
    public static readonly NodeField[] PassInstrument =
        [.. Enumerable.Range(0, 5).Select(static i => new NodeField("", FieldKind.Object, 48 + (8 * i), HostType.Function))];

    /// <summary>The fields of a type, behind those of its class.</summary>
    public static NodeField[] Of(string key) => key == "instrument.PassInstrument" ? PassInstrument : [];
}
