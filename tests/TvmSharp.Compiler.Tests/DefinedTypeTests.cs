namespace TvmSharp.Compiler.Tests;

public class DefinedTypeTests
{
    private static TvmTypeInfo TypeOf(string name) => ObjectTypes.Get("tvmsharp_tests." + name);

    [Fact]
    public void TVM_sees_fields_methods_and_documentation()
    {
        TvmTypeInfo type = TypeOf("IntPair");
        Assert.Equal("Two integers.", type.Doc);
        Assert.Equal(StructuralKind.Tree, type.StructuralKind);
        Assert.Equal("ffi.Object", type.Parent!.Key);
        Assert.Equal(["a", "second"], type.Fields.Select(static field => field.Name));
        Assert.Equal("The first.", type.GetField("a").Doc);
        Assert.Equal("int", type.GetField("a").Schema!.ToString());
        Assert.True(type.GetField("a").IsWritable);
        Assert.False(type.GetField("a").HasDefault);
        Assert.Equal(-1, type.GetField("second").GetDefault().As<long>());
        Assert.Equal(["scaled_sum", "make", "fail"], type.Methods.Select(static method => method.Name));
        Assert.Equal("Adds them.", type.GetMethod("scaled_sum").Doc);
        Assert.Equal("Callable[[tvmsharp_tests.IntPair, int], int]", type.GetMethod("scaled_sum").Schema!.ToString());
        Assert.Equal("tvmsharp_tests.IntPair | None", TypeOf("Everything").GetField("pair").Schema!.ToString());
    }

    [Fact]
    public void Objects_of_C_are_those_of_TVM()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(1, 2);
        Assert.Equal((1L, 2), (pair.A, pair.B));
        Assert.Equal(1, pair.UseCount);
        Assert.Equal(2, pair.GetField<long>("second"));
        Assert.Equal(6, pair.CallMethod("scaled_sum", 2).As<long>());
        Assert.Equal(-1, IntPair.Create(1).B);

        IntPair other = Assert.IsType<IntPair>(TypeOf("IntPair").Create(1, 2));
        Assert.Equal(pair, other);
        Assert.False(pair.IsSameAs(other));
        other.SetField("a", 9);
        Assert.Equal(9, other.A);
        other.A = 8;
        Assert.Equal(8, other.GetField<long>("a"));
        Assert.NotEqual(pair, other);
        Assert.Equal(7, ((IntPair)TypeOf("IntPair").GetMethod("make").CallStatic(3, 4).As<TvmObject>()).ScaledSum());
        Assert.Contains("a=1", pair.ToString());
        Assert.Equal(pair, pair.DeepCopy());
        Assert.Equal([pair], Function.Get("ffi.Array").Call(pair).As<TvmArray<IntPair>>());
    }

    [Fact]
    public void Every_kind_of_storage_keeps_its_values()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(1);
        TvmList<IntPair> pairs = [pair];
        Everything all = Everything.Create(true, DataType.Int8, new Device(DeviceType.Cuda, 3), pairs);
        Assert.Equal((true, 5UL, 0.5f, (Half)0, DayOfWeek.Friday), (all.Flag, all.Unsigned, all.Single, all.Half, all.Day));
        Assert.Equal((DataType.Int8, new Device(DeviceType.Cuda, 3)), (all.Type, all.Device));
        Assert.Equal(("a \"text\" that is longer than seven?", null, null, true), (all.Text, all.Number, all.Pair, all.Hidden));
        Assert.True(all.Pairs.IsSameAs(pairs));
        Assert.True(all.Anything.IsNone);
        foreach (TvmFieldInfo field in all.TypeInfo.AllFields)
        {
            // What the offsets of the generator give is what the getters give.
            Assert.Equal(0, field.Offset % field.Alignment);
        }

        all.Half = (Half)1.5;
        all.Day = DayOfWeek.Monday;
        all.Text = "short";
        all.Number = 7;
        all.Pair = pair;
        all.Anything = pairs;
        all.Type = DataType.Float32;
        all.Device = new Device(DeviceType.Cpu, 0);
        all.Hidden = false;
        Assert.Equal(1.5, all.GetField<double>("half"));
        Assert.Equal(1, all.GetField<long>("day"));
        Assert.Equal("short", all.GetField<string>("text"));
        Assert.Equal(7, all.GetField<long>("number"));
        Assert.True(pair.IsSameAs(all.GetField<TvmObject>("pair")));
        Assert.Equal(DataType.Float32, all.GetField<DataType>("type"));
        Assert.False(all.GetField<bool>("hidden"));
        all.SetField("pair", Any.None);
        Assert.Null(all.Pair);
        all.SetField("day", 6);
        Assert.Equal(DayOfWeek.Saturday, all.Day);
        all.SetField("type", "int64");
        Assert.Equal(DataType.Int64, all.Type);
    }

    [Fact]
    public void Fields_hold_and_release_references()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(1);
        TvmList<IntPair> pairs = [];
        using (ObjectScope.Enter())
        {
            Everything all = Everything.Create(true, DataType.Int8, default, pairs, pair: pair, anything: pair);
            Assert.Equal((3, 2), (pair.UseCount, pairs.UseCount));
            all.Pair = null;
            all.Anything = "text";
            Assert.Equal(1, pair.UseCount);
            all.Pair = pair;
            all.Anything = pair;
            Assert.Equal(3, pair.UseCount);
        }

        Assert.Equal((1, 1), (pair.UseCount, pairs.UseCount));
    }

    [Fact]
    public void A_type_prints_and_is_visited_as_it_says()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(2, 3);
        Assert.Equal("IntPair(a=2, second=3)", pair.ToString());
        Assert.Equal("(IntPair(a=2, second=3),)", TvmArray.Create<Any>(pair).ToString());
        List<long> seen = [];
        Assert.Null(new StructuralWalk().On(ObjectTypes.Get("int"), number =>
        {
            seen.Add(number.As<long>());
            return default;
        }).Run(TvmArray.Create<Any>(pair, IntPair.Create(0, 9), IntPair.Create(1, 4))));
        Assert.Equal([3, 3, 4], seen);
        Assert.Equal("end", new StructuralWalk().On(ObjectTypes.Get("int"), static _ => WalkResult.Interrupt("end")).Run(pair)!.Value.As<string>());

        // TVM finds them, and nobody calls them as methods.
        Assert.False(TypeOf("IntPair").TryGetMethod(TypeAttribute.Repr, out _));
    }

    [Fact]
    public void Tuples_and_variants_are_fields()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(1);
        TvmList<IntPair> pairs = [];
        using (ObjectScope.Enter())
        {
            Everything all = Everything.Create(true, DataType.Int8, default, pairs, five: (1, "five", pair, true, 0.5), choice: pair);
            Assert.Equal((1, "five", true, 0.5), (all.Five!.Value.Item1, all.Five.Value.Item2, all.Five.Value.Item4, all.Five.Value.Item5));
            Assert.True(all.Five.Value.Item3!.IsSameAs(pair));
            Assert.Equal("ffi.Array", all.GetField<TvmObject>("five").TypeKey);
            Assert.Equal(2, all.Choice!.Value.Index);
            all.Choice = "text";
            Assert.Equal("text", all.GetField<string>("choice"));
            all.SetField("choice", pairs);
            Assert.Equal(3, all.Choice.Value.Index);
            all.SetField("five", TvmArray.Create<Any>(2, "again", Any.None, false, 1));
            Assert.Equal((2, "again", null, false, 1.0), all.Five);
            Assert.Contains("Array[size=1]", Assert.ThrowsAny<TvmException>(() => all.SetField("five", TvmArray.Create<Any>(2))).Message);
            Assert.Contains("ffi.Shape", Assert.ThrowsAny<TvmException>(() => all.SetField("choice", Shape.Create([1]))).Message);
            Assert.Equal(3, all.Choice.Value.Index);
        }

        Assert.Equal((1, 1), (pair.UseCount, pairs.UseCount));
    }

    [Fact]
    public void Keywords_and_defaults_make_objects_by_reflection()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<IntPair> pairs = [];
        Everything all = (Everything)TypeOf("Everything").Create([true, DataType.Int8, new Device(DeviceType.Cpu, 1), pairs], [new("day", 2), new("pair", IntPair.Create(4))]);
        Assert.Equal((5UL, 0.5f, DayOfWeek.Tuesday, 4L, true), (all.Unsigned, all.Single, all.Day, all.Pair!.A, all.Hidden));
        Assert.Equal("a \"text\" that is longer than seven?", all.Text);
    }

    [Fact]
    public void Derived_types_inherit()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Derived derived = Derived.Create(true, DataType.Int8, default, [], last: false, text: "t");
        Assert.Equal((true, "t", false), (derived.Flag, derived.Text, derived.Last));
        Assert.False(derived.GetField<bool>("last"));
        Assert.True(TypeOf("Derived").IsAssignableTo(TypeOf("Everything")));
        Assert.IsType<Derived>(Function.Get("ffi.Array").Call(derived).As<TvmArray<Everything>>()[0]);
        Assert.True(((Derived)TypeOf("Derived").Create(true, DataType.Int8, new Device(DeviceType.Cpu, 1), TvmList.Create<long>())).Last);
    }

    [Fact]
    public void A_field_without_a_setter_never_changes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(1);
        Frozen frozen = Frozen.Create(pair, "name");
        Assert.Equal("name", frozen.Name);
        Assert.Throws<FieldAccessException>(() => frozen.SetField("name", "other"));

        // What is read shares the reference of its parent.
        int count = pair.UseCount;
        Assert.Equal(1, frozen.Pair.A);
        Assert.Equal(count, pair.UseCount);
        Assert.Equal(1, ((Frozen)TypeOf("Frozen").Create(pair, "name")).Pair.A);
    }

    [Fact]
    public void A_type_without_members_is_a_type()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Marker marker = Marker.Create();
        Assert.Equal("tvmsharp_tests.Marker", marker.TypeKey);
        Assert.NotEqual(marker, Marker.Create());
    }

    [Fact]
    public void Wrong_values_are_errors_that_name_type_and_field()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(1);
        TvmException error = Assert.ThrowsAny<TvmException>(() => pair.SetField("second", "text"));
        Assert.Contains("Field `second` of `tvmsharp_tests.IntPair`: expected `int` but got `ffi.SmallStr`", error.Message);
        Assert.StartsWith(
            "Invalid value for field `second` of `tvmsharp_tests.IntPair`. 1099511627776 is out of the range",
            Assert.ThrowsAny<TvmException>(() => pair.SetField("second", 1L << 40)).Message);
        Assert.Equal(-1, pair.B);
        Assert.Contains("argument #1 when calling: `tvmsharp_tests.IntPair.scaled_sum(0: tvmsharp_tests.IntPair, 1: int) -> int`",
            Assert.ThrowsAny<TvmException>(() => pair.CallMethod("scaled_sum", "x")).Message);
        Assert.Equal("1: because", Assert.Throws<InvalidOperationException>(() => pair.CallMethod("fail", "because")).Message);
        Assert.Throws<ArgumentNullException>(() => Frozen.Create(null!, "name"));
        Assert.Throws<OverflowException>(() => Everything.Create(true, default, default, [], unsigned: ulong.MaxValue));
    }

    [Fact]
    public void A_wrapper_ends_with_its_scope()
    {
        IntPair pair;
        using (ObjectScope.Enter())
        {
            pair = IntPair.Create(1);
        }

        Assert.Throws<ObjectDisposedException>(() => pair.A);
        Assert.Throws<ObjectDisposedException>(() => pair.A = 1);
        Assert.Throws<ObjectDisposedException>(() => Frozen.Create(pair, "name"));
    }

    [Fact]
    public void An_object_without_a_value_says_which_field_is_empty()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Frozen empty = (Frozen)TypeOf("Frozen").GetAttribute("__ffi_new__").As<Function>().Call().As<TvmObject>();
        Assert.Contains("Field `name` of `tvmsharp_tests.Frozen` is a `None`", Assert.Throws<InvalidCastException>(() => empty.Name).Message);
        Assert.Contains("Field `pair` of", Assert.Throws<InvalidCastException>(() => empty.Pair).Message);
    }

    [Fact]
    public void Weak_references_see_the_end()
    {
        TvmWeakReference<IntPair> weak;
        using (ObjectScope.Enter())
        {
            IntPair pair = IntPair.Create(1);
            weak = new TvmWeakReference<IntPair>(pair);
            Assert.True(weak.TryGetTarget(out _));
        }

        Assert.False(weak.TryGetTarget(out _));
    }

    [Fact]
    public void Registering_again_keeps_the_types()
    {
        TvmException error = Assert.Throws<TvmException>(() => TvmExtension.Register());
        Assert.Contains("tvmsharp_tests.IntPair", error.Message);
        TvmExtension.Register(overwrite: true);
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(3, IntPair.Create(1, 2).CallMethod("scaled_sum").As<long>());
    }
}
