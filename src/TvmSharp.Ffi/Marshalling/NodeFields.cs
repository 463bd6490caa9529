using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// What the generated properties of TVM's own types call. Not for use by hand: offsets and types are those of
/// <see cref="ITvmObject{TSelf}.Binding"/>, which was compared with the running library before there was a wrapper.
/// </summary>
/// <remarks>
/// No read makes a native call. What is read from a field that never changes shares the owner of the object: it costs one
/// wrapper and no reference count.
/// </remarks>
public static unsafe class NodeFields
{
    /// <summary>Reads a reference to an object.</summary>
    /// <typeparam name="T">Class of the field; the wrapper is of the most derived class that is known for the object.</typeparam>
    /// <param name="target">Object.</param>
    /// <param name="offset">Offset of the field.</param>
    /// <param name="isReadOnly">Whether the field never changes, so that what is read shares the object's owner.</param>
    /// <exception cref="InvalidCastException">The field is null, or the class that is registered for the object's type is no <typeparamref name="T"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(TvmObject target, int offset, bool isReadOnly = true)
        where T : TvmObject => ReadOrNull<T>(target, offset, isReadOnly) ?? ThrowNull<T>(target, offset);

    /// <summary>The object that a field refers to which never changes, before there is a wrapper for it.</summary>
    /// <typeparam name="T">Class of the field.</typeparam>
    /// <param name="target">Object.</param>
    /// <param name="offset">Offset of the field.</param>
    /// <exception cref="InvalidCastException">The field is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NodeChild<T> ReadChild<T>(TvmObject target, int offset)
        where T : TvmObject
    {
        TVMFFIObject* value = *(TVMFFIObject**)((byte*)target.Handle + offset);
        if (value == null)
        {
            ThrowNull<T>(target, offset);
        }

        GC.KeepAlive(target);
        return new NodeChild<T>(target, value);
    }

    /// <summary>Reads a reference that may be null.</summary>
    /// <inheritdoc cref="Read{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? ReadOrNull<T>(TvmObject target, int offset, bool isReadOnly = true)
        where T : TvmObject
    {
        TVMFFIObject* value = *(TVMFFIObject**)((byte*)target.Handle + offset);
        if (value == null)
        {
            return null;
        }

        TvmObject wrapper = WrapperTable.Wrap(Take(target, value, isReadOnly));
        return wrapper is T typed ? typed : ThrowMismatch<T>(target, offset, wrapper);
    }

    /// <summary>Reads a reference to an array. Its elements convert when they are read.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmArray<T> ReadArray<T, TMarshaller>(TvmObject target, int offset, bool isReadOnly = true)
        where TMarshaller : struct, IMarshaller<T> =>
        ReadArrayOrNull<T, TMarshaller>(target, offset, isReadOnly) ?? ThrowNull<TvmArray<T>>(target, offset);

    /// <summary>Reads a reference to an array that may be null.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmArray<T>? ReadArrayOrNull<T, TMarshaller>(TvmObject target, int offset, bool isReadOnly = true)
        where TMarshaller : struct, IMarshaller<T> =>
        TryTake(target, offset, isReadOnly, out ObjectReference array) ? new(array, ValueMarshaller<T>.Of<TMarshaller>()) : null;

    /// <summary>The elements of an array, for generated visitors.</summary>
    /// <exception cref="InvalidCastException">The field is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NodeElements<T> ReadElements<T>(TvmObject target, int offset)
        where T : TvmObject
    {
        TVMFFIObject* array = *(TVMFFIObject**)((byte*)target.Handle + offset);
        if (array == null)
        {
            ThrowNull<TvmArray<T>>(target, offset);
        }

        return new NodeElements<T>(target, array);
    }

    /// <summary>Type index of the object that a field refers to; 0 when the field is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TypeIndexOf(TvmObject target, int offset)
    {
        TVMFFIObject* value = *(TVMFFIObject**)((byte*)target.Handle + offset);
        int index = value == null ? 0 : value->TypeIndex;
        GC.KeepAlive(target);
        return index;
    }

    /// <summary>Whether the object that a field refers to is of a type that no other derives from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOfFinalType<T>(TvmObject target, int offset)
        where T : TvmObject, ITvmObject<T>
    {
        TVMFFIObject* value = *(TVMFFIObject**)((byte*)target.Handle + offset);
        bool result = value != null && value->TypeIndex == ObjectType<T>.Index;
        GC.KeepAlive(target);
        return result;
    }

    /// <summary>Reads a reference to a list.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmList<T> ReadList<T, TMarshaller>(TvmObject target, int offset, bool isReadOnly = true)
        where TMarshaller : struct, IMarshaller<T> =>
        ReadListOrNull<T, TMarshaller>(target, offset, isReadOnly) ?? ThrowNull<TvmList<T>>(target, offset);

    /// <summary>Reads a reference to a list that may be null.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmList<T>? ReadListOrNull<T, TMarshaller>(TvmObject target, int offset, bool isReadOnly = true)
        where TMarshaller : struct, IMarshaller<T> =>
        TryTake(target, offset, isReadOnly, out ObjectReference list) ? new(list, ValueMarshaller<T>.Of<TMarshaller>()) : null;

    /// <summary>Reads a reference to a map. Its entries convert when they are read.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmMap<TKey, TValue> ReadMap<TKey, TKeyMarshaller, TValue, TValueMarshaller>(
        TvmObject target, int offset, bool isReadOnly = true)
        where TKey : notnull
        where TKeyMarshaller : struct, IMarshaller<TKey>
        where TValueMarshaller : struct, IMarshaller<TValue> =>
        ReadMapOrNull<TKey, TKeyMarshaller, TValue, TValueMarshaller>(target, offset, isReadOnly)
            ?? ThrowNull<TvmMap<TKey, TValue>>(target, offset);

    /// <summary>Reads a reference to a map that may be null.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmMap<TKey, TValue>? ReadMapOrNull<TKey, TKeyMarshaller, TValue, TValueMarshaller>(
        TvmObject target, int offset, bool isReadOnly = true)
        where TKey : notnull
        where TKeyMarshaller : struct, IMarshaller<TKey>
        where TValueMarshaller : struct, IMarshaller<TValue> =>
        TryTake(target, offset, isReadOnly, out ObjectReference map)
            ? new(map, ValueMarshaller<TKey>.Of<TKeyMarshaller>(), ValueMarshaller<TValue>.Of<TValueMarshaller>())
            : null;

    /// <summary>Reads a reference to a dictionary. Its entries convert when they are read.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmDict<TKey, TValue> ReadDict<TKey, TKeyMarshaller, TValue, TValueMarshaller>(
        TvmObject target, int offset, bool isReadOnly = true)
        where TKey : notnull
        where TKeyMarshaller : struct, IMarshaller<TKey>
        where TValueMarshaller : struct, IMarshaller<TValue> =>
        ReadDictOrNull<TKey, TKeyMarshaller, TValue, TValueMarshaller>(target, offset, isReadOnly)
            ?? ThrowNull<TvmDict<TKey, TValue>>(target, offset);

    /// <summary>Reads a reference to a dictionary that may be null.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static TvmDict<TKey, TValue>? ReadDictOrNull<TKey, TKeyMarshaller, TValue, TValueMarshaller>(
        TvmObject target, int offset, bool isReadOnly = true)
        where TKey : notnull
        where TKeyMarshaller : struct, IMarshaller<TKey>
        where TValueMarshaller : struct, IMarshaller<TValue> =>
        TryTake(target, offset, isReadOnly, out ObjectReference dictionary)
            ? new(dictionary, ValueMarshaller<TKey>.Of<TKeyMarshaller>(), ValueMarshaller<TValue>.Of<TValueMarshaller>())
            : null;

    /// <summary>Reads a string, which lies in the field itself or in an object of its own.</summary>
    /// <exception cref="InvalidCastException">There is no string in the field.</exception>
    public static string ReadString(TvmObject target, int offset) =>
        ReadStringOrNull(target, offset) ?? ThrowNull<string>(target, offset);

    /// <summary>Reads a string that may be missing.</summary>
    /// <exception cref="InvalidCastException">There is something else in the field.</exception>
    public static string? ReadStringOrNull(TvmObject target, int offset)
    {
        TVMFFIAny* cell = (TVMFFIAny*)((byte*)target.Handle + offset);
        string? value = null;
        if (Utf8.TryGetSpan(cell, text: true, out ReadOnlySpan<byte> bytes))
        {
            value = Encoding.UTF8.GetString(bytes);
        }
        else if (cell->TypeIndex != TypeIndex.None)
        {
            throw Mismatch(target, offset, MarshallingHelpers.TypeNameOf(cell), StringMarshaller.TypeName);
        }

        GC.KeepAlive(target);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTake(TvmObject target, int offset, bool isReadOnly, out ObjectReference reference)
    {
        TVMFFIObject* value = *(TVMFFIObject**)((byte*)target.Handle + offset);
        reference = value == null ? default : Take(target, value, isReadOnly);
        return value != null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ObjectReference Take(TvmObject target, TVMFFIObject* value, bool isReadOnly)
    {
        if (isReadOnly)
        {
            return new ObjectReference(value, target.Reference.Owner);
        }

        ObjectReference own = ObjectReference.Share(value);
        GC.KeepAlive(target);
        return own;
    }

    [DoesNotReturn]
    private static T ThrowNull<T>(TvmObject target, int offset) =>
        throw Mismatch(target, offset, "None", typeof(T).Name);

    [DoesNotReturn]
    private static T ThrowMismatch<T>(TvmObject target, int offset, TvmObject found) =>
        throw Mismatch(target, offset, $"{found.TypeKey}, wrapped as {found.GetType().Name}", typeof(T).Name);

    private static InvalidCastException Mismatch(TvmObject target, int offset, string actual, string expected)
    {
        string name = target.TypeInfo.AllFields.FirstOrDefault(field => field.Offset == offset)?.Name ?? $"at offset {offset}";
        return new InvalidCastException(
            $"Field `{name}` of `{target.TypeKey}` is `{actual}`, not a `{expected}`. Was the object made without its constructor?");
    }
}
