using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public class DeviceTests
{
    public static TheoryData<string, DeviceType, int, string> Texts => new()
    {
        { "cpu", DeviceType.Cpu, 0, "cpu:0" },
        { "cuda:1", DeviceType.Cuda, 1, "cuda:1" },
        { "mps", DeviceType.Metal, 0, "metal:0" },
        { "wgpu:3", DeviceType.WebGpu, 3, "webgpu:3" },
        { "ext_dev:2147483647", DeviceType.ExtDev, int.MaxValue, "ext_dev:2147483647" },
        { "cuda:2 -keys=gpu", DeviceType.Cuda, 2, "cuda:2" },
    };

    public static TheoryData<string> BadTexts => new("", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1:2", "cuda:2147483648", ":1", " cpu", "cuda:+1");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_read_and_written_as_upstream_does(string text, DeviceType type, int index, string written)
    {
        Device device = Device.Parse(text);
        Assert.Equal((type, index), (device.Type, device.Index));
        Assert.Equal(new Device(type, index), device);
        Assert.Equal(written, device.ToString());
        Assert.Equal(device, ((Any)text).As<Device>());
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Text_that_is_no_device_is_an_error(string text)
    {
        Assert.Contains($"`{text}`", Assert.Throws<FormatException>(() => Device.Parse(text)).Message, StringComparison.Ordinal);
        Assert.False(Device.TryParse(text, out _));
        Assert.Throws<InvalidCastException>(() => ((Any)text).As<Device>());
    }

    [Theory]
    [InlineData(DeviceType.Cpu)]
    [InlineData(DeviceType.Cuda)]
    [InlineData(DeviceType.CudaHost)]
    [InlineData(DeviceType.OpenCL)]
    [InlineData(DeviceType.Vulkan)]
    [InlineData(DeviceType.Metal)]
    [InlineData(DeviceType.Vpi)]
    [InlineData(DeviceType.Rocm)]
    [InlineData(DeviceType.RocmHost)]
    [InlineData(DeviceType.ExtDev)]
    [InlineData(DeviceType.CudaManaged)]
    [InlineData(DeviceType.OneApi)]
    [InlineData(DeviceType.WebGpu)]
    [InlineData(DeviceType.Hexagon)]
    [InlineData(DeviceType.Maia)]
    [InlineData(DeviceType.Trn)]
    [InlineData((DeviceType)99)]
    public void Every_kind_is_written_as_TVM_prints_it(DeviceType type) => Assert.Equal(
        Function.Get("ffi.ReprPrint").Call(new Device(type, 3)).As<string>(), new Device(type, 3).ToString());

    [Fact]
    public void A_negative_number_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Device(DeviceType.Cuda, -1));

    [Fact]
    public void Devices_cross_as_themselves()
    {
        Any device = Function.Create(static args => args[0]).Call(new Device(DeviceType.Cuda, 7));
        Assert.Equal(AnyKind.Device, device.Kind);
        Assert.Equal(new Device(DeviceType.Cuda, 7), device.As<Device>());
        Assert.Equal(new Device(DeviceType.Cuda, 7), device.ToObject());
        Assert.Equal(device, Any.FromObject(new Device(DeviceType.Cuda, 7)));
        Assert.Equal(Device.Cpu, (Device)(DLDevice)Device.Cpu);
    }

    [Fact]
    public void A_string_that_is_no_device_is_a_TypeError_for_TVM()
    {
        Function index = Function.From<Device, int>(static device => device.Index);
        Assert.Equal(4, index.Call("cuda:4").As<int>());
        Assert.Equal("TypeError", Assert.ThrowsAny<TvmException>(() => index.Call("gpu")).Kind);
    }
}
