using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary><c>ffi.StructuralEqual</c> and <c>ffi.StructuralHash</c>.</summary>
public unsafe class AbiStructuralTests
{
    private const long IgnoreField = FieldFlags.SEqHashIgnore;
    private const long DefineField = FieldFlags.SEqHashDefRecursive;

    private static readonly int Tree = Pair.Register("tvmsharp_tests.Tree", SEqHashKind.TreeNode);
    private static readonly int ConstTree = Pair.Register("tvmsharp_tests.ConstTree", SEqHashKind.ConstTreeNode);
    private static readonly int Partial = Pair.Register("tvmsharp_tests.Partial", SEqHashKind.TreeNode, IgnoreField);
    private static readonly int Variable = Pair.Register("tvmsharp_tests.Variable", SEqHashKind.FreeVar, IgnoreField);
    private static readonly int Binder = Pair.Register("tvmsharp_tests.Binder", SEqHashKind.TreeNode, 0, DefineField);
    private static readonly int Graph = Pair.Register("tvmsharp_tests.Graph", SEqHashKind.DAGNode);
    private static readonly int Unique = Pair.Register("tvmsharp_tests.Unique", SEqHashKind.UniqueInstance);
    private static readonly int Unsupported = Pair.Register("tvmsharp_tests.Unsupported", SEqHashKind.Unsupported);

    private static readonly double OtherNaN = BitConverter.Int64BitsToDouble(0x7ff8_0000_0000_0123);

    public static TheoryData<string, bool> Values => new()
    {
        { "1 = 1", true }, { "1 = 2", false }, { "1 = true", false }, { "1 = 1.0", false }, { "0.5 = 0.5", true },
        { "NaN = NaN", true }, { "none = none", true }, { "none = 0", false }, { "short = short", true },
        { "short = longer", false }, { "longer = longer", true }, { "long bytes = long text", false },
        { "bytes = bytes", true }, { "bytes = text", false }, { "array = array", true }, { "array = longer array", false },
        { "array = other array", false }, { "array = list", false }, { "list = list", true }, { "map = map", true },
        { "map = reordered map", true }, { "map = other value", false }, { "map = other key", false },
        { "map = longer map", false }, { "map = dict", false }, { "shape = shape", true }, { "shape = other shape", false },
        { "nested = nested", true }, { "nested = other nested", false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_are_compared_by_content_and_equal_ones_have_one_hash(string comparison, bool equal)
    {
        using ObjectScope scope = ObjectScope.Enter();
        string[] sides = comparison.Split(" = ");
        Any left = Make(sides[0], first: true);
        Any right = Make(sides[1], first: false);
        foreach (bool mapFreeVariables in (ReadOnlySpan<bool>)[false, true])
        {
            Assert.Equal(equal, Equal(left, right, mapFreeVariables));
            Assert.Equal(equal, Equal(right, left, mapFreeVariables));
            Assert.Equal(equal, Hash(left, mapFreeVariables) == Hash(right, mapFreeVariables));
        }
    }

    [Fact]
    public void Trees_are_compared_by_their_fields()
    {
        Check(Pair.Create(Tree, 1), Pair.Create(Tree, 1), equal: true);
        Check(Pair.Create(Tree, 1), Pair.Create(Tree, 2), equal: false);
        Check(Pair.Create(Tree, 1), Pair.Create(ConstTree, 1), equal: false);
        Check(Pair.Create(Tree, 1, Pair.Create(Tree, 2)), Pair.Create(Tree, 1, Pair.Create(Tree, 2)), equal: true);
        Check(Pair.Create(Tree, 1, Pair.Create(Tree, 2)), Pair.Create(Tree, 1, Pair.Create(Tree, 3)), equal: false);
        Check(Pair.Create(Tree, 1, Pair.Create(Tree, 2)), Pair.Create(Tree, 1), equal: false);
        Check(Pair.Create(ConstTree, 1), Pair.Create(ConstTree, 1), equal: true);
    }

    [Fact]
    public void Fields_that_say_so_do_not_count()
    {
        Check(Pair.Create(Partial, 1), Pair.Create(Partial, 2), equal: true);
        Check(Pair.Create(Partial, 1, Pair.Create(Tree, 1)), Pair.Create(Partial, 1, Pair.Create(Tree, 2)), equal: false);
    }

    [Fact]
    public void Unique_objects_are_equal_to_themselves()
    {
        TVMFFIAny one = Pair.Create(Unique, 1);
        TVMFFIAny same = one;
        RefCount.Increment(one.Obj);
        Check(one, same, equal: true);
        Check(Pair.Create(Unique, 1), Pair.Create(Unique, 1), equal: false);
    }

    [Fact]
    public void Variables_are_mapped_to_one_another_where_they_may_be()
    {
        CheckMapped(Pair.Create(Variable, 1), Pair.Create(Variable, 2), equal: false, equalWhenMapped: true);

        // Where a field defines them, they are mapped in any case.
        Check(
            Pair.Create(Binder, 1, Pair.Create(Variable, 1)), Pair.Create(Binder, 1, Pair.Create(Variable, 2)), equal: true);
    }

    [Fact]
    public void A_variable_is_mapped_to_one_other()
    {
        // f(x, x) is not g(x, y), in either order.
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject x = Wrap(Pair.Create(Variable, 1));
        TvmObject y = Wrap(Pair.Create(Variable, 2));
        Any twice = TvmArray.Create(x, x);
        Any both = TvmArray.Create(x, y);
        Any swapped = TvmArray.Create(y, x);
        Assert.False(Equal(twice, both, mapFreeVariables: true));
        Assert.False(Equal(both, twice, mapFreeVariables: true));
        Assert.True(Equal(both, swapped, mapFreeVariables: true));
        Assert.False(Equal(both, swapped, mapFreeVariables: false));
        Assert.Equal(Hash(both, mapFreeVariables: true), Hash(swapped, mapFreeVariables: true));
    }

    [Fact]
    public void Sharing_matters_in_graphs_and_not_in_trees()
    {
        using ObjectScope scope = ObjectScope.Enter();
        foreach ((int type, bool equal) in (ReadOnlySpan<(int, bool)>)[(Graph, false), (Tree, true)])
        {
            TvmObject one = Wrap(Pair.Create(type, 1));
            TvmObject copy = Wrap(Pair.Create(type, 1));
            Any shared = TvmArray.Create(one, one);
            Any separate = TvmArray.Create(one, copy);
            Assert.Equal(equal, Equal(shared, separate, mapFreeVariables: false));
        }
    }

    [Fact]
    public void Types_without_a_kind_are_refused()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any left = Wrap(Pair.Create(Unsupported, 1));
        Any right = Wrap(Pair.Create(Unsupported, 1));
        const string message = "_type_s_eq_hash_kind is not set for type `tvmsharp_tests.Unsupported`";
        TvmException error = Assert.Throws<TvmException>(() => Equal(left, right, mapFreeVariables: false));
        Assert.Equal("TypeError", error.Kind);
        Assert.Contains(message, error.Message);
        error = Assert.Throws<TvmException>(() => Hash(left, mapFreeVariables: false));
        Assert.Equal("TypeError", error.Kind);
        Assert.Contains(message, error.Message);

        int bare = Pair.Allocate("tvmsharp_tests.WithoutMetadata");
        error = Assert.Throws<TvmException>(
            () => Equal(Wrap(Pair.Create(bare, 1)), Wrap(Pair.Create(bare, 1)), mapFreeVariables: false));
        Assert.Contains("Type metadata is not set for type `tvmsharp_tests.WithoutMetadata`", error.Message);
    }

    [Fact]
    public void The_first_mismatch_is_found()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any left = TvmArray.Create<Any>(1, TvmArray.Create<long>(2, 3));
        Any right = TvmArray.Create<Any>(1, TvmArray.Create<long>(2, 4));
        Function find = Function.Get("ffi.GetFirstStructuralMismatch");
        Assert.True(find.Call(left, left, false, false).IsNone);
        TvmArray<TvmObject> paths = find.Call(left, right, false, false).AsArray<TvmObject>();
        Assert.Equal(2, paths.Count);
        foreach (TvmObject path in paths)
        {
            Assert.Equal("ffi.reflection.AccessPath", path.TypeKey);
            Assert.Equal(2, path.GetField("depth").As<long>());
            Assert.Equal(1, path.GetField("step").As<TvmObject>().GetField("key").As<long>());
        }
    }

    private static void Check(TVMFFIAny left, TVMFFIAny right, bool equal) => CheckMapped(left, right, equal, equal);

    /// <summary>Compares two owned values with and without mapping of variables, and their hashes when equal.</summary>
    private static void CheckMapped(TVMFFIAny left, TVMFFIAny right, bool equal, bool equalWhenMapped)
    {
        int freed = Pair.Freed;
        using (ObjectScope.Enter())
        {
            Any first = Wrap(left);
            Any second = Wrap(right);
            foreach (bool mapFreeVariables in (ReadOnlySpan<bool>)[false, true])
            {
                bool expected = mapFreeVariables ? equalWhenMapped : equal;
                Assert.Equal(expected, Equal(first, second, mapFreeVariables));
                if (expected)
                {
                    Assert.Equal(Hash(first, mapFreeVariables), Hash(second, mapFreeVariables));
                }
            }
        }

        Assert.True(Pair.Freed > freed);
    }

    private static TvmObject Wrap(TVMFFIAny owned) => WrapperTable.Wrap(ObjectReference.Take(owned.Obj));

    private static bool Equal(Any left, Any right, bool mapFreeVariables) =>
        Function.Get("ffi.StructuralEqual").Call(left, right, mapFreeVariables, false).As<bool>();

    private static long Hash(Any value, bool mapFreeVariables) =>
        Function.Get("ffi.StructuralHash").Call(value, mapFreeVariables, false).As<long>();

    private static Any Make(string what, bool first) => what switch
    {
        "none" => Any.None,
        "0" => 0,
        "1" => 1,
        "2" => 2,
        "true" => true,
        "1.0" => 1.0,
        "0.5" => 0.5,
        "NaN" => first ? double.NaN : OtherNaN,
        "short" => "short",
        "longer" => "a text that lives in an object",
        "text" => "bytes",
        "bytes" => "bytes"u8.ToArray(),
        "long text" => "a text that lives in an object",
        "long bytes" => "a text that lives in an object"u8.ToArray(),
        "array" => TvmArray.Create<Any>(1, "x", 0.5),
        "longer array" => TvmArray.Create<Any>(1, "x", 0.5, 1),
        "other array" => TvmArray.Create<Any>(1, "y", 0.5),
        "list" => Function.Get("ffi.List").Call(1, "x", 0.5),
        "map" => Function.Get("ffi.Map").Call("a", 1, "a key that lives in an object", 2),
        "reordered map" => Function.Get("ffi.Map").Call("a key that lives in an object", 2, "a", 1),
        "other value" => Function.Get("ffi.Map").Call("a", 1, "a key that lives in an object", 3),
        "other key" => Function.Get("ffi.Map").Call("b", 1, "a key that lives in an object", 2),
        "longer map" => Function.Get("ffi.Map").Call("a", 1, "a key that lives in an object", 2, "c", 3),
        "dict" => Function.Get("ffi.Dict").Call("a", 1, "a key that lives in an object", 2),
        "shape" => Function.Get("ffi.Shape").Call(1, 2),
        "other shape" => Function.Get("ffi.Shape").Call(1, 3),
        "nested" => Function.Get("ffi.Map").Call("a", TvmArray.Create<Any>(1, TvmArray.Create<long>(2, 3))),
        "other nested" => Function.Get("ffi.Map").Call("a", TvmArray.Create<Any>(1, TvmArray.Create<long>(2, 4))),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}
