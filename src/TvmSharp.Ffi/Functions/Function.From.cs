using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

// Functions from typed delegates.
public sealed unsafe partial class Function
{
    /// <summary>Makes a function from a delegate, which lives as long as the function.</summary>
    /// <remarks>
    /// Arguments convert as TVM converts them; one that does not fit is a TypeError with upstream's words. Exceptions come
    /// out as TVM errors. The delegate may be called from any thread.
    /// </remarks>
    /// <param name="implementation">The delegate.</param>
    /// <param name="name">Name of the function in error messages.</param>
    public static Function From<TResult>(Func<TResult> implementation, string? name = null) =>
        FromDelegate<Func<TResult>, FuncSignature<TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, TResult>(Func<T1, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, TResult>(Func<T1, T2, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, T3, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, T3, T4, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, TResult>(Func<T1, T2, T3, T4, T5, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, T3, T4, T5, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, T6, TResult>(Func<T1, T2, T3, T4, T5, T6, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, T3, T4, T5, T6, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, T6, T7, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, T3, T4, T5, T6, T7, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <inheritdoc cref="From{TResult}(Func{TResult}, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> implementation, string? name = null) =>
        FromDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            T8, DefaultMarshaller<T8>,
            TResult, DefaultMarshaller<TResult>>>(implementation, name);

    /// <summary>Makes a function that returns nothing from a delegate, which lives as long as the function.</summary>
    /// <remarks>
    /// Arguments convert as TVM converts them; one that does not fit is a TypeError with upstream's words. Exceptions come
    /// out as TVM errors. The delegate may be called from any thread.
    /// </remarks>
    /// <param name="implementation">The delegate.</param>
    /// <param name="name">Name of the function in error messages.</param>
    public static Function From(Action implementation, string? name = null) =>
        FromDelegate<Action, ActionSignature>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1>(Action<T1> implementation, string? name = null) =>
        FromDelegate<Action<T1>, ActionSignature<T1, DefaultMarshaller<T1>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2>(Action<T1, T2> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2, T3>(Action<T1, T2, T3> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2, T3>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2, T3, T4>(Action<T1, T2, T3, T4> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2, T3, T4>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2, T3, T4, T5>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2, T3, T4, T5, T6>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2, T3, T4, T5, T6, T7>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>>>(implementation, name);

    /// <inheritdoc cref="From(Action, string?)"/>
    public static Function From<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> implementation, string? name = null) =>
        FromDelegate<Action<T1, T2, T3, T4, T5, T6, T7, T8>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            T8, DefaultMarshaller<T8>>>(implementation, name);
}
