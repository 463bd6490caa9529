namespace TvmSharp.Ffi;

/// <summary>A value of one of 4 types: <c>tvm::ffi::Variant</c>.</summary>
/// <typeparam name="T1">Alternative 0.</typeparam>
/// <typeparam name="T2">Alternative 1.</typeparam>
/// <typeparam name="T3">Alternative 2.</typeparam>
/// <typeparam name="T4">Alternative 3.</typeparam>
public readonly struct Variant<T1, T2, T3, T4> : IEquatable<Variant<T1, T2, T3, T4>>
{
    private readonly object? _value;

    private Variant(int index, object? value)
    {
        Index = index;
        _value = value;
    }

    /// <summary>Position of the alternative that it holds, from 0.</summary>
    public int Index { get; }

    /// <summary>The value.</summary>
    public object? Value => _value;

    /// <summary>Alternative 0.</summary>
    public static implicit operator Variant<T1, T2, T3, T4>(T1 value) => new(0, value);

    /// <summary>Alternative 1.</summary>
    public static implicit operator Variant<T1, T2, T3, T4>(T2 value) => new(1, value);

    /// <summary>Alternative 2.</summary>
    public static implicit operator Variant<T1, T2, T3, T4>(T3 value) => new(2, value);

    /// <summary>Alternative 3.</summary>
    public static implicit operator Variant<T1, T2, T3, T4>(T4 value) => new(3, value);

    /// <summary>Whether two variants hold the same alternative and equal values.</summary>
    public static bool operator ==(Variant<T1, T2, T3, T4> left, Variant<T1, T2, T3, T4> right) => left.Equals(right);

    /// <summary>Whether two variants differ.</summary>
    public static bool operator !=(Variant<T1, T2, T3, T4> left, Variant<T1, T2, T3, T4> right) => !left.Equals(right);

    /// <summary>Calls the function of the alternative that it holds.</summary>
    public TResult Match<TResult>(Func<T1, TResult> when0, Func<T2, TResult> when1, Func<T3, TResult> when2, Func<T4, TResult> when3) => Index switch
    {
        0 => when0((T1)_value!),
        1 => when1((T2)_value!),
        2 => when2((T3)_value!),
        _ => when3((T4)_value!),
    };

    /// <summary>Whether it holds a value of a type.</summary>
    public bool TryGet<T>(out T? value)
    {
        bool holds = _value is T;
        value = holds ? (T)_value! : default;
        return holds;
    }

    /// <inheritdoc/>
    public bool Equals(Variant<T1, T2, T3, T4> other) => Index == other.Index && Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Variant<T1, T2, T3, T4> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, _value);

    /// <inheritdoc/>
    public override string ToString() => _value?.ToString() ?? "None";
}
