using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Error objects, the raised error of a thread, and backtraces.</summary>
public unsafe class AbiErrorTests
{
    [Fact]
    public void An_error_has_what_it_was_made_of()
    {
        TVMFFIObject* error = Create("the message"u8);
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        Assert.Equal(TypeIndex.Error, error->TypeIndex);
        Assert.Equal("ValueError", Utf8.ToString(cell->Kind));
        Assert.Equal("the message", Utf8.ToString(cell->Message));
        Assert.Equal("first\n", Utf8.ToString(cell->Backtrace));
        Assert.True(cell->CauseChain == null);
        Assert.True(cell->ExtraContext == null);
        RefCount.Decrement(error);
    }

    [Fact]
    public void Cause_and_context_are_kept_with_references_of_their_own()
    {
        TVMFFIObject* cause = Create("the cause"u8);
        TVMFFIAny context = default;
        Function.Get("ffi.Array").CallRaw(null, 0, &context);
        TVMFFIByteArray kind = Native.Literal("TypeError"u8);
        TVMFFIByteArray text = Native.Literal("text"u8);
        TVMFFIObject* error;
        Native.Succeeds(Native.Api->TVMFFIErrorCreateWithCauseAndExtraContext(&kind, &text, &text, cause, context.Obj, &error));
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        Assert.True(cell->CauseChain == cause);
        Assert.True(cell->ExtraContext == context.Obj);
        Assert.Equal((2U, 2U), (RefCount.Strong(cause), RefCount.Strong(context.Obj)));
        RefCount.Decrement(error);
        Assert.Equal((1U, 1U), (RefCount.Strong(cause), RefCount.Strong(context.Obj)));

        Native.Succeeds(Native.Api->TVMFFIErrorCreateWithCauseAndExtraContext(&kind, &text, &text, null, null, &error));
        cell = (TVMFFIErrorCell*)(error + 1);
        Assert.True(cell->CauseChain == null);
        Assert.True(cell->ExtraContext == null);
        RefCount.Decrement(error);
        RefCount.Decrement(cause);
        RefCount.Release(&context);
    }

    [Fact]
    public void A_backtrace_grows_and_is_replaced()
    {
        TVMFFIObject* error = Create("the message"u8);
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        TVMFFIByteArray second = Native.Literal("second\n"u8);
        cell->UpdateBacktrace(error, &second, BacktraceUpdateMode.Append);
        Assert.Equal("first\nsecond\n", Utf8.ToString(cell->Backtrace));
        cell->UpdateBacktrace(error, &second, BacktraceUpdateMode.Replace);
        Assert.Equal("second\n", Utf8.ToString(cell->Backtrace));
        RefCount.Decrement(error);
    }

    [Fact]
    public void A_raised_error_is_kept_and_moved_out_once()
    {
        TVMFFIObject* error = Create("raised"u8);
        Native.Api->TVMFFIErrorSetRaised(error);
        Assert.Equal(2U, RefCount.Strong(error));

        // The next one takes its place.
        TVMFFIObject* other = Create("other"u8);
        Native.Api->TVMFFIErrorSetRaised(other);
        Assert.Equal((1U, 2U), (RefCount.Strong(error), RefCount.Strong(other)));
        TVMFFIObject* moved;
        Native.Api->TVMFFIErrorMoveFromRaised(&moved);
        Assert.True(moved == other);
        Assert.Equal(2U, RefCount.Strong(other));
        Native.Api->TVMFFIErrorMoveFromRaised(&moved);
        Assert.True(moved == null);
        RefCount.Decrement(error);
        RefCount.Decrement(other);
        RefCount.Decrement(other);
    }

    [Fact]
    public void Every_thread_has_its_own_raised_error()
    {
        TVMFFIObject* error = Create("raised"u8);
        Native.Api->TVMFFIErrorSetRaised(error);
        bool none = false;
        Thread thread = new(() =>
        {
            TVMFFIObject* moved;
            Native.Api->TVMFFIErrorMoveFromRaised(&moved);
            none = moved == null;
        });
        thread.Start();
        thread.Join();
        Assert.True(none);
        Assert.Equal(("ValueError", "raised"), Native.TakeRaised());
        RefCount.Decrement(error);
    }

    [Fact]
    public void An_error_is_raised_from_C_strings()
    {
        TVMFFIByteArray kind = Native.Literal("KeyError\0"u8);
        TVMFFIByteArray message = Native.Literal("not hère\0"u8);
        Native.Api->TVMFFIErrorSetRaisedFromCStr(kind.Data, message.Data);
        Assert.Equal(("KeyError", "not hère"), Native.TakeRaised());
    }

    [Fact]
    public void An_error_is_raised_from_parts_without_those_that_are_missing()
    {
        TVMFFIByteArray kind = Native.Literal("KeyError\0"u8);
        byte** parts = stackalloc byte*[]
        {
            Native.Literal("one, \0"u8).Data, null, Native.Literal("\0"u8).Data, Native.Literal("two\0"u8).Data,
        };
        Native.Api->TVMFFIErrorSetRaisedFromCStrParts(kind.Data, parts, 4);
        Assert.Equal(("KeyError", "one, two"), Native.TakeRaised());
        Native.Api->TVMFFIErrorSetRaisedFromCStrParts(kind.Data, null, 0);
        Assert.Equal(("KeyError", ""), Native.TakeRaised());
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        TVMFFIByteArray kind = Native.Literal("KeyError\0"u8);
        byte* message = stackalloc byte[] { 0xff, 0xfe, (byte)'x', 0 };
        Native.Api->TVMFFIErrorSetRaisedFromCStr(kind.Data, message);
        TVMFFIObject* error;
        Native.Api->TVMFFIErrorMoveFromRaised(&error);
        Assert.Equal<byte>([0xff, 0xfe, (byte)'x'], ((TVMFFIErrorCell*)(error + 1))->Message.AsSpan().ToArray());
        RefCount.Decrement(error);
    }

    [Fact]
    public void A_backtrace_begins_with_the_place_that_is_given()
    {
        TVMFFIByteArray file = Native.Literal("some/file.cs\0"u8);
        TVMFFIByteArray function = Native.Literal("SomeFunction\0"u8);
        TVMFFIByteArray* text = Native.Api->TVMFFIBacktrace(file.Data, 42, function.Data, 0);
        Assert.StartsWith("  File \"some/file.cs\", line 42, in SomeFunction\n", Utf8.ToString(*text));
        Assert.Equal(0, text->Data[text->Size]);

        // It belongs to the thread and is written over by the next one.
        TVMFFIByteArray* next = Native.Api->TVMFFIBacktrace(null, 0, null, 1);
        Assert.True(next != null);
        Assert.DoesNotContain("some/file.cs", Utf8.ToString(*next));
    }

    private static TVMFFIObject* Create(ReadOnlySpan<byte> literal)
    {
        TVMFFIByteArray kind = Native.Literal("ValueError"u8);
        TVMFFIByteArray message = Native.Literal(literal);
        TVMFFIByteArray backtrace = Native.Literal("first\n"u8);
        TVMFFIObject* error;
        Assert.Equal(0, Native.Api->TVMFFIErrorCreate(&kind, &message, &backtrace, &error));
        return error;
    }
}
