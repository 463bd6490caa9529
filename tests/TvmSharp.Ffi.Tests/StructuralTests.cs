namespace TvmSharp.Ffi.Tests;

public class StructuralTests
{
    [Fact]
    public void Containers_are_equal_by_what_is_in_them()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<Any> first = TvmArray.Create<Any>(1, "two", TvmArray.Create<double>(3));
        TvmArray<Any> second = TvmArray.Create<Any>(1, "two", TvmArray.Create<double>(3));
        TvmArray<Any> other = TvmArray.Create<Any>(1, "two", TvmArray.Create<double>(4));
        Assert.False(first == second);
        Assert.True(first.Equals((object)second));
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.False(first.Equals((object)other));
        Assert.True(first.StructuralEquals(second));
        Assert.Equal(first.StructuralHash(), second.StructuralHash());
        Assert.False(first.StructuralEquals(other));
        Assert.False(TvmObject.IdentityComparer.Equals(first, second));
        Assert.True(StructuralComparer.Default.Equals("a", "a"));
        Assert.True(StructuralComparer.Default.Equals(double.NaN, double.NaN));
        Assert.False(StructuralComparer.Default.Equals(1, true));
    }

    [Fact]
    public void Objects_are_keys_by_structure_or_by_identity()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject first = TestNode.Create(new KeyValuePair<string, Any>("id", 1));
        TvmObject same = TestNode.Create(new KeyValuePair<string, Any>("id", 1));
        TvmObject other = TestNode.Create(new KeyValuePair<string, Any>("id", 2));
        Dictionary<TvmObject, string> byStructure = new() { [first] = "first", [other] = "other" };
        Assert.Equal("first", byStructure[same]);
        Dictionary<TvmObject, string> byIdentity = new(TvmObject.IdentityComparer) { [first] = "first", [same] = "same" };
        Assert.Equal("same", byIdentity[same]);
        Assert.False(byIdentity.ContainsKey(other));
        Dictionary<Any, string> values = new() { [first] = "first" };
        Assert.False(values.ContainsKey(same));
    }

    [Fact]
    public void What_has_no_structure_is_equal_to_itself_only_and_never_throws()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function function = Function.Create(static _ => 1);
        Function another = Function.Create(static _ => 1);
        Assert.True(function.Equals(Function.Get("ffi.Array")) is false);
        Assert.False(function.Equals(another));
        TvmArray<Any> holder = TvmArray.Create<Any>(function);
        TvmArray<Any> again = TvmArray.Create<Any>(function);
        Assert.Equal(holder.GetHashCode(), again.GetHashCode());
        Assert.Equal(holder.Equals((TvmObject)again), again.Equals((TvmObject)holder));
        Assert.True(holder.Equals((TvmObject)holder));
        Assert.False(holder.Equals((TvmObject)TvmArray.Create<Any>(another)));
        Assert.Single(new HashSet<TvmObject> { holder, holder });
        Assert.Throws<TvmException>(() => function.StructuralHash());
    }

    [Fact]
    public void Lists_are_what_they_are_and_not_what_is_in_them()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject first = Function.Get("ffi.List").Call(1, 2).As<TvmObject>();
        TvmObject second = Function.Get("ffi.List").Call(1, 2).As<TvmObject>();
        int hash = first.GetHashCode();
        Assert.False(first.Equals(second));
        Assert.True(first.StructuralEquals(second));
        Function.Get("ffi.ListAppend").Call(first, first);
        Assert.Equal(hash, first.GetHashCode());
        Assert.True(first.Equals(first.Keep()));
    }

    [Fact]
    public void The_first_mismatch_has_its_path()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any left = TvmArray.Create<Any>(1, TvmMap.Create([KeyValuePair.Create("key", (Any)TvmArray.Create<long>(1, 2))]));
        Any right = TvmArray.Create<Any>(1, TvmMap.Create([KeyValuePair.Create("key", (Any)TvmArray.Create<long>(1, 3))]));
        Assert.Null(TvmObject.FirstMismatch(left, left));
        StructuralMismatch mismatch = TvmObject.FirstMismatch(left, right)!;
        Assert.Equal("<root>[1][\"key\"][1]", mismatch.ToString());
        Assert.Equal([AccessKind.ArrayItem, AccessKind.MapItem, AccessKind.ArrayItem], mismatch.Left.Steps.Select(static step => step.Kind));
        Assert.Equal("key", mismatch.Left.Steps[1].Key.As<string>());
        Assert.Equal(3, mismatch.Left.Depth);
        Assert.Equal(2, mismatch.Left.Parent!.Depth);
        Assert.Equal(1, mismatch.Left.Step!.Key.As<int>());
        TvmObject first = TestNode.Create(new KeyValuePair<string, Any>("child", TestNode.Create(new KeyValuePair<string, Any>("flag", true))));
        TvmObject second = TestNode.Create(new KeyValuePair<string, Any>("child", TestNode.Create(new KeyValuePair<string, Any>("flag", false))));
        Assert.Equal("<root>.child.flag", TvmObject.FirstMismatch(first, second)!.ToString());
        Assert.Equal(
            "<root>[1] and <root>[<missing:1>]",
            TvmObject.FirstMismatch(TvmArray.Create<long>(1, 2), TvmArray.Create<long>(1))!.ToString());
    }

    [Fact]
    public void Access_paths_are_built_and_compared()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AccessPath path = AccessPath.Root.Attribute("body").ArrayItem(2).MapItem("k").MapItemMissing(5).ArrayItemMissing(1).AttributeMissing("x");
        Assert.Equal("<root>.body[2][\"k\"][<missing:5>][<missing:1>][<missing:\"x\">]", path.ToString());
        Assert.True(AccessPath.Root.Attribute("body").IsPrefixOf(path));
        Assert.False(AccessPath.Root.Attribute("bodies").IsPrefixOf(path));
        Assert.True(AccessPath.Root.Attribute("a").Equals(AccessPath.Root.Attribute("a")));
        Assert.Null(AccessPath.Root.Parent);
        Assert.Null(AccessPath.Root.Step);
        Assert.Equal("<root>[2]", AccessPath.Root.Append(path.Steps[1]).ToString());
    }

    [Fact]
    public void A_walk_visits_everything_in_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any root = TvmArray.Create<Any>(1, TvmArray.Create<Any>("two", 3.0), TestNode.Create());
        List<string> seen = [];
        Assert.Null(new StructuralWalk().On<TvmArray<Any>>(array =>
        {
            seen.Add($"array of {array.Count}");
            return WalkResult.Advance;
        }).On(TestNode.Type, node =>
        {
            seen.Add(node.TypeName);
            return WalkResult.Skip;
        }).OnAny(value =>
        {
            seen.Add(value.ToString());
            return default;
        }).Run(root));
        Assert.Equal(["array of 3", "1", "array of 2", "two", "3", TestNode.Key], seen);
        seen.Clear();
        new StructuralWalk().On<TvmArray<Any>>((array, region) =>
        {
            seen.Add($"{array.Count} {region}");
            return WalkResult.Advance;
        }).Run(root, WalkOrder.PostOrder);
        Assert.Equal(["2 None", "2 None", "3 None"], seen);
    }

    [Fact]
    public void A_walk_ends_early_and_says_with_what()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any root = TvmArray.Create<Any>(1, 2, 3);
        int seen = 0;
        VisitInterrupt? end = new StructuralWalk().On(ObjectTypes.Get("int"), value =>
        {
            seen++;
            return value.As<int>() == 2 ? WalkResult.Interrupt("found") : WalkResult.Advance;
        }).Run(root);
        Assert.Equal("found", end!.Value.As<string>());
        Assert.Equal(2, seen);
        InvalidOperationException thrown = new("from the callback");
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(
            () => new StructuralWalk().OnAny(_ => throw thrown).Run(root)));
        Assert.Throws<KeyNotFoundException>(() => new StructuralWalk().On(ObjectTypes.Get("no.such.Type"), _ => default));
    }

    [Fact]
    public void A_type_says_what_a_walk_goes_to()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmTypeInfo type = new TvmTypeBuilder("tvmsharp_tests.Visited")
            .Field<Any>("defined").Field<Any>("used").Field<Any>("hidden")
            .Attribute(TypeAttribute.StructuralVisit, Function.From(static (StructuralVisitor visitor, TvmObject self) =>
            {
                Assert.Equal(DefRegionKind.None, visitor.DefRegionKind);
                VisitInterrupt? end = visitor.WithDefRegion(DefRegionKind.Recursive, () =>
                {
                    Assert.Equal(DefRegionKind.Recursive, visitor.DefRegionKind);
                    return visitor.Visit(self.GetField("defined"));
                });
                return end ?? visitor.Visit(self.GetField("used"));
            }))
            .ComparedAs(StructuralKind.Tree)
            .Register();
        TvmArray<long> defined = [1];
        TvmArray<long> used = [2, 3];
        TvmObject root = type.Create(defined, used, TvmArray.Create<long>(4, 5, 6));
        List<(int Count, DefRegionKind Region)> seen = [];
        StructuralWalk walk = new StructuralWalk().On<TvmArray<long>>((array, region) =>
        {
            seen.Add((array.Count, region));
            return array.Count == 2 ? WalkResult.Interrupt(array) : WalkResult.Advance;
        });
        using (ObjectScope.Enter())
        {
            Assert.True(walk.Run(root)!.Value.As<TvmObject>().IsSameAs(used));
        }

        Assert.Equal([(1, DefRegionKind.Recursive), (2, DefRegionKind.None)], seen);

        // What an interrupt in a region carries comes through as well.
        Assert.Equal("in the region", new StructuralWalk().On<TvmArray<long>>(
            static (_, region) => region == DefRegionKind.None ? default : WalkResult.Interrupt("in the region")).Run(root)!.Value.As<string>());
        Assert.Equal((2, 2), (defined.UseCount, used.UseCount));
        InvalidOperationException thrown = new("from the callback");
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => new StructuralWalk().On<TvmArray<long>>(_ => throw thrown).Run(root)));
    }

    [Fact]
    public void An_error_in_a_walk_has_the_paths_to_where_it_was()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmTypeInfo type = new TvmTypeBuilder("tvmsharp_tests.Branch")
            .FieldWithDefault<Any>("left", Any.None).FieldWithDefault<Any>("right", Any.None).ComparedAs(StructuralKind.Tree).Register();
        TvmObject twice = type.Create(7);
        TvmObject root = type.Create(twice, twice);
        InvalidOperationException mine = new("seven");
        StructuralWalk walk = new StructuralWalk().On(ObjectTypes.Get("int"), value => value.As<long>() == 7 ? throw mine : default);
        Assert.Null(VisitErrorContext.Of(mine));
        Assert.Same(mine, Assert.Throws<InvalidOperationException>(() => walk.Run(root)));
        VisitErrorContext context = VisitErrorContext.Of(mine)!;
        Assert.Equal(["<root>.left", "<root>.right"], context.FindAccessPaths(root).Select(static path => path.ToString()).Order());
        Assert.Null(context.Previous);
        Assert.Empty(context.FindAccessPaths(type.Create()));
        TvmArray<Any> array = TvmArray.Create<Any>(7);
        Assert.Same(mine, Assert.Throws<InvalidOperationException>(() => walk.Run(array)));
        Assert.Empty(VisitErrorContext.Of(mine)!.FindAccessPaths(array));

        // So has one of TVM's own, which a callback lets through.
        TvmException upstream = Assert.Throws<TvmException>(() => new StructuralWalk().On(ObjectTypes.Get("int"), static value =>
            value.As<long>() == 7 ? Function.Get("ffi.ArraySize").Call(value).As<long>() == 0 ? default : WalkResult.Skip : default).Run(root));
        Assert.Equal("TypeError", upstream.Kind);
        Assert.Equal(["<root>.left", "<root>.right"], VisitErrorContext.Of(upstream)!.FindAccessPaths(root).Select(static path => path.ToString()));
    }

    [Fact]
    public void Values_have_an_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        RecursiveComparer comparer = RecursiveComparer.Default;
        Assert.Equal(-1, comparer.Compare(1, 2));
        Assert.Equal(0, comparer.Compare("a", "a"));
        Assert.Equal(1, comparer.Compare(TvmArray.Create<long>(1, 3), TvmArray.Create<long>(1, 2, 9)));
        Assert.True(comparer.Equals(TestNode.Create(), TestNode.Create()));
        Assert.Equal(comparer.GetHashCode(TestNode.Create()), comparer.GetHashCode(TestNode.Create()));
        Assert.False(comparer.Equals(TestNode.Create(), TestNode.Create(new KeyValuePair<string, Any>("id", 0))));
        Assert.Equal(1, comparer.Compare(TestNode.Create(), TestNode.Create(new KeyValuePair<string, Any>("id", 0))));
        Assert.Throws<TvmException>(() => comparer.Compare(1, "one"));
    }

    [Fact]
    public void Containers_are_copied_deeply()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any shared = TvmArray.Create<long>(1, 2);
        TvmArray<Any> array = TvmArray.Create<Any>(shared, shared, "text");
        TvmArray<Any> copy = array.DeepCopy();
        Assert.True(copy.Equals((TvmObject)array));
        TvmObject list = Function.Get("ffi.List").Call(1).As<TvmObject>();
        TvmObject copied = list.DeepCopy();
        Function.Get("ffi.ListAppend").Call(copied, 2);
        Assert.Equal(1, Function.Get("ffi.ListSize").Call(list).As<int>());
        Assert.Equal(2, Function.Get("ffi.ListSize").Call(copied).As<int>());
    }
}
