using System.Globalization;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Compiler.Tests;

/// <summary>
/// Calls every export with arbitrary views, as TVM would. What has to come out is computed from the values alone:
/// the right result, or a TVM error of the right kind, and no reference more or less than before.
/// </summary>
public sealed unsafe class RandomValueTests
{
    private const int CallsPerExport = 20_000;
    private const string Prefix = "tvmsharp_tests.";

    // Repeatable; a run with another seed says so in its failures.
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("TVMSHARP_TEST_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : 20260;

    /// <summary>What each export has to give: a value, or <see cref="ExpectedErrorException"/> for an error.</summary>
    private static readonly Dictionary<string, (int Min, int Max, Func<Sample[], object?> Expect)> Oracles = new()
    {
        ["add_one"] = (1, 1, static s => unchecked(Int(s[0]) + 1)),
        ["echo_byte"] = (1, 1, static s => InRange(s[0], byte.MinValue, byte.MaxValue)),
        ["echo_ulong"] = (1, 1, static s => InRange(s[0], 0, long.MaxValue)),
        ["not"] = (1, 1, static s => Int(s[0]) == 0),
        ["half"] = (1, 1, static s => Float(s[0]) / 2),
        ["echo_float"] = (1, 1, static s => (double)(float)Float(s[0])),
        ["greet"] = (1, 2, static s => Greet(Text(s[0]), s.Length > 1 ? Text(s[1]) : null)),
        ["reverse"] = (1, 1, static s => Enumerable.Reverse(Bytes(s[0])).ToArray()),
        ["echo_any"] = (1, 1, static s => Whole(s[0])),
        ["echo_object"] = (1, 1, static s => s[0].Value is null ? null : Object(s[0])),
        ["echo_boxed"] = (1, 1, static s => Whole(s[0])),
        ["echo_address"] = (1, 1, static s => Address(s[0])),
        ["echo_variant"] = (1, 1, static s => s[0].Value is string text ? text : Int(s[0])),
        ["next_day"] = (1, 1, static s => (InRange(s[0], int.MinValue, int.MaxValue) + 1) % 7),
        ["need_object"] = (1, 1, static s => Object(s[0])),
        ["sum"] = (1, 1, static s => Longs(s[0]).Sum()),
        ["increment"] = (1, 1, static s => s[0].Value is null ? null : unchecked(Int(s[0]) + 1)),
        ["upper"] = (1, 1, static s => s[0].Value is null ? null : Text(s[0]).ToUpperInvariant()),
        ["nothing"] = (0, 0, static _ => null),
        ["other.name"] = (0, 0, static _ => "named"),
        ["fail"] = (1, 1, static s => throw new ExpectedErrorException(s[0].Value is string ? "RuntimeError" : "TypeError")),
    };

    public static TheoryData<string> Exports => [.. Oracles.Keys];

    [Theory]
    [MemberData(nameof(Exports))]
    public void Every_call_gives_the_right_result_or_an_error(string export)
    {
        (int min, int max, Func<Sample[], object?> expect) = Oracles[export];
        Random random = new(Seed);
        using Samples samples = new();
        Function function = Function.Get(Prefix + export);
        for (int call = 0; call < CallsPerExport; call++)
        {
            // Mostly the right number of arguments, so that the values get their turn.
            int count = random.Next(10) == 0 ? random.Next(0, max + 3) : random.Next(min, max + 1);
            Sample[] chosen = [.. Enumerable.Range(0, count).Select(_ => samples.Next(random))];
            string? expected = Expected(() => count < min || count > max
                ? throw new ExpectedErrorException("TypeError")
                : expect(chosen));
            string actual = Call(function, chosen);
            Assert.True(
                expected is null || expected == actual,
                $"{export}({string.Join(", ", chosen.Select(static s => s.Name))}) gave {actual}, not {expected} (seed {Seed}, call {call}).");
        }

        samples.AssertReferenceCounts();
    }

    /// <summary>Exports whose result is not computed here still give a result or an error, and lose no reference.</summary>
    [Theory]
    [InlineData("nest")]
    [InlineData("count_nested")]
    [InlineData("apply")]
    [InlineData("apply_typed")]
    [InlineData("apply_custom")]
    [InlineData("combiner")]
    [InlineData("join_all")]
    [InlineData("adder")]
    [InlineData("append")]
    [InlineData("set_item")]
    [InlineData("swap")]
    [InlineData("rotate")]
    [InlineData("alternative")]
    [InlineData("half_or_error")]
    [InlineData("describe")]
    [InlineData("lookup")]
    [InlineData("transform.Mark")]
    [InlineData("transform.CountFunctions")]
    public void Every_call_ends(string export)
    {
        Random random = new(Seed);
        using Samples samples = new();
        Function function = Function.Get(Prefix + export);
        int succeeded = 0;
        for (int call = 0; call < CallsPerExport; call++)
        {
            Sample[] chosen = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => samples.Next(random))];
            succeeded += Call(function, chosen).StartsWith("error", StringComparison.Ordinal) ? 0 : 1;
        }

        Assert.NotEqual(0, succeeded);
        samples.AssertReferenceCounts();
    }

    /// <summary>Methods of defined types, as TVM calls them: on an object of the type, and on whatever else.</summary>
    [Theory]
    [InlineData("scaled_sum", 1, 2)]
    [InlineData("make", 2, 2)]
    [InlineData("fail", 2, 2)]
    public void Every_call_of_a_method_gives_the_right_result_or_an_error(string method, int min, int max)
    {
        Random random = new(Seed);
        using Samples samples = new();
        using ObjectScope scope = ObjectScope.Enter();
        IntPair pair = IntPair.Create(20, 1);
        Sample self = new("IntPair", new() { TypeIndex = pair.Handle->TypeIndex, Obj = pair.Handle }, new ObjectValue((nint)pair.Handle, null), true);
        Function function = ObjectTypes.Get("tvmsharp_tests.IntPair").GetMethod(method).Function;
        int succeeded = 0;
        for (int call = 0; call < CallsPerExport; call++)
        {
            int count = random.Next(10) == 0 ? random.Next(0, max + 3) : random.Next(min, max + 1);
            Sample[] chosen = [.. Enumerable.Range(0, count).Select(i => i == 0 && random.Next(4) > 0 && method != "make" ? self : samples.Next(random))];
            string? expected = Expected(() => count < min || count > max
                ? throw new ExpectedErrorException("TypeError")
                : method switch
                {
                    "make" => (Int(chosen[0]), InRange(chosen[1], int.MinValue, int.MaxValue)),
                    _ when chosen[0] != self => throw new ExpectedErrorException(chosen[0].IsObject ? null : "TypeError"),
                    "fail" => throw new ExpectedErrorException(chosen[1].Value is string ? "RuntimeError" : "TypeError"),
                    _ => unchecked(21 * (count > 1 ? Int(chosen[1]) : 1)),
                });

            string actual = Call(function, chosen);
            succeeded += actual.StartsWith("error", StringComparison.Ordinal) ? 0 : 1;
            Assert.True(
                expected is null || expected == actual || (expected.StartsWith("pair ", StringComparison.Ordinal) && actual.StartsWith("object ", StringComparison.Ordinal)),
                $"{method}({string.Join(", ", chosen.Select(static s => s.Name))}) gave {actual}, not {expected} (seed {Seed}, call {call}).");
        }

        Assert.Equal(method != "fail", succeeded > 0);
        Assert.Equal(1, pair.UseCount);
        samples.AssertReferenceCounts();
    }

    /// <summary>Setters of a field of each kind of storage: the value is there afterwards, or an error and the old value.</summary>
    [Fact]
    public void Every_field_is_set_or_left_as_it_was()
    {
        Random random = new(Seed);
        using Samples samples = new();
        Dictionary<string, Func<Sample, object?>> oracles = new()
        {
            ["flag"] = static s => Int(s) != 0,
            ["day"] = static s => InRange(s, int.MinValue, int.MaxValue),
            ["text"] = static s => Text(s),
            ["number"] = static s => s.Value is null ? null : Int(s),
            ["anything"] = static s => Whole(s),
        };
        TvmTypeInfo type = ObjectTypes.Get("tvmsharp_tests.Everything");
        TvmFieldInfo[] fields = [.. type.Fields.Where(static f => f.IsWritable)];
        Assert.Empty(oracles.Keys.Except(fields.Select(static f => f.Name)));
        using (ObjectScope scope = ObjectScope.Enter())
        {
            Everything target = Everything.Create(true, DataType.Int8, default, []);
            foreach (TvmFieldInfo field in fields)
            {
                int succeeded = 0;
                for (int call = 0; call < CallsPerExport / 10; call++)
                {
                    Sample sample = samples.Next(random);
                    string before = Read(field, target);
                    string? expected = oracles.TryGetValue(field.Name, out Func<Sample, object?>? oracle) ? Expected(() => oracle(sample)) : null;
                    TVMFFIAny view = sample.Prepare();
                    int code = field.CallSetter((byte*)target.Handle + field.Offset, &view);
                    sample.CleanUp();
                    string actual = code == 0 ? Read(field, target) : $"error {TakeErrorKind(code)}";
                    succeeded += code == 0 ? 1 : 0;
                    Assert.True(expected is null || expected == actual, $"{field.Name} = {sample.Name} gave {actual}, not {expected} (seed {Seed}, call {call}).");
                    Assert.True(code == 0 || before == Read(field, target), $"{field.Name} = {sample.Name} failed, and changed the field (seed {Seed}, call {call}).");
                }

                Assert.True(succeeded > 0 || field.Name == "pair", $"{field.Name} was never set.");
            }
        }

        samples.AssertReferenceCounts();
    }

    private static string Read(TvmFieldInfo field, TvmObject target)
    {
        using ObjectScope scope = ObjectScope.Enter();
        TVMFFIAny value;
        field.Get(target).WriteOwned(&value);
        string text = Describe(ValueOf(&value));
        RefCount.Release(&value);
        return text;
    }

    [Fact]
    public void Every_export_is_driven()
    {
        string[] driven = [.. Oracles.Keys, "nest", "count_nested", "apply", "apply_typed", "apply_custom", "combiner", "join_all", "adder", "lookup", "append", "set_item", "swap", "rotate", "alternative", "half_or_error", "describe"];
        IEnumerable<string> exported = typeof(Exports).GetMethods()
            .Where(static method => method.IsDefined(typeof(TvmExportAttribute), false))
            .Select(static method => method.Name == nameof(Tests.Exports.Named) ? "other.name" : SnakeCase(method.Name));
        Assert.Empty(exported.Except(driven));
    }

    private static string SnakeCase(string name) => string.Concat(
        name.Select(static (letter, i) => i > 0 && char.IsUpper(letter) ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    private static string Greet(string name, string? greeting) => $"{greeting ?? "Hello, \"world\"\n"} {name}";

    private static long Int(Sample sample) => sample.Value switch
    {
        long number => number,
        bool truth => truth ? 1 : 0,
        _ => throw new ExpectedErrorException("TypeError"),
    };

    private static long InRange(Sample sample, long min, long max)
    {
        long number = Int(sample);
        return number >= min && number <= max ? number : throw new ExpectedErrorException("OverflowError");
    }

    private static nint Address(Sample sample) => sample.Value switch
    {
        nint address => address,
        null => 0,
        _ => throw new ExpectedErrorException("TypeError"),
    };

    private static double Float(Sample sample) => sample.Value is double number ? number : Int(sample);

    private static string Text(Sample sample) => sample.Value as string ?? throw new ExpectedErrorException("TypeError");

    private static byte[] Bytes(Sample sample) => sample.Value as byte[] ?? throw new ExpectedErrorException("TypeError");

    private static long[] Longs(Sample sample) =>
        sample.Value is ObjectValue { Longs: { } longs } ? longs : throw new ExpectedErrorException("TypeError");

    private static ObjectValue Object(Sample sample) =>
        sample.Value as ObjectValue ?? throw new ExpectedErrorException(sample.IsObject ? null : "TypeError");

    private static object? Whole(Sample sample) =>
        sample.Value is Unspecified ? throw new ExpectedErrorException(null) : sample.Value;

    /// <summary>The expected outcome in words; null when the values leave it open.</summary>
    private static string? Expected(Func<object?> expect)
    {
        try
        {
            return Describe(expect());
        }
        catch (ExpectedErrorException error)
        {
            return error.Kind is null ? null : $"error {error.Kind}";
        }
    }

    private static string Describe(object? value) => value switch
    {
        null => "None",
        byte[] bytes => $"bytes {Convert.ToHexString(bytes)}",
        IFormattable number => $"{value.GetType().Name} {number.ToString(null, CultureInfo.InvariantCulture)}",
        ObjectValue obj => $"object {obj.Address:x}",
        (long, long) => $"pair {value}",
        _ => $"{value.GetType().Name} {value}",
    };

    /// <summary>Calls as a native caller does, and says what came out.</summary>
    private static string Call(Function function, Sample[] arguments)
    {
        TVMFFIAny* views = stackalloc TVMFFIAny[Math.Max(arguments.Length, 1)];
        for (int i = 0; i < arguments.Length; i++)
        {
            views[i] = arguments[i].Prepare();
        }

        TVMFFIAny result = default;
        TVMFFIObject* callee = function.Handle;
        int code = ((TVMFFIFunctionCell*)(callee + 1))->SafeCall(callee, views, arguments.Length, &result);
        try
        {
            return code == 0 ? Describe(ValueOf(&result)) : $"error {TakeErrorKind(code)}";
        }
        finally
        {
            RefCount.Release(&result);
            foreach (Sample argument in arguments)
            {
                argument.CleanUp();
            }

            GC.KeepAlive(function);
        }
    }

    private static string TakeErrorKind(int code)
    {
        Assert.Equal(-1, code);
        TVMFFIObject* error;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&error);
        Assert.True(error != null, "The call failed without an error.");
        string kind = Utf8.ToString(((TVMFFIErrorCell*)(error + 1))->Kind);
        RefCount.Decrement(error);
        return kind;
    }

    private static object? ValueOf(TVMFFIAny* value)
    {
        switch (value->TypeIndex)
        {
            case TypeIndex.None:
                Assert.Equal(0, value->Int64);
                return null;
            case TypeIndex.Int:
                return value->Int64;
            case TypeIndex.Bool:
                return value->Int64 != 0;
            case TypeIndex.Float:
                return value->Float64;
            case TypeIndex.OpaquePtr:
                return (nint)value->Ptr;
            case TypeIndex.DataType:
            case TypeIndex.Device:
                return new PlainValue(value->TypeIndex, value->Int64);
            default:
                // A result is owned: never a borrowed view.
                Assert.False(value->TypeIndex is TypeIndex.RawStr or TypeIndex.ByteArrayPtr or TypeIndex.ObjectRValueRef or TypeIndex.DLTensorPtr);
                if (Utf8.TryGetSpan(value, true, out ReadOnlySpan<byte> text))
                {
                    return Encoding.UTF8.GetString(text);
                }

                return Utf8.TryGetSpan(value, false, out ReadOnlySpan<byte> bytes)
                    ? bytes.ToArray()
                    : new ObjectValue((nint)value->Obj, null);
        }
    }

    /// <summary>An object by its address, with its elements if it is a sequence of integers.</summary>
    private sealed record ObjectValue(nint Address, long[]? Longs);

    /// <summary>A value that no export but an untyped one takes.</summary>
    private sealed record PlainValue(int TypeIndex, long Payload);

    /// <summary>A value for which the declared type leaves open what happens.</summary>
    private sealed record Unspecified;

    /// <summary>The call has to raise an error: of a kind, or of whatever kind, or may succeed.</summary>
    private sealed class ExpectedErrorException(string? kind) : Exception
    {
        internal string? Kind { get; } = kind;
    }

    /// <summary>One view that a call may be given, and the value in it.</summary>
    private sealed class Sample(string name, TVMFFIAny view, object? value, bool isObject = false)
    {
        internal string Name { get; } = name;

        internal object? Value { get; } = value;

        internal bool IsObject { get; } = isObject;

        /// <summary>For an rvalue reference, the object that its slot gets before each call.</summary>
        internal TVMFFIObject* Moved { get; init; }

        internal TVMFFIAny Prepare()
        {
            if (Moved != null && *(TVMFFIObject**)view.Ptr == null)
            {
                RefCount.Increment(Moved);
                *(TVMFFIObject**)view.Ptr = Moved;
            }

            return view;
        }

        internal void CleanUp()
        {
            if (Moved != null && *(TVMFFIObject**)view.Ptr != null)
            {
                *(TVMFFIObject**)view.Ptr = null;
                RefCount.Decrement(Moved);
            }
        }
    }

    /// <summary>Views of every kind, extremes included.</summary>
    private sealed class Samples : IDisposable
    {
        private readonly List<Sample> _all = [];
        private readonly List<nint> _blocks = [];
        private readonly List<(nint Object, uint Count)> _objects = [];

        internal Samples()
        {
            Add("None", default, null);
            foreach (long number in (long[])[0, 1, -1, 7, 255, 256, long.MaxValue, long.MinValue])
            {
                Add($"int {number}", new() { TypeIndex = TypeIndex.Int, Int64 = number }, number);
            }

            foreach (bool truth in (bool[])[false, true])
            {
                Add($"bool {truth}", new() { TypeIndex = TypeIndex.Bool, Int64 = truth ? 1 : 0 }, truth);
            }

            foreach (double number in (double[])[0, -0.5, 1e300, double.NaN, double.NegativeInfinity, double.Epsilon])
            {
                Add($"float {number}", new() { TypeIndex = TypeIndex.Float, Float64 = number }, number);
            }

            Add("pointer", new() { TypeIndex = TypeIndex.OpaquePtr, Int64 = 0x1234 }, (nint)0x1234);
            Add("dtype", new() { TypeIndex = TypeIndex.DataType, Int64 = 0x1_20_02 }, new PlainValue(TypeIndex.DataType, 0x1_20_02));
            Add("device", new() { TypeIndex = TypeIndex.Device, Int64 = 2 }, new PlainValue(TypeIndex.Device, 2));
            Add("DLTensor*", new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = Allocate(64) }, new Unspecified());
            foreach (string text in (string[])["", "a", "sevenby", "eight by", "ünï", "a text that is longer than what fits inline"])
            {
                AddText(text);
            }

            foreach (int length in (int[])[0, 1, 7, 8, 100])
            {
                AddBytes([.. Enumerable.Range(0, length).Select(static i => (byte)(i * 37))]);
            }

            AddText("\uFFFD", [0xFF]);
            AddObject("Array[1, 2]", [1, 2], static () => Function.Get("ffi.Array").Call([1L, 2L]).As<TvmObject>());
            AddObject("Array[]", [], static () => Function.Get("ffi.Array").Call([]).As<TvmObject>());
            AddObject("Array[1, text]", null, static () => Function.Get("ffi.Array").Call([1L, "text"]).As<TvmObject>());
            AddObject("Array of eight", null, static () => Function.Get("ffi.Array").Call([1, "text", 2.5, false, Array.Empty<byte>(), Function.Get("ffi.Array").Call(3), 4, Any.None]).As<TvmObject>());
            AddObject("Array[None]", null, static () => Function.Get("ffi.Array").Call([Any.None]).As<TvmObject>());
            AddObject("List[1, 2]", [1, 2], static () => Function.Get("ffi.List").Call([1L, 2L]).As<TvmObject>());
            AddObject("Array[1, text]", null, static () => Function.Get("ffi.Array").Call([1L, "text"]).As<TvmObject>());
            AddObject("Dict{a: 1}", null, static () => Function.Get("ffi.Dict").Call(["a", 1]).As<TvmObject>());
            AddObject("Shape", null, static () => Function.Get("ffi.Shape").Call([3, 4]).As<TvmObject>());
            AddObject("Map{a: 1}", null, static () => Function.Get("ffi.Map").Call(["a", 1]).As<TvmObject>());
            AddObject("Map{1: a}", null, static () => Function.Get("ffi.Map").Call([1, "a"]).As<TvmObject>());
            AddObject("Function", null, static () => Function.Create(static args => args.Length));
            AddObject("Error", null, static () => new Error("ValueError", "a message"));
        }

        public void Dispose()
        {
            foreach ((nint obj, _) in _objects)
            {
                RefCount.Decrement((TVMFFIObject*)obj);
            }

            foreach (nint block in _blocks)
            {
                System.Runtime.InteropServices.NativeMemory.Free((void*)block);
            }
        }

        internal Sample Next(Random random) => _all[random.Next(_all.Count)];

        internal void AssertReferenceCounts()
        {
            // Delegates that were made from functions hold them until they are collected.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.All(_objects, static entry => Assert.Equal(entry.Count, RefCount.Strong((TVMFFIObject*)entry.Object)));
        }

        private void Add(string name, TVMFFIAny view, object? value, bool isObject = false) => _all.Add(new(name, view, value, isObject));

        private void AddText(string text, byte[]? utf8 = null)
        {
            utf8 ??= Encoding.UTF8.GetBytes(text);
            byte* raw = (byte*)Allocate((nuint)utf8.Length + 1);
            utf8.CopyTo(new Span<byte>(raw, utf8.Length));
            Add($"char* '{text}'", new() { TypeIndex = TypeIndex.RawStr, Ptr = raw }, text);
            TVMFFIAny owned;
            Utf8.Write(utf8, true, &owned);
            AddOwned($"str '{text}'", owned, text);
        }

        private void AddBytes(byte[] bytes)
        {
            byte* raw = (byte*)Allocate((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(raw, bytes.Length));
            TVMFFIByteArray* array = (TVMFFIByteArray*)Allocate((nuint)sizeof(TVMFFIByteArray));
            *array = new() { Data = raw, Size = (nuint)bytes.Length };
            Add($"TVMFFIByteArray* of {bytes.Length}", new() { TypeIndex = TypeIndex.ByteArrayPtr, Ptr = array }, bytes);
            TVMFFIAny owned;
            Utf8.Write(bytes, false, &owned);
            AddOwned($"bytes of {bytes.Length}", owned, bytes);
        }

        /// <summary>An object as itself, as an rvalue reference, and as one that was moved from.</summary>
        private void AddObject(string name, long[]? longs, Func<TvmObject> make)
        {
            using ObjectScope scope = ObjectScope.Enter();
            TvmObject made = make();
            TVMFFIObject* obj = made.Handle;
            RefCount.Increment(obj);
            TVMFFIObject** slot = (TVMFFIObject**)Allocate((nuint)sizeof(nint));
            TVMFFIObject** empty = (TVMFFIObject**)Allocate((nuint)sizeof(nint));
            ObjectValue value = new((nint)obj, longs);
            AddOwned(name, new() { TypeIndex = obj->TypeIndex, Obj = obj }, value);
            _all.Add(new($"RValueRef<{name}>", new() { TypeIndex = TypeIndex.ObjectRValueRef, Ptr = slot }, value, true) { Moved = obj });
            Add("RValueRef<moved>", new() { TypeIndex = TypeIndex.ObjectRValueRef, Ptr = empty }, new Unspecified(), true);
        }

        private void AddOwned(string name, TVMFFIAny owned, object value)
        {
            bool isObject = owned.TypeIndex >= TypeIndex.StaticObjectBegin;
            Add(name, owned, value, isObject);
            if (isObject)
            {
                // The count once the scope it was made in has ended.
                _objects.Add(((nint)owned.Obj, 1));
            }
        }

        private void* Allocate(nuint size)
        {
            void* block = System.Runtime.InteropServices.NativeMemory.AllocZeroed(size);
            _blocks.Add((nint)block);
            return block;
        }
    }
}
