using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A tuple of 2 elements as <c>Tuple</c>: an array of exactly that many, as upstream has it (container/tuple.h).</summary>
/// <typeparam name="T1">Type of element 0.</typeparam>
/// <typeparam name="TM1">How element 0 crosses.</typeparam>
/// <typeparam name="T2">Type of element 1.</typeparam>
/// <typeparam name="TM2">How element 1 crosses.</typeparam>
public readonly unsafe struct TupleMarshaller<T1, TM1, T2, TM2> : IMarshaller<(T1, T2)>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
{
    /// <inheritdoc/>
    public static string TypeName => $"Tuple<{TM1.TypeName}, {TM2.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) =>
        TupleView.IsTuple(view, 2)
        && TM1.CanRead(TupleView.Element(view, 0))
        && TM2.CanRead(TupleView.Element(view, 1));

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) =>
        TupleView.IsTuple(view, 2)
        && TM1.IsStrict(TupleView.Element(view, 0))
        && TM2.IsStrict(TupleView.Element(view, 1));

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out (T1, T2) value)
    {
        if (!CanRead(view))
        {
            value = default;
            return false;
        }

        _ = TM1.TryRead(TupleView.Element(view, 0), out T1 item0);
        _ = TM2.TryRead(TupleView.Element(view, 1), out T2 item1);
        value = (item0, item1);
        return true;
    }

    /// <inheritdoc/>
    public static void Write((T1, T2) value, TVMFFIAny* result)
    {
        TVMFFIAny* elements = stackalloc TVMFFIAny[2];
        int written = 0;
        try
        {
            TM1.Write(value.Item1, elements + 0);
            written++;
            TM2.Write(value.Item2, elements + 1);
            written++;
            *result = default;
            BuiltinFunctions.Array.CallRaw(elements, 2, result);
        }
        finally
        {
            TupleView.Release(elements, written);
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument((T1, T2) value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument((T1, T2) value, TVMFFIAny* argument) => RefCount.Release(argument);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => !TupleView.IsTuple(view, 2)
        ? TupleView.Describe(view)
        : 0 switch
        {
            _ when !TM1.CanRead(TupleView.Element(view, 0)) => $"Array[index 0: {TM1.DescribeMismatch(TupleView.Element(view, 0))}]",
            _ when !TM2.CanRead(TupleView.Element(view, 1)) => $"Array[index 1: {TM2.DescribeMismatch(TupleView.Element(view, 1))}]",
            _ => TupleView.Describe(view),
        };
}
