namespace TvmSharp.Ffi.Tests;

public class ShapeTests
{
    [Fact]
    public void Shapes_hold_what_they_were_made_of()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Shape shape = [2, 3, 4];
        Assert.Equal("ffi.Shape", shape.TypeKey);
        Assert.Equal(3, shape.Count);
        Assert.Equal([2, 3, 4], shape.AsSpan());
        Assert.Equal([2, 3, 4], shape.Select(static extent => extent));
        Assert.Equal(24, shape.ElementCount);
        Assert.Equal(4, shape[2]);
        long sum = 0;
        foreach (long extent in shape)
        {
            sum += extent;
        }

        Assert.Equal(9, sum);
        Assert.Equal(shape, Shape.Create(2, 3, 4));
        Assert.Equal(40, Shape.Create([.. Enumerable.Range(0, 40).Select(static i => (long)i)]).Count);
    }

    [Fact]
    public void A_shape_without_dimensions_has_one_element()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Shape scalar = [];
        Assert.Empty(scalar);
        Assert.Equal(1, scalar.ElementCount);
        Assert.Equal(0, Shape.Create(long.MaxValue, long.MaxValue, 0).ElementCount);
        Shape huge = [long.MaxValue, 2];
        Assert.Throws<OverflowException>(() => huge.ElementCount);
    }

    [Fact]
    public void A_dimension_that_is_missing_says_how_many_there_are()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Shape shape = [2, 3];
        Assert.Contains("2 dimensions", Assert.Throws<ArgumentOutOfRangeException>(() => shape[2]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[-1]);
    }

    [Fact]
    public void Shapes_cross_as_themselves_and_as_arrays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function count = Function.From<Shape, long>(static shape => shape.ElementCount);
        Assert.Equal(6, count.Call(Shape.Create(2, 3)).As<long>());
        Assert.Equal(8, count.Call(TvmArray.Create<long>(2, 4)).As<long>());
        Assert.Equal("TypeError", Assert.ThrowsAny<TvmException>(() => count.Call(TvmArray.Create("a"))).Kind);
        Shape shape = [5];
        Assert.True(shape == ((Any)shape).As<Shape>());
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Shape shape = [2, 3];
        Assert.Equal(5, Sum(shape));
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = Sum(shape);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(5, sum);

        static long Sum(Shape shape)
        {
            long sum = 0;
            foreach (long extent in shape)
            {
                sum += extent;
            }

            return sum;
        }
    }

    [Fact]
    public void A_shape_ends_with_its_scope()
    {
        Shape shape;
        using (ObjectScope.Enter())
        {
            shape = [1];
        }

        Assert.Throws<ObjectDisposedException>(() => shape.Count);
        Assert.Throws<ObjectDisposedException>(() => shape.AsSpan().Length);
    }
}
