using System.Globalization;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Delegates as <c>Function</c>: a delegate becomes a function that lives as long as anybody holds it, a function becomes
/// a delegate that may be kept. A delegate that was made from a function goes back as that function.
/// </summary>
/// <typeparam name="TDelegate">The delegate's type.</typeparam>
/// <typeparam name="TSignature">How its arguments and result cross.</typeparam>
public readonly unsafe struct DelegateMarshaller<TDelegate, TSignature> : IMarshaller<TDelegate>, IDelegateFactory<TDelegate>
    where TDelegate : Delegate
    where TSignature : struct, IDelegateSignature<TDelegate>
{
    /// <inheritdoc/>
    public static string TypeName
    {
        get
        {
            IEnumerable<string> parameters = TSignature.Parameters.Select(
                static (p, i) => string.Create(CultureInfo.InvariantCulture, $"{i}: {p.TypeName}"));
            return $"({string.Join(", ", parameters)}) -> {TSignature.ResultName}";
        }
    }

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && obj->TypeIndex == TypeIndex.Function;
    }

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TDelegate value)
    {
        bool fits = CanRead(view);
        value = fits ? TSignature.Bind(new BoundFunction(MarshallingHelpers.TakeOrShare(view))) : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(TDelegate value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        *result = default;
        // The target of several combined is that of the last.
        if (value.HasSingleTarget && value.Target is BoundFunction bound)
        {
            ObjectMarshaller<Function>.Write(bound.Function, result);
        }
        else
        {
            result->Obj = Create(value, null);
            result->TypeIndex = TypeIndex.Function;
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument(TDelegate value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TDelegate value, TVMFFIAny* argument) => RefCount.Release(argument);

    TVMFFIObject* IDelegateFactory<TDelegate>.Create(TDelegate implementation, string? name) => Create(implementation, name);

    private static TVMFFIObject* Create(TDelegate implementation, string? name) =>
        FunctionObjects.Create(new DelegateCallback<TDelegate, TSignature>(implementation, name));
}
