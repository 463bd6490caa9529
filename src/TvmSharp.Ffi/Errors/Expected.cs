using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace TvmSharp.Ffi;

/// <summary>A value, or the error there is instead: <c>tvm::ffi::Expected</c>. To TVM it is the one or the other.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly struct Expected<T>
{
    private readonly T _value;

    /// <summary>Makes one with a value.</summary>
    public Expected(T value) => _value = value;

    /// <summary>Makes one with an error.</summary>
    public Expected(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _value = default!;
        Error = error;
    }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool HasValue => Error is null;

    /// <summary>The error; null when there is a value.</summary>
    public Error? Error { get; }

    /// <summary>The value.</summary>
    /// <exception cref="Exception">There is an error: what <see cref="Error.ToException"/> makes of it is thrown.</exception>
    public T Value
    {
        get
        {
            if (!HasValue)
            {
                ExceptionDispatchInfo.Throw(Error.ToException());
            }

            return _value;
        }
    }

    /// <summary>A value.</summary>
    public static implicit operator Expected<T>(T value) => new(value);

    /// <summary>An error.</summary>
    public static implicit operator Expected<T>(Error error) => new(error);

    /// <summary>The value, if there is one.</summary>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return HasValue;
    }

    /// <summary>The value, or another when there is an error.</summary>
    public T GetValueOrDefault(T defaultValue) => HasValue ? _value : defaultValue;

    /// <summary>The value or the error as text.</summary>
    public override string ToString() => HasValue ? $"{_value}" : $"{Error.Kind}: {Error.Message}";
}
