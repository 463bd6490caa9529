using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TvmSharp.Ffi.Tests;

public class ErrorTests
{
    private static int s_released;

    [Fact]
    public void An_exception_comes_back_as_itself()
    {
        InvalidOperationException thrown = new("from C#");
        Function fail = Function.Create(_ => throw thrown);
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => fail.Call()));
    }

    [Fact]
    public void An_exception_comes_back_as_itself_through_two_languages()
    {
        ArgumentException thrown = new("from C#");
        Function fail = Function.Create(_ => throw thrown);
        Function middle = Function.Create(args => args[0].As<Function>().Call());
        Assert.Same(thrown, Assert.Throws<ArgumentException>(() => middle.Call(fail)));
    }

    [Fact]
    public void An_error_of_TVMs_has_its_kind_and_message()
    {
        TvmException error = Assert.Throws<TvmException>(() => Function.Get("ffi.ArraySize").Call(1.5));
        Assert.Equal("TypeError", error.Kind);
        Assert.Contains("Mismatched type on argument #0 when calling: `ffi.ArraySize(0: ", error.Message);
        Assert.Contains("but got `float`", error.Message);
    }

    [Fact]
    public void An_error_of_TVMs_passes_through_a_callback_as_itself()
    {
        Function middle = Function.Create(static _ => Function.Get("ffi.ArraySize").Call(1.5));
        TvmException error = Assert.Throws<TvmException>(() => middle.Call());
        Assert.Equal("TypeError", error.Kind);
        Assert.Contains("ffi.ArraySize", error.Message);
    }

    [Fact]
    public void Kind_and_message_reach_native_code()
    {
        TvmException thrown = new("ValueError", "ten is too many");
        Assert.Equal("ValueError", thrown.Kind);
        Function fail = Function.Create(_ => throw thrown);
        Assert.Same(thrown, Assert.Throws<TvmException>(() => fail.Call()));
    }

    [Theory]
    [InlineData(typeof(ArgumentException), "ValueError")]
    [InlineData(typeof(ArgumentOutOfRangeException), "ValueError")]
    [InlineData(typeof(InvalidCastException), "TypeError")]
    [InlineData(typeof(KeyNotFoundException), "KeyError")]
    [InlineData(typeof(IndexOutOfRangeException), "IndexError")]
    [InlineData(typeof(OverflowException), "OverflowError")]
    [InlineData(typeof(NotSupportedException), "NotImplementedError")]
    [InlineData(typeof(InvalidOperationException), "RuntimeError")]
    public unsafe void Exceptions_have_the_kind_of_their_type_and_carry_their_frames(Type type, string kind)
    {
        Exception thrown;
        try
        {
            throw (Exception)Activator.CreateInstance(type)!;
        }
        catch (Exception exception) when (exception.GetType() == type)
        {
            thrown = exception;
        }

        TvmError.SetRaised(thrown);
        Abi.TVMFFIObject* raised;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&raised);
        Abi.TVMFFIErrorCell* cell = (Abi.TVMFFIErrorCell*)(raised + 1);
        Assert.Equal(kind, Utf8.ToString(cell->Kind));
        Assert.StartsWith(type.FullName!, Utf8.ToString(cell->Message));
        Assert.Contains("ErrorTests.Exceptions_have_the_kind_of_their_type_and_carry_their_frames", Utf8.ToString(cell->Backtrace));
        Assert.StartsWith("  File \"", Utf8.ToString(cell->Backtrace));
        RefCount.Decrement(raised);
    }

    [Fact]
    public unsafe void An_error_survives_what_its_scope_releases()
    {
        Function fail = Function.Create(static args =>
        {
            // Belongs to the scope of this call, and its deleter calls a function that fails.
            Abi.TVMFFIObject* loud;
            TvmRuntime.Api->TVMFFIFunctionCreate(null, &DoNothing, &FailQuietly, &loud);
            _ = WrapperTable.Wrap(ObjectReference.Take(loud));
            throw new InvalidOperationException("the one that counts");
        });
        s_released = 0;
        Assert.Equal("the one that counts", Assert.Throws<InvalidOperationException>(() => fail.Call()).Message);
        Assert.Equal(1, s_released);
    }

    [Fact]
    public void An_exception_whose_message_throws_is_still_an_error()
    {
        Function fail = Function.Create(static _ => throw new UnreadableException());
        Assert.Throws<UnreadableException>(() => fail.Call());
        using ObjectScope scope = ObjectScope.Enter();
        Error error = Error.FromException(new UnreadableException());
        Assert.Equal("RuntimeError", error.Kind);
        Assert.Contains("no readable message", error.Message);
    }

    [Fact]
    public void A_null_dereference_is_still_an_exception_after_TVM_was_loaded()
    {
        // tvm-ffi's default build takes over SIGSEGV when it is loaded; unless that is undone this ends the process.
        string? nothing = Environment.GetEnvironmentVariable("TVMSHARP_NO_SUCH_VARIABLE");
        Assert.Throws<NullReferenceException>(() => nothing!.Length);
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int DoNothing(void* self, Abi.TVMFFIAny* args, int count, Abi.TVMFFIAny* result) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void FailQuietly(void* self)
    {
        s_released++;
        Assert.Throws<TvmException>(() => Function.Get("ffi.ArraySize").Call(1.5));
    }
}
