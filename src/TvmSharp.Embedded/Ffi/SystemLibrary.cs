using System.Collections.Concurrent;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The symbols that the process itself registered, as upstream's <c>library_module_system_lib.cc</c>.</summary>
/// <param name="prefix">What names may be given without.</param>
internal sealed class SystemLibrary(string prefix) : Library
{
    private static readonly ConcurrentDictionary<string, nint> Symbols = new(StringComparer.Ordinal);

    /// <summary>Registers a symbol for the life of the process; a second address takes the place of the first.</summary>
    public static void Register(string name, nint address)
    {
        if (Symbols.TryGetValue(name, out nint old) && old != address)
        {
            Console.Error.WriteLine($"Warning:SystemLib symbol {name} get overriden to a different address 0x{address:x}->0x{old:x}");
        }

        Symbols[name] = address;
    }

    /// <inheritdoc/>
    public override nint Find(string name) => Either(prefix + name, name);

    /// <inheritdoc/>
    public override nint FindFunction(string name) => Either(FunctionPrefix + prefix + name, FunctionPrefix + name);

    // A name may be given with the prefix or without.
    private static nint Either(string first, string second) =>
        Symbols.TryGetValue(first, out nint address) || Symbols.TryGetValue(second, out address) ? address : 0;
}
