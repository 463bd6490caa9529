using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A reference-counted TVM object: <c>tvm::ffi::ObjectRef</c>, type key <c>ffi.Object</c>.</summary>
/// <remarks>
/// A wrapper is a small managed object: an address and the owner that keeps it valid. It ends with the
/// <see cref="ObjectScope"/> it was made in unless <see cref="Keep"/> is called; members then throw
/// <see cref="ObjectDisposedException"/>. Two wrappers are equal when they stand for the same native object.
/// </remarks>
[TvmObject("ffi.Object")]
public unsafe class TvmObject : ITvmObject<TvmObject>, IEquatable<TvmObject>
{
    private readonly TVMFFIObject* _object;
    private ObjectOwner _owner;

    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">The object and its owner.</param>
    protected internal TvmObject(ObjectReference reference)
    {
        _object = reference.Object;
        _owner = reference.Owner;
    }

    static string ITvmObject<TvmObject>.TypeKey => "ffi.Object";

    /// <summary>Type key of the native object, which may be of a type that has no wrapper class.</summary>
    public string TypeKey
    {
        get
        {
            string key = ObjectTypes.KeyOf(Handle->TypeIndex);
            GC.KeepAlive(this);
            return key;
        }
    }

    /// <summary>
    /// Number of strong references to the native object, this wrapper's own among them. TVM rewrites an object
    /// in place only while there is one.
    /// </summary>
    public int UseCount
    {
        get
        {
            uint count = RefCount.Strong(Handle);
            GC.KeepAlive(this);
            return checked((int)count);
        }
    }

    /// <summary>The native object; valid as long as this wrapper is kept alive.</summary>
    /// <exception cref="ObjectDisposedException">The wrapper's scope has ended.</exception>
    internal TVMFFIObject* Handle
    {
        get
        {
            _owner.ThrowIfReleased(GetType());
            return _object;
        }
    }

    static TvmObject ITvmObject<TvmObject>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Whether two wrappers stand for the same native object.</summary>
    public static bool operator ==(TvmObject? left, TvmObject? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two wrappers stand for different native objects.</summary>
    public static bool operator !=(TvmObject? left, TvmObject? right) => !(left == right);

    /// <summary>Takes the object out of its scope: the garbage collector decides how long it lives.</summary>
    /// <returns>This wrapper.</returns>
    public TvmObject Keep()
    {
        _owner.ThrowIfReleased(GetType());
        _owner.Keep();
        return this;
    }

    /// <summary>
    /// Gives the object away: as an argument it hands over its reference, so that TVM may rewrite the object in place.
    /// This wrapper ends, and so do wrappers of its fields and elements; using one is an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public Moved Move()
    {
        ObjectOwner owner = _owner;
        TVMFFIObject* obj = Handle;
        if (owner.IsOf(obj))
        {
            TVMFFIObject* owned = owner.Detach();
            return owned != null ? new Moved(owned) : throw new ObjectDisposedException(GetType().Name);
        }

        // Part of an object that goes on to hold it.
        RefCount.Increment(obj);
        _owner = ObjectOwner.Ended;
        GC.KeepAlive(owner);
        return new Moved(obj);
    }

    /// <summary>Whether the native object is of a wrapper's type or of one derived from it.</summary>
    public bool IsInstanceOf<T>()
        where T : TvmObject, ITvmObject<T>
    {
        bool result = ObjectType<T>.Contains(Handle->TypeIndex);
        GC.KeepAlive(this);
        return result;
    }

    /// <summary>Reads a reflected field, the type's own or an inherited one, through its registered getter.</summary>
    /// <param name="name">Name as upstream registers it, such as <c>functions</c>.</param>
    /// <exception cref="MissingFieldException">The type has no such field in this TVM.</exception>
    /// <exception cref="TvmException">The getter failed.</exception>
    public Any GetField(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        TVMFFIObject* obj = Handle;
        TVMFFIFieldInfo* field = ObjectTypes.FindField(obj->TypeIndex, name);
        if (field == null)
        {
            List<string> known = ObjectTypes.FieldNames(obj->TypeIndex);
            throw new MissingFieldException(
                $"Type `{TypeKey}` has no field `{name}` in this TVM ({TvmRuntime.Description}). Its fields are: {string.Join(", ", known)}.");
        }

        TVMFFIAny value = default;
        int code = field->Getter((byte*)obj + field->Offset, &value);
        GC.KeepAlive(this);
        TvmError.ThrowIfFailed(code);
        return Any.TakeOwned(&value);
    }

    /// <summary>Drops the reference now. Wrappers that share it end too.</summary>
    private protected void Release() => _owner.Release();

    /// <inheritdoc/>
    public bool Equals(TvmObject? other) => other is not null && _object == other._object;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as TvmObject);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => ((nint)_object).GetHashCode();

    /// <summary>TVM's own printed form, by <c>ffi.ReprPrint</c>.</summary>
    public override string ToString() =>
        _owner.IsReleased ? $"{GetType().Name} (released)" : BuiltinFunctions.ReprPrint.Call(this).As<string>();
}
