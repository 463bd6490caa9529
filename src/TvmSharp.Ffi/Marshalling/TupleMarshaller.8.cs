using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A tuple of 8 elements as <c>Tuple</c>: an array of exactly that many, as upstream has it (container/tuple.h).</summary>
/// <typeparam name="T1">Type of element 0.</typeparam>
/// <typeparam name="TM1">How element 0 crosses.</typeparam>
/// <typeparam name="T2">Type of element 1.</typeparam>
/// <typeparam name="TM2">How element 1 crosses.</typeparam>
/// <typeparam name="T3">Type of element 2.</typeparam>
/// <typeparam name="TM3">How element 2 crosses.</typeparam>
/// <typeparam name="T4">Type of element 3.</typeparam>
/// <typeparam name="TM4">How element 3 crosses.</typeparam>
/// <typeparam name="T5">Type of element 4.</typeparam>
/// <typeparam name="TM5">How element 4 crosses.</typeparam>
/// <typeparam name="T6">Type of element 5.</typeparam>
/// <typeparam name="TM6">How element 5 crosses.</typeparam>
/// <typeparam name="T7">Type of element 6.</typeparam>
/// <typeparam name="TM7">How element 6 crosses.</typeparam>
/// <typeparam name="T8">Type of element 7.</typeparam>
/// <typeparam name="TM8">How element 7 crosses.</typeparam>
public readonly unsafe struct TupleMarshaller<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8> : IMarshaller<(T1, T2, T3, T4, T5, T6, T7, T8)>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TM6 : struct, IMarshaller<T6>
    where TM7 : struct, IMarshaller<T7>
    where TM8 : struct, IMarshaller<T8>
{
    /// <inheritdoc/>
    public static string TypeName => $"Tuple<{TM1.TypeName}, {TM2.TypeName}, {TM3.TypeName}, {TM4.TypeName}, {TM5.TypeName}, {TM6.TypeName}, {TM7.TypeName}, {TM8.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) =>
        TupleView.IsTuple(view, 8)
        && TM1.CanRead(TupleView.Element(view, 0))
        && TM2.CanRead(TupleView.Element(view, 1))
        && TM3.CanRead(TupleView.Element(view, 2))
        && TM4.CanRead(TupleView.Element(view, 3))
        && TM5.CanRead(TupleView.Element(view, 4))
        && TM6.CanRead(TupleView.Element(view, 5))
        && TM7.CanRead(TupleView.Element(view, 6))
        && TM8.CanRead(TupleView.Element(view, 7));

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) =>
        TupleView.IsTuple(view, 8)
        && TM1.IsStrict(TupleView.Element(view, 0))
        && TM2.IsStrict(TupleView.Element(view, 1))
        && TM3.IsStrict(TupleView.Element(view, 2))
        && TM4.IsStrict(TupleView.Element(view, 3))
        && TM5.IsStrict(TupleView.Element(view, 4))
        && TM6.IsStrict(TupleView.Element(view, 5))
        && TM7.IsStrict(TupleView.Element(view, 6))
        && TM8.IsStrict(TupleView.Element(view, 7));

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out (T1, T2, T3, T4, T5, T6, T7, T8) value)
    {
        if (!CanRead(view))
        {
            value = default;
            return false;
        }

        _ = TM1.TryRead(TupleView.Element(view, 0), out T1 item0);
        _ = TM2.TryRead(TupleView.Element(view, 1), out T2 item1);
        _ = TM3.TryRead(TupleView.Element(view, 2), out T3 item2);
        _ = TM4.TryRead(TupleView.Element(view, 3), out T4 item3);
        _ = TM5.TryRead(TupleView.Element(view, 4), out T5 item4);
        _ = TM6.TryRead(TupleView.Element(view, 5), out T6 item5);
        _ = TM7.TryRead(TupleView.Element(view, 6), out T7 item6);
        _ = TM8.TryRead(TupleView.Element(view, 7), out T8 item7);
        value = (item0, item1, item2, item3, item4, item5, item6, item7);
        return true;
    }

    /// <inheritdoc/>
    public static void Write((T1, T2, T3, T4, T5, T6, T7, T8) value, TVMFFIAny* result)
    {
        TVMFFIAny* elements = stackalloc TVMFFIAny[8];
        int written = 0;
        try
        {
            TM1.Write(value.Item1, elements + 0);
            written++;
            TM2.Write(value.Item2, elements + 1);
            written++;
            TM3.Write(value.Item3, elements + 2);
            written++;
            TM4.Write(value.Item4, elements + 3);
            written++;
            TM5.Write(value.Item5, elements + 4);
            written++;
            TM6.Write(value.Item6, elements + 5);
            written++;
            TM7.Write(value.Item7, elements + 6);
            written++;
            TM8.Write(value.Item8, elements + 7);
            written++;
            *result = default;
            BuiltinFunctions.Array.CallRaw(elements, 8, result);
        }
        finally
        {
            TupleView.Release(elements, written);
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument((T1, T2, T3, T4, T5, T6, T7, T8) value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument((T1, T2, T3, T4, T5, T6, T7, T8) value, TVMFFIAny* argument) => RefCount.Release(argument);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => !TupleView.IsTuple(view, 8)
        ? TupleView.Describe(view)
        : 0 switch
        {
            _ when !TM1.CanRead(TupleView.Element(view, 0)) => $"Array[index 0: {TM1.DescribeMismatch(TupleView.Element(view, 0))}]",
            _ when !TM2.CanRead(TupleView.Element(view, 1)) => $"Array[index 1: {TM2.DescribeMismatch(TupleView.Element(view, 1))}]",
            _ when !TM3.CanRead(TupleView.Element(view, 2)) => $"Array[index 2: {TM3.DescribeMismatch(TupleView.Element(view, 2))}]",
            _ when !TM4.CanRead(TupleView.Element(view, 3)) => $"Array[index 3: {TM4.DescribeMismatch(TupleView.Element(view, 3))}]",
            _ when !TM5.CanRead(TupleView.Element(view, 4)) => $"Array[index 4: {TM5.DescribeMismatch(TupleView.Element(view, 4))}]",
            _ when !TM6.CanRead(TupleView.Element(view, 5)) => $"Array[index 5: {TM6.DescribeMismatch(TupleView.Element(view, 5))}]",
            _ when !TM7.CanRead(TupleView.Element(view, 6)) => $"Array[index 6: {TM7.DescribeMismatch(TupleView.Element(view, 6))}]",
            _ when !TM8.CanRead(TupleView.Element(view, 7)) => $"Array[index 7: {TM8.DescribeMismatch(TupleView.Element(view, 7))}]",
            _ => TupleView.Describe(view),
        };
}
