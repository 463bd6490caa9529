using System.Reflection;

namespace TvmSharp.Compiler.Tests;

/// <summary>What the generated classes take for granted of TVM's types is so in the running library, or they say how it is not.</summary>
public class TypeBindingTests
{
    private static readonly TypeBinding For = new(
        "TVM 0.0.1",
        new BoundField("span", 32, 8, "ir.Span"));

    /// <summary>All wrapper classes of the assembly, each with its key and binding.</summary>
    private static IEnumerable<(string Key, TypeBinding Binding)> Bindings =>
        from type in typeof(IRModule).Assembly.GetTypes()
        let contract = type.GetInterfaces().FirstOrDefault(face =>
            face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITvmObject<>) && face.GenericTypeArguments[0] == type)
        where contract is not null
        let binding = (TypeBinding?)Read(type, contract, "Binding")
        where binding is not null
        select ((string)Read(type, contract, "TypeKey")!, binding);

    [Fact]
    public void Every_type_that_the_library_has_is_that_of_the_bindings()
    {
        TvmCompiler.EnsureLoaded();
        List<string> differences = [];
        int compared = 0;
        foreach ((string key, TypeBinding binding) in Bindings)
        {
            if (ObjectTypes.TryGet(key, out TvmTypeInfo? type))
            {
                compared++;
                differences.AddRange(binding.FindDifferences(type).Select(difference => $"{key}: {difference}"));
            }
        }

        Assert.Empty(differences);
        Assert.InRange(compared, 20, int.MaxValue);
    }

    [Fact]
    public void Objects_of_every_class_that_can_be_empty_are_made_copied_and_read()
    {
        TvmCompiler.EnsureLoaded();
        HashSet<string> made = new(StringComparer.Ordinal), read = new(StringComparer.Ordinal);
        foreach ((string key, TypeBinding _) in Bindings)
        {
            using ObjectScope scope = ObjectScope.Enter();
            if (!ObjectTypes.TryGet(key, out TvmTypeInfo? type) || type.GetAttribute("__ffi_new__") is not { IsNone: false } create)
            {
                continue;
            }

            TvmObject empty = create.As<Function>().Call().As<TvmObject>();
            if (type.GetAttribute("__ffi_shallow_copy__") is { IsNone: false } copy)
            {
                Assert.Equal(key, copy.As<Function>().Call(empty).As<TvmObject>().TypeKey);
            }

            Assert.Equal(key, empty.GetType().GetCustomAttribute<TvmObjectAttribute>(inherit: false)!.TypeKey);
            made.Add(key);
            foreach (PropertyInfo property in empty.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
            {
                if (property.DeclaringType!.Assembly != typeof(IRModule).Assembly || !type.AllFields.Any(field => IsOf(field, property)))
                {
                    continue;
                }

                read.Add(property.DeclaringType!.GetCustomAttribute<TvmObjectAttribute>(inherit: false)!.TypeKey);
                if (Record.Exception(() => property.GetValue(empty)) is TargetInvocationException { InnerException: { } error })
                {
                    // What an object of the class always has, an empty one lacks.
                    Assert.True(error is InvalidCastException or InvalidOperationException, $"{key}.{property.Name}: {error}");
                }
            }
        }

        Assert.True(made.Count > 250, $"{made.Count} classes: {string.Join(", ", made)}");
        Assert.True(read.Count > 200, $"{read.Count} classes: {string.Join(", ", read)}");
    }

    [Fact]
    public void A_field_elsewhere_is_told_with_both_offsets() => Assert.Equal(
        ["field `span` is at offset 24, not 32"],
        For.FindDifferences(ObjectTypes.Get("tirx.Stmt")));

    [Fact]
    public void A_field_of_another_size_or_type_is_told() => Assert.Equal(
        ["field `span` has 8 bytes, not 16", "field `span` is of type `ir.Span`, not `ffi.Array<ir.Span>`"],
        new TypeBinding("TVM 0.0.1", new BoundField("span", 24, 16, "ffi.Array<ir.Span>")).FindDifferences(ObjectTypes.Get("tirx.Stmt")));

    [Fact]
    public void Fields_that_either_side_lacks_are_told() => Assert.Equal(
        ["it has no field `scope`", "it has a field `span` that the bindings lack"],
        new TypeBinding("TVM 0.0.1", new BoundField("scope", 24, 8, null)).FindDifferences(ObjectTypes.Get("tirx.Stmt")));

    [Fact]
    public void Arguments_of_types_are_compared()
    {
        TvmTypeInfo sequence = ObjectTypes.Get("tirx.SeqStmt");
        Assert.Empty(new TypeBinding("", new BoundField("seq", 32, 8, "ffi.Array<tirx.Stmt>")).FindDifferences(sequence));
        Assert.Equal(
            ["field `seq` is of type `ffi.Array<tirx.Stmt>`, not `ffi.Array<ir.Expr>`"],
            new TypeBinding("", new BoundField("seq", 32, 8, "ffi.Array<ir.Expr>")).FindDifferences(sequence));
    }

    [Fact]
    public void A_class_for_another_layout_is_refused_by_name_and_others_work()
    {
        new TvmTypeBuilder("tvmsharp_tests.tree.Moved").Field<long>("value").Register();
        ObjectTypes.Register<MovedNode>();

        TvmBindingException error = Assert.Throws<TvmBindingException>(() => ObjectTypes.Get("tvmsharp_tests.tree.Moved").Create(1));
        Assert.Equal("tvmsharp_tests.tree.Moved", error.TypeKey);
        Assert.Contains("field `value` is at offset 24, not 40", error.Message);
        Assert.Contains("bindings (TVM 9.9.9)", error.Message);
        Assert.Contains(TvmRuntime.Description, error.Message);
        Assert.Equal(1, IntImm.Create(DataType.Int32, 1).Value);
    }

    private static bool IsOf(TvmFieldInfo field, PropertyInfo property) =>
        string.Equals(field.Name.Replace("_", "", StringComparison.Ordinal), property.Name, StringComparison.OrdinalIgnoreCase);

    private static object? Read(System.Type type, System.Type contract, string property)
    {
        MethodInfo getter = contract.GetProperty(property)!.GetMethod!;
        InterfaceMapping map = type.GetInterfaceMap(contract);
        int index = Array.IndexOf(map.InterfaceMethods, getter);
        return map.TargetMethods[index] is { } method && !method.IsAbstract ? method.Invoke(null, null) : null;
    }

    [TvmObject("tvmsharp_tests.tree.Moved")]
    private sealed class MovedNode(ObjectReference reference) : TvmObject(reference), ITvmObject<MovedNode>
    {
        static string ITvmObject<MovedNode>.TypeKey => "tvmsharp_tests.tree.Moved";

        static TypeBinding ITvmObject<MovedNode>.Binding => new("TVM 9.9.9", new BoundField("value", 40, 8, "int"));

        static MovedNode ITvmObject<MovedNode>.Wrap(ObjectReference reference) => new(reference);
    }
}
