namespace TvmSharp.Ffi;

/// <summary>What goes by the wrapper class: the one it was called on, or the one that is asked for.</summary>
public static class TvmObjectExtensions
{
    /// <summary>A copy of an object and of all objects it refers to: <c>ffi.DeepCopy</c>.</summary>
    /// <remarks>Objects that are referred to twice are copied once. Strings, functions, tensors and the like are shared.</remarks>
    /// <exception cref="TvmException">An object in it is of a type that cannot be copied.</exception>
    public static T DeepCopy<T>(this T value)
        where T : TvmObject
    {
        ArgumentNullException.ThrowIfNull(value);
        return BuiltinFunctions.DeepCopy.Call(value).As<T>();
    }

    /// <summary>Whether an object is of a wrapper's type or of one derived from it: <c>IsInstance</c> in C++. Null is of no type.</summary>
    public static bool Is<T>(this TvmObject? value)
        where T : TvmObject, ITvmObject<T> => value is T || (value?.IsInstanceOf<T>() ?? false);

    /// <summary>An object as one of a wrapper's type: <c>as</c> in C++.</summary>
    /// <returns>The wrapper itself where it is one already; null when there is no object, or one of another type.</returns>
    public static T? As<T>(this TvmObject? value)
        where T : TvmObject, ITvmObject<T> =>
        value as T ?? (value is not null && value.IsInstanceOf<T>() ? T.Wrap(value.Reference) : null);
}
