using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A reference-counted TVM object: <c>tvm::ffi::ObjectRef</c>, type key <c>ffi.Object</c>.</summary>
/// <remarks>
/// A wrapper is a small managed object: an address and the owner that keeps it valid. It ends with the
/// <see cref="ObjectScope"/> it was made in unless <see cref="Keep"/> is called; members then throw
/// <see cref="ObjectDisposedException"/>.
/// <para>
/// <c>==</c> asks whether two wrappers stand for the same native object. <see cref="Equals(TvmObject)"/> and
/// <see cref="GetHashCode"/> compare structure where the type of the objects says how
/// (<see cref="TvmTypeInfo.StructuralKind"/>): trees of IR, data classes, arrays, maps and shapes. Lists, dictionaries,
/// tensors, variables, functions, and objects of types that say nothing are equal to themselves only. Neither ever
/// throws. The time is that of a walk through the object: collections that mean identity, or hold objects that change,
/// take <see cref="IdentityComparer"/>.
/// </para>
/// </remarks>
[TvmObject("ffi.Object")]
public unsafe class TvmObject : ITvmObject<TvmObject>, IEquatable<TvmObject>
{
    private readonly TVMFFIObject* _object;
    private ObjectOwner _owner;

    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">The object and its owner.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected internal TvmObject(ObjectReference reference)
    {
        _object = reference.Object;
        _owner = reference.Owner;
    }

    static string ITvmObject<TvmObject>.TypeKey => "ffi.Object";

    /// <summary>Compares wrappers by the native object they stand for, whatever its type.</summary>
    public static IEqualityComparer<TvmObject> IdentityComparer => Ffi.IdentityComparer.Instance;

    /// <summary>The type of the native object.</summary>
    public TvmTypeInfo TypeInfo => ObjectTypes.InfoOf(RuntimeTypeIndex);

    /// <summary>Type key of the native object, which may be of a type that has no wrapper class.</summary>
    public string TypeKey => ObjectTypes.KeyOf(RuntimeTypeIndex);

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
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_owner.IsReleased)
            {
                ThrowReleased();
            }

            return _object;
        }
    }

    /// <summary>The native object and its owner, for what shares it.</summary>
    internal ObjectReference Reference => new(_object, _owner);

    /// <summary>Whether the reference that keeps the object alive is to itself, not to an object that contains it.</summary>
    internal bool IsOwnedByItself
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.IsOf(_object);
    }

    /// <summary>Type index of the native object.</summary>
    internal int RuntimeTypeIndex
    {
        get
        {
            int index = Handle->TypeIndex;
            GC.KeepAlive(this);
            return index;
        }
    }

    /// <summary>A hash of the native object's address. Never throws.</summary>
    internal int IdentityHash => ((nint)_object).GetHashCode();

    static TvmObject ITvmObject<TvmObject>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Whether two wrappers stand for the same native object.</summary>
    public static bool operator ==(TvmObject? left, TvmObject? right) =>
        left is null ? right is null : left.IsSameAs(right);

    /// <summary>Whether two wrappers stand for different native objects.</summary>
    public static bool operator !=(TvmObject? left, TvmObject? right) => !(left == right);

    /// <summary>Takes the object out of its scope: the garbage collector decides how long it lives.</summary>
    /// <returns>This wrapper.</returns>
    public TvmObject Keep()
    {
        if (_owner.IsReleased)
        {
            ThrowReleased();
        }

        _owner.Keep();
        return this;
    }

    /// <summary>
    /// Gives the object away: as an argument it hands over its reference, so that TVM may rewrite the object in place.
    /// This wrapper ends, and so do wrappers of its fields and elements; using one is an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The object is an argument of a call that has not returned yet.</exception>
    public Moved Move()
    {
        ObjectOwner owner = _owner;
        TVMFFIObject* obj = Handle;

        // A function may be running, and TVM rewrites none in place: its owner goes on and ends as if nothing was moved.
        if (owner.IsOf(obj) && obj->TypeIndex != Abi.TypeIndex.Function)
        {
            TVMFFIObject* owned = owner.Detach();
            return owned != null ? new Moved(owned) : throw new ObjectDisposedException(GetType().Name);
        }

        // Part of an object that goes on to hold it.
        RefCount.Increment(obj);
        _owner = owner.EndedShare();
        GC.KeepAlive(owner);
        return new Moved(obj);
    }

    /// <summary>
    /// Lends the object as an argument: it stays alive until <see cref="EndLoan"/>, whatever is called. No reference is
    /// counted, so that what is the only one for TVM still is.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The wrapper's scope has ended.</exception>
    internal void Lend(TVMFFIAny* argument)
    {
        *argument = default;
        if (!_owner.TryLend())
        {
            ThrowReleased();
        }

        argument->Obj = _object;
        argument->TypeIndex = _object->TypeIndex;
    }

    /// <summary>Ends what <see cref="Lend"/> began.</summary>
    internal void EndLoan() => _owner.EndLoan();

    /// <summary>Writes the object with a reference for the reader.</summary>
    internal void WriteOwned(TVMFFIAny* result)
    {
        // First, because it may throw: the slot may be part of a live object.
        TVMFFIObject* obj = Handle;
        RefCount.Increment(obj);
        *result = default;
        result->Obj = obj;
        result->TypeIndex = obj->TypeIndex;
        GC.KeepAlive(this);
    }

    /// <summary>Whether the native object is of a wrapper's type or of one derived from it.</summary>
    public bool IsInstanceOf<T>()
        where T : TvmObject, ITvmObject<T>
    {
        bool result = ObjectType<T>.Contains(Handle->TypeIndex);
        GC.KeepAlive(this);
        return result;
    }

    /// <summary>Whether another wrapper stands for the same native object.</summary>
    /// <remarks>A wrapper that was released is the same as those it shared its reference with, and no others.</remarks>
    public bool IsSameAs(TvmObject? other) =>
        other is not null
        && _object == other._object

        // The address of an object that ended may be that of another by now.
        && (_owner == other._owner || !(_owner.IsReleased || other._owner.IsReleased));

    /// <summary>Reads a reflected field, the type's own or an inherited one.</summary>
    /// <param name="name">Name as upstream registers it, such as <c>functions</c>.</param>
    /// <exception cref="MissingFieldException">The type has no such field in this TVM.</exception>
    /// <exception cref="TvmException">The getter failed.</exception>
    public Any GetField(string name) => TypeInfo.GetField(name).Get(this);

    /// <summary>Reads a reflected field, the type's own or an inherited one.</summary>
    /// <typeparam name="T">What to convert to, as <see cref="Any.As{T}"/> does.</typeparam>
    /// <param name="name">Name as upstream registers it, such as <c>functions</c>.</param>
    /// <exception cref="MissingFieldException">The type has no such field in this TVM.</exception>
    /// <exception cref="InvalidCastException">The value does not convert; the message names both types.</exception>
    /// <exception cref="TvmException">The getter failed.</exception>
    public T GetField<T>(string name) => TypeInfo.GetField(name).Get<T>(this);

    /// <summary>Reads a reflected field, the type's own or an inherited one. Generated code calls it.</summary>
    /// <typeparam name="T">What to convert to.</typeparam>
    /// <typeparam name="TMarshaller">How it crosses.</typeparam>
    /// <param name="name">Name as upstream registers it, such as <c>functions</c>.</param>
    /// <exception cref="MissingFieldException">The type has no such field in this TVM.</exception>
    /// <exception cref="InvalidCastException">The value does not convert; the message names both types.</exception>
    /// <exception cref="TvmException">The getter failed.</exception>
    public T GetField<T, TMarshaller>(string name)
        where TMarshaller : struct, IMarshaller<T> => TypeInfo.GetField(name).Get<T, TMarshaller>(this);

    /// <summary>Writes a reflected field, the type's own or an inherited one.</summary>
    /// <param name="name">Name as upstream registers it.</param>
    /// <param name="value">Value.</param>
    /// <exception cref="MissingFieldException">The type has no such field in this TVM.</exception>
    /// <exception cref="FieldAccessException">The field is read-only.</exception>
    /// <exception cref="TvmException">The value is not of the field's type.</exception>
    public void SetField(string name, Any value) => TypeInfo.GetField(name).Set(this, value);

    /// <summary>Calls a reflected method, the type's own or an inherited one.</summary>
    /// <param name="name">Name as upstream registers it, such as <c>sum</c>.</param>
    /// <param name="args">Arguments after the object itself.</param>
    /// <exception cref="MissingMethodException">The type has no such method in this TVM.</exception>
    /// <exception cref="InvalidOperationException">The method is static.</exception>
    /// <exception cref="TvmException">The method raised an error, or the arguments do not fit.</exception>
    public Any CallMethod(string name, params ReadOnlySpan<Any> args) => TypeInfo.GetMethod(name).Call(this, args);

    /// <summary>Whether two objects are equal by structure: <c>ffi.StructuralEqual</c>.</summary>
    /// <param name="other">The other object.</param>
    /// <param name="mapFreeVariables">Whether variables that neither object defines may be mapped to one another.</param>
    /// <param name="skipTensorContent">Whether tensors are compared by shape and element type only.</param>
    /// <exception cref="TvmException">An object in them is of a type that cannot be compared by structure.</exception>
    public bool StructuralEquals(TvmObject other, bool mapFreeVariables = false, bool skipTensorContent = false) =>
        new StructuralComparer(mapFreeVariables, skipTensorContent).Equals(this, other);

    /// <summary>Hash that goes with <see cref="StructuralEquals"/>: <c>ffi.StructuralHash</c>.</summary>
    /// <param name="mapFreeVariables">Whether variables that the object does not define are hashed by their order.</param>
    /// <param name="skipTensorContent">Whether tensors are hashed by shape and element type only.</param>
    /// <exception cref="TvmException">An object in it is of a type that cannot be compared by structure.</exception>
    public long StructuralHash(bool mapFreeVariables = false, bool skipTensorContent = false) =>
        new StructuralComparer(mapFreeVariables, skipTensorContent).Hash(this);

    /// <summary>Where two values first differ: <c>ffi.GetFirstStructuralMismatch</c>.</summary>
    /// <returns>Null when they are equal by structure.</returns>
    /// <exception cref="TvmException">An object in them is of a type that cannot be compared by structure.</exception>
    public static StructuralMismatch? FirstMismatch(
        Any left, Any right, bool mapFreeVariables = false, bool skipTensorContent = false) =>
        new StructuralComparer(mapFreeVariables, skipTensorContent).FirstMismatch(left, right);

    /// <summary>Whether the object was given up: disposed of, moved, or ended with its scope.</summary>
    private protected bool IsReleased => _owner.IsReleased;

    /// <summary>
    /// Ends this wrapper and drops its reference, now or when the calls return that it is an argument of; wrappers that
    /// share it end too. Part of an object that goes on to hold it ends alone.
    /// </summary>
    private protected void Release()
    {
        ObjectOwner owner = _owner;
        if (owner.IsOf(_object))
        {
            owner.Release();
        }
        else if (!owner.IsReleased)
        {
            _owner = owner.EndedShare();
        }
    }

    /// <inheritdoc/>
    public bool Equals(TvmObject? other)
    {
        if (other is null)
        {
            return false;
        }

        if (_owner.IsReleased || other._owner.IsReleased)
        {
            // The address may be that of another object by now.
            return _owner == other._owner && _object == other._object;
        }

        if (_object == other._object)
        {
            return true;
        }

        if (RuntimeTypeIndex != other.RuntimeTypeIndex || !TypeInfo.ComparesByStructure)
        {
            return false;
        }

        try
        {
            return StructuralEquals(other);
        }
        catch (Exception)
        {
            // Something inside has no structure, or a comparison of its own failed. Equality is not the place to say so.
            return false;
        }
    }

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as TvmObject);

    /// <inheritdoc/>
    public sealed override int GetHashCode()
    {
        if (_owner.IsReleased || !TypeInfo.ComparesByStructure)
        {
            return IdentityHash;
        }

        try
        {
            // Without the content of tensors, which can be large and on a device: equal objects still have equal hashes.
            return StructuralHash(skipTensorContent: true).GetHashCode();
        }
        catch (Exception)
        {
            // Two such objects can be equal, when what has no structure is the same in both.
            return RuntimeTypeIndex;
        }
    }

    /// <summary>TVM's own printed form, by <c>ffi.ReprPrint</c>. Never throws.</summary>
    public override string ToString()
    {
        if (_owner.IsReleased)
        {
            return $"{GetType().Name} (released)";
        }

        try
        {
            return BuiltinFunctions.ReprPrint.Call(this).As<string>();
        }
        catch (Exception error)
        {
            return $"{TypeKey} (its printer failed: {error.Message})";
        }
    }

    [DoesNotReturn]
    private void ThrowReleased() => throw new ObjectDisposedException(
        GetType().Name,
        $"This {GetType().Name} was used after the call or scope that it belonged to had ended, or after Dispose. Call Keep() on objects that must outlive their scope.");
}
