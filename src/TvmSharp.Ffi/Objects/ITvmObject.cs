namespace TvmSharp.Ffi;

/// <summary>A wrapper class that can be made for objects of one TVM type.</summary>
/// <typeparam name="TSelf">The wrapper class.</typeparam>
public interface ITvmObject<TSelf>
    where TSelf : TvmObject, ITvmObject<TSelf>
{
    /// <summary>Type key, such as <c>ir.IRModule</c>.</summary>
    static abstract string TypeKey { get; }

    /// <summary>
    /// Whether the fields of an object never change once others can see it, so that what is read from them may share
    /// the object's owner. TVM's reflection does not tell. Say yes only where C++ replaces no field in place either.
    /// </summary>
    static virtual bool IsImmutable => false;

    /// <summary>
    /// What the class takes for granted of its type, because it reads fields where they lie; null when it does not. Asked
    /// once, before the first object is wrapped.
    /// </summary>
    static virtual TypeBinding? Binding => null;

    /// <summary>Makes a wrapper for an object of this type or of one derived from it.</summary>
    static abstract TSelf Wrap(ObjectReference reference);
}
