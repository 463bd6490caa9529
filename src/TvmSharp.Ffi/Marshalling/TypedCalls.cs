using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Calls with typed arguments, for each number of them. Nothing is boxed.</summary>
internal static unsafe class TypedCalls
{
    internal static TResult Call<TResult, TMResult>(Function function)
        where TMResult : struct, IMarshaller<TResult> => function.CallTyped<TResult, TMResult>(null, 0);

    internal static TResult Call<T1, TM1, TResult, TMResult>(Function function, T1 a1)
        where TM1 : struct, IMarshaller<T1>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[1];
        try
        {
            TM1.WriteArgument(a1, args);
            return function.CallTyped<TResult, TMResult>(args, 1);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, TResult, TMResult>(Function function, T1 a1, T2 a2)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[2];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            return function.CallTyped<TResult, TMResult>(args, 2);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, T3, TM3, TResult, TMResult>(Function function, T1 a1, T2 a2, T3 a3)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[3];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            TM3.WriteArgument(a3, args + 2);
            return function.CallTyped<TResult, TMResult>(args, 3);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
            TM3.ReleaseArgument(a3, args + 2);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, TResult, TMResult>(Function function, T1 a1, T2 a2, T3 a3, T4 a4)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[4];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            TM3.WriteArgument(a3, args + 2);
            TM4.WriteArgument(a4, args + 3);
            return function.CallTyped<TResult, TMResult>(args, 4);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
            TM3.ReleaseArgument(a3, args + 2);
            TM4.ReleaseArgument(a4, args + 3);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, TResult, TMResult>(Function function, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[5];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            TM3.WriteArgument(a3, args + 2);
            TM4.WriteArgument(a4, args + 3);
            TM5.WriteArgument(a5, args + 4);
            return function.CallTyped<TResult, TMResult>(args, 5);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
            TM3.ReleaseArgument(a3, args + 2);
            TM4.ReleaseArgument(a4, args + 3);
            TM5.ReleaseArgument(a5, args + 4);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, TResult, TMResult>(Function function, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[6];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            TM3.WriteArgument(a3, args + 2);
            TM4.WriteArgument(a4, args + 3);
            TM5.WriteArgument(a5, args + 4);
            TM6.WriteArgument(a6, args + 5);
            return function.CallTyped<TResult, TMResult>(args, 6);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
            TM3.ReleaseArgument(a3, args + 2);
            TM4.ReleaseArgument(a4, args + 3);
            TM5.ReleaseArgument(a5, args + 4);
            TM6.ReleaseArgument(a6, args + 5);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, TResult, TMResult>(Function function, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TM7 : struct, IMarshaller<T7>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[7];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            TM3.WriteArgument(a3, args + 2);
            TM4.WriteArgument(a4, args + 3);
            TM5.WriteArgument(a5, args + 4);
            TM6.WriteArgument(a6, args + 5);
            TM7.WriteArgument(a7, args + 6);
            return function.CallTyped<TResult, TMResult>(args, 7);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
            TM3.ReleaseArgument(a3, args + 2);
            TM4.ReleaseArgument(a4, args + 3);
            TM5.ReleaseArgument(a5, args + 4);
            TM6.ReleaseArgument(a6, args + 5);
            TM7.ReleaseArgument(a7, args + 6);
        }
    }

    internal static TResult Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8, TResult, TMResult>(Function function, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
        where TM1 : struct, IMarshaller<T1>
        where TM2 : struct, IMarshaller<T2>
        where TM3 : struct, IMarshaller<T3>
        where TM4 : struct, IMarshaller<T4>
        where TM5 : struct, IMarshaller<T5>
        where TM6 : struct, IMarshaller<T6>
        where TM7 : struct, IMarshaller<T7>
        where TM8 : struct, IMarshaller<T8>
        where TMResult : struct, IMarshaller<TResult>
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[8];
        try
        {
            TM1.WriteArgument(a1, args);
            TM2.WriteArgument(a2, args + 1);
            TM3.WriteArgument(a3, args + 2);
            TM4.WriteArgument(a4, args + 3);
            TM5.WriteArgument(a5, args + 4);
            TM6.WriteArgument(a6, args + 5);
            TM7.WriteArgument(a7, args + 6);
            TM8.WriteArgument(a8, args + 7);
            return function.CallTyped<TResult, TMResult>(args, 8);
        }
        finally
        {
            TM1.ReleaseArgument(a1, args);
            TM2.ReleaseArgument(a2, args + 1);
            TM3.ReleaseArgument(a3, args + 2);
            TM4.ReleaseArgument(a4, args + 3);
            TM5.ReleaseArgument(a5, args + 4);
            TM6.ReleaseArgument(a6, args + 5);
            TM7.ReleaseArgument(a7, args + 6);
            TM8.ReleaseArgument(a8, args + 7);
        }
    }
}
