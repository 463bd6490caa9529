namespace TvmSharp.Ffi.Tests;

/// <summary>A million tensors of each kind leave native memory where it was.</summary>
public unsafe class TensorLeakTests
{
    private static readonly long[] Extents = [2, 2];

    private readonly Tensor _tensor = Tensor.CopyFrom<float>([1, 2, 3, 4], Extents);

    [Fact]
    public void New_tensors() => LeakCheck.Run(static () => Tensor.Empty(Extents, DataType.Float32).Dispose());

    [Fact]
    public void Tensors_that_end_with_their_scope() => LeakCheck.Run(static () => Tensor.Zeros(Extents, DataType.Float32));

    [Fact]
    public void Tensors_over_managed_memory()
    {
        float[] array = new float[4];
        LeakCheck.Run(() => Tensor.FromMemory<float>(array, Extents));
    }

    [Fact]
    public void Tensors_of_the_environment()
    {
        using TensorAllocator.Scope scope = TensorAllocator.Use(TensorAllocator.Cpu);
        LeakCheck.Run(static () => Tensor.AllocateFromEnvironment(Extents, DataType.Float32, Device.Cpu));
    }

    [Fact]
    public void Views() => Run(() => _tensor.Slice(1..));

    [Fact]
    public void Exports_and_imports() => Run(() =>
    {
        using DLManagedTensorHandle handle = _tensor.ToDLPack();
        using Tensor same = Tensor.FromDLPack(handle);
        _tensor.ToDLPack(versioned: false).Dispose();
    });

    [Fact]
    public void Imports_that_are_refused() => Run(
        () =>
        {
            using DLManagedTensorHandle handle = _tensor.Permute(1, 0).ToDLPack();
            try
            {
                Tensor.FromDLPack(handle, requireContiguous: true);
            }
            catch (TvmException)
            {
            }
        },
        LeakCheck.Calls / 10);

    [Fact]
    public void Shapes() => LeakCheck.Run(static () => Shape.Create(Extents));

    private void Run(Action call, int calls = LeakCheck.Calls)
    {
        LeakCheck.Run(call, calls);
        Assert.Equal(1, _tensor.UseCount);
        Assert.Equal(10, System.Numerics.Tensors.TensorPrimitives.Sum<float>(_tensor.AsSpan<float>()));
    }
}
