using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Delegates of a project's own type as <c>Function</c>, by way of the <c>Func</c> or <c>Action</c> of the same signature.
/// A delegate that was made from a function goes back as that function.
/// </summary>
/// <typeparam name="TDelegate">The delegate's type.</typeparam>
/// <typeparam name="TStandard">The <c>Func</c> or <c>Action</c>.</typeparam>
/// <typeparam name="TSignature">How its arguments and result cross.</typeparam>
public readonly unsafe struct CustomDelegateMarshaller<TDelegate, TStandard, TSignature> : IMarshaller<TDelegate>, IDelegateFactory<TDelegate>
    where TDelegate : Delegate
    where TStandard : Delegate
    where TSignature : struct, IDelegateSignature<TStandard>
{
    private static Func<TDelegate, TStandard>? s_toStandard;
    private static Func<TStandard, TDelegate>? s_fromStandard;

    /// <inheritdoc/>
    public static string TypeName => DelegateMarshaller<TStandard, TSignature>.TypeName;

    /// <summary>
    /// Says how delegates of the two types are made of each other, which only code that names both can do ahead of time, and
    /// lets the type convert by name. Generated code calls it when its assembly is loaded.
    /// </summary>
    /// <param name="toStandard">Makes a <typeparamref name="TStandard"/> that calls a <typeparamref name="TDelegate"/>.</param>
    /// <param name="fromStandard">
    /// Makes a <typeparamref name="TDelegate"/> that calls a <typeparamref name="TStandard"/>, whose target is that delegate.
    /// </param>
    public static void Register(Func<TDelegate, TStandard> toStandard, Func<TStandard, TDelegate> fromStandard)
    {
        ArgumentNullException.ThrowIfNull(toStandard);
        ArgumentNullException.ThrowIfNull(fromStandard);
        s_toStandard = toStandard;
        s_fromStandard = fromStandard;
        ConvertibleTypes.Register<TDelegate, CustomDelegateMarshaller<TDelegate, TStandard, TSignature>>();
    }

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => DelegateMarshaller<TStandard, TSignature>.CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TDelegate value)
    {
        bool fits = CanRead(view);
        value = fits
            ? Conversion(s_fromStandard)(TSignature.Bind(new BoundFunction(MarshallingHelpers.TakeOrShare(view)) { IsWrapped = true }))
            : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(TDelegate value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);

        // Nobody but TryRead has a delegate to such a bound function, so this is what it made.
        if (value.HasSingleTarget && value.Target is TStandard { Target: BoundFunction { IsWrapped: true } bound })
        {
            ObjectMarshaller<Function>.Write(bound.Function, result);
        }
        else
        {
            TVMFFIObject* function = Create(value, null);
            *result = default;
            result->Obj = function;
            result->TypeIndex = TypeIndex.Function;
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument(TDelegate value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TDelegate value, TVMFFIAny* argument) => RefCount.Release(argument);

    TVMFFIObject* IDelegateFactory<TDelegate>.Create(TDelegate implementation, string? name) => Create(implementation, name);

    private static TVMFFIObject* Create(TDelegate implementation, string? name) =>
        FunctionObjects.Create(new DelegateCallback<TStandard, TSignature>(Conversion(s_toStandard)(implementation), name));

    private static T Conversion<T>(T? conversion)
        where T : class =>
        conversion ?? throw new NotSupportedException(
            $"Nobody has said how delegates of type {typeof(TDelegate)} are made: call {nameof(Register)}, which the generator does for the types that its project names.");
}
