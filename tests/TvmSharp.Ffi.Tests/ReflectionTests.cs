namespace TvmSharp.Ffi.Tests;

/// <summary>Reflection on every host, by a type that the tests register.</summary>
public class ReflectionTests
{
    [Fact]
    public void All_types_are_listed_with_their_keys()
    {
        string own = TestNode.Type.Key;
        IReadOnlyList<TvmTypeInfo> all = ObjectTypes.All;
        foreach (string key in (string[])["ffi.Object", "ffi.Array", "ffi.Map", "ffi.Function", "ffi.Error", "int", own])
        {
            Assert.Same(ObjectTypes.Get(key), Assert.Single(all, type => type.Key == key));
        }

        Assert.Equal(all.Count, all.Select(static type => type.Index).Distinct().Count());
        Assert.Contains("`no.such.Type`", Assert.Throws<KeyNotFoundException>(() => ObjectTypes.Get("no.such.Type")).Message);
    }

    [Fact]
    public void A_type_describes_itself()
    {
        TvmTypeInfo type = TestNode.Type;
        Assert.Equal(TestNode.Key, type.ToString());
        Assert.Same(ObjectTypes.Get("ffi.Object"), type.Parent);
        Assert.Equal("A node of the tests.", type.Doc);
        Assert.Equal(StructuralKind.Tree, type.StructuralKind);
        Assert.Equal(64, type.TotalSize);
        Assert.True(type.HasCreator);
        Assert.Equal(
            ["id: int", "weight: float", "small: int", "wide: int", "flag: bool", "misleading: ", "child: Object", "list: Array[Any]"],
            type.Fields.Select(static field => field.ToString()));
        Assert.Equal(["plus", "zero"], type.AllMethods.Select(static method => method.Name));
        Assert.True(type.GetAttribute("__ffi_repr__").IsNone);
        Assert.True(type.GetAttribute("no_such_attribute").IsNone);
        Assert.Empty(type.EnumMembers);
    }

    [Fact]
    public void Objects_are_made_with_defaults_and_named_values()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = TestNode.Create();
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(7, made.GetField<long>("id"));
            Assert.Equal(0.5, made.GetField<double>("weight"));
            Assert.Equal(-2, made.GetField<int>("small"));
            Assert.Equal(4_000_000_000, made.GetField<long>("wide"));
            Assert.True(made.GetField<bool>("flag"));
            Assert.Equal(7, made.GetField<long>("misleading"));
            Assert.True(made.GetField("child").IsNone);
            Assert.Equal([1, 2], made.GetField("list").AsArray<long>());
        }

        TvmObject outer = TestNode.Create(new("id", -1), new("child", made), new("list", TvmArray.Create<long>(3)));
        Assert.Equal(-1, outer.GetField<long>("id"));
        Assert.True(outer.GetField<TvmObject>("child") == made);
        Assert.Equal([3], outer.GetField("list").AsArray<long>());
        Assert.Throws<ArgumentException>(() => TestNode.Type.Create(1));
        Assert.Contains("nothing", Assert.Throws<TvmException>(() => TestNode.Create(new KeyValuePair<string, Any>("nothing", 1))).Message);
    }

    [Fact]
    public void Types_that_nothing_makes_say_so()
    {
        Assert.Contains("ffi.Function", Assert.Throws<NotSupportedException>(() => ObjectTypes.Get("ffi.Function").Create()).Message);
        Assert.Contains("`int`", Assert.Throws<NotSupportedException>(() => ObjectTypes.Get("int").Create()).Message);
    }

    [Fact]
    public void Fields_are_written_by_setters_of_both_kinds()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject child = TestNode.Create();
        TvmObject made = TestNode.Create();
        made.SetField("id", 9);
        made.SetField("flag", false);
        made.SetField("wide", 5);
        made.SetField("child", child);
        Assert.Equal(9, made.GetField<long>("id"));
        Assert.Equal(9, made.GetField<long>("misleading"));
        Assert.False(made.GetField<bool>("flag"));
        Assert.Equal(5, made.GetField<int>("wide"));
        Assert.True(made.GetField<TvmObject>("child").IsSameAs(child));
        made.SetField("child", Any.None);
        Assert.True(made.GetField("child").IsNone);
        Assert.Contains("int", Assert.Throws<TvmException>(() => made.SetField("id", "text")).Message);
        Assert.Contains("A child is an object", Assert.Throws<InvalidCastException>(() => made.SetField("child", 3)).Message);
        string message = Assert.Throws<FieldAccessException>(() => made.SetField("weight", 1.0)).Message;
        Assert.Contains("`weight`", message);
        Assert.Contains(TestNode.Key, message);
        Assert.Throws<FieldAccessException>(() => made.SetField("misleading", 1));
        Assert.Contains("id, weight", Assert.Throws<MissingFieldException>(() => made.SetField("x", 1)).Message);
    }

    [Fact]
    public void A_field_does_not_read_from_objects_of_other_types()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1];
        TvmFieldInfo field = TestNode.Type.GetField("id");
        string message = Assert.Throws<ArgumentException>(() => field.Get<long>(array)).Message;
        Assert.Contains("ffi.Array", message);
        Assert.Contains(TestNode.Key, message);
        Assert.Throws<ArgumentException>(() => field.Set<long>(array, 1));
        Assert.Throws<ArgumentException>(() => TestNode.Type.GetMethod("plus").Call(array, 1));
    }

    [Fact]
    public void A_value_of_another_type_says_both()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = TestNode.Create(new KeyValuePair<string, Any>("child", TestNode.Create()));
        string message = Assert.Throws<InvalidCastException>(() => made.GetField<Function>("child")).Message;
        Assert.Contains(TestNode.Key, message);
        Assert.Contains("ffi.Function", message);
        Assert.Throws<InvalidCastException>(() => made.GetField<string>("id"));
        Assert.Throws<InvalidCastException>(() => made.GetField<long>("weight"));
        Assert.Throws<OverflowException>(() => made.GetField<int>("wide"));
    }

    [Fact]
    public void References_are_exact_however_fields_are_used()
    {
        TvmObject child = TestNode.Create();
        using (ObjectScope.Enter())
        {
            TvmObject made = TestNode.Create(new KeyValuePair<string, Any>("child", child));
            Assert.Equal(2, child.UseCount);
            for (int i = 0; i < 100; i++)
            {
                using ObjectScope inner = ObjectScope.Enter();
                Assert.True(made.GetField<TvmObject>("child") == child);
                made.SetField("child", child);
                Assert.Throws<InvalidCastException>(() => made.GetField<Function>("child"));
                Assert.Throws<InvalidCastException>(() => made.SetField("child", 1));
            }

            Assert.Equal(2, child.UseCount);
        }

        Assert.Equal(1, child.UseCount);
    }

    [Fact]
    public void Methods_are_called_with_and_without_an_object()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = TestNode.Create(new KeyValuePair<string, Any>("id", 40));
        Assert.Equal(42, made.CallMethod("plus", 2).As<int>());
        Assert.Equal(0, TestNode.Type.GetMethod("zero").CallStatic().As<int>());
        Assert.Throws<InvalidOperationException>(() => made.CallMethod("zero"));
        Assert.Throws<InvalidOperationException>(() => TestNode.Type.GetMethod("plus").CallStatic(made, 1));
        Assert.Contains("plus, zero", Assert.Throws<MissingMethodException>(() => made.CallMethod("minus")).Message);
    }

    [Fact]
    public void Defaults_come_as_values_or_from_functions()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(7, TestNode.Type.GetField("id").GetDefault().As<int>());
        TvmFieldInfo list = TestNode.Type.GetField("list");
        Assert.False(list.GetDefault().As<TvmObject>() == list.GetDefault().As<TvmObject>());
        Assert.True(list.Flags.HasFlag(TvmFieldFlags.DefaultFromFactory));
    }

    [Fact]
    public void Objects_after_their_scope_say_so_whatever_they_are_asked()
    {
        TvmObject made;
        TvmObject same;
        using (ObjectScope.Enter())
        {
            made = TestNode.Create();
            same = made;
        }

        foreach (Action use in (Action[])
        [
            () => made.GetField("id"), () => made.SetField("id", 1), () => made.CallMethod("plus", 1), () => made.StructuralHash(),
            () => made.DeepCopy(), () => _ = made.TypeInfo, () => _ = new TvmWeakReference<TvmObject>(made), () => made.Keep(),
            () => Task.Run(() => made.GetField("id")).GetAwaiter().GetResult(),
        ])
        {
            Assert.Contains("Keep()", Assert.Throws<ObjectDisposedException>(use).Message);
        }

        Assert.True(made.Equals(same));
        Assert.Equal(made.GetHashCode(), same.GetHashCode());
        Assert.Contains("released", made.ToString());
    }

    [Fact]
    public void What_is_read_from_immutable_objects_shares_their_owner()
    {
        AccessPath parent;
        using (ObjectScope.Enter())
        {
            AccessPath path = AccessPath.Root.Attribute("a").ArrayItem(1);
            TvmFieldInfo field = path.TypeInfo.GetField("parent");
            parent = field.Get<AccessPath>(path);
            Assert.Equal(parent.UseCount, field.Get<AccessPath>(path).UseCount);
            int before = parent.UseCount;
            AccessPath[] read = new AccessPath[1000];
            long start = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < read.Length; i++)
            {
                read[i] = field.Get<AccessPath>(path);
            }

            Assert.Equal(32 * read.Length, GC.GetAllocatedBytesForCurrentThread() - start);
            Assert.Equal(before, parent.UseCount);
            Assert.Equal(1, parent.Depth);
            Assert.True(field.Get(path).As<AccessPath>() == parent);
        }

        Assert.Throws<ObjectDisposedException>(() => parent.Depth);
    }

    [Fact]
    public void Plain_fields_are_read_without_allocation()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = TestNode.Create();
        TvmFieldInfo id = TestNode.Type.GetField("id");
        TvmFieldInfo weight = TestNode.Type.GetField("weight");
        double sum = id.Get<long>(made) + weight.Get<double>(made);
        long start = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            id.Set(made, i);
            sum += id.Get<long>(made) + weight.Get<double>(made);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
        Assert.Equal(7.5 + 499_500 + 500, sum);
    }

    [Fact]
    public void Fields_are_read_and_written_from_many_threads()
    {
        TvmObject[] nodes = [.. Enumerable.Range(0, 16).Select(static i => TestNode.Create(new KeyValuePair<string, Any>("id", i)).Keep())];
        Parallel.For(0, 16, i =>
        {
            for (int round = 0; round < 2000; round++)
            {
                using ObjectScope scope = ObjectScope.Enter();
                nodes[i].SetField("child", nodes[(i + 1) % 16]);
                Assert.Equal((i + 1) % 16, nodes[i].GetField<TvmObject>("child").GetField<int>("id"));
                nodes[i].SetField("child", Any.None);
                Assert.Contains("id", ObjectTypes.Get(TestNode.Key).Fields[0].Name);
            }
        });
        Assert.All(nodes, static node => Assert.Equal(1, node.UseCount));
    }
}
