using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Tensors through upstream's <c>testing.*</c> functions.</summary>
public unsafe class TestingLibraryTensorTests
{
    [TestingLibraryFact]
    public void Tensors_come_back_from_containers()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Tensor tensor = Tensor.CopyFrom<int>([1, 2, 3]);
        Assert.True(Call("make_array_with_tensor", tensor).AsArray<Tensor>()[0] == tensor);
        Assert.True(Call("make_nested_array_with_tensor", tensor).AsArray<Any>()[0].AsArray<Tensor>()[0] == tensor);
        Assert.True(Call("make_map_with_tensor", tensor).AsMap<string, Tensor>()["tensor"] == tensor);
        Assert.Contains(
            Call("make_array_with_mixed", tensor, 7).AsArray<Any>(),
            value => value.Kind == AnyKind.Object && value.As<TvmObject>() == tensor);
        Assert.Empty(Call("make_empty_array_with_tensor_input", tensor).AsArray<Any>());
        TvmList<Any> list = Call("make_list_with_tensor", tensor, 7).As<TvmList<Any>>();
        Assert.True(list[0].As<Tensor>() == tensor);
        Assert.Equal(7, list[1].As<int>());
        Assert.True(Call("make_dict_with_tensor", tensor).As<TvmDict<string, Any>>()["tensor"].As<Tensor>() == tensor);
        Tensor other = Tensor.CopyFrom<int>([4]);
        TvmMap<string, Any> nested = Call("make_nested_map_with_tensor", tensor, other).AsMap<string, Any>();
        Assert.True(nested["array"].AsArray<Tensor>()[1] == other);
        Assert.True(nested["map"].AsMap<string, Tensor>()["t"] == tensor);
        Assert.Equal([1, 2, 3], tensor.AsSpan<int>());
    }

    [TestingLibraryFact]
    public void Functions_of_tensors_have_their_schema()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Tensor tensor = Tensor.CopyFrom<int>([1, 2, 3]);
        Assert.True(Call("schema_id_tensor", tensor).As<Tensor>() == tensor);
        Assert.True(Call("schema_tensor_view_input", tensor).IsNone);
        Assert.Contains("ffi.Tensor", Function.GetGlobalMetadata("testing.schema_id_tensor"), StringComparison.Ordinal);
        Assert.Contains("DLTensor*", Function.GetGlobalMetadata("testing.schema_tensor_view_input"), StringComparison.Ordinal);
        Assert.Equal("TypeError", Assert.Throws<TvmException>(() => Call("schema_id_tensor", 1)).Kind);
        Assert.True(Call("optional_tensor_view_has_value", tensor).As<bool>());
        Assert.False(Call("optional_tensor_view_has_value", Any.None).As<bool>());
    }

    [TestingLibraryFact]
    public void A_bare_tensor_cannot_be_a_result()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Tensor tensor = Tensor.CopyFrom<int>([1, 2, 3]);
        Assert.Contains("DLTensor*", Assert.Throws<TvmException>(() => Call("schema_id_dltensor", tensor)).Message, StringComparison.Ordinal);
        long extent = 3;
        DLTensor bare = new() { Data = (void*)tensor.Data, Device = Device.Cpu, NDim = 1, DType = DataType.Int32, Shape = &extent };
        TVMFFIAny argument = new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = &bare };
        TVMFFIAny result = default;
        Function.Get("testing.schema_tensor_view_input").CallRaw(&argument, 1, &result);
        Assert.Equal(TypeIndex.None, result.TypeIndex);
    }

    [TestingLibraryFact]
    public void Element_types_and_devices_are_read_from_strings_as_here()
    {
        foreach (string text in (string[])["float32x4", "bf16", "fp8_e4m3fn", "bool"])
        {
            Assert.Equal(DataType.Parse(text), Call("schema_id_dtype", text).As<DataType>());
        }

        foreach (string text in (string[])["cpu", "cuda:3", "mps:1", "webgpu"])
        {
            Assert.Equal(Device.Parse(text), Call("schema_id_device", text).As<Device>());
        }

        Assert.Equal("ValueError", Assert.Throws<TvmException>(() => Call("schema_id_dtype", "flot32")).Kind);
        Assert.Equal("TypeError", Assert.Throws<TvmException>(() => Call("schema_id_device", "gpu")).Kind);
        foreach (string text in (string[])["", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1:2", "cuda:2147483648", ":1", " cpu", "cuda:+1"])
        {
            Assert.Throws<TvmException>(() => Call("schema_id_device", text));
        }
    }

    private static Any Call(string name, params ReadOnlySpan<Any> args) => Function.Get($"testing.{name}").Call(args);
}
