using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// <see cref="Variant{T1, T2, T3, T4, T5, T6, T7}"/> as <c>Variant</c>: the bare value. As upstream does (container/variant.h) it takes the first
/// alternative that is of the value's own kind, and else the first that the value converts to.
/// </summary>
/// <typeparam name="T1">Alternative 0.</typeparam>
/// <typeparam name="TM1">How alternative 0 crosses.</typeparam>
/// <typeparam name="T2">Alternative 1.</typeparam>
/// <typeparam name="TM2">How alternative 1 crosses.</typeparam>
/// <typeparam name="T3">Alternative 2.</typeparam>
/// <typeparam name="TM3">How alternative 2 crosses.</typeparam>
/// <typeparam name="T4">Alternative 3.</typeparam>
/// <typeparam name="TM4">How alternative 3 crosses.</typeparam>
/// <typeparam name="T5">Alternative 4.</typeparam>
/// <typeparam name="TM5">How alternative 4 crosses.</typeparam>
/// <typeparam name="T6">Alternative 5.</typeparam>
/// <typeparam name="TM6">How alternative 5 crosses.</typeparam>
/// <typeparam name="T7">Alternative 6.</typeparam>
/// <typeparam name="TM7">How alternative 6 crosses.</typeparam>
public readonly unsafe struct VariantMarshaller<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7> : IMarshaller<Variant<T1, T2, T3, T4, T5, T6, T7>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TM6 : struct, IMarshaller<T6>
    where TM7 : struct, IMarshaller<T7>
{
    /// <inheritdoc/>
    public static string TypeName => $"Variant<{TM1.TypeName}, {TM2.TypeName}, {TM3.TypeName}, {TM4.TypeName}, {TM5.TypeName}, {TM6.TypeName}, {TM7.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => TM1.CanRead(view) || TM2.CanRead(view) || TM3.CanRead(view) || TM4.CanRead(view) || TM5.CanRead(view) || TM6.CanRead(view) || TM7.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => TM1.IsStrict(view) || TM2.IsStrict(view) || TM3.IsStrict(view) || TM4.IsStrict(view) || TM5.IsStrict(view) || TM6.IsStrict(view) || TM7.IsStrict(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Variant<T1, T2, T3, T4, T5, T6, T7> value)
    {
        if (TM1.IsStrict(view) && TM1.TryRead(view, out T1 strict0))
        {
            value = strict0;
            return true;
        }

        if (TM2.IsStrict(view) && TM2.TryRead(view, out T2 strict1))
        {
            value = strict1;
            return true;
        }

        if (TM3.IsStrict(view) && TM3.TryRead(view, out T3 strict2))
        {
            value = strict2;
            return true;
        }

        if (TM4.IsStrict(view) && TM4.TryRead(view, out T4 strict3))
        {
            value = strict3;
            return true;
        }

        if (TM5.IsStrict(view) && TM5.TryRead(view, out T5 strict4))
        {
            value = strict4;
            return true;
        }

        if (TM6.IsStrict(view) && TM6.TryRead(view, out T6 strict5))
        {
            value = strict5;
            return true;
        }

        if (TM7.IsStrict(view) && TM7.TryRead(view, out T7 strict6))
        {
            value = strict6;
            return true;
        }

        if (TM1.TryRead(view, out T1 converted0))
        {
            value = converted0;
            return true;
        }

        if (TM2.TryRead(view, out T2 converted1))
        {
            value = converted1;
            return true;
        }

        if (TM3.TryRead(view, out T3 converted2))
        {
            value = converted2;
            return true;
        }

        if (TM4.TryRead(view, out T4 converted3))
        {
            value = converted3;
            return true;
        }

        if (TM5.TryRead(view, out T5 converted4))
        {
            value = converted4;
            return true;
        }

        if (TM6.TryRead(view, out T6 converted5))
        {
            value = converted5;
            return true;
        }

        if (TM7.TryRead(view, out T7 converted6))
        {
            value = converted6;
            return true;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public static void Write(Variant<T1, T2, T3, T4, T5, T6, T7> value, TVMFFIAny* result)
    {
        switch (value.Index)
        {
            case 0:
                TM1.Write((T1)value.Value!, result);
                break;
            case 1:
                TM2.Write((T2)value.Value!, result);
                break;
            case 2:
                TM3.Write((T3)value.Value!, result);
                break;
            case 3:
                TM4.Write((T4)value.Value!, result);
                break;
            case 4:
                TM5.Write((T5)value.Value!, result);
                break;
            case 5:
                TM6.Write((T6)value.Value!, result);
                break;
            default:
                TM7.Write((T7)value.Value!, result);
                break;
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument(Variant<T1, T2, T3, T4, T5, T6, T7> value, TVMFFIAny* argument)
    {
        switch (value.Index)
        {
            case 0:
                TM1.WriteArgument((T1)value.Value!, argument);
                break;
            case 1:
                TM2.WriteArgument((T2)value.Value!, argument);
                break;
            case 2:
                TM3.WriteArgument((T3)value.Value!, argument);
                break;
            case 3:
                TM4.WriteArgument((T4)value.Value!, argument);
                break;
            case 4:
                TM5.WriteArgument((T5)value.Value!, argument);
                break;
            case 5:
                TM6.WriteArgument((T6)value.Value!, argument);
                break;
            default:
                TM7.WriteArgument((T7)value.Value!, argument);
                break;
        }
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(Variant<T1, T2, T3, T4, T5, T6, T7> value, TVMFFIAny* argument)
    {
        switch (value.Index)
        {
            case 0:
                TM1.ReleaseArgument((T1)value.Value!, argument);
                break;
            case 1:
                TM2.ReleaseArgument((T2)value.Value!, argument);
                break;
            case 2:
                TM3.ReleaseArgument((T3)value.Value!, argument);
                break;
            case 3:
                TM4.ReleaseArgument((T4)value.Value!, argument);
                break;
            case 4:
                TM5.ReleaseArgument((T5)value.Value!, argument);
                break;
            case 5:
                TM6.ReleaseArgument((T6)value.Value!, argument);
                break;
            default:
                TM7.ReleaseArgument((T7)value.Value!, argument);
                break;
        }
    }
}
