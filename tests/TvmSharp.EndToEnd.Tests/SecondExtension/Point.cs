using TvmSharp;
using TvmSharp.Ffi;

namespace SecondExtension;

/// <summary>A point with a name.</summary>
[TvmObject("second_project.Point", StructuralKind = StructuralKind.Tree)]
public partial class Point : TvmObject
{
    [TvmField]
    public partial long X { get; set; }

    [TvmField(Default = -7)]
    public partial int Y { get; set; }

    [TvmField(Default = "a name that is longer than seven")]
    public partial string Name { get; set; }

    [TvmField(Default = null)]
    public partial Point? Next { get; set; }

    /// <summary>How TVM prints it.</summary>
    [TvmMethod(TypeAttribute.Repr)]
    public string Print(Func<Any, string> print) => $"Point({print(X)}, {print(Y)})";

    /// <summary>The sum of the coordinates, and of those of the points behind it.</summary>
    [TvmMethod]
    public long Sum() => X + Y + (Next?.Sum() ?? 0);
}

/// <summary>A point in space.</summary>
[TvmObject("second_project.SpacePoint")]
public sealed partial class SpacePoint : Point
{
    [TvmField(Default = 0.5)]
    public partial double Z { get; }
}
