using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.RecursiveEq</c> and its like: by contents and fields. What has no order, such as maps that differ, is an
/// error unless only equality is asked for.
/// </summary>
internal sealed unsafe class RecursiveComparer(bool equalityOnly)
{
    private static readonly TypeTable.Column Equality = TypeTable.EnsureColumn("__ffi_eq__");
    private static readonly TypeTable.Column Order = TypeTable.EnsureColumn("__ffi_compare__");

    private readonly HashSet<(nint Left, nint Right)> _open = [];

    /// <summary>Whether a type compares its objects itself.</summary>
    public static bool HasCustom(int typeIndex) =>
        TypeTable.Attribute(Equality, typeIndex).TypeIndex != TypeIndex.None
        || TypeTable.Attribute(Order, typeIndex).TypeIndex != TypeIndex.None;

    /// <summary>Less than, equal to or greater than zero, as the left value is to the right one.</summary>
    public int Compare(TVMFFIAny left, TVMFFIAny right)
    {
        Nesting.Check();
        if (left.TypeIndex == TypeIndex.None || right.TypeIndex == TypeIndex.None)
        {
            return (left.TypeIndex == TypeIndex.None ? 0 : 1) - (right.TypeIndex == TypeIndex.None ? 0 : 1);
        }

        if ((Value.IsText(left) && Value.IsText(right)) || (IsBytes(left) && IsBytes(right)))
        {
            return Math.Sign(Value.Bytes(&left).SequenceCompareTo(Value.Bytes(&right)));
        }

        if (left.TypeIndex != right.TypeIndex)
        {
            return Different($"Cannot compare values of different types: {Host.TypeKey(left.TypeIndex)} vs {Host.TypeKey(right.TypeIndex)}");
        }

        if (left.TypeIndex < TypeIndex.StaticObjectBegin)
        {
            return ComparePlain(left, right);
        }

        if (left.Obj == right.Obj)
        {
            return 0;
        }

        if (left.TypeIndex == TypeIndex.Shape)
        {
            return Math.Sign(Shapes.Extents(left.Obj).SequenceCompareTo(Shapes.Extents(right.Obj)));
        }

        if (!_open.Add(((nint)left.Obj, (nint)right.Obj)))
        {
            return equalityOnly ? 0 : throw HostException.Value("RecursiveCompare: cyclic reference detected in ordering");
        }

        int result = CompareObjects(left, right);
        _open.Remove(((nint)left.Obj, (nint)right.Obj));
        return result;
    }

    private static bool IsBytes(in TVMFFIAny value) => value.TypeIndex is TypeIndex.SmallBytes or TypeIndex.Bytes;

    /// <summary>The result for values that are not equal and have no order.</summary>
    private int Different(string message) => equalityOnly ? 1 : throw HostException.Type(message);

    private int ComparePlain(TVMFFIAny left, TVMFFIAny right)
    {
        switch (left.TypeIndex)
        {
            case TypeIndex.Bool:
                return (left.Int64 != 0).CompareTo(right.Int64 != 0);
            case TypeIndex.Int:
                return left.Int64.CompareTo(right.Int64);
            case TypeIndex.Float when double.IsNaN(left.Float64) || double.IsNaN(right.Float64):
                return equalityOnly && double.IsNaN(left.Float64) && double.IsNaN(right.Float64)
                    ? 0
                    : Different("Cannot order NaN values");
            case TypeIndex.Float:
                return left.Float64.CompareTo(right.Float64);
            case TypeIndex.DataType:
                DLDataType first = left.DType;
                DLDataType second = right.DType;
                return (first.Code, first.Bits, first.Lanes).CompareTo((second.Code, second.Bits, second.Lanes));
            case TypeIndex.Device:
                return (left.Device.DeviceType, left.Device.DeviceId).CompareTo((right.Device.DeviceType, right.Device.DeviceId));
            default:
                return left.UInt64 == right.UInt64 && left.ZeroPadding == right.ZeroPadding
                    ? 0
                    : Different($"Cannot order values of type {Host.TypeKey(left.TypeIndex)}");
        }
    }

    private int CompareObjects(TVMFFIAny left, TVMFFIAny right)
    {
        TVMFFIAny equality = equalityOnly ? TypeTable.Attribute(Equality, left.TypeIndex) : Value.None;
        if (equality.TypeIndex == TypeIndex.Function)
        {
            return CallCustom(equality, HostType.Bool, left, right).Int64 != 0 ? 0 : 1;
        }

        TVMFFIAny order = TypeTable.Attribute(Order, left.TypeIndex);
        if (order.TypeIndex == TypeIndex.Function)
        {
            return Math.Sign(CallCustom(order, HostType.Int, left, right).Int64);
        }

        switch (left.TypeIndex)
        {
            case TypeIndex.Array or TypeIndex.List:
                return CompareSequences(left.Obj, right.Obj);
            case TypeIndex.Map or TypeIndex.Dict:
                return CompareMaps(left.Obj, right.Obj);
        }

        foreach (nint address in TypeTable.Fields(left.TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            int result = (field->Flags & FieldFlags.CompareOff) != 0
                ? 0
                : Compare(Reflection.Get(left.Obj, field), Reflection.Get(right.Obj, field));
            if (result != 0)
            {
                return result;
            }
        }

        return 0;
    }

    /// <summary>Calls what a type registered, with a function for the parts of its objects.</summary>
    private TVMFFIAny CallCustom(TVMFFIAny custom, HostType type, TVMFFIAny left, TVMFFIAny right)
    {
        TVMFFIObject* inner = Pool.Keep(HostFunction.Create("", type, [HostType.AnyView, HostType.AnyView], arguments =>
        {
            int result = Compare(arguments.Any(0), arguments.Any(1));
            return type == HostType.Bool ? Value.Bool(result == 0) : Value.Int(result);
        }));
        return type.Cast(Pool.Keep(Host.Call(custom.Obj, left, right, Value.Object(inner))));
    }

    private int CompareSequences(TVMFFIObject* left, TVMFFIObject* right)
    {
        ReadOnlySpan<TVMFFIAny> first = Sequences.Stable(left);
        ReadOnlySpan<TVMFFIAny> second = Sequences.Stable(right);
        for (int i = 0; i < Math.Min(first.Length, second.Length); i++)
        {
            int result = Compare(first[i], second[i]);
            if (result != 0)
            {
                return result;
            }
        }

        return first.Length.CompareTo(second.Length);
    }

    private int CompareMaps(TVMFFIObject* left, TVMFFIObject* right)
    {
        const string message = "Cannot order Map/Dict values";
        if (Maps.Size(left) != Maps.Size(right))
        {
            return Different(message);
        }

        foreach ((TVMFFIAny key, TVMFFIAny value) in Maps.Stable(left))
        {
            if (!Maps.Entries(right).TryGetValue(key, out TVMFFIAny other) || Compare(value, other) != 0)
            {
                return Different(message);
            }
        }

        return 0;
    }
}
