using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary><c>ffi.StructuralEqual</c>: by fields, with variables mapped to one another where they are defined.</summary>
internal sealed unsafe class StructuralComparer(bool mapFreeVariables, bool skipTensorContent)
{
    private enum Region
    {
        None,
        Recursive,
        NonRecursive,
    }

    private static readonly TypeTable.Column Custom = TypeTable.EnsureColumn("__s_equal__");

    private readonly Dictionary<nint, nint> _rightOf = [];
    private readonly Dictionary<nint, nint> _leftOf = [];
    private Region _region = mapFreeVariables ? Region.Recursive : Region.None;

    public bool AreEqual(TVMFFIAny left, TVMFFIAny right)
    {
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
                TVMFFIShapeCell* first = (TVMFFIShapeCell*)(left.Obj + 1);
                TVMFFIShapeCell* second = (TVMFFIShapeCell*)(right.Obj + 1);
                return new ReadOnlySpan<long>(first->Data, (int)first->Size)
                    .SequenceEqual(new ReadOnlySpan<long>(second->Data, (int)second->Size));
            case TypeIndex.Tensor:
                return left.Obj == right.Obj
                    || (SameForm(left.Obj, right.Obj)
                        && (skipTensorContent || Tensors.Contents(left.Obj, "compare").SequenceEqual(Tensors.Contents(right.Obj, "compare"))));
            default:
                return ObjectsAreEqual(left.Obj, right.Obj);
        }
    }

    private static bool IsContent(int typeIndex) =>
        typeIndex is TypeIndex.Str or TypeIndex.SmallStr or TypeIndex.Bytes or TypeIndex.SmallBytes;

    private static bool SameForm(TVMFFIObject* left, TVMFFIObject* right)
    {
        Tensors.DLTensor* first = (Tensors.DLTensor*)(left + 1);
        Tensors.DLTensor* second = (Tensors.DLTensor*)(right + 1);
        return first->DType.Equals(second->DType)
            && new ReadOnlySpan<long>(first->Shape, first->NDim).SequenceEqual(new ReadOnlySpan<long>(second->Shape, second->NDim));
    }

    private bool SequencesAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        ReadOnlySpan<TVMFFIAny> first = Value.Elements(left);
        ReadOnlySpan<TVMFFIAny> second = Value.Elements(right);
        if (first.Length != second.Length)
        {
            return false;
        }

        for (int i = 0; i < first.Length; i++)
        {
            if (!AreEqual(first[i], second[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool MapsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        if (Maps.Size(left) != Maps.Size(right))
        {
            return false;
        }

        foreach ((TVMFFIAny key, TVMFFIAny value) in Maps.Entries(left))
        {
            TVMFFIAny mapped = Value.IsObject(key) && _rightOf.TryGetValue((nint)key.Obj, out nint other)
                ? Value.Object((TVMFFIObject*)other)
                : key;
            if (!Maps.Entries(right).TryGetValue(mapped, out TVMFFIAny counterpart) || !AreEqual(value, counterpart))
            {
                return false;
            }
        }

        return true;
    }

    private bool ObjectsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        TypeTable.Entry type = TypeTable.Get(left->TypeIndex);
        int kind = TypeTable.StructuralKind(type);
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
        _rightOf[(nint)left] = (nint)right;
        _leftOf[(nint)right] = (nint)left;
    }

    private bool FieldsAreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        TVMFFIAny custom = TypeTable.Attribute(Custom, left->TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            TVMFFIObject* compare = Pool.Keep(HostFunction.Create(
                "", HostType.Bool, [HostType.AnyView, HostType.AnyView, HostType.Int, HostType.AnyView],
                arguments => Value.Bool(InRegion((Region)arguments.Int(2), arguments.Any(0), arguments.Any(1)))));
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
                return false;
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
}
