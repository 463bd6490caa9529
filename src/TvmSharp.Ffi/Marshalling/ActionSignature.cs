using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>How <see cref="Action"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature : IDelegateSignature<Action>
{
    /// <inheritdoc/>
    public static int Arity => 0;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters => [];

    /// <inheritdoc/>
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(Action implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation();

    /// <inheritdoc/>
    public static Action Bind(BoundFunction function) =>
        function.CallVoid;
}

/// <summary>How <see cref="Action{T1}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1> : IDelegateSignature<Action<T1>>
    where TM1 : struct, IMarshaller<T1>
{
    /// <inheritdoc/>
    public static int Arity => 1;

    /// <inheritdoc/>
    public static IReadOnlyList<UntypedMarshaller> Parameters => [ValueMarshaller<T1>.Of<TM1>()];

    /// <inheritdoc/>
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(Action<T1> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(arguments.Read<T1, TM1>(0));

    /// <inheritdoc/>
    public static Action<T1> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1>;
}

/// <summary>How <see cref="Action{T1, T2}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2> : IDelegateSignature<Action<T1, T2>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(Action<T1, T2> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(arguments.Read<T1, TM1>(0), arguments.Read<T2, TM2>(1));

    /// <inheritdoc/>
    public static Action<T1, T2> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2>;
}

/// <summary>How <see cref="Action{T1, T2, T3}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2, T3, TM3> : IDelegateSignature<Action<T1, T2, T3>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(Action<T1, T2, T3> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(arguments.Read<T1, TM1>(0), arguments.Read<T2, TM2>(1), arguments.Read<T3, TM3>(2));

    /// <inheritdoc/>
    public static Action<T1, T2, T3> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2, T3, TM3>;
}

/// <summary>How <see cref="Action{T1, T2, T3, T4}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4> : IDelegateSignature<Action<T1, T2, T3, T4>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(Action<T1, T2, T3, T4> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3));

    /// <inheritdoc/>
    public static Action<T1, T2, T3, T4> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4>;
}

/// <summary>How <see cref="Action{T1, T2, T3, T4, T5}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5> : IDelegateSignature<Action<T1, T2, T3, T4, T5>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(
        Action<T1, T2, T3, T4, T5> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4));

    /// <inheritdoc/>
    public static Action<T1, T2, T3, T4, T5> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5>;
}

/// <summary>How <see cref="Action{T1, T2, T3, T4, T5, T6}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6> : IDelegateSignature<Action<T1, T2, T3, T4, T5, T6>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TM6 : struct, IMarshaller<T6>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(
        Action<T1, T2, T3, T4, T5, T6> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4),
            arguments.Read<T6, TM6>(5));

    /// <inheritdoc/>
    public static Action<T1, T2, T3, T4, T5, T6> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6>;
}

/// <summary>How <see cref="Action{T1, T2, T3, T4, T5, T6, T7}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7> : IDelegateSignature<Action<T1, T2, T3, T4, T5, T6, T7>>
    where TM1 : struct, IMarshaller<T1>
    where TM2 : struct, IMarshaller<T2>
    where TM3 : struct, IMarshaller<T3>
    where TM4 : struct, IMarshaller<T4>
    where TM5 : struct, IMarshaller<T5>
    where TM6 : struct, IMarshaller<T6>
    where TM7 : struct, IMarshaller<T7>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(
        Action<T1, T2, T3, T4, T5, T6, T7> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4),
            arguments.Read<T6, TM6>(5),
            arguments.Read<T7, TM7>(6));

    /// <inheritdoc/>
    public static Action<T1, T2, T3, T4, T5, T6, T7> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7>;
}

/// <summary>How <see cref="Action{T1, T2, T3, T4, T5, T6, T7, T8}"/> crosses, given how each of its types does.</summary>
public readonly unsafe struct ActionSignature<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8> : IDelegateSignature<Action<T1, T2, T3, T4, T5, T6, T7, T8>>
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
    public static string ResultName => "void";

    /// <inheritdoc/>
    public static void Invoke(
        Action<T1, T2, T3, T4, T5, T6, T7, T8> implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
        implementation(
            arguments.Read<T1, TM1>(0),
            arguments.Read<T2, TM2>(1),
            arguments.Read<T3, TM3>(2),
            arguments.Read<T4, TM4>(3),
            arguments.Read<T5, TM5>(4),
            arguments.Read<T6, TM6>(5),
            arguments.Read<T7, TM7>(6),
            arguments.Read<T8, TM8>(7));

    /// <inheritdoc/>
    public static Action<T1, T2, T3, T4, T5, T6, T7, T8> Bind(BoundFunction function) =>
        function.CallVoid<T1, TM1, T2, TM2, T3, TM3, T4, TM4, T5, TM5, T6, TM6, T7, TM7, T8, TM8>;
}
