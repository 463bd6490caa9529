namespace TvmSharp.Ffi.Tests;

public class MovedTests
{
    private static readonly Function UseCount = (Function)Function.Create(static args => args[0].As<TvmObject>().UseCount).Keep();

    private static readonly Function Ignore = (Function)Function.Create(static args => args.Length).Keep();

    [Fact]
    public void A_moved_object_has_one_owner()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1, 2, 3];
        Assert.Equal(2, UseCount.Call<TvmArray<long>, int>(array));
        Assert.Equal(1, UseCount.Call<Moved, int>(array.Move()));
        TvmArray<long> again = [1];
        Assert.Equal(1, UseCount.Call(again.Move()).As<int>());
    }

    [Fact]
    public void What_was_moved_is_not_there_any_more()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1];
        Moved moved = array.Move();
        Assert.Contains("TvmArray", Assert.Throws<ObjectDisposedException>(() => array.UseCount).Message);
        Assert.Throws<ObjectDisposedException>(() => array.Move());
        Assert.Equal(1, UseCount.Call<Moved, int>(moved));
        Assert.Throws<ObjectDisposedException>(() => UseCount.Call<Moved, int>(moved));
        Assert.Throws<ObjectDisposedException>(() => UseCount.Call(moved));
    }

    [Fact]
    public void Part_of_another_object_is_moved_by_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<TvmArray<long>> outer = [TvmArray.Create(1L, 2L)];
        TvmArray<long> element = outer[0];
        Moved moved = element.Move();
        Assert.Throws<ObjectDisposedException>(() => element.Count);
        Assert.Equal(2, outer[0].Count);
        Assert.Equal(1, Ignore.Call<Moved, int>(moved));
        Assert.Equal(2, outer[0].Count);
        Assert.Equal(1, outer.UseCount);
    }

    [Fact]
    public void What_nobody_takes_over_is_released()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> inner = [1];
        TvmArray<TvmObject> outer = [inner];
        Assert.Equal(2, inner.UseCount);
        Assert.Equal(1, Ignore.Call<Moved, int>(outer.Move()));
        Assert.Equal(1, inner.UseCount);

        using (ObjectScope.Enter())
        {
            _ = TvmArray.Create<TvmObject>(inner).Move();
            Assert.Equal(2, inner.UseCount);
        }

        Assert.Equal(1, inner.UseCount);
    }

    [Fact]
    public void A_moved_object_is_a_result_and_a_value()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function make = Function.Create(static _ => TvmArray.Create(1L).Move());
        Assert.Equal(1, make.Call<TvmArray<long>>().UseCount);
        Any value = TvmArray.Create(1L, 2L).Move();
        Assert.Equal(AnyKind.MovedObject, value.Kind);
        Assert.Equal("RValueRef<ffi.Array>", value.TypeName);
        Assert.Equal(2, value.AsArray<long>().Count);
        Assert.Throws<ObjectDisposedException>(() => value.AsArray<long>());
    }

    [Fact]
    public void A_moved_reference_is_read_once()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function twice = Function.Create(static args =>
        {
            _ = args[0].ToAny();
            return args[0];
        });
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => twice.Call(TvmArray.Create(1L).Move()));
        Assert.Contains("already moved", error.Message);
        Function typed = Function.From(static (TvmArray<long> a) => a.Count);
        Assert.Equal(2, typed.Call<Moved, int>(TvmArray.Create(1L, 2L).Move()));
    }
}
