namespace TvmSharp.Ffi;

/// <summary>A new value for a field in a <c>With</c> method; the default leaves the field as it is. Null is a value like others.</summary>
/// <typeparam name="T">Type of the field.</typeparam>
public readonly struct Change<T>
{
    private readonly T _value;

    private Change(T value)
    {
        _value = value;
        IsGiven = true;
    }

    /// <summary>Whether there is a new value.</summary>
    public bool IsGiven { get; }

    /// <summary>The new value; only where there is one.</summary>
    internal T Value => _value;

    /// <summary>A new value.</summary>
    public static implicit operator Change<T>(T value) => new(value);

    /// <summary>The new value, or the current one where none is given.</summary>
    /// <param name="current">Value of the field.</param>
    /// <param name="changed">Set when the new value is another one. Objects are compared by identity.</param>
    public T Or(T current, ref bool changed)
    {
        if (!IsGiven)
        {
            return current;
        }

        changed |= !IsSame(current);
        return _value;
    }

    /// <summary>Whether a new value is given that is not the current one.</summary>
    internal bool Differs(T current) => IsGiven && !IsSame(current);

    private bool IsSame(T current) => (_value, current) switch
    {
        (TvmObject value, TvmObject other) => value.IsSameAs(other),
        (Any { Wrapper: { } value }, Any { Wrapper: { } other }) => value.IsSameAs(other),
        _ => EqualityComparer<T>.Default.Equals(_value, current),
    };
}
