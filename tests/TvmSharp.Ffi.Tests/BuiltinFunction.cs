namespace TvmSharp.Ffi.Tests;

/// <summary>Calls of the global functions that every tvm-ffi has.</summary>
internal static class BuiltinFunction
{
    public static Any Call(string name, params ReadOnlySpan<Any> arguments) => Function.Get(name).Call(arguments);

    /// <summary>A value as <c>ffi.ReprPrint</c> writes it.</summary>
    public static string Print(Any value) => Call("ffi.ReprPrint", value).As<string>();

    /// <summary>Asserts that two values are one object.</summary>
    public static void AssertSame(Any left, Any right) => Assert.True(IsSame(left, right), $"{Print(left)} is not the same object as {Print(right)}");

    /// <summary>Asserts that two values are two objects.</summary>
    public static void AssertNotSame(Any left, Any right) => Assert.False(IsSame(left, right), $"{Print(left)} is one object");

    /// <summary>Asserts that a call raises an error of a kind, with a text in its message.</summary>
    public static void AssertRaises(string kind, string text, Action call)
    {
        TvmException error = Assert.IsAssignableFrom<TvmException>(Record.Exception(call));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(text, error.Message);
    }

    private static unsafe bool IsSame(Any left, Any right)
    {
        TvmObject first = left.As<TvmObject>();
        TvmObject second = right.As<TvmObject>();
        bool same = first.Handle == second.Handle;
        GC.KeepAlive(first);
        GC.KeepAlive(second);
        return same;
    }
}
