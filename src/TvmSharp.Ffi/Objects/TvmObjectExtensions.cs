namespace TvmSharp.Ffi;

/// <summary>What gives back the wrapper class it was called on.</summary>
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
}
