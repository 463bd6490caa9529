using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Opaque objects, the allocator, handles that are made once, and functions with a description.</summary>
public unsafe class AbiMiscTests
{
    private static int s_calls;
    private static void* s_ended;

    public AbiMiscTests() => s_calls = 0;

    [Fact]
    public void The_version_is_that_of_the_header()
    {
        TVMFFIVersion version;
        Native.Api->TVMFFIGetVersion(&version);
        Assert.Equal(0U, version.Major);
        Assert.Equal(1U, version.Minor);
        Assert.True(version.Patch >= 13, version.ToString());
    }

    [Fact]
    public void An_opaque_object_ends_its_handle_once()
    {
        int contents;
        TVMFFIObject* value;
        Native.Succeeds(Native.Api->TVMFFIObjectCreateOpaque(&contents, TypeIndex.OpaquePyObject, &End, &value));
        Assert.Equal(TypeIndex.OpaquePyObject, value->TypeIndex);
        Assert.True(*(void**)(value + 1) == &contents);
        RefCount.Increment(value);
        RefCount.Decrement(value);
        Assert.Equal(0, s_calls);
        RefCount.Decrement(value);
        Assert.Equal(1, s_calls);
        Assert.True(s_ended == &contents);
    }

    [Fact]
    public void An_opaque_object_needs_no_deleter_and_has_one_type()
    {
        TVMFFIObject* value;
        Native.Succeeds(Native.Api->TVMFFIObjectCreateOpaque(null, TypeIndex.OpaquePyObject, null, &value));
        RefCount.Decrement(value);
        Native.Fails(
            Native.Api->TVMFFIObjectCreateOpaque(null, TypeIndex.Object, null, &value),
            "RuntimeError",
            "Only kTVMFFIOpaquePyObject is supported for now");
    }

    [Fact]
    public void The_allocator_can_be_changed_and_null_brings_the_first_one_back()
    {
        TVMFFICustomAllocator* first = Native.Api->TVMFFIGetCustomAllocator();
        Assert.True(first != null);
        TVMFFICustomAllocator other = *first;
        Native.Succeeds(Native.Api->TVMFFISetCustomAllocator(&other));
        bool changed = Native.Api->TVMFFIGetCustomAllocator() == &other;
        Native.Succeeds(Native.Api->TVMFFISetCustomAllocator(null));
        Assert.True(changed);
        Assert.True(Native.Api->TVMFFIGetCustomAllocator() == first);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(24, 16)]
    [InlineData(4096, 16)]
    public void The_allocator_gives_aligned_storage_with_its_own_end(int size, int alignment)
    {
        TVMFFICustomAllocator* allocator = Native.Api->TVMFFIGetCustomAllocator();
        byte* body = (byte*)allocator->Allocate((nuint)size, (nuint)alignment, TypeIndex.Object, allocator->Context);
        Assert.Equal(0U, (nuint)body % (nuint)alignment);
        new Span<byte>(body, size).Fill(0xff);
        ((TVMFFIObjectAllocHeader*)body - 1)->DeleteSpace(body);
    }

    [Fact]
    public void A_handle_is_made_once_and_ended_once()
    {
        void* handle = null;
        for (int i = 0; i < 3; i++)
        {
            Native.Succeeds(Native.Api->TVMFFIHandleInitOnce(&handle, &Make));
            Assert.Equal(0x1001, (nint)handle);
        }

        Assert.Equal(1, s_calls);
        Assert.Equal(0, Native.Api->TVMFFIHandleDeinitOnce(&handle, &EndHandle));
        Assert.Equal(2, s_calls);
        Assert.True(handle == null);
        Assert.Equal(0x1001, (nint)s_ended);
        Assert.Equal(0, Native.Api->TVMFFIHandleDeinitOnce(&handle, &EndHandle));
        Assert.Equal(2, s_calls);
    }

    [Fact]
    public void A_handle_is_made_by_one_of_many_threads()
    {
        for (int round = 0; round < 20; round++)
        {
            s_calls = 0;
            void** handle = (void**)NativeMemory.AllocZeroed((nuint)sizeof(void*));
            using Barrier start = new(4);
            nint[] seen = new nint[4];
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                if (Native.Api->TVMFFIHandleInitOnce(handle, &Make) == 0)
                {
                    seen[i] = (nint)Volatile.Read(ref *(nint*)handle);
                }
            }))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());
            Assert.Equal(1, s_calls);
            Assert.All(seen, static value => Assert.Equal(0x1001, value));
            NativeMemory.Free(handle);
        }
    }

    [Fact]
    public void A_handle_whose_maker_fails_is_made_by_the_next_call()
    {
        void* handle = null;
        Native.Fails(Native.Api->TVMFFIHandleInitOnce(&handle, &FailToMake), "ValueError", "cannot be made");
        Assert.True(handle == null);
        Native.Fails(Native.Api->TVMFFIHandleInitOnce(&handle, &MakeNothing), "RuntimeError", "init_func must return a non-NULL handle");
        Assert.True(handle == null);
        Native.Succeeds(Native.Api->TVMFFIHandleInitOnce(&handle, &Make));
        Assert.Equal(0x1001, (nint)handle);
    }

    [Fact]
    public void The_result_of_what_ends_a_handle_is_passed_on()
    {
        void* handle = (void*)0x2000;
        Assert.Equal(-1, Native.Api->TVMFFIHandleDeinitOnce(&handle, &FailToEnd));
        Assert.True(handle == null);
        Assert.Equal(1, s_calls);
    }

    [Fact]
    public void A_function_with_a_description_keeps_its_metadata()
    {
        const string name = "tvmsharp_tests.described";
        TVMFFIObject* function;
        Native.Succeeds(Native.Api->TVMFFIFunctionCreate(null, &ReturnSeven, null, &function));
        TVMFFIMethodInfo info = new()
        {
            Name = Native.Literal("tvmsharp_tests.described"u8),
            Doc = Native.Literal("Seven."u8),
            Metadata = Native.Literal("{\"type_schema\":\"{}\"}"u8),
            Flags = FieldFlags.IsStaticMethod,
            Method = new() { TypeIndex = TypeIndex.Function, Obj = function },
        };
        try
        {
            using ObjectScope scope = ObjectScope.Enter();
            Native.Succeeds(Native.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0));
            Assert.Equal(2U, RefCount.Strong(function));
            Assert.Equal(7, Function.Get(name).Call().As<long>());
            Assert.Equal("{\"type_schema\":\"{}\"}", Function.Get("ffi.GetGlobalFuncMetadata").Call(name).As<string>());
            Native.Fails(
                Native.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0),
                "RuntimeError",
                $"Global Function `{name}` is already registered, possible causes:");
            Native.Succeeds(Native.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&info, 1));

            // Set again without a description, it has none any more.
            TVMFFIByteArray key = info.Name;
            Native.Fails(
                Native.Api->TVMFFIFunctionSetGlobal(&key, function, 0), "RuntimeError", $"Global Function `{name}` is already registered");
            Native.Succeeds(Native.Api->TVMFFIFunctionSetGlobal(&key, function, 1));
            Assert.Equal("", Function.Get("ffi.GetGlobalFuncMetadata").Call(name).As<string>());
        }
        finally
        {
            // Removal holds the function too, until its scope ends.
            using ObjectScope scope = ObjectScope.Enter();
            Function.RemoveGlobal(name);
        }

        Assert.Equal(1U, RefCount.Strong(function));
        RefCount.Decrement(function);
    }

    [Fact]
    public void Only_a_function_can_be_a_global_function()
    {
        TVMFFIMethodInfo info = new()
        {
            Name = Native.Literal("tvmsharp_tests.no_function"u8),
            Method = new() { TypeIndex = TypeIndex.Int, Int64 = 1 },
        };
        Native.Fails(
            Native.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0), "TypeError", "Cannot convert from type `int` to `ffi.Function`");
        Assert.False(Function.TryGet("tvmsharp_tests.no_function", out _));
    }

    [Fact]
    public void A_function_without_a_handle_gets_itself_and_one_with_a_handle_ends_it()
    {
        TVMFFIObject* plain;
        Native.Succeeds(Native.Api->TVMFFIFunctionCreate(null, &ReturnHandle, null, &plain));
        TVMFFIAny result = default;
        Native.Succeeds(Native.Api->TVMFFIFunctionCall(plain, null, 0, &result));
        Assert.True(result.Ptr == plain);
        RefCount.Decrement(plain);

        int self;
        TVMFFIObject* closure;
        Native.Succeeds(Native.Api->TVMFFIFunctionCreate(&self, &ReturnHandle, &End, &closure));
        result = default;
        Native.Succeeds(Native.Api->TVMFFIFunctionCall(closure, null, 0, &result));
        Assert.True(result.Ptr == &self);
        RefCount.Decrement(closure);
        Assert.Equal(1, s_calls);
        Assert.True(s_ended == &self);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ReturnSeven(void* self, TVMFFIAny* arguments, int count, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.Int, Int64 = 7 };
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ReturnHandle(void* self, TVMFFIAny* arguments, int count, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = self };
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void End(void* handle)
    {
        s_calls++;
        s_ended = handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int EndHandle(void* handle)
    {
        s_calls++;
        s_ended = handle;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FailToEnd(void* handle)
    {
        s_calls++;
        return -1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Make(void** result)
    {
        *result = (void*)(0x1000 + Interlocked.Increment(ref s_calls));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MakeNothing(void** result) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FailToMake(void** result)
    {
        Native.Api->TVMFFIErrorSetRaisedFromCStr(Native.Literal("ValueError\0"u8).Data, Native.Literal("cannot be made\0"u8).Data);
        return -1;
    }
}
