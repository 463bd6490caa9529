using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The global functions of JSON.</summary>
internal static unsafe class Json
{
    public static void Register()
    {
        HostFunction.Define("ffi.json.Parse", HostType.Any, [HostType.Text], static arguments => Parse(arguments.View(0)));
        HostFunction.Define("ffi.json.Stringify", HostType.Text, [HostType.Any, HostType.OptionalOf(HostType.Int)],
            static arguments => Pool.Keep(JsonWriter.Write(
                arguments.Any(0), arguments.IsNone(1) ? 0 : Math.Clamp((int)Math.Min(arguments.Int(1), MaxIndent), 0, MaxIndent))));
        HostFunction.Define("ffi.ToJSONGraph", HostType.Any, [HostType.Any, HostType.Any],
            static arguments => JsonGraphWriter.Write(arguments.Any(0), arguments.Any(1)));
        HostFunction.Define("ffi.ToJSONGraphString", HostType.Text, [HostType.Any, HostType.Any],
            static arguments => Pool.Keep(JsonWriter.Write(JsonGraphWriter.Write(arguments.Any(0), arguments.Any(1)), 0)));
        HostFunction.Define("ffi.FromJSONGraph", HostType.Any, [HostType.Any],
            static arguments => JsonGraphReader.Read(arguments.Any(0)));
        HostFunction.Define("ffi.FromJSONGraphString", HostType.Any, [HostType.Text],
            static arguments => JsonGraphReader.Read(Parse(arguments.View(0))));
    }

    private const int MaxIndent = 1024;

    private static TVMFFIAny Parse(TVMFFIAny text) => JsonParser.Parse(Value.Bytes(&text));
}
