using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi.Tests;

public class TypeBuilderTests
{
    private static readonly Lazy<TvmTypeInfo> LazyPoint = new(static () => new TvmTypeBuilder("tvmsharp_tests.built.Point", doc: "A point.")
        .Field<long>("x", "The abscissa.")
        .Field<int>("y")
        .FieldWithDefault("name", "a name that is longer than seven")
        .FieldWithDefault("scale", 1.5, flags: TvmFieldFlags.CompareOff | TvmFieldFlags.StructuralIgnore)
        .FieldWithDefault("visible", true)
        .FieldWithDefault<Any>("anything", Any.None, flags: TvmFieldFlags.KeywordOnly)
        .FieldWithFactory<TvmList<long>>("history", static () => [])
        .Method("sum", Function.From(static (TvmObject self) => self.GetField<long>("x") + self.GetField<int>("y")), "Adds.")
        .StaticMethod("origin", Function.From(static () => LazyPoint!.Value.Create(0, 0)))
        .ComparedAs(StructuralKind.Tree)
        .Register());

    private static TvmTypeInfo Point => LazyPoint.Value;

    [Fact]
    public void TVM_sees_the_type()
    {
        Assert.Contains("tvmsharp_tests.built.Point", Function.Get("ffi.GetRegisteredTypeKeys").Call().AsArray<string>());
        Assert.Equal("A point.", Point.Doc);
        Assert.Equal(["x", "y", "name", "scale", "visible", "anything", "history"], Point.Fields.Select(static field => field.Name));
        Assert.Equal("The abscissa.", Point.GetField("x").Doc);
        Assert.Equal("int", Point.GetField("y").Metadata.Schema!.ToString());
        Assert.Equal(StructuralKind.Tree, Point.StructuralKind);
    }

    [Fact]
    public void Objects_are_made_by_position_keyword_and_default()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject point = Point.Create(1, 2);
        Assert.Equal("tvmsharp_tests.built.Point", point.TypeKey);
        Assert.Equal((1, 2), (point.GetField<long>("x"), point.GetField<int>("y")));
        Assert.Equal("a name that is longer than seven", point.GetField<string>("name"));
        Assert.Equal((1.5, true), (point.GetField<double>("scale"), point.GetField<bool>("visible")));
        Assert.True(point.GetField("anything").IsNone);

        TvmObject other = Point.Create([3], [new("y", 4), new("name", "short"), new("anything", point)]);
        Assert.Equal((3, 4, "short"), (other.GetField<long>("x"), other.GetField<int>("y"), other.GetField<string>("name")));
        Assert.True(point.IsSameAs(other.GetField<TvmObject>("anything")));

        // A factory runs for each object.
        point.GetField<TvmList<long>>("history").Add(7);
        Assert.Empty(other.GetField<TvmList<long>>("history"));
        Assert.Equal([7], point.GetField<TvmList<long>>("history"));
    }

    [Fact]
    public void Wrong_arguments_are_errors_that_name_the_field()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Contains("y", Assert.ThrowsAny<TvmException>(static () => Point.Create(1)).Message);
        Assert.Contains("nothing", Assert.ThrowsAny<TvmException>(static () => Point.Create([1, 2], [new("nothing", 1)])).Message);
        Exception error = Assert.ThrowsAny<Exception>(static () => Point.Create(1, "two"));
        Assert.Contains("y", error.Message);
        Assert.Contains("ffi.SmallStr", error.ToString());
        Assert.ThrowsAny<Exception>(static () => Point.Create(1, 1L << 40));
    }

    [Fact]
    public void Fields_are_set_and_release_what_they_held()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1];
        TvmObject point = Point.Create([1, 2], [new("anything", array)]);
        Assert.Equal(2, array.UseCount);
        point.SetField("anything", "text");
        Assert.Equal(1, array.UseCount);
        point.SetField("y", 5);
        Assert.Equal(6, point.CallMethod("sum").As<long>());
        Assert.ThrowsAny<Exception>(() => point.SetField("y", "text"));
        Assert.Equal(5, point.GetField<int>("y"));
    }

    [Fact]
    public void Objects_release_their_fields_when_they_end()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1];
        using (ObjectScope.Enter())
        {
            TvmObject point = Point.Create([1, 2], [new("anything", array)]);
            Assert.Equal(2, array.UseCount);
            Assert.Equal(1, point.UseCount);
        }

        Assert.Equal(1, array.UseCount);
    }

    [Fact]
    public void They_print_compare_and_copy()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject point = Point.Create(1, 2);
        Assert.Contains("x=1", point.ToString());
        Assert.True(point.StructuralEquals(Point.Create([1, 2], [new("scale", 9.0)])));
        Assert.False(point.StructuralEquals(Point.Create(1, 3)));
        TvmObject copy = point.DeepCopy();
        Assert.False(copy.IsSameAs(point));
        copy.GetField<TvmList<long>>("history").Add(1);
        Assert.Empty(point.GetField<TvmList<long>>("history"));
    }

    [Fact]
    public void Attributes_say_what_a_type_does_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        const string key = "tvmsharp_tests.built.CaseBlind";
        TvmTypeInfo type = new TvmTypeBuilder(key)
            .Field<string>("text")
            .Attribute(TypeAttribute.Repr, Function.From(static (TvmObject self, Func<Any, string> print) => $"blind {print(self.GetField("text"))}"))
            .Attribute(TypeAttribute.Equal, Function.From(static (TvmObject left, TvmObject right, Func<Any, Any, bool> equal) => equal(Lower(left), Lower(right))))
            .Attribute(TypeAttribute.Hash, Function.From(static (TvmObject self, Func<Any, long> hash) => hash(Lower(self))))
            .Attribute(TypeAttribute.Compare, Function.From(static (TvmObject left, TvmObject right, Func<Any, Any, long> compare) => compare(Lower(left), Lower(right))))
            .Attribute(TypeAttribute.AnyEqual, Function.From(static (TvmObject left, TvmObject right) => Lower(left) == Lower(right)))
            .Attribute(TypeAttribute.AnyHash, Function.From(static (TvmObject self) => (long)Lower(self).Length))
            .Attribute(TypeAttribute.DataToJson, Function.From(static (TvmObject self) => Lower(self)))
            .Attribute(TypeAttribute.DataFromJson, Function.From(static (string text) => ObjectTypes.Get(key).Create(text)))
            .Register();
        TvmObject upper = type.Create("TEXT");
        TvmObject lower = type.Create("text");
        TvmObject other = type.Create("utter");
        Assert.Equal("(blind \"TEXT\", blind \"text\")", TvmArray.Create<Any>(upper, lower).ToString());
        Assert.True(RecursiveComparer.Default.Equals(upper, lower));
        Assert.Equal(RecursiveComparer.Default.GetHashCode(upper), RecursiveComparer.Default.GetHashCode(lower));
        Assert.Equal((0, -1), (RecursiveComparer.Default.Compare(upper, lower), RecursiveComparer.Default.Compare(upper, other)));
        TvmMap<Any, string> map = TvmMap.Create<Any, string>([new(upper, "found")]);
        Assert.Equal("found", map[lower]);
        Assert.False(map.ContainsKey(other));
        Assert.Equal("text", TvmJson.FromGraphString(TvmJson.ToGraphString(upper)).As<TvmObject>().GetField<string>("text"));

        static string Lower(TvmObject self) => self.GetField<string>("text").ToLowerInvariant();
    }

    [Fact]
    public void A_type_converts_other_values_to_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        const string key = "tvmsharp_tests.built.Converted";
        _ = new TvmTypeBuilder(key)
            .Field<long>("x")
            .Attribute(TypeAttribute.Convert, Function.From(static (Any value) => ObjectTypes.Get(key).Create(value.As<long>() + 1)))
            .Attribute(TypeAttribute.ConvertTypeSchema, """{"type":"int"}""")
            .Register();
        TvmTypeInfo type = ObjectTypes.Get(key);
        Assert.Equal(42, type.GetAttribute(TypeAttribute.Convert).As<Function>().Call(41).As<TvmObject>().GetField<long>("x"));
        Assert.Equal("""{"type":"int"}""", type.GetAttribute(TypeAttribute.ConvertTypeSchema).As<string>());
    }

    [Fact]
    public void Attributes_that_are_TVMs_own_or_come_twice_are_refused()
    {
        TvmTypeBuilder builder = new("tvmsharp_tests.built.Refused");
        Function function = Function.From(static (TvmObject self) => "");
        Assert.Contains("__ffi_init__", Assert.Throws<ArgumentException>(() => builder.Attribute("__ffi_init__", function)).Message);
        Assert.Contains("Attribute", Assert.Throws<ArgumentException>(() => builder.Method(TypeAttribute.Repr, function)).Message);
        builder.Attribute(TypeAttribute.Repr, function);
        Assert.Throws<ArgumentException>(() => builder.Attribute(TypeAttribute.Repr, function));
        Assert.Throws<KeyNotFoundException>(() => ObjectTypes.Get("tvmsharp_tests.built.Refused"));
    }

    [Fact]
    public void Derived_types_inherit()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmTypeInfo derived = new TvmTypeBuilder("tvmsharp_tests.built.Point3", Point).FieldWithDefault("z", 3L).Register();
        TvmObject point = derived.Create(1, 2);
        Assert.Equal(3, point.GetField<long>("z"));
        Assert.Equal(3, point.CallMethod("sum").As<long>());
        Assert.True(derived.IsAssignableTo(Point));
    }

    [Fact]
    public void What_cannot_be_registered_is_an_error_before_anything_changes()
    {
        _ = Point;
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(static () => new TvmTypeBuilder("tvmsharp_tests.built.Point").Register()).Message);
        Assert.Throws<ArgumentException>(static () => new TvmTypeBuilder("not a key"));
        Assert.Contains("ffi.Array", Assert.Throws<ArgumentException>(static () => new TvmTypeBuilder("tvmsharp_tests.built.A", ObjectTypes.Get("ffi.Array"))).Message);
        TvmTypeBuilder builder = new TvmTypeBuilder("tvmsharp_tests.built.B", Point).Field<long>("x");
        Assert.Throws<ArgumentException>(() => builder.Field<long>("x"));
        Assert.Contains("`x`", Assert.Throws<InvalidOperationException>(builder.Register).Message);
        Assert.Contains("System.Version", Assert.Throws<NotSupportedException>(() => builder.Field<Version>("version")).Message);
        TvmTypeBuilder clash = new TvmTypeBuilder("tvmsharp_tests.built.B", Point).Method("x", Function.From(static () => 1L));
        Assert.Contains("`x`", Assert.Throws<InvalidOperationException>(clash.Register).Message);
        Assert.False(ObjectTypes.TryGet("tvmsharp_tests.built.B", out _));
    }

    [Fact]
    public void What_a_type_is_made_of_may_be_of_another_scope()
    {
        TvmTypeBuilder builder = new("tvmsharp_tests.built.Scoped");
        using (ObjectScope.Enter())
        {
            Function moved = Function.From(static () => 8);
            builder
                .FieldWithDefault<TvmArray<long>>("numbers", [1, 2])
                .FieldWithDefault<Any>("anything", TvmArray.Create("text"))
                .FieldWithFactory<TvmList<long>>("made", static () => [3])
                .Method("seven", Function.From(static (TvmObject _) => 7))
                .StaticMethod("eight", moved);
            _ = moved.Move();
        }

        using ObjectScope scope = ObjectScope.Enter();
        TvmTypeInfo type = builder.Register();
        TvmObject made = type.Create();
        Assert.Equal([1, 2], made.GetField<TvmArray<long>>("numbers"));
        Assert.Equal(["text"], made.GetField("anything").AsArray<string>());
        Assert.Equal([3], made.GetField<TvmList<long>>("made"));
        Assert.Equal(7, made.CallMethod("seven").As<int>());
        Assert.Equal(8, type.GetMethod("eight").Function.Call().As<int>());
    }

    [Fact]
    public void A_type_is_not_made_of_what_was_released()
    {
        Function function;
        TvmArray<long> array;
        using (ObjectScope.Enter())
        {
            function = Function.From(static () => 7);
            array = [1];
        }

        TvmTypeBuilder builder = new("tvmsharp_tests.built.Released");
        Assert.Contains("Function", Assert.Throws<ObjectDisposedException>(() => builder.Method("seven", function)).Message);
        Assert.Throws<ObjectDisposedException>(() => builder.StaticMethod("seven", function));
        Assert.Contains("TvmArray", Assert.Throws<ObjectDisposedException>(() => builder.FieldWithDefault("numbers", array)).Message);
        Assert.Throws<ObjectDisposedException>(() => builder.FieldWithDefault<Any>("numbers", array));

        // Nothing of them is in the builder.
        TvmTypeInfo type = builder.Field<long>("numbers").Register();
        Assert.Equal("numbers", Assert.Single(type.AllFields).Name);
        Assert.False(type.TryGetMethod("seven", out _));
    }

    [Fact]
    public void A_layout_that_is_not_the_registered_one_is_an_error_before_memory_is_touched()
    {
        string key = Point.Key;
        static string Message(ObjectLayout layout) => Assert.Throws<InvalidOperationException>(() => layout.CreateObject()).Message;
        Assert.Contains("`y` should be at offset 28", Message(new ObjectLayout(key, ("x", 24, 1), ("y", 28, 1))));
        Assert.Contains("stored as kind 3", Message(new ObjectLayout(key, ("x", 24, 3))));
        Assert.Contains("there is no such field", Message(new ObjectLayout(key, ("z", 24, 1))));
        Assert.Contains("more fields", Message(new ObjectLayout(key, ("x", 24, 1))));
        Assert.Contains(
            "TvmExtension.Register()",
            Assert.Throws<KeyNotFoundException>(static () => new ObjectLayout("tvmsharp_tests.built.Nothing").CreateObject()).Message);
    }

    [Fact]
    public void A_NET_object_goes_through_TVM_and_back()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Version value = new(1, 2);
        TvmArray<Any> array = [DotNetObject.Create(value), 1];
        Any back = Function.Create(static args => args[0]).Call(Function.Get("ffi.ArrayGetItem").Call(array, 0));
        Assert.Same(value, back.As<DotNetObject>().Value);
        Assert.Equal("dotnet.ManagedObject", back.As<TvmObject>().TypeKey);
    }

    [Fact]
    public void A_NET_object_is_free_when_TVM_drops_it()
    {
        static WeakReference Pass()
        {
            using ObjectScope scope = ObjectScope.Enter();
            object value = new();
            TvmArray<Any> array = [DotNetObject.Create(value)];
            Assert.Single(array);
            return new WeakReference(value);
        }

        WeakReference reference = Pass();
        GC.Collect();
        Assert.False(reference.IsAlive);
    }
}
