using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>What tests of the C ABI share: text as it takes it, and the errors that it raises.</summary>
internal static unsafe class Native
{
    /// <summary>The functions under test, whichever TVM they are of.</summary>
    internal static TvmFfiApi* Api => TvmRuntime.Api;

    /// <summary>A UTF-8 literal, which never moves, as a byte array.</summary>
    internal static TVMFFIByteArray Literal(ReadOnlySpan<byte> literal) => new()
    {
        Data = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal)),
        Size = (nuint)literal.Length,
    };

    /// <summary>Moves the raised error out: its kind and message. There must be one.</summary>
    internal static (string Kind, string Message) TakeRaised()
    {
        TVMFFIObject* error;
        Api->TVMFFIErrorMoveFromRaised(&error);
        Assert.True(error != null, "no error was raised");
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        (string, string) result = (Utf8.ToString(cell->Kind), Utf8.ToString(cell->Message));
        RefCount.Decrement(error);
        return result;
    }

    /// <summary>Checks that a function failed, and how.</summary>
    internal static void Fails(int code, string kind, string message)
    {
        Assert.Equal(-1, code);
        (string actualKind, string actualMessage) = TakeRaised();
        Assert.Equal(kind, actualKind);
        Assert.Contains(message, actualMessage);
    }

    /// <summary>Checks that a function succeeded, with the error if it did not.</summary>
    internal static void Succeeds(int code)
    {
        if (code != 0)
        {
            Assert.Fail(TakeRaised().ToString());
        }
    }

    /// <summary>Contents of an owned string, which is released.</summary>
    internal static string TakeText(TVMFFIAny value)
    {
        if (value.TypeIndex == TypeIndex.SmallStr)
        {
            return System.Text.Encoding.UTF8.GetString(value.Bytes, (int)value.SmallStrLen);
        }

        Assert.Equal(TypeIndex.Str, value.TypeIndex);
        string text = Utf8.ToString(*(TVMFFIByteArray*)(value.Obj + 1));
        RefCount.Decrement(value.Obj);
        return text;
    }
}
