using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// How values of one C# type cross the boundary. Implementations are empty structs that generated code names
/// as type arguments, so that every conversion is a direct call.
/// </summary>
/// <typeparam name="T">C# type.</typeparam>
public unsafe interface IMarshaller<T>
    where T : allows ref struct
{
    /// <summary>Name of the type as upstream's error messages spell it, such as <c>Array&lt;int&gt;</c>.</summary>
    static abstract string TypeName { get; }

    /// <summary>Whether values are objects, read as the wrapper class that is registered for their type if that is a <typeparamref name="T"/>.</summary>
    static virtual bool ReadsWrappers => false;

    /// <summary>Whether <see cref="TryRead"/> would succeed. Takes nothing over and allocates nothing.</summary>
    static abstract bool CanRead(TVMFFIAny* view);

    /// <summary>Whether a value is of the type's own kind, so that reading it converts nothing. Decides among alternatives.</summary>
    static virtual bool IsStrict(TVMFFIAny* view) => false;

    /// <summary>Reads a borrowed value. A moved reference is taken over.</summary>
    /// <param name="view">Any kind of view, owned values included.</param>
    /// <param name="value">The value when true is returned.</param>
    /// <returns>False when a value of this kind does not convert.</returns>
    /// <exception cref="OverflowException">The kind fits but the number is out of range.</exception>
    static abstract bool TryRead(TVMFFIAny* view, out T value);

    /// <summary>
    /// Reads a value out of an object that does not change: what is read shares the parent's owner, which keeps it alive
    /// without a reference of its own.
    /// </summary>
    /// <param name="view">A value that the parent holds.</param>
    /// <param name="parent">The object that holds it.</param>
    /// <param name="value">The value when true is returned.</param>
    /// <returns>False when a value of this kind has nothing to share; <see cref="TryRead"/> reads it then.</returns>
    static virtual bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out T value)
    {
        value = default!;
        return false;
    }

    /// <summary>Writes a value that the reader will own: results, elements, fields.</summary>
    static abstract void Write(T value, TVMFFIAny* result);

    /// <summary>Writes a value that lives as long as the call it is an argument of.</summary>
    static abstract void WriteArgument(T value, TVMFFIAny* argument);

    /// <summary>Ends what <see cref="WriteArgument"/> began, after the call.</summary>
    static abstract void ReleaseArgument(T value, TVMFFIAny* argument);

    /// <summary>Says what a value that does not convert is, in upstream's words.</summary>
    static virtual string DescribeMismatch(TVMFFIAny* view) => MarshallingHelpers.TypeNameOf(view);
}
