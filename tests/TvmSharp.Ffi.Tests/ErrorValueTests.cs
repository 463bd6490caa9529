using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Tests;

/// <summary>Errors as values, their causes and contexts.</summary>
public class ErrorValueTests
{
    [Fact]
    public void An_error_is_a_value_with_its_parts()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> context = [1, 2];
        Error cause = new("KeyError", "the cause");
        Error error = new("ValueError", "the message", "  File \"f\", line 1, in g\n", cause, context);
        Assert.Equal(("ValueError", "the message", "  File \"f\", line 1, in g\n"), (error.Kind, error.Message, error.Backtrace));
        Assert.True(error.Cause!.IsSameAs(cause));
        Assert.Null(error.Cause.Cause);
        Assert.True(error.ExtraContext!.IsSameAs(context));
        Assert.Equal("ffi.Error", error.TypeKey);

        // Passed and returned, it is raised by nobody.
        Function echo = Function.Create(static args => args[0]);
        Assert.True(echo.Call(error).As<Error>().IsSameAs(error));
        Assert.True(Assert.IsType<Error>(echo.Call(error).ToObject()).IsSameAs(error));
    }

    [Fact]
    public void An_error_becomes_an_exception_with_causes_and_context()
    {
        TvmException exception;
        using (ObjectScope.Enter())
        {
            TvmArray<long> context = [1, 2];
            Error error = new("ValueError", "outer", "", new Error("KeyError", "middle", "", new Error("TypeError", "inner")), context);
            exception = Assert.IsType<TvmException>(error.ToException());
        }

        // It holds the error, whatever the scope.
        Assert.Equal([1, 2], ((Any)exception.ExtraContext).AsArray<long>());
        TvmException middle = Assert.IsType<TvmException>(exception.Cause);
        Assert.Same(middle, exception.InnerException);
        TvmException inner = Assert.IsType<TvmException>(middle.Cause);
        Assert.Equal(("ValueError", "KeyError", "TypeError"), (exception.Kind, middle.Kind, inner.Kind));
        Assert.Equal("inner", inner.Message);
        Assert.Null(inner.Cause);
    }

    [Fact]
    public void Inner_exceptions_are_the_causes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        FormatException innermost = new("three");
        InvalidOperationException middle = new("two", innermost);
        Error error = Error.FromException(new TvmException("MyError", "one", middle));
        Assert.Equal(("MyError", "one"), (error.Kind, error.Message));
        Assert.Equal(("RuntimeError", "System.InvalidOperationException: two"), (error.Cause!.Kind, error.Cause.Message));
        Assert.Equal(("ValueError", "System.FormatException: three"), (error.Cause.Cause!.Kind, error.Cause.Cause.Message));
        Assert.Null(error.Cause.Cause.Cause);
        Assert.Same(innermost, error.Cause.Cause.ToException());
        Assert.Null(error.Cause.Cause.ExtraContext);

        // An error that was not raised here has the exception as its cause.
        Assert.Same(middle, new Error("ValueError", "around", "", error.Cause).ToException().InnerException);
    }

    [Fact]
    public void An_error_of_TVMs_is_the_cause_of_an_exception_with_its_own_causes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Exception raised = new Error("KeyError", "raised", "", new Error("TypeError", "before")).ToException();
        Error error = Error.FromException(new InvalidOperationException("around", raised));
        Assert.Equal("KeyError", error.Cause!.Kind);
        Assert.Equal("TypeError", error.Cause.Cause!.Kind);
        Assert.Null(error.Cause.Cause.Cause);
    }

    [Fact]
    public void Causes_and_context_survive_a_way_through_CSharp()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> context = [1, 2];
        Error error = new("ValueError", "outer", "", new Error("KeyError", "cause"), context);
        Function fail = Function.Create(_ => throw error.ToException());
        TvmException raised = Assert.Throws<TvmException>(() => RaisingLibrary.Call.Call(fail));
        Assert.Equal("cause", raised.Cause!.Message);
        Assert.True(raised.ExtraContext!.IsSameAs(context));
        Assert.Contains(nameof(Causes_and_context_survive_a_way_through_CSharp), raised.Backtrace);
    }

    [Fact]
    public void Any_number_of_causes_is_no_danger()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Exception deep = new InvalidOperationException("innermost");
        Error native = new("ValueError", "innermost");
        for (int i = 0; i < 1000; i++)
        {
            deep = new InvalidOperationException("outer", deep);
            native = new Error("ValueError", "outer", "", native);
        }

        Assert.Equal(100, Depth(Error.FromException(deep).Cause));
        Assert.Equal(100, Depth(native.ToException()));

        static int Depth(object? error)
        {
            int depth = 0;
            for (; error is not null; depth++)
            {
                error = error is Error value ? value.Cause : ((Exception)error).InnerException;
            }

            return depth;
        }
    }

    [Fact]
    public void An_exception_that_was_never_thrown_goes_and_comes_as_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        InvalidOperationException exception = new("never thrown");
        Function echo = Function.Create(static args => args[0]);
        Assert.Same(exception, echo.Call(Any.FromObject(exception)).As<Exception>());
        Assert.Same(exception, echo.Call<Exception, Exception>(exception));
        Assert.True(Function.From<Exception, string>(static error => error.Message).Call<Exception, string>(exception) == "never thrown");
        Assert.Contains("ffi.Error", Assert.Throws<InvalidCastException>(() => echo.Call<int, Exception>(1)).Message);

        // One that was made of an error is that error.
        Error error = new("ValueError", "a value");
        Assert.True(Error.FromException(error.ToException()).IsSameAs(error));
    }

    [Fact]
    public void A_call_may_give_an_error_back_instead_of_throwing_it()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function half = Function.Create(static args => args[0].As<long>() is var value && value % 2 == 0
            ? value / 2
            : value == 1 ? new Error("ValueError", "one is odd") : throw new TvmException("TypeError", "odd"));
        Expected<long> good = half.CallExpected<long>(42);
        Assert.True(good.HasValue);
        Assert.Equal(21, good.Value);
        Assert.True(good.TryGetValue(out long value));
        Assert.Equal((21, "21"), (value, good.ToString()));
        Expected<long> returned = half.CallExpected<long>(1);
        Assert.False(returned.HasValue);
        Assert.Equal(("ValueError", "ValueError: one is odd"), (returned.Error.Kind, returned.ToString()));
        Assert.Equal("one is odd", Assert.Throws<TvmException>(() => returned.Value).Message);
        Assert.False(returned.TryGetValue(out _));
        Expected<long> raised = half.CallExpected<long>(3);
        Assert.Equal("TypeError", raised.Error!.Kind);
        Assert.Equal(7, raised.GetValueOrDefault(7));

        // What is wrong with the call itself is thrown.
        Assert.Throws<InvalidCastException>(() => half.CallExpected<string>(42));
    }

    [Fact]
    public void An_expected_value_is_a_value_or_an_error_to_TVM()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("Expected<int>", Marshalling.ExpectedMarshaller<long, Marshalling.IntegerMarshaller<long>>.TypeName);
        Assert.Equal(42, RoundTrip(42).Value);
        Error error = new("ValueError", "an error");
        Assert.True(RoundTrip(error).Error!.IsSameAs(error));
        Assert.Throws<ArgumentNullException>(() => new Expected<long>((Error)null!));

        static unsafe Expected<long> RoundTrip(Expected<long> value)
        {
            Abi.TVMFFIAny raw;
            Marshalling.ExpectedMarshaller<long, Marshalling.IntegerMarshaller<long>>.Write(value, &raw);
            Assert.True(Marshalling.ExpectedMarshaller<long, Marshalling.IntegerMarshaller<long>>.TryRead(&raw, out Expected<long> read));
            RefCount.Release(&raw);
            return read;
        }
    }

    [Fact]
    public void Errors_and_exceptions_that_went_both_ways_end()
    {
        WeakReference[] references = GoBothWays();
        for (int i = 0; i < 10 && references.Any(static reference => reference.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(references, static reference => Assert.False(reference.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] GoBothWays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmException cause = Assert.Throws<TvmException>(() => RaisingLibrary.Raise("ValueError", "cause"));
        InvalidOperationException thrown = new("around", cause);
        Function fail = Function.Create(_ => throw thrown);
        Function middle = Function.Create(_ => RaisingLibrary.CallWithFrame.Call(fail));
        Exception back = Assert.Throws<InvalidOperationException>(() => RaisingLibrary.CallWithFrame.Call(middle));
        Error error = Error.FromException(back);
        return [new(cause), new(thrown), new(back), new(error)];
    }

    [Fact]
    public void The_context_of_an_error_ends_with_it()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> context = [1, 2];
        int before = context.UseCount;
        using (ObjectScope.Enter())
        {
            Error error = new("ValueError", "counted", "", null, context);
            Assert.Equal(before + 1, context.UseCount);
        }

        Assert.Equal(before, context.UseCount);
    }
}
