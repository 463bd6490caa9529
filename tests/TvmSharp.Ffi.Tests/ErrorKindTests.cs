namespace TvmSharp.Ffi.Tests;

/// <summary>Kinds of errors and types of exceptions, both ways.</summary>
public class ErrorKindTests
{
    [Theory]
    [InlineData(typeof(KeyNotFoundException), "KeyError")]
    [InlineData(typeof(ArgumentNullException), "ValueError")]
    [InlineData(typeof(FormatException), "ValueError")]
    [InlineData(typeof(ObjectDisposedException), "RuntimeError")]
    [InlineData(typeof(MissingFieldException), "AttributeError")]
    [InlineData(typeof(InsufficientMemoryException), "MemoryError")]
    [InlineData(typeof(PlatformNotSupportedException), "NotImplementedError")]
    [InlineData(typeof(Exception), "RuntimeError")]
    public void An_exception_has_the_kind_of_its_nearest_base(Type type, string kind) =>
        Assert.Equal(kind, TvmErrors.KindOf((Exception)Activator.CreateInstance(type, type == typeof(ObjectDisposedException) ? ["x"] : [])!));

    [Fact]
    public void An_error_of_any_kind_is_a_TvmException_with_the_kind()
    {
        TvmException error = Assert.Throws<TvmException>(() => RaisingLibrary.Raise("IndexError", "seven is too many"));
        Assert.Equal(("IndexError", "seven is too many"), (error.Kind, error.Message));
        Assert.Same(error, TvmErrors.DetailsOf(error));
        Assert.Null(error.Cause);
        Assert.Null(error.ExtraContext);
    }

    [Fact]
    public void A_registered_kind_becomes_its_exception()
    {
        TvmErrors.Register("TvmSharpTests.Registered", static error => new RegisteredException(error.Message, error));
        RegisteredException raised = Assert.Throws<RegisteredException>(() => RaisingLibrary.Raise("TvmSharpTests.Registered", "hello"));
        Assert.Equal("hello", raised.Message);
        TvmException details = Assert.IsType<TvmException>(TvmErrors.DetailsOf(raised));
        Assert.Same(details, raised.InnerException);
        Assert.Equal("TvmSharpTests.Registered", details.Kind);
        Assert.Equal("TvmSharpTests.Registered", TvmErrors.KindOf(raised));
        Assert.NotNull(details.Error);
    }

    [Fact]
    public void An_exception_of_a_registered_kind_goes_on_as_the_same_error()
    {
        TvmErrors.Register("TvmSharpTests.Passing", static error => new PassingException(error.Message));
        Function middle = Function.Create(static _ =>
        {
            RaisingLibrary.Raise("TvmSharpTests.Passing", "hello");
            return Any.None;
        });
        PassingException raised = Assert.Throws<PassingException>(() => middle.Call());
        Assert.Contains(nameof(An_exception_of_a_registered_kind_goes_on_as_the_same_error), TvmErrors.DetailsOf(raised)!.Backtrace);
        Assert.Equal("hello", raised.Message);
    }

    [Fact]
    public void A_registered_exception_has_its_kind_and_its_own_words()
    {
        TvmErrors.Register<OutwardException>("TvmSharpTests.Outward");
        using ObjectScope scope = ObjectScope.Enter();
        Error error = Error.FromException(new OutwardException("only words"));
        Assert.Equal(("TvmSharpTests.Outward", "only words"), (error.Kind, error.Message));

        // A derived one has the kind too; that alone does not tell its type.
        Assert.Equal(
            ("TvmSharpTests.Outward", $"{typeof(DerivedOutwardException).FullName}: more words"),
            (Error.FromException(new DerivedOutwardException("more words")) is var derived ? derived.Kind : "", derived.Message));

        // Nothing is registered for the other way.
        Assert.Throws<TvmException>(() => RaisingLibrary.Raise("TvmSharpTests.Outward", "back"));
    }

    [Fact]
    public void A_derived_TvmException_has_a_kind_of_its_own()
    {
        TvmErrors.Register("TvmSharpTests.Derived", static error => new DerivedTvmException(error.Message));
        DerivedTvmException raised = Assert.Throws<DerivedTvmException>(() => RaisingLibrary.Raise("TvmSharpTests.Derived", "hello"));
        Assert.Equal("TvmSharpTests.Derived", raised.Kind);
        Assert.NotNull(TvmErrors.DetailsOf(raised)!.Error);

        // One that was thrown here is not made anew.
        DerivedTvmException thrown = new("from here");
        Assert.Same(thrown, Assert.Throws<DerivedTvmException>(() => Function.Create(_ => throw thrown).Call()));
    }

    [Fact]
    public void A_factory_that_fails_leaves_the_error_as_it_is()
    {
        TvmErrors.Register<RegisteredException>("TvmSharpTests.Failing", static _ => throw new InvalidOperationException("no exception today"));
        Assert.Equal("hello", Assert.Throws<TvmException>(() => RaisingLibrary.Raise("TvmSharpTests.Failing", "hello")).Message);
        TvmErrors.Register<RegisteredException>("TvmSharpTests.Failing", static _ => null!);
        Assert.Equal("hello", Assert.Throws<TvmException>(() => RaisingLibrary.Raise("TvmSharpTests.Failing", "hello")).Message);
    }

    private sealed class RegisteredException(string message, Exception? inner) : Exception(message, inner);

    private sealed class PassingException(string message) : Exception(message);

    private class OutwardException(string message) : Exception(message);

    private sealed class DerivedOutwardException(string message) : OutwardException(message);

    private sealed class DerivedTvmException(string message) : TvmException("TvmSharpTests.Derived", message);
}
