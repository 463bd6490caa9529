using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

// Typed calls.
public sealed unsafe partial class Function
{
    /// <summary>Calls the function with typed arguments, without boxing and without allocating for plain values.</summary>
    /// <returns>The result, converted.</returns>
    /// <exception cref="TvmException">
    /// The function raised an error. An exception that was thrown in C# comes back as itself.
    /// </exception>
    /// <exception cref="InvalidCastException">The result does not convert; the message names both types.</exception>
    /// <exception cref="OverflowException">An integer does not fit.</exception>
    public TResult Call<TResult>() =>
        TypedCalls.Call<TResult, DefaultMarshaller<TResult>>(this);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, TResult>(T1 arg1) =>
        TypedCalls.Call<T1, DefaultMarshaller<T1>, TResult, DefaultMarshaller<TResult>>(this, arg1);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, TResult>(T1 arg1, T2 arg2) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, T3, TResult>(T1 arg1, T2 arg2, T3 arg3) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2, arg3);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, T3, T4, TResult>(T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2, arg3, arg4);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, T3, T4, T5, TResult>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2, arg3, arg4, arg5);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, T3, T4, T5, T6, TResult>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2, arg3, arg4, arg5, arg6);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, T3, T4, T5, T6, T7, TResult>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2, arg3, arg4, arg5, arg6, arg7);

    /// <inheritdoc cref="Call{TResult}()"/>
    public TResult Call<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            T8, DefaultMarshaller<T8>,
            TResult, DefaultMarshaller<TResult>>(this, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8);

    /// <summary>Calls the function with typed arguments, without boxing, and ignores what it returns.</summary>
    /// <exception cref="TvmException">
    /// The function raised an error. An exception that was thrown in C# comes back as itself.
    /// </exception>
    /// <exception cref="OverflowException">An integer is greater than TVM can pass.</exception>
    public void CallVoid() =>
        TypedCalls.Call<Any, AnyMarshaller>(this);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1>(T1 arg1) =>
        TypedCalls.Call<T1, DefaultMarshaller<T1>, Any, AnyMarshaller>(this, arg1);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2>(T1 arg1, T2 arg2) =>
        TypedCalls.Call<T1, DefaultMarshaller<T1>, T2, DefaultMarshaller<T2>, Any, AnyMarshaller>(this, arg1, arg2);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2, T3>(T1 arg1, T2 arg2, T3 arg3) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            Any, AnyMarshaller>(this, arg1, arg2, arg3);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2, T3, T4>(T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            Any, AnyMarshaller>(this, arg1, arg2, arg3, arg4);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2, T3, T4, T5>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            Any, AnyMarshaller>(this, arg1, arg2, arg3, arg4, arg5);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2, T3, T4, T5, T6>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            Any, AnyMarshaller>(this, arg1, arg2, arg3, arg4, arg5, arg6);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2, T3, T4, T5, T6, T7>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            Any, AnyMarshaller>(this, arg1, arg2, arg3, arg4, arg5, arg6, arg7);

    /// <inheritdoc cref="CallVoid()"/>
    public void CallVoid<T1, T2, T3, T4, T5, T6, T7, T8>(T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8) =>
        TypedCalls.Call<
            T1, DefaultMarshaller<T1>,
            T2, DefaultMarshaller<T2>,
            T3, DefaultMarshaller<T3>,
            T4, DefaultMarshaller<T4>,
            T5, DefaultMarshaller<T5>,
            T6, DefaultMarshaller<T6>,
            T7, DefaultMarshaller<T7>,
            T8, DefaultMarshaller<T8>,
            Any, AnyMarshaller>(this, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8);
}
