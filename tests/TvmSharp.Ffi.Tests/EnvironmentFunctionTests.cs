using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;
using static TvmSharp.Ffi.Tests.BuiltinFunction;
using unsafe Allocator = delegate* unmanaged[Cdecl]<TvmSharp.Ffi.Abi.DLTensor*, TvmSharp.Ffi.Abi.DLManagedTensorVersioned**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int>;

namespace TvmSharp.Ffi.Tests;

/// <summary>The functions of <c>c_env_api.h</c>, called through their table.</summary>
public unsafe class EnvironmentFunctionTests
{
    private const string Answer = "tvmsharp_tests_answer";

    [Fact]
    public void Every_host_has_all_of_them()
    {
        for (int i = 0; i < TvmFfiEnvApi.Names.Length; i++)
        {
            Assert.True(((nint*)TvmRuntime.EnvApi)[i] != 0, TvmFfiEnvApi.Names[i]);
        }
    }

    [Fact]
    public void A_stream_belongs_to_its_device_and_thread()
    {
        void* before = (void*)1;
        Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvSetStream(2, 3, (void*)42, &before));
        Assert.True(before == null);
        Assert.True(TvmRuntime.EnvApi->TVMFFIEnvGetStream(2, 3) == (void*)42);
        Assert.True(TvmRuntime.EnvApi->TVMFFIEnvGetStream(2, 4) == null);
        Assert.True(TvmRuntime.EnvApi->TVMFFIEnvGetStream(40, 0) == null);
        nint elsewhere = 1;
        Thread other = new(() => elsewhere = (nint)TvmRuntime.EnvApi->TVMFFIEnvGetStream(2, 3));
        other.Start();
        other.Join();
        Assert.Equal(0, elsewhere);
        Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvSetStream(2, 3, null, &before));
        Assert.True(before == (void*)42);
        Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvSetStream(2, 3, null, null));
    }

    [Fact]
    public void Without_an_allocator_no_tensor_is_made()
    {
        InThread(static () =>
        {
            TVMFFIObject* tensor = null;
            Assert.Equal(-1, TvmRuntime.EnvApi->TVMFFIEnvTensorAlloc(null, &tensor));
            Assert.Contains("TVMFFIEnvSetDLPackManagedTensorAllocator", TakeError("RuntimeError"));
        });
    }

    [Fact]
    public void The_allocator_of_a_thread_is_asked_and_its_error_is_passed_on()
    {
        InThread(static () =>
        {
            Allocator before = (Allocator)1;
            Allocator fails = &Fail;
            Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvSetDLPackManagedTensorAllocator(fails, 0, &before));
            Assert.True(before == null);
            Assert.True((void*)TvmRuntime.EnvApi->TVMFFIEnvGetDLPackManagedTensorAllocator() == (void*)fails);
            TVMFFIObject* tensor = null;
            Assert.Equal(-1, TvmRuntime.EnvApi->TVMFFIEnvTensorAlloc(null, &tensor));
            Assert.Equal("no room", TakeError("MemoryError"));
            Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvSetDLPackManagedTensorAllocator(null, 0, null));
            Assert.True(TvmRuntime.EnvApi->TVMFFIEnvGetDLPackManagedTensorAllocator() == null);
        });
    }

    [Fact]
    public void An_allocator_makes_the_tensor_that_C_asks_for()
    {
        InThread(static () =>
        {
            Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvSetDLPackManagedTensorAllocator((Allocator)TensorAllocator.Cpu, 0, null));
            long* shape = stackalloc long[] { 2, 3 };
            DLTensor prototype = new() { NDim = 2, Shape = shape, DType = DataType.Float32, Device = Device.Cpu };
            TVMFFIObject* tensor = null;
            Native.Succeeds(TvmRuntime.EnvApi->TVMFFIEnvTensorAlloc(&prototype, &tensor));
            Assert.Equal(TypeIndex.Tensor, tensor->TypeIndex);
            Assert.Equal(1u, RefCount.Strong(tensor));
            DLTensor* content = (DLTensor*)(tensor + 1);
            Assert.Equal((2, 2L, 3L, 3L, 1L), (content->NDim, content->Shape[0], content->Shape[1], content->Strides[0], content->Strides[1]));
            ((float*)content->Data)[5] = 1.5f;
            TVMFFIAny owned = new() { TypeIndex = TypeIndex.Tensor, Obj = tensor };
            using Tensor managed = Any.TakeOwned(&owned).As<Tensor>();
            Assert.Equal((DataType.Float32, 1.5f), (managed.DataType, managed.AsSpan<float>()[5]));
        });
    }

    [Fact]
    public void Only_the_functions_of_CPython_can_be_registered()
    {
        fixed (byte* name = "TvmSharp_NoSuchFunction\0"u8)
        {
            Assert.Equal(-1, TvmRuntime.EnvApi->TVMFFIEnvRegisterCAPI(name, name));
        }

        Assert.Contains("Unknown env API TvmSharp_NoSuchFunction", TakeError("ValueError"));
        Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvCheckSignals());
    }

    [Fact]
    public void Registered_symbols_are_functions_of_the_system_library()
    {
        using ObjectScope scope = ObjectScope.Enter();
        fixed (byte* name = "__tvm_ffi_tvmsharp_tests_answer\0"u8)
        {
            void* function = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)&GiveAnswer;
            Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvModRegisterSystemLibSymbol(name, function));
        }

        Any module = Call("ffi.SystemLib", "tvmsharp_tests_");
        Assert.Equal(42, Call("ffi.ModuleGetFunction", module, "answer", false).As<Function>().Call(41).As<int>());
        Assert.Equal(42, Call("ffi.ModuleGetFunction", module, Answer, false).As<Function>().Call(41).As<int>());
        Assert.Equal(42, Call("ffi.ModuleGetFunction", Call("ffi.SystemLib"), Answer, false).As<Function>().Call(41).As<int>());
    }

    private static string TakeError(string kind)
    {
        TVMFFIObject* error = null;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&error);
        Assert.True(error != null);
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        string message = System.Text.Encoding.UTF8.GetString(cell->Message.AsSpan());
        Assert.Equal(kind, System.Text.Encoding.UTF8.GetString(cell->Kind.AsSpan()));
        TvmRuntime.Api->TVMFFIObjectDecRef(error);
        return message;
    }

    /// <summary>A thread of its own: its allocator and streams are nobody else's.</summary>
    private static void InThread(Action test)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(test));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Fail(DLTensor* prototype, DLManagedTensorVersioned** result, void* context, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void> setError)
    {
        fixed (byte* kind = "MemoryError\0"u8, message = "no room\0"u8)
        {
            setError(context, kind, message);
        }

        return -1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GiveAnswer(void* self, TVMFFIAny* arguments, int count, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.Int, Int64 = arguments->Int64 + 1 };
        return 0;
    }
}
