using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi;

/// <summary>Makes the wrappers of one class.</summary>
/// <param name="typeKey">Key of the type that the class is for.</param>
/// <param name="wrap">How, as a <c>delegate*&lt;ObjectReference, TvmObject&gt;</c>.</param>
/// <param name="wrapperClass">The class.</param>
/// <param name="binding">Gives what the class takes for granted of its type.</param>
internal sealed unsafe class WrapperFactory(string typeKey, nint wrap, Type wrapperClass, Func<TypeBinding?> binding)
{
    private volatile bool _isVerified;

    // Of the class that wrappers were last found to be of: most are asked for as one only.
    private nint _madeAs;

    /// <summary>The class.</summary>
    internal Type WrapperClass => wrapperClass;

    internal TvmObject Wrap(ObjectReference reference) => ((delegate*<ObjectReference, TvmObject>)wrap)(reference);

    /// <summary>Whether wrappers are of a class or of one that derives from it. Cheaper than a cast of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Makes<T>()
        where T : TvmObject => _madeAs == typeof(T).TypeHandle.Value || IsA(typeof(T));

    /// <summary>Compares what the class takes for granted with the running library. Costs nothing after the first time.</summary>
    /// <exception cref="TvmBindingException">The library has another type under the key.</exception>
    internal void Verify()
    {
        if (_isVerified)
        {
            return;
        }

        if (binding() is { } expected && ObjectTypes.TryGet(typeKey, out TvmTypeInfo? type)
            && expected.FindDifferences(type) is { Count: > 0 } differences)
        {
            throw new TvmBindingException(typeKey, expected, differences);
        }

        _isVerified = true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsA(Type other)
    {
        if (!wrapperClass.IsAssignableTo(other))
        {
            return false;
        }

        _madeAs = other.TypeHandle.Value;
        return true;
    }
}
