namespace TvmSharp.Ffi.Tests;

/// <summary>Calls of the global functions that every tvm-ffi has.</summary>
internal static class BuiltinFunction
{
    public static Any Call(string name, params ReadOnlySpan<Any> arguments) => Function.Get(name).Call(arguments);

    /// <summary>A value as <c>ffi.ReprPrint</c> writes it.</summary>
    public static string Print(Any value) => Call("ffi.ReprPrint", value).As<string>();

    /// <summary>Asserts that a call raises an error of a kind, with a text in its message.</summary>
    public static void AssertRaises(string kind, string text, Action call)
    {
        TvmException error = Assert.IsAssignableFrom<TvmException>(Record.Exception(call));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(text, error.Message);
    }
}
