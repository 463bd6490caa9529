namespace TvmSharp.Ffi.Marshalling;

/// <summary>A function behind a delegate: the delegate's target, by which it is known when it goes back to TVM.</summary>
public sealed class BoundFunction
{
    // Its own reference: a delegate lives as long as the garbage collector finds it, whatever scope it was made in.
    internal BoundFunction(ObjectReference reference) => Function = (Function)Function.Wrap(reference).Keep();

    internal Function Function { get; }

    internal TResult Call<TResult, TMResult>()
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<TResult, TMResult>(Function);

    internal void CallVoid() =>
        TypedCalls.Call<Any, AnyMarshaller>(Function);

    internal TResult Call<T1, TM1, TResult, TMResult>(T1 a1)
        where TM1 : struct, IMarshaller<T1>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, TResult, TMResult>(Function, a1);

    internal void CallVoid<T1, TM1>(T1 a1)
        where TM1 : struct, IMarshaller<T1> =>
        TypedCalls.Call<T1, TM1, Any, AnyMarshaller>(Function, a1);

    internal TResult Call<T1, TM1, T2, TM2, TResult, TMResult>(T1 a1, T2 a2)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, TResult, TMResult>(Function, a1, a2);

    internal void CallVoid<T1, TM1, T2, TM2>(T1 a1, T2 a2)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2> =>
        TypedCalls.Call<T1, TM1, T2, TM2, Any, AnyMarshaller>(Function, a1, a2);

    internal TResult Call<T1, TM1, T2, TM2, T3, TM3, TResult, TMResult>(T1 a1, T2 a2, T3 a3)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, TResult, TMResult>(Function, a1, a2, a3);

    internal void CallVoid<T1, TM1, T2, TM2, T3, TM3>(T1 a1, T2 a2, T3 a3)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, Any, AnyMarshaller>(Function, a1, a2, a3);

    internal TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, TResult, TMResult>(T1 a1, T2 a2, T3 a3, T4 a4)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, TResult, TMResult>(Function, a1, a2, a3, a4);

    internal void CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4>(T1 a1, T2 a2, T3 a3, T4 a4)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, Any, AnyMarshaller>(Function, a1, a2, a3, a4);

    internal TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, TResult, TMResult>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, TResult, TMResult>(Function, a1, a2, a3, a4, a5);

    internal void CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, Any, AnyMarshaller>(Function, a1, a2, a3, a4, a5);

    internal TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, TResult, TMResult>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, TResult, TMResult>(Function, a1, a2, a3, a4, a5, a6);

    internal void CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, Any, AnyMarshaller>(Function, a1, a2, a3, a4, a5, a6);

    internal TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, TResult, TMResult>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TM7 : struct, IMarshaller<T7>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, TResult, TMResult>(Function, a1, a2, a3, a4, a5, a6, a7);

    internal void CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TM7 : struct, IMarshaller<T7> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, Any, AnyMarshaller>(Function, a1, a2, a3, a4, a5, a6, a7);

    internal TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8, TResult, TMResult>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TM7 : struct, IMarshaller<T7>
        where TM8 : struct, IMarshaller<T8>
        where TMResult : struct, IMarshaller<TResult> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8, TResult, TMResult>(Function, a1, a2, a3, a4, a5, a6, a7, a8);

    internal void CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8>(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TM7 : struct, IMarshaller<T7>
        where TM8 : struct, IMarshaller<T8> =>
        TypedCalls.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8, Any, AnyMarshaller>(Function, a1, a2, a3, a4, a5, a6, a7, a8);
}
