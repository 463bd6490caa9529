using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// A copy of an object with other values in some fields, made by the copy constructor that upstream registers as
/// <c>__ffi_shallow_copy__</c>: what reflection does not show is copied too. Generated code calls it; not for use by hand.
/// </summary>
/// <typeparam name="T">Class of the object.</typeparam>
public ref struct ObjectCopy<T>
    where T : TvmObject
{
    private readonly T _original;

    /// <summary>Begins with the object itself, which stays as it is.</summary>
    public ObjectCopy(T original)
    {
        _original = original;
        Result = original;
    }

    /// <summary>The copy; the object itself as long as no field has another value.</summary>
    public T Result { get; private set; }

    /// <summary>Sets a field, if a value is given that is not the current one.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="current">Value of the field.</param>
    /// <param name="change">Value to set.</param>
    /// <exception cref="ArgumentNullException">The value is null, and the field's type is not nullable.</exception>
    /// <exception cref="NotSupportedException">This TVM copies no objects of the type.</exception>
    /// <exception cref="TvmException">The value is not of the field's type.</exception>
    public void Set<TField, TMarshaller>(string name, TField current, Change<TField> change)
        where TMarshaller : struct, IMarshaller<TField>
    {
        if (!change.Differs(current))
        {
            return;
        }

        Any value = Any.From<TField, TMarshaller>(change.Value);
        if (ReferenceEquals(Result, _original))
        {
            Result = InPlace.ShallowCopy(_original);
        }

        // Nobody else has the copy yet: fields that are read-only for others can be set.
        Result.TypeInfo.GetField(name).Initialize(Result, value);
    }
}
