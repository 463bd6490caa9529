namespace TvmSharp.Compiler.Tests;

/// <summary>Two integers.</summary>
[TvmObject("tvmsharp_tests.IntPair", StructuralKind = StructuralKind.Tree)]
public sealed partial class IntPair : TvmObject
{
    /// <summary>The first.</summary>
    [TvmField]
    public partial long A { get; set; }

    [TvmField(Name = "second", Default = -1)]
    public partial int B { get; set; }

    /// <summary>Adds them.</summary>
    [TvmMethod]
    public long ScaledSum(long factor = 1) => (A + B) * factor;

    [TvmMethod("make")]
    public static IntPair Of(long a, int b) => Create(a, b);

    /// <summary>How TVM prints it.</summary>
    [TvmMethod(TypeAttribute.Repr)]
    public string Print(Func<Any, string> print) => $"IntPair(a={print(A)}, second={print(B)})";

    /// <summary>A walk goes to the second number only, as often as the first says.</summary>
    [TvmMethod(TypeAttribute.StructuralVisit)]
    public static VisitInterrupt? Visit(StructuralVisitor visitor, IntPair self)
    {
        VisitInterrupt? end = null;
        for (long i = 0; i < self.A && end is null; i++)
        {
            end = visitor.Visit(self.B);
        }

        return end;
    }

    [TvmMethod]
    public long Fail(string message) => throw new InvalidOperationException($"{A}: {message}");
}

/// <summary>A field of each kind of storage.</summary>
[TvmObject("tvmsharp_tests.Everything")]
public partial class Everything : TvmObject
{
    [TvmField]
    public partial bool Flag { get; set; }

    [TvmField(Default = 5)]
    public partial ulong Unsigned { get; init; }

    [TvmField(Default = 0.5f)]
    public partial float Single { get; set; }

    [TvmField(Flags = TvmFieldFlags.InitOff)]
    public partial Half Half { get; set; }

    [TvmField(Default = DayOfWeek.Friday)]
    public partial DayOfWeek Day { get; set; }

    [TvmField]
    public partial DataType Type { get; set; }

    [TvmField]
    public partial Device Device { get; set; }

    [TvmField(Default = "a \"text\" that is longer than seven?")]
    public partial string Text { get; set; }

    [TvmField(Default = null)]
    public partial long? Number { get; set; }

    [TvmField(Default = null, Flags = TvmFieldFlags.KeywordOnly)]
    public partial IntPair? Pair { get; set; }

    [TvmField]
    public partial TvmList<IntPair> Pairs { get; set; }

    [TvmField(Default = null)]
    public partial Any Anything { get; set; }

    [TvmField(Default = null)]
    public partial (long, string, IntPair?, bool, double)? Five { get; set; }

    [TvmField(Default = null)]
    public partial Variant<long, string, IntPair, TvmList<IntPair>>? Choice { get; set; }

    [TvmField(Default = true, Flags = TvmFieldFlags.InitOff | TvmFieldFlags.ReprOff)]
    public partial bool Hidden { get; set; }
}

/// <summary>Inherits.</summary>
[TvmObject("tvmsharp_tests.Derived")]
public sealed partial class Derived : Everything
{
    [TvmField(Default = true)]
    public partial bool Last { get; set; }
}

/// <summary>Never changes.</summary>
[TvmObject("tvmsharp_tests.Frozen")]
public sealed partial class Frozen : TvmObject
{
    [TvmField]
    public partial IntPair Pair { get; }

    [TvmField]
    public partial string Name { get; }
}

/// <summary>Has nothing.</summary>
[TvmObject("tvmsharp_tests.Marker", StructuralKind = StructuralKind.Singleton)]
public sealed partial class Marker : TvmObject;
