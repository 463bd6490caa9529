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
        [Callback(48), Callback(56), Callback(64), Callback(72), Callback(80)];

    /// <summary>The fields of a type, behind those of its class.</summary>
    public static NodeField[] Of(string key) => key == "instrument.PassInstrument" ? PassInstrument : [];

    private static NodeField Callback(int offset) => new("", FieldKind.Object, offset, HostType.Function);
}
