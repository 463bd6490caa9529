namespace TvmSharp.Ffi;

/// <summary>Kind of a device: <c>DLDeviceType</c> of <c>dlpack.h</c>.</summary>
public enum DeviceType
{
    /// <summary>No device.</summary>
    None = 0,

    /// <summary>Memory of the process, <c>cpu</c>.</summary>
    Cpu = 1,

    /// <summary>CUDA, <c>cuda</c>.</summary>
    Cuda = 2,

    /// <summary>Memory of the process that CUDA has pinned, <c>cuda_host</c>.</summary>
    CudaHost = 3,

    /// <summary>OpenCL, <c>opencl</c>.</summary>
    OpenCL = 4,

    /// <summary>Vulkan, <c>vulkan</c>.</summary>
    Vulkan = 7,

    /// <summary>Metal, <c>metal</c>.</summary>
    Metal = 8,

    /// <summary>Verilog simulator, <c>vpi</c>.</summary>
    Vpi = 9,

    /// <summary>ROCm, <c>rocm</c>.</summary>
    Rocm = 10,

    /// <summary>Memory of the process that ROCm has pinned, <c>rocm_host</c>.</summary>
    RocmHost = 11,

    /// <summary>Extension device, <c>ext_dev</c>.</summary>
    ExtDev = 12,

    /// <summary>Memory that CUDA moves between host and device, <c>cuda_managed</c>.</summary>
    CudaManaged = 13,

    /// <summary>oneAPI, <c>oneapi</c>.</summary>
    OneApi = 14,

    /// <summary>WebGPU, <c>webgpu</c>.</summary>
    WebGpu = 15,

    /// <summary>Hexagon, <c>hexagon</c>.</summary>
    Hexagon = 16,

    /// <summary>MAIA, <c>maia</c>.</summary>
    Maia = 17,

    /// <summary>Trainium, <c>trn</c>.</summary>
    Trn = 18,
}
