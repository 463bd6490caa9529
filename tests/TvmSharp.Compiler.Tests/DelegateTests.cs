namespace TvmSharp.Compiler.Tests;

/// <summary>Delegates, moved objects and raw strings through generated code.</summary>
public sealed class DelegateTests
{
    [Fact]
    public void Delegates_are_parameters()
    {
        long seen = 0;
        Assert.Equal(14, Imports.ApplyTyped(static (x, text) => x + text.Length, 10, x => seen = x));
        Assert.Equal(10, seen);
        Assert.Equal(14, Imports.ApplyTyped(static (x, text) => x + text.Length, 10, null));
    }

    [Fact]
    public void Delegates_are_results()
    {
        Func<long, long> add;
        using (ObjectScope.Enter())
        {
            add = Imports.Adder(5);
        }

        Assert.Equal(12, add(7));
    }

    [Fact]
    public void A_function_that_does_not_fit_fails_when_it_is_called()
    {
        TvmException error = Assert.ThrowsAny<TvmException>(
            () => Call("apply_typed", Function.From(static (string a, string b) => 1L, "of_text"), 3));
        Assert.Contains("argument #0 when calling: `of_text(0: str, 1: str) -> int`", error.Message);
        TvmException type = Assert.ThrowsAny<TvmException>(() => Call("apply_typed", 1, 2));
        Assert.Contains(
            "argument #0 when calling: `tvmsharp_tests.apply_typed(0: (0: int, 1: str) -> int, 1: int, 2: Optional<(0: int) -> void>) -> int`",
            type.Message);
        Assert.Contains("Expected `(0: int, 1: str) -> int` but got `int`", type.Message);
    }

    [Fact]
    public void An_exception_of_a_delegate_comes_back_as_itself() => Assert.Equal(
        "mine",
        Assert.Throws<InvalidOperationException>(
            static () => Imports.ApplyTyped(static (_, _) => throw new InvalidOperationException("mine"), 1, null)).Message);

    [Fact]
    public void Delegates_of_other_types_are_parameters_and_results()
    {
        Assert.Equal(12, Imports.ApplyCustom(static (x, text) => x + text.Length, 10, static x => $"{x}"));
        Assert.Equal(14, Imports.ApplyCustom(static (x, text) => x + text.Length, 10, null));
        Combine combine = Imports.Combiner(3);
        Assert.Equal(34, combine(10, "text"));
        Assert.Equal(34, Imports.ApplyCustom(combine, 10, static _ => "text"));
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(
            static () => Imports.ApplyCustom(static (_, _) => throw new InvalidOperationException("mine"), 1, null)).Message);
        TvmException error = Assert.ThrowsAny<TvmException>(static () => Function.Get("tvmsharp_tests.apply_custom").Call(1, 2));
        Assert.Contains("Expected `(0: int, 1: str) -> int` but got `int`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delegates_convert_by_name()
    {
        Function add = Function.From(static (long a, long b) => a + b);
        Assert.Equal(3, add.As<Func<long, long, long>>()(1, 2));
        Assert.True(((Any)add).TryAs<Func<long, long, long>>(out _));
        string seen = string.Empty;
        Function.From((string? text) => { seen = text ?? "null"; }).As<Action<string>>()("text");
        Assert.Equal("text", seen);
    }

    [Fact]
    public void Objects_and_addresses_cross()
    {
        Assert.Equal("text", Call("echo_boxed", "text").As<string>());
        Assert.True(Call("echo_boxed", Any.None).IsNone);
        Assert.Equal(8, Call("echo_address", Any.FromPointer(8)).As<nint>());
    }

    [Fact]
    public void Moved_objects_and_raw_strings_are_arguments()
    {
        TvmArray<long> numbers = [1, 2, 3];
        Assert.Equal(6, Imports.SumOf(numbers.Move()));
        Assert.Throws<ObjectDisposedException>(() => numbers.Count);
        RawString hello = new("Hello");
        Assert.Equal("Hello you", Imports.GreetRaw(new RawString("you"), hello));
    }

    private static Any Call(string name, params Any[] arguments) => Function.Get("tvmsharp_tests." + name).Call(arguments);
}
