namespace TvmSharp.Ffi.Tests;

/// <summary>Scopes that end twice, in another order than they began, or not at all.</summary>
public sealed class ObjectScopeTests
{
    [Fact]
    public void A_scope_that_ends_twice_leaves_the_outer_one_alone()
    {
        using ObjectScope outer = ObjectScope.Enter();
        TvmObject before = Make();
        ObjectScope inner = ObjectScope.Enter();
        TvmObject within = Make();
        inner.Dispose();
        inner.Dispose();
        Assert.Throws<ObjectDisposedException>(() => within.UseCount);
        Assert.Equal(1, before.UseCount);
    }

    [Fact]
    public void The_end_of_an_outer_scope_ends_the_inner_one()
    {
        ObjectScope outer = ObjectScope.Enter();
        ObjectScope inner = ObjectScope.Enter();
        TvmObject within = Make();
        outer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => within.UseCount);
        inner.Dispose();
        using ObjectScope next = ObjectScope.Enter();
        Assert.Equal(1, Make().UseCount);
    }

    [Fact]
    public void An_inner_scope_that_never_ends_ends_with_the_outer_one()
    {
        int depth = ScopeStack.Depth;
        TvmObject within;
        using (ObjectScope outer = ObjectScope.Enter())
        {
            _ = ObjectScope.Enter();
            within = Make();
        }

        Assert.Equal(depth, ScopeStack.Depth);
        Assert.Throws<ObjectDisposedException>(() => within.UseCount);
    }

    [Fact]
    public void A_scope_holds_thousands_of_objects()
    {
        List<TvmObject> made = [];
        using (ObjectScope scope = ObjectScope.Enter())
        {
            for (int i = 0; i < 5000; i++)
            {
                made.Add(Make());
            }

            made[^1].Keep();
        }

        Assert.All(made.SkipLast(1), static obj => Assert.Throws<ObjectDisposedException>(() => obj.UseCount));
        Assert.Equal(1, made[^1].UseCount);
    }

    private static TvmArray<long> Make() => TvmArray.Create<long>(1, 2, 3);
}
