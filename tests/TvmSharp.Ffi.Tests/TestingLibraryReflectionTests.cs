using System.Globalization;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Reflection of upstream's own test types.</summary>
public class TestingLibraryReflectionTests
{
    private static readonly string[] AllTypes =
    [
        "TestIntPair", "TestFrozenCxx", "TestEnumVariant", "TestCxxIntEnum", "TestCxxStrEnum", "TestObjectBase", "TestObjectDerived",
        "TestObjectPtrHolder", "TestCxxClassBase", "TestCxxClassDerived", "TestCxxClassDerivedDerived", "TestCxxEnumHolder",
        "TestCxxInitSubset", "TestCxxKwOnly", "TestCxxAutoInit", "TestCxxAutoInitSimple", "TestCxxAutoInitAllInitOff",
        "TestCxxAutoInitKwOnlyDefaults", "TestCxxAutoInitParent", "TestCxxAutoInitChild", "TestCxxNoAutoInit",
        "TestDeepCopyEdges", "TestNonCopyable", "TestUnregisteredBaseObject", "TestUnregisteredObject", "TestCompare", "TestHash",
        "TestCustomHash", "TestCustomCompare", "TestEqWithoutHash", "SchemaAllTypes",
    ];

    // TestFrozenCxx has neither fields nor anything that makes one; the others are made by functions of their own.
    private static readonly string[] NotMadeFromFields =
        ["TestFrozenCxx", "TestNonCopyable", "TestUnregisteredBaseObject", "TestUnregisteredObject", "SchemaAllTypes"];

    [TestingLibraryFact]
    public void All_types_that_can_be_made_from_their_fields_are_read_written_and_printed()
    {
        List<string> notMade = [];
        foreach (string name in AllTypes)
        {
            using ObjectScope scope = ObjectScope.Enter();
            TvmTypeInfo type = Type(name);
            if (!type.HasCreator)
            {
                notMade.Add(name);
                continue;
            }

            TvmObject made = MakeFromFields(type);
            Assert.Equal(type.Key, made.TypeKey);
            foreach (TvmFieldInfo field in type.AllFields)
            {
                Any value = field.Get(made);
                Assert.True(Equal(Sample(field.Schema!), value), $"{type.Key}.{field.Name} is {value}");
                if (field.IsWritable)
                {
                    field.Set(made, value);
                    Assert.True(Equal(value, field.Get(made)), $"{type.Key}.{field.Name} was set");
                }
                else
                {
                    Assert.Throws<FieldAccessException>(() => field.Set(made, value));
                }
            }

            Assert.NotEmpty(made.ToString());
        }

        Assert.Equal(NotMadeFromFields, notMade);

        static bool Equal(Any expected, Any actual) => Function.Get("ffi.RecursiveEq").Call(expected, actual).As<bool>();
    }

    [TestingLibraryFact]
    public void Types_without_a_creator_are_made_by_functions_of_their_own()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(5, Type("TestNonCopyable").Create(5).GetField<long>("value"));
        Assert.Equal(2, Type("TestUnregisteredBaseObject").Create(1).CallMethod("get_v1_plus_one").As<long>());
        TvmObject unregistered = Function.Get("testing.make_unregistered_object").Call().As<TvmObject>();
        Assert.Equal("testing.TestUnregisteredObject", unregistered.TypeKey);
        Assert.Equal((41, 42), (unregistered.GetField<long>("v1"), unregistered.GetField<long>("v2")));
        Assert.Equal(44, unregistered.CallMethod("get_v2_plus_two").As<long>());
        Assert.Equal("text", Type("SchemaAllTypes").GetMethod("make_with").CallStatic(3, 2.5, "text").As<TvmObject>().GetField<string>("v_string"));
    }

    [TestingLibraryFact]
    public void All_types_are_there()
    {
        HashSet<string> keys = [.. ObjectTypes.All.Select(static type => type.Key)];
        List<string> missing = [.. AllTypes.Where(name => !keys.Contains($"testing.{name}"))];

        // Registered at its first use, as it has no reflection.
        Assert.True(missing is [] or ["TestFrozenCxx"], string.Join(", ", missing));
    }

    [TestingLibraryFact]
    public void Fields_have_upstreams_schemas()
    {
        Assert.Equal(
            "v_bool: bool|v_int: int|v_float: float|v_device: Device|v_dtype: dtype|v_string: str|v_bytes: bytes|v_opt_int: int | None|"
            + "v_opt_str: str | None|v_arr_int: Array[int]|v_arr_str: Array[str]|v_map_str_int: Map[str, int]|"
            + "v_map_str_arr_int: Map[str, Array[int]]|v_variant: str | Array[int] | Map[str, int]|v_opt_arr_variant: Array[int | str] | None",
            string.Join("|", Type("SchemaAllTypes").Fields));
        Assert.Equal(
            "value: testing.TestObjectBase|optional_value: testing.TestObjectBase | None",
            string.Join("|", Type("TestObjectPtrHolder").Fields));
    }

    [TestingLibraryFact]
    public void Methods_have_upstreams_schemas()
    {
        Assert.Equal(
            "add_int: Callable[[testing.SchemaAllTypes, int], int]|"
            + "append_int: Callable[[testing.SchemaAllTypes, Array[int], int], Array[int]]|"
            + "maybe_concat: Callable[[testing.SchemaAllTypes, str | None, str | None], str | None]|"
            + "merge_map: Callable[[testing.SchemaAllTypes, Map[str, Array[int]], Map[str, Array[int]]], Map[str, Array[int]]]|"
            + "make_with: Callable[[int, float, str], testing.SchemaAllTypes]",
            string.Join("|", Type("SchemaAllTypes").Methods));
        Assert.Equal("add int method", Type("SchemaAllTypes").GetMethod("add_int").Doc);
        Assert.True(Type("SchemaAllTypes").GetMethod("make_with").IsStatic);
    }

    [TestingLibraryFact]
    public void Metadata_has_what_was_registered()
    {
        TvmFieldInfo field = Type("SchemaAllTypes").GetField("v_bool");
        Assert.Equal("bool field", field.Doc);
        Assert.Equal(4, field.Metadata.Entries.Count);
        Assert.True(field.Metadata.Entries["bool_attr"].GetBoolean());
        Assert.Equal(1, field.Metadata.Entries["int_attr"].GetInt32());
        Assert.Equal("hello", field.Metadata.Entries["str_attr"].GetString());
    }

    [TestingLibraryFact]
    public void Static_methods_make_and_methods_use_objects()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = Type("SchemaAllTypes").GetMethod("make_with").CallStatic(3, 2.5, "text").As<TvmObject>();
        Assert.Equal(10, made.CallMethod("add_int", 7).As<long>());
        Assert.Equal([1, 2, 3], made.CallMethod("append_int", TvmArray.Create<long>(1, 2), 3).AsArray<long>());
        Assert.Equal("ab", made.CallMethod("maybe_concat", "a", "b").As<string>());
        Assert.True(made.CallMethod("maybe_concat", Any.None, Any.None).IsNone);
        Assert.Contains("int", Assert.Throws<TvmException>(() => made.CallMethod("add_int", "x")).Message);
        Assert.Contains("make_with", Assert.Throws<MissingMethodException>(() => made.CallMethod("no_such_method")).Message);
        Assert.Throws<InvalidOperationException>(() => made.CallMethod("make_with", 1, 2.0, "s"));
        Assert.Throws<InvalidOperationException>(() => Type("SchemaAllTypes").GetMethod("add_int").CallStatic(1));
    }

    [TestingLibraryFact]
    public void Fields_of_every_kind_are_read_and_written()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = Type("SchemaAllTypes").GetMethod("make_with").CallStatic(-3, 2.5, "a text that is not small").As<TvmObject>();
        for (int round = 0; round < 3; round++)
        {
            Assert.True(made.GetField<bool>("v_bool"));
            Assert.Equal(-3, made.GetField<int>("v_int"));
            Assert.Equal(2.5, made.GetField<double>("v_float"));
            Assert.Equal("cpu:0", made.GetField("v_device").ToString());
            Assert.Equal("float32", made.GetField("v_dtype").ToString());
            Assert.Equal("a text that is not small", made.GetField<string>("v_string"));
            Assert.Empty(made.GetField<byte[]>("v_bytes"));
            Assert.True(made.GetField("v_opt_int").IsNone);
            Assert.True(made.GetField("v_opt_str").IsNone);
            Assert.Empty(made.GetField("v_arr_int").AsArray<long>());
            Assert.Empty(made.GetField("v_map_str_int").AsMap<string, long>());
            Assert.Equal("v", made.GetField<string>("v_variant"));
            Assert.True(made.GetField("v_opt_arr_variant").IsNone);
        }

        made.SetField("v_bool", false);
        made.SetField("v_int", 5);
        made.SetField("v_float", 3);
        made.SetField("v_dtype", "int8");
        made.SetField("v_device", new DLDevice { DeviceType = 2, DeviceId = 1 });
        made.SetField("v_string", "other");
        made.SetField("v_bytes", new byte[] { 1, 2 });
        made.SetField("v_opt_int", 7);
        made.SetField("v_opt_str", "seven");
        made.SetField("v_arr_int", TvmArray.Create<long>(1, 2));
        made.SetField("v_map_str_int", TvmMap.Create([KeyValuePair.Create("a", 1L)]));
        made.SetField("v_variant", TvmArray.Create<long>(4));
        made.SetField("v_opt_arr_variant", TvmArray.Create<Any>(4, "four"));
        Assert.False(made.GetField<bool>("v_bool"));
        Assert.Equal(5, made.GetField<long>("v_int"));
        Assert.Equal(3, made.GetField<double>("v_float"));
        Assert.Equal("int8", made.GetField("v_dtype").ToString());
        Assert.Equal("cuda:1", made.GetField("v_device").ToString());
        Assert.Equal("other", made.GetField<string>("v_string"));
        Assert.Equal([1, 2], made.GetField<byte[]>("v_bytes"));
        Assert.Equal(7, made.GetField<long>("v_opt_int"));
        Assert.Equal("seven", made.GetField<string>("v_opt_str"));
        Assert.Equal([1, 2], made.GetField("v_arr_int").AsArray<long>());
        Assert.Equal(1, made.GetField("v_map_str_int").AsMap<string, long>()["a"]);
        Assert.Equal([4], made.GetField("v_variant").AsArray<long>());
        Assert.Equal("four", made.GetField("v_opt_arr_variant").AsArray<Any>()[1].As<string>());
        made.SetField("v_opt_arr_variant", Any.None);
        Assert.True(made.GetField("v_opt_arr_variant").IsNone);
    }

    [TestingLibraryFact]
    public void Optional_objects_are_read_whether_they_are_there_or_not()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject value = Make("TestObjectBase", [("v_i64", 1)]);
        TvmObject holder = Make("TestObjectPtrHolder", [("value", value)]);
        Assert.True(holder.GetField("optional_value").IsNone);
        Assert.True(holder.GetField<TvmObject>("value") == value);
        holder.SetField("optional_value", value);
        Assert.True(holder.GetField<TvmObject>("optional_value") == value);
        Assert.True(holder.GetField<TvmObject>("optional_value") == value);
        holder.SetField("optional_value", Any.None);
        Assert.True(holder.GetField("optional_value").IsNone);
        Assert.Throws<InvalidCastException>(() => holder.GetField<TvmObject>("optional_value"));
    }

    [TestingLibraryFact]
    public void Small_numbers_are_read_with_their_sign()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = Make(
            "TestCxxClassDerivedDerived", [("v_i64", long.MinValue), ("v_i32", -7), ("v_f64", 0.1), ("v_bool", true)]);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(long.MinValue, made.GetField<long>("v_i64"));
            Assert.Equal(-7, made.GetField<int>("v_i32"));
            Assert.Equal(0.1, made.GetField<double>("v_f64"));
            Assert.Equal(8.0, made.GetField<double>("v_f32"));
            Assert.Equal("default", made.GetField<string>("v_str"));
            Assert.True(made.GetField<bool>("v_bool"));
        }

        made.SetField("v_i32", 9);
        Assert.Equal(9, made.GetField<int>("v_i32"));
        Assert.Throws<OverflowException>(() => made.GetField<sbyte>("v_i64"));
    }

    [TestingLibraryFact]
    public void A_read_only_field_says_so()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = Make("TestObjectBase", []);
        Assert.Equal(10, made.GetField<long>("v_i64"));
        Assert.Equal(10.0, made.GetField<double>("v_f64"));
        Assert.Equal("hello", made.GetField<string>("v_str"));
        string message = Assert.Throws<FieldAccessException>(() => made.SetField("v_f64", 1.0)).Message;
        Assert.Contains("v_f64", message);
        Assert.Contains("testing.TestObjectBase", message);
        Assert.Contains("v_i64, v_f64, v_str", Assert.Throws<MissingFieldException>(() => made.SetField("v_x", 1)).Message);
        Assert.Throws<TvmException>(() => made.SetField("v_i64", "text"));
        Assert.Equal(10, made.GetField<long>("v_i64"));
    }

    [TestingLibraryFact]
    public void A_field_belongs_to_objects_of_its_type()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject pair = Type("TestIntPair").Create(1, 2);
        string message = Assert.Throws<ArgumentException>(
            () => Type("TestObjectBase").GetField("v_i64").Get<long>(pair)).Message;
        Assert.Contains("testing.TestObjectBase", message);
        Assert.Contains("testing.TestIntPair", message);
        Assert.Throws<ArgumentException>(() => Type("TestObjectBase").GetMethod("add_i64").Call(pair, 1));
    }

    [TestingLibraryFact]
    public void Defaults_are_known()
    {
        Assert.Equal(10, Type("TestObjectBase").GetField("v_i64").GetDefault().As<int>());
        Assert.Equal("hello", Type("TestObjectBase").GetField("v_str").GetDefault().As<string>());
        Assert.True(Type("TestObjectPtrHolder").GetField("optional_value").GetDefault().IsNone);
        TvmFieldInfo required = Type("TestCxxAutoInit").GetField("a");
        Assert.False(required.HasDefault);
        Assert.Contains("`a`", Assert.Throws<InvalidOperationException>(() => required.GetDefault()).Message);
        Assert.Equal(
            TvmFieldFlags.Writable | TvmFieldFlags.HasDefault | TvmFieldFlags.InitOff,
            Type("TestCxxAutoInit").GetField("b").Flags);
        Assert.True(Type("TestCxxAutoInit").GetField("c").Flags.HasFlag(TvmFieldFlags.KeywordOnly));
    }

    [TestingLibraryFact]
    public void Types_know_their_ancestors_and_sizes()
    {
        TvmTypeInfo derived = Type("TestCxxClassDerivedDerived");
        Assert.Equal(
            ["ffi.Object", "testing.TestCxxClassBase", "testing.TestCxxClassDerived"],
            derived.Ancestors.Select(static type => type.Key));
        Assert.Same(Type("TestCxxClassDerived"), derived.Parent);
        Assert.Equal("v_i64 v_i32 v_f64 v_f32 v_str v_bool", string.Join(" ", derived.AllFields.Select(static field => field.Name)));
        Assert.Equal("v_str v_bool", string.Join(" ", derived.Fields.Select(static field => field.Name)));
        Assert.True(derived.IsAssignableTo(Type("TestCxxClassBase")));
        Assert.False(Type("TestCxxClassBase").IsAssignableTo(derived));
        Assert.True(derived.TotalSize >= 24 + 8 + 4 + 8 + 4 + 16 + 1);
        Assert.Equal(24, Type("TestCxxClassBase").GetField("v_i64").Offset);
        Assert.Equal(4, Type("TestCxxClassBase").GetField("v_i32").Size);
        Assert.Equal(StructuralKind.Singleton, ObjectTypes.Get("ffi.Enum").StructuralKind);
        Assert.Equal(StructuralKind.ConstantTree, ObjectTypes.Get("ffi.reflection.AccessPath").StructuralKind);
        Assert.Equal(StructuralKind.Unsupported, Type("TestIntPair").StructuralKind);
    }

    [TestingLibraryFact]
    public void Constructors_take_positional_and_named_arguments()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("2 42 4 99", Fields(Type("TestCxxAutoInit").Create([2], [new("c", 4)]), "a", "b", "c", "d"));
        Assert.Equal("2 42 4 5", Fields(Type("TestCxxAutoInit").Create([2, 5], [new("c", 4)]), "a", "b", "c", "d"));
        Assert.Equal("1 42 3 4", Fields(Type("TestCxxAutoInit").Create([], [new("d", 4), new("c", 3), new("a", 1)]), "a", "b", "c", "d"));
        Assert.Equal("1 2", Fields(Type("TestCxxAutoInitSimple").Create(1, 2), "x", "y"));
        Assert.Equal("7 9 1234", Fields(Type("TestCxxAutoInitAllInitOff").Create(), "x", "y", "z"));
        Assert.Equal(
            "1 2 3 22 33",
            Fields(
                Type("TestCxxAutoInitKwOnlyDefaults").Create([1, 2], [new("k_required", 3)]),
                "p_required", "p_default", "k_required", "k_default", "hidden"));
        Assert.Equal(
            "1 5 2 3",
            Fields(
                Type("TestCxxAutoInitChild").Create([1, 2], [new("child_kw_only", 3)]),
                "parent_required", "parent_default", "child_required", "child_kw_only"));
        Assert.Equal("1 2 3 100", Fields(Type("TestCxxKwOnly").Create([], [new("x", 1), new("y", 2), new("z", 3)]), "x", "y", "z", "w"));
        Assert.Equal("3 -1", Fields(Type("TestCxxInitSubset").Create(3), "required_field", "optional_field"));
        Assert.Equal("5 6", Fields(Type("TestIntPair").Create(5, 6), "a", "b"));
        Assert.Equal("5 6", Fields(Type("TestIntPair").Create([], [new("b", 6), new("a", 5)]), "a", "b"));
        Assert.Equal("5 6", Fields(Type("TestCxxNoAutoInit").Create([], [new("x", 5), new("y", 6)]), "x", "y"));
    }

    [TestingLibraryFact]
    public void Constructors_refuse_what_does_not_fit()
    {
        Assert.Contains("'a'", Refused("TestCxxAutoInit", [], [new("c", 1)]));
        Assert.Contains("keyword-only argument: 'c'", Refused("TestCxxAutoInit", [1], []));
        Assert.Contains("'nope'", Refused("TestCxxAutoInit", [1], [new("nope", 1)]));
        Assert.Contains("'b'", Refused("TestCxxAutoInit", [1], [new("b", 1), new("c", 1)]));
        Assert.Contains("multiple values", Refused("TestCxxAutoInit", [1], [new("a", 1), new("c", 1)]));
        Assert.Contains("at most 2", Refused("TestCxxAutoInit", [1, 2, 3], [new("c", 1)]));
        Assert.Contains("field 'a'", Refused("TestCxxAutoInit", ["text"], [new("c", 1)]));
        Assert.Contains("`x`", Refused("TestCxxNoAutoInit", [], [new("y", 1)]));
        Assert.Throws<ArgumentException>(() => Type("TestCxxNoAutoInit").Create(1, 2));
        Assert.Throws<ArgumentException>(() => Type("TestIntPair").Create([1], [new("b", 2)]));
        Assert.Contains(
            "testing.TestNonCopyable",
            Assert.Throws<NotSupportedException>(() => Type("TestNonCopyable").Create([], [new("value", 2)])).Message);
        Assert.Equal(2, Type("TestNonCopyable").Create(2).GetField<int>("value"));
    }

    [TestingLibraryFact]
    public void A_type_without_a_wrapper_class_gets_that_of_its_nearest_base()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject unknown = Function.Get("testing.make_unregistered_object").Call().As<TvmObject>();
        Assert.Same(typeof(TvmObject), unknown.GetType());
        Assert.Equal("testing.TestUnregisteredObject", unknown.TypeKey);
        Assert.Equal(41, unknown.GetField<long>("v1"));
        Assert.Equal(42, unknown.CallMethod("get_v1_plus_one").As<long>());
        Assert.Equal(44, unknown.CallMethod("get_v2_plus_two").As<long>());
        Assert.Equal("Get (v1 + 1) from TestUnregisteredBaseObject", unknown.TypeInfo.GetMethod("get_v1_plus_one").Doc);
        Assert.IsType<TvmEnum>(Function.Get("testing.enum_variant_get").Call("Alpha").As<TvmObject>());
    }

    [TestingLibraryFact]
    public void Derived_objects_have_fields_and_methods_of_their_base()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject made = Make(
            "TestObjectDerived", [("v_map", TvmMap.Create([KeyValuePair.Create("k", 1L)])), ("v_array", TvmArray.Create<long>(1, 2)), ("v_i64", 20)]);
        Assert.True(Type("TestObjectBase").IsInstance(made));
        Assert.False(Type("TestObjectDerived").IsInstance(Make("TestObjectBase", [])));
        Assert.Equal(21, made.CallMethod("add_i64", 1).As<long>());
        Assert.Equal(20, Type("TestObjectBase").GetField("v_i64").Get<long>(made));
        Assert.Equal([1, 2], made.GetField("v_array").AsArray<long>());
        Assert.Equal(1, made.GetField("v_map").AsMap<string, long>()["k"]);
        Assert.Equal(
            "priority: testing.TestCxxIntEnum, opcode: testing.TestCxxStrEnum", string.Join(", ", Type("TestCxxEnumHolder").Fields));
    }

    [TestingLibraryFact]
    public void Enumerations_have_members()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmTypeInfo type = Type("TestEnumVariant");
        Assert.Equal(["Alpha", "Beta"], type.EnumMembers.Select(static member => member.Name));
        Assert.Equal([0, 1], type.EnumMembers.Select(static member => member.Value));
        Assert.Equal(20, type.GetEnumMember("Beta").GetAttribute("code").As<int>());
        Assert.True(type.GetEnumMember("Beta").GetAttribute("nothing").IsNone);
        Assert.True(type.GetEnumMember(0) == Function.Get("testing.enum_variant_get").Call("Alpha").As<TvmEnum>());
        Assert.Contains("`Gamma`", Assert.Throws<KeyNotFoundException>(() => type.GetEnumMember("Gamma")).Message);
        Assert.Contains("7", Assert.Throws<KeyNotFoundException>(() => type.GetEnumMember(7)).Message);
        Assert.Empty(Type("TestIntPair").EnumMembers);
        Assert.True(type.GetEnumMember("Alpha").Equals(type.GetEnumMember(0)));
        Assert.False(type.GetEnumMember("Alpha").Equals(type.GetEnumMember("Beta")));
        Assert.True(Type("TestCxxIntEnum").IsAssignableTo(ObjectTypes.Get("ffi.IntEnum")));
        Assert.True(Type("TestCxxStrEnum").IsAssignableTo(ObjectTypes.Get("ffi.StrEnum")));
    }

    private static TvmTypeInfo Type(string name) => ObjectTypes.Get($"testing.{name}");

    private static TvmObject Make(string name, (string Name, Any Value)[] fields) =>
        Type(name).Create([], fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)));

    private static string Refused(string name, Any[] args, KeyValuePair<string, Any>[] keywords) =>
        Assert.Throws<TvmException>(() => Type(name).Create(args, keywords)).Message;

    private static string Fields(TvmObject value, params string[] names) =>
        string.Join(" ", names.Select(name => value.GetField<long>(name).ToString(CultureInfo.InvariantCulture)));

    private static TvmObject MakeFromFields(TvmTypeInfo type)
    {
        List<Any> arguments = [type.Index];
        foreach (TvmFieldInfo field in type.AllFields)
        {
            arguments.AddRange([field.Name, Sample(field.Schema!)]);
        }

        return Function.Get("ffi.MakeObjectFromPackedArgs").Call([.. arguments]).As<TvmObject>();
    }

    /// <summary>A value of a type.</summary>
    private static Any Sample(TypeSchema schema) => schema.Origin switch
    {
        "int" => 7,
        "float" => 0.5,
        "bool" => true,
        "str" => "a text that is not small",
        "bytes" => new byte[] { 1, 2 },
        "dtype" => DataType.Float32,
        "Device" => Device.Cpu,
        "Any" => "any",
        "Object" => TvmArray.Create(1L),
        "Array" => TvmArray.Create(Sample(schema.Arguments![0])),
        "Map" => TvmMap.Create([KeyValuePair.Create(Sample(schema.Arguments![0]), Sample(schema.Arguments[1]))]),
        "Optional" or "Union" => Sample(schema.Arguments![0]),
        "testing.TestObjectBase" => Type("TestObjectBase").Create(),
        "testing.TestCxxIntEnum" or "testing.TestCxxStrEnum" => MakeFromFields(ObjectTypes.Get(schema.Name)),
        _ => throw new NotSupportedException(schema.ToString()),
    };
}
