using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

// Typed delegates from functions.
public sealed unsafe partial class Function
{
    /// <summary>A delegate that calls the function. It may be kept, and outlives the scope it is made in.</summary>
    /// <remarks>Passed to TVM it is this very function again.</remarks>
    public Func<TResult> AsFunc<TResult>() =>
        Bind<Func<TResult>, FuncSignature<TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, TResult> AsFunc<T1, TResult>() =>
        Bind<Func<T1, TResult>, FuncSignature<T1, DefaultMarshaller<T1>, TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, TResult> AsFunc<T1, T2, TResult>() =>
        Bind<Func<T1, T2, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, T3, TResult> AsFunc<T1, T2, T3, TResult>() =>
        Bind<Func<T1, T2, T3, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, T3, T4, TResult> AsFunc<T1, T2, T3, T4, TResult>() =>
        Bind<Func<T1, T2, T3, T4, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, T3, T4, T5, TResult> AsFunc<T1, T2, T3, T4, T5, TResult>() =>
        Bind<Func<T1, T2, T3, T4, T5, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, T3, T4, T5, T6, TResult> AsFunc<T1, T2, T3, T4, T5, T6, TResult>() =>
        Bind<Func<T1, T2, T3, T4, T5, T6, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, T3, T4, T5, T6, T7, TResult> AsFunc<T1, T2, T3, T4, T5, T6, T7, TResult>() =>
        Bind<Func<T1, T2, T3, T4, T5, T6, T7, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <inheritdoc cref="AsFunc{TResult}()"/>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> AsFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>() =>
        Bind<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>, FuncSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            T8, DefaultMarshaller<T8>,
            TResult, DefaultMarshaller<TResult>>>();

    /// <summary>A delegate that calls the function and ignores what it returns. It may be kept, and outlives the scope it is made in.</summary>
    /// <remarks>Passed to TVM it is this very function again.</remarks>
    public Action AsAction() =>
        Bind<Action, ActionSignature>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1> AsAction<T1>() =>
        Bind<Action<T1>, ActionSignature<T1, DefaultMarshaller<T1>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2> AsAction<T1, T2>() =>
        Bind<Action<T1, T2>, ActionSignature<T1, DefaultMarshaller<T1>, T2, DefaultMarshaller<T2>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2, T3> AsAction<T1, T2, T3>() =>
        Bind<Action<T1, T2, T3>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2, T3, T4> AsAction<T1, T2, T3, T4>() =>
        Bind<Action<T1, T2, T3, T4>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2, T3, T4, T5> AsAction<T1, T2, T3, T4, T5>() =>
        Bind<Action<T1, T2, T3, T4, T5>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2, T3, T4, T5, T6> AsAction<T1, T2, T3, T4, T5, T6>() =>
        Bind<Action<T1, T2, T3, T4, T5, T6>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2, T3, T4, T5, T6, T7> AsAction<T1, T2, T3, T4, T5, T6, T7>() =>
        Bind<Action<T1, T2, T3, T4, T5, T6, T7>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>>>();

    /// <inheritdoc cref="AsAction()"/>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8> AsAction<T1, T2, T3, T4, T5, T6, T7, T8>() =>
        Bind<Action<T1, T2, T3, T4, T5, T6, T7, T8>, ActionSignature<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            T8, DefaultMarshaller<T8>>>();
}
