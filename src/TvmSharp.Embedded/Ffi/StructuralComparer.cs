using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;
using StepKind = TvmSharp.Embedded.Ffi.AccessPaths.StepKind;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.StructuralEqual</c>: by fields, with variables mapped to one another where they are defined; and
/// <c>ffi.GetFirstStructuralMismatch</c>, which says where two values differ.
/// </summary>
internal sealed unsafe class StructuralComparer(bool mapFreeVariables, bool skipTensorContent) : IDisposable
{
    private enum Region
    {
        None,
        Recursive,
        NonRecursive,
    }

    private static readonly TypeTable.Column Custom = TypeTable.EnsureColumn("__s_equal__");

    private readonly References _references = new();
    private readonly Dictionary<nint, nint> _rightOf = [];
    private readonly Dictionary<nint, nint> _leftOf = [];
    private Region _region = mapFreeVariables ? Region.Recursive : Region.None;

    /// <summary>The steps to the first mismatch, the last one first; null when nobody asks.</summary>
    private List<((StepKind Kind, TVMFFIAny Key) Left, (StepKind Kind, TVMFFIAny Key) Right)>? _mismatch;

    /// <summary>
    /// A pair of access paths to where two values differ first, None when they are equal. Kept until the call ends.
    /// </summary>
    public TVMFFIAny FirstMismatch(TVMFFIAny left, TVMFFIAny right)
    {
        _mismatch = [];
        if (AreEqual(left, right))
        {
            return Value.None;
        }

        _mismatch.Reverse();
        TVMFFIObject* leftPath = Pool.Keep(AccessPaths.Create(_mismatch.Select(static step => step.Left)));
        TVMFFIObject* rightPath = Pool.Keep(AccessPaths.Create(_mismatch.Select(static step => step.Right)));
        return Value.Object(Pool.Keep(Sequences.CreateArray([Value.Object(leftPath), Value.Object(rightPath)])));
    }

    public bool AreEqual(TVMFFIAny left, TVMFFIAny right)
    {
        Nesting.Check();
        if (left.TypeIndex != right.TypeIndex)
        {
            return IsContent(left.TypeIndex) && IsContent(right.TypeIndex) && AnyComparer.Instance.Equals(left, right);
        }

        switch (left.TypeIndex)
        {
            case TypeIndex.Float when double.IsNaN(left.Float64):
                return double.IsNaN(right.Float64);
            case < TypeIndex.StaticObjectBegin or TypeIndex.Str or TypeIndex.Bytes:
                return AnyComparer.Instance.Equals(left, right);
            case TypeIndex.Array or TypeIndex.List:
                return SequencesAreEqual(left.Obj, right.Obj);
            case TypeIndex.Map or TypeIndex.Dict:
                return MapsAreEqual(left.Obj, right.Obj);
            case TypeIndex.Shape:
                return Shapes.Extents(left.Obj).SequenceEqual(Shapes.Extents(right.Obj));
            case TypeIndex.Tensor:
                return left.Obj == right.Obj || TensorsAreEqual(left.Obj, right.Obj);
            default:
                return ObjectsAreEqual(left.Obj, right.Obj);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _references.Dispose();

    private static bool IsContent(int typeIndex) =>
        typeIndex is TypeIndex.Str or TypeIndex.SmallStr or TypeIndex.Bytes or TypeIndex.SmallBytes;

    private bool TensorsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        DLTensor* first = (DLTensor*)(left + 1);
        DLTensor* second = (DLTensor*)(right + 1);
        return first->DType.Equals(second->DType)
            && new ReadOnlySpan<long>(first->Shape, first->NDim).SequenceEqual(new ReadOnlySpan<long>(second->Shape, second->NDim))
            && (skipTensorContent || Tensors.Content(first, "compare").SequenceEqual(Tensors.Content(second, "compare")));
    }

    private bool SequencesAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        ReadOnlySpan<TVMFFIAny> first = Sequences.Stable(left);
        ReadOnlySpan<TVMFFIAny> second = Sequences.Stable(right);
        if (first.Length != second.Length && _mismatch is null)
        {
            return false;
        }

        int common = Math.Min(first.Length, second.Length);
        for (int i = 0; i < common; i++)
        {
            if (!AreEqual(first[i], second[i]))
            {
                return Mismatch(StepKind.ArrayItem, Value.Int(i));
            }
        }

        return first.Length == second.Length || (first.Length > second.Length
            ? Mismatch((StepKind.ArrayItem, Value.Int(common)), (StepKind.ArrayItemMissing, Value.Int(common)))
            : Mismatch((StepKind.ArrayItemMissing, Value.Int(common)), (StepKind.ArrayItem, Value.Int(common))));
    }

    private bool MapsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        if (Maps.Size(left) != Maps.Size(right) && _mismatch is null)
        {
            return false;
        }

        foreach ((TVMFFIAny key, TVMFFIAny value) in Maps.Stable(left))
        {
            TVMFFIAny mapped = Mapped(_rightOf, key);
            if (!Maps.Entries(right).TryGetValue(mapped, out TVMFFIAny counterpart))
            {
                return Mismatch((StepKind.MapItem, key), (StepKind.MapItemMissing, mapped));
            }

            if (!AreEqual(value, counterpart))
            {
                return Mismatch((StepKind.MapItem, key), (StepKind.MapItem, mapped));
            }
        }

        if (Maps.Size(left) == Maps.Size(right))
        {
            return true;
        }

        foreach (TVMFFIAny key in Maps.Entries(right).Keys)
        {
            TVMFFIAny mapped = Mapped(_leftOf, key);
            if (!Maps.Entries(left).ContainsKey(mapped))
            {
                return Mismatch((StepKind.MapItemMissing, mapped), (StepKind.MapItem, key));
            }
        }

        return false;
    }

    private static TVMFFIAny Mapped(Dictionary<nint, nint> variables, TVMFFIAny key) =>
        Value.IsObject(key) && variables.TryGetValue((nint)key.Obj, out nint other) ? Value.Object((TVMFFIObject*)other) : key;

    private bool ObjectsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        int kind = StructuralHasher.KindOf(left);
        switch (kind)
        {
            case SEqHashKind.UniqueInstance:
                return left == right;
            case SEqHashKind.ConstTreeNode when left == right:
                return true;
            case SEqHashKind.DAGNode or SEqHashKind.FreeVar:
                if (_rightOf.TryGetValue((nint)left, out nint known))
                {
                    return known == (nint)right;
                }

                if (_leftOf.ContainsKey((nint)right))
                {
                    return false;
                }

                break;
        }

        if (kind != SEqHashKind.FreeVar)
        {
            bool same = FieldsAreEqual(left, right);
            if (same && kind == SEqHashKind.DAGNode)
            {
                Bind(left, right);
            }

            return same;
        }

        Region saved = _region;
        if (_region == Region.NonRecursive)
        {
            _region = Region.None;
        }

        bool fieldsAreEqual = FieldsAreEqual(left, right);
        _region = saved;
        if (!fieldsAreEqual || (left != right && _region == Region.None))
        {
            return false;
        }

        Bind(left, right);
        return true;
    }

    private void Bind(TVMFFIObject* left, TVMFFIObject* right)
    {
        _references.Hold(Value.Object(left));
        _references.Hold(Value.Object(right));
        _rightOf[(nint)left] = (nint)right;
        _leftOf[(nint)right] = (nint)left;
    }

    private bool FieldsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        TVMFFIAny custom = TypeTable.Attribute(Custom, left->TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            TVMFFIObject* compare = Pool.Keep(HostFunction.Create(
                "",
                HostType.Bool,
                [HostType.AnyView, HostType.AnyView, HostType.Int, HostType.AnyView],
                arguments =>
                {
                    bool same = InRegion((Region)arguments.Int(2), arguments.Any(0), arguments.Any(1));
                    return Value.Bool(same || Mismatch(StepKind.Attr, arguments.Cast(3, HostType.Text).Any(3)));
                }));
            return Host.Call(custom.Obj, Value.Object(left), Value.Object(right), Value.Object(compare)).Int64 != 0;
        }

        foreach (nint address in TypeTable.Fields(left->TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if ((field->Flags & FieldFlags.SEqHashIgnore) != 0)
            {
                continue;
            }

            Region region = (field->Flags & FieldFlags.SEqHashDefNonRecursive) != 0 ? Region.NonRecursive
                : (field->Flags & FieldFlags.SEqHashDefRecursive) != 0 ? Region.Recursive
                : Region.None;
            if (!InRegion(region, Reflection.Get(left, field), Reflection.Get(right, field)))
            {
                return Mismatch(StepKind.Attr, _mismatch is null ? default : Pool.Keep(Strings.String(field->Name.AsSpan())));
            }
        }

        return true;
    }

    /// <summary>Compares with another kind of region; none leaves the present one.</summary>
    private bool InRegion(Region region, TVMFFIAny left, TVMFFIAny right)
    {
        Region saved = _region;
        if (region != Region.None)
        {
            _region = region;
        }

        bool same = AreEqual(left, right);
        _region = saved;
        return same;
    }

    /// <summary>Notes a step that both values have in common and returns false.</summary>
    private bool Mismatch(StepKind kind, TVMFFIAny key) => Mismatch((kind, key), (kind, key));

    /// <summary>Notes a step and returns false.</summary>
    private bool Mismatch((StepKind Kind, TVMFFIAny Key) left, (StepKind Kind, TVMFFIAny Key) right)
    {
        if (_mismatch is not null)
        {
            _references.Hold(left.Key);
            _references.Hold(right.Key);
            _mismatch.Add((left, right));
        }

        return false;
    }
}
