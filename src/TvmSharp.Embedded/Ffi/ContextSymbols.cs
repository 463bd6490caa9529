namespace TvmSharp.Embedded.Ffi;

/// <summary>Addresses that are written into the variables of the same name of each library that is loaded.</summary>
internal static unsafe class ContextSymbols
{
    private static readonly Lock Gate = new();
    private static readonly List<(string Name, nint Address)> Symbols = [];

    public static void Register(string name, nint address)
    {
        lock (Gate)
        {
            Symbols.Add((name, address));
        }
    }

    /// <summary>Sets the variables of a library.</summary>
    public static void Initialize(Library library)
    {
        lock (Gate)
        {
            foreach ((string name, nint address) in Symbols)
            {
                nint variable = library.Find(name);
                if (variable != 0)
                {
                    *(nint*)variable = address;
                }
            }
        }
    }
}
