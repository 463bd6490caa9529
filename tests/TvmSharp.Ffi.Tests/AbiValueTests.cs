using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Values, errors and handles through the C ABI.</summary>
public unsafe class AbiValueTests
{
    private static int s_made;
    private static int s_ended;

    [Theory]
    [InlineData("int32", 0, 32, 1)]
    [InlineData("uint8", 1, 8, 1)]
    [InlineData("float16x4", 2, 16, 4)]
    [InlineData("bfloat16", 4, 16, 1)]
    [InlineData("handle", 3, 64, 1)]
    [InlineData("bool", 6, 8, 1)]
    [InlineData("float8_e4m3fn", 10, 8, 1)]
    [InlineData("float8_e5m2", 12, 8, 1)]
    [InlineData("float4_e2m1fn", 17, 4, 1)]
    [InlineData("int4", 0, 4, 1)]
    public void Element_types_have_names(string name, int code, int bits, int lanes)
    {
        DLDataType type = ParseType(name);
        Assert.Equal((code, bits, lanes), (type.Code, type.Bits, type.Lanes));
        TVMFFIAny text = default;
        Assert.Equal(0, TvmRuntime.Api->TVMFFIDataTypeToString(&type, &text));
        Assert.Equal(name, Any.TakeOwned(&text).As<string>());
    }

    [Theory]
    [InlineData("no_type")]
    [InlineData("int32x")]
    [InlineData("float32 ")]
    public void A_name_of_no_element_type_is_an_error_with_the_name(string name)
    {
        TvmException error = Assert.Throws<TvmException>(() => ParseType(name));
        Assert.Equal("ValueError", error.Kind);
        Assert.Contains(name.Trim(), error.Message);
    }

    [Fact]
    public void Views_become_owned_values()
    {
        byte* raw = stackalloc byte[] { (byte)'l', (byte)'o', (byte)'n', (byte)'g', (byte)'e', (byte)'r', (byte)' ', (byte)'o', (byte)'n', (byte)'e', 0 };
        TVMFFIByteArray bytes = new() { Data = raw, Size = 10 };
        TVMFFIObject* obj = TvmArray.Create<long>(1).Handle;
        AssertOwned(new() { TypeIndex = TypeIndex.RawStr, Ptr = raw }, TypeIndex.Str);
        AssertOwned(new() { TypeIndex = TypeIndex.ByteArrayPtr, Ptr = &bytes }, TypeIndex.Bytes);
        bytes.Size = 3;
        AssertOwned(new() { TypeIndex = TypeIndex.ByteArrayPtr, Ptr = &bytes }, TypeIndex.SmallBytes);
        AssertOwned(new() { TypeIndex = TypeIndex.Int, Int64 = -3 }, TypeIndex.Int);
        AssertOwned(default, TypeIndex.None);

        // Not owned at all: upstream hands the address on.
        AssertOwned(new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = raw }, TypeIndex.DLTensorPtr);
        Assert.Equal(1u, RefCount.Strong(obj));
        AssertOwned(new() { TypeIndex = obj->TypeIndex, Obj = obj }, TypeIndex.Array);
        Assert.Equal(1u, RefCount.Strong(obj));
    }

    [Fact]
    public void An_rvalue_reference_is_moved_from_once()
    {
        TvmArray<long> array = TvmArray.Create<long>(1);
        TVMFFIObject* slot = array.Handle;
        RefCount.Increment(slot);
        TVMFFIAny view = new() { TypeIndex = TypeIndex.ObjectRValueRef, Ptr = &slot };
        AssertOwned(view, TypeIndex.Array);
        Assert.True(slot == null);
        Assert.Equal(1, array.UseCount);
        TVMFFIAny owned = default;
        Assert.Equal(-1, TvmRuntime.Api->TVMFFIAnyViewToOwnedAny(&view, &owned));
        Assert.Contains("already moved", Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1)).Message);
    }

    [Fact]
    public void Errors_can_be_raised_from_C_strings()
    {
        fixed (byte* kind = "KeyError\0"u8, first = "no key \0"u8, second = "seven\0"u8)
        {
            TvmRuntime.Api->TVMFFIErrorSetRaisedFromCStr(kind, second);
            AssertRaised("KeyError", "seven");
            byte** parts = stackalloc byte*[] { first, null, second };
            TvmRuntime.Api->TVMFFIErrorSetRaisedFromCStrParts(kind, parts, 3);
            AssertRaised("KeyError", "no key seven");
            TvmRuntime.Api->TVMFFIErrorSetRaisedFromCStrParts(kind, parts, 0);
            AssertRaised("KeyError", "");
        }

        TVMFFIObject* none;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&none);
        Assert.True(none == null);
    }

    [Fact]
    public void An_error_has_its_cause_and_context_and_a_backtrace_that_grows()
    {
        TvmArray<long> context = TvmArray.Create<long>(1);
        TVMFFIObject* cause;
        TVMFFIObject* error;
        fixed (byte* text = "ValueErrormessage  File \"a\", line 1, in f\n"u8)
        {
            TVMFFIByteArray kind = new() { Data = text, Size = 10 };
            TVMFFIByteArray message = new() { Data = text + 10, Size = 7 };
            TVMFFIByteArray backtrace = new() { Data = text + 17, Size = 25 };
            Assert.Equal(0, TvmRuntime.Api->TVMFFIErrorCreate(&kind, &message, &backtrace, &cause));
            Assert.Equal(0, TvmRuntime.Api->TVMFFIErrorCreateWithCauseAndExtraContext(&kind, &message, &backtrace, cause, context.Handle, &error));
            Assert.Equal(2u, RefCount.Strong(cause));
            Assert.Equal(2, context.UseCount);
            TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
            Assert.True(cell->CauseChain == cause);
            Assert.Equal("message", Utf8.ToString(cell->Message));
            cell->UpdateBacktrace(error, &backtrace, BacktraceUpdateMode.Append);
            Assert.Equal(50, Utf8.ToString(cell->Backtrace).Length);
            cell->UpdateBacktrace(error, &backtrace, BacktraceUpdateMode.Replace);
            Assert.Equal("  File \"a\", line 1, in f\n", Utf8.ToString(cell->Backtrace));
        }

        RefCount.Decrement(error);
        Assert.Equal(1u, RefCount.Strong(cause));
        Assert.Equal(1, context.UseCount);
        RefCount.Decrement(cause);
    }

    [Fact]
    public void A_backtrace_begins_with_the_callers_line()
    {
        fixed (byte* file = "file.cc\0"u8, function = "function\0"u8)
        {
            Assert.StartsWith("  File \"file.cc\", line 7, in function\n", Utf8.ToString(*TvmRuntime.Api->TVMFFIBacktrace(file, 7, function, 0)));
        }
    }

    [Fact]
    public void A_handle_is_made_once_and_ended_once()
    {
        s_made = s_ended = 0;
        void* handle = null;
        void** address = &handle;
        nint shared = (nint)address;
        Parallel.For(0, 16, _ => Assert.Equal(0, TvmRuntime.Api->TVMFFIHandleInitOnce((void**)shared, &Make)));
        Assert.Equal(1, s_made);
        Assert.Equal(0x77, (nint)handle);
        Assert.Equal(0, TvmRuntime.Api->TVMFFIHandleDeinitOnce(&handle, &End));
        Assert.Equal(0, TvmRuntime.Api->TVMFFIHandleDeinitOnce(&handle, &End));
        Assert.Equal(1, s_ended);
        Assert.True(handle == null);
    }

    [Fact]
    public void A_handle_that_cannot_be_made_stays_empty()
    {
        void* handle = null;
        Assert.Equal(-1, TvmRuntime.Api->TVMFFIHandleInitOnce(&handle, &MakeNothing));
        Assert.Contains("non-NULL handle", Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1)).Message);
        Assert.Equal(5, TvmRuntime.Api->TVMFFIHandleInitOnce(&handle, &Fail));
        Assert.True(handle == null);
    }

    [Fact]
    public void An_opaque_object_is_ended_by_its_deleter()
    {
        s_ended = 0;
        TVMFFIObject* obj;
        Assert.Equal(0, TvmRuntime.Api->TVMFFIObjectCreateOpaque((void*)0x77, TypeIndex.OpaquePyObject, &EndObject, &obj));
        Assert.Equal(TypeIndex.OpaquePyObject, obj->TypeIndex);
        Assert.Equal(0x77, *(nint*)(obj + 1));
        TvmRuntime.Api->TVMFFIObjectIncRef(obj);
        TvmRuntime.Api->TVMFFIObjectDecRef(obj);
        Assert.Equal(0, s_ended);
        TvmRuntime.Api->TVMFFIObjectDecRef(obj);
        Assert.Equal(1, s_ended);
        Assert.Equal(-1, TvmRuntime.Api->TVMFFIObjectCreateOpaque((void*)0x77, TypeIndex.Array, &EndObject, &obj));
        Assert.Contains("kTVMFFIOpaquePyObject", Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1)).Message);
    }

    private static DLDataType ParseType(string name)
    {
        DLDataType type;
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray text = new() { Data = data, Size = (nuint)utf8.Length };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFIDataTypeFromString(&text, &type));
        }

        return type;
    }

    private static void AssertOwned(TVMFFIAny view, int typeIndex)
    {
        TVMFFIAny owned = default;
        Assert.Equal(0, TvmRuntime.Api->TVMFFIAnyViewToOwnedAny(&view, &owned));
        Assert.Equal(typeIndex, owned.TypeIndex);
        RefCount.Release(&owned);
    }

    private static void AssertRaised(string kind, string message)
    {
        TVMFFIObject* error;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&error);
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        Assert.Equal(kind, Utf8.ToString(cell->Kind));
        Assert.Equal(message, Utf8.ToString(cell->Message));
        RefCount.Decrement(error);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Make(void** result)
    {
        Interlocked.Increment(ref s_made);
        *result = (void*)0x77;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MakeNothing(void** result) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Fail(void** result) => 5;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int End(void* handle)
    {
        s_ended++;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void EndObject(void* handle) => s_ended++;
}
