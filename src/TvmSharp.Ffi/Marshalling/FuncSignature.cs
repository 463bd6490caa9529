using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>How <see cref="Func{TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<TResult, TMResult> : IDelegateSignature<Func<TResult>>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 0;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters => [];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(Func<TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(), result);

    /// <inheritdoc/>
    public static Func<TResult> Bind(BoundFunction function) =>
        function.Call<TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, TResult, TMResult> : IDelegateSignature<Func<T1, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 1;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters => [ValueMarshaller<T1>.Of<TM1>()];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(Func<T1, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(arguments.Read<T1, TM1>(0)), result);

    /// <inheritdoc/>
    public static Func<T1, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, TResult, TMResult> : IDelegateSignature<Func<T1, T2, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 2;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(Func<T1, T2, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(arguments.Read<T1, TM1>(0), arguments.Read<T2, TM2>(1)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, T3, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, T3, TM3, TResult, TMResult> : IDelegateSignature<Func<T1, T2, T3, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 3;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
        ValueMarshaller<T3>.Of<TM3>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(
        Func<T1, T2, T3, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, T3, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, T3, TM3, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, T3, T4, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, TResult, TMResult> : IDelegateSignature<Func<T1, T2, T3, T4, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 4;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
        ValueMarshaller<T3>.Of<TM3>(),
        ValueMarshaller<T4>.Of<TM4>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(
        Func<T1, T2, T3, T4, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, T3, T4, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, T3, T4, T5, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, TResult, TMResult> : IDelegateSignature<Func<T1, T2, T3, T4, T5, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 5;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
        ValueMarshaller<T3>.Of<TM3>(),
        ValueMarshaller<T4>.Of<TM4>(),
        ValueMarshaller<T5>.Of<TM5>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(
        Func<T1, T2, T3, T4, T5, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, T3, T4, T5, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, T3, T4, T5, T6, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, TResult, TMResult> : IDelegateSignature<Func<T1, T2, T3, T4, T5, T6, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TM6 : struct, IMarshaller<T6>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 6;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
        ValueMarshaller<T3>.Of<TM3>(),
        ValueMarshaller<T4>.Of<TM4>(),
        ValueMarshaller<T5>.Of<TM5>(),
        ValueMarshaller<T6>.Of<TM6>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(
        Func<T1, T2, T3, T4, T5, T6, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4),
            arguments.Read<T6, TM6>(5)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, T3, T4, T5, T6, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, T3, T4, T5, T6, T7, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, TResult, TMResult> : IDelegateSignature<Func<T1, T2, T3, T4, T5, T6, T7, TResult>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TM6 : struct, IMarshaller<T6>
    where TM7 : struct, IMarshaller<T7>
    where TMResult : struct, IMarshaller<TResult>
{
    /// <inheritdoc/>
    public static int Arity => 7;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
        ValueMarshaller<T3>.Of<TM3>(),
        ValueMarshaller<T4>.Of<TM4>(),
        ValueMarshaller<T5>.Of<TM5>(),
        ValueMarshaller<T6>.Of<TM6>(),
        ValueMarshaller<T7>.Of<TM7>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(
        Func<T1, T2, T3, T4, T5, T6, T7, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4),
            arguments.Read<T6, TM6>(5),
            arguments.Read<T7, TM7>(6)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, T3, T4, T5, T6, T7, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, TResult, TMResult>;
}

/// <summary>How <see cref="Func{T1, T2, T3, T4, T5, T6, T7, T8, TResult}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct FuncSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8, TResult, TMResult> : IDelegateSignature<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>>
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
    /// <inheritdoc/>
    public static int Arity => 8;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters =>
    [
        ValueMarshaller<T1>.Of<TM1>(),
        ValueMarshaller<T2>.Of<TM2>(),
        ValueMarshaller<T3>.Of<TM3>(),
        ValueMarshaller<T4>.Of<TM4>(),
        ValueMarshaller<T5>.Of<TM5>(),
        ValueMarshaller<T6>.Of<TM6>(),
        ValueMarshaller<T7>.Of<TM7>(),
        ValueMarshaller<T8>.Of<TM8>(),
    ];

    /// <inheritdoc/>
    public static string ResultName => TMResult.TypeName;

    /// <inheritdoc/>
    public static void Invoke(
        Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        TMResult.Write(implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4),
            arguments.Read<T6, TM6>(5),
            arguments.Read<T7, TM7>(6),
            arguments.Read<T8, TM8>(7)), result);

    /// <inheritdoc/>
    public static Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> Bind(BoundFunction function) =>
        function.Call<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8, TResult, TMResult>;
}
