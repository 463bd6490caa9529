using System.Numerics;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>What the generated fields of objects call. Not for use by hand.</summary>
/// <remarks>As everywhere in TVM, reading a field while another thread writes it is the user's to prevent.</remarks>
public static unsafe class ObjectFields
{
    /// <summary>Converts a value on its way into a field, for <c>ffi.MakeFieldSetter</c>.</summary>
    /// <param name="typeKey">The type's key, for messages.</param>
    /// <param name="name">Name of the field, for messages.</param>
    /// <param name="value">Value.</param>
    /// <param name="result">The converted value, owned by the caller.</param>
    /// <returns>0, or -1 with the error raised.</returns>
    public static int Convert<T, TMarshaller>(string typeKey, string name, TVMFFIAny* value, TVMFFIAny* result)
        where TMarshaller : struct, IMarshaller<T>
    {
        CallScope scope = CallScope.Enter();
        try
        {
            if (!TMarshaller.TryRead(value, out T read))
            {
                scope.Exit();
                return EntryPoint.Raise(Mismatch(typeKey, name, TMarshaller.TypeName, TMarshaller.DescribeMismatch(value)));
            }

            TMarshaller.Write(read, result);
        }
        catch (Exception exception)
        {
            scope.Exit();
            return EntryPoint.Raise(new TvmException(
                TvmErrors.KindOf(exception), $"Invalid value for field `{name}` of `{typeKey}`. {TvmError.ReadMessage(exception)}"));
        }

        scope.Exit();
        return 0;
    }

    /// <summary>Reads a field that is stored as itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadPlain<T>(TvmObject target, int offset)
        where T : unmanaged
    {
        T value = *(T*)((byte*)target.Handle + offset);
        GC.KeepAlive(target);
        return value;
    }

    /// <summary>Writes a field that is stored as itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePlain<T>(TvmObject target, int offset, T value)
        where T : unmanaged
    {
        *(T*)((byte*)target.Handle + offset) = value;
        GC.KeepAlive(target);
    }

    /// <summary>Reads an integer, which is stored in 64 bits.</summary>
    /// <exception cref="OverflowException">Somebody has put a number there that the type has no room for.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadInteger<T>(TvmObject target, int offset)
        where T : unmanaged, IBinaryInteger<T> => T.CreateChecked(ReadPlain<long>(target, offset));

    /// <summary>Writes an integer, which is stored in 64 bits.</summary>
    /// <exception cref="OverflowException">The number is greater than <see cref="long.MaxValue"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteInteger<T>(TvmObject target, int offset, T value)
        where T : unmanaged, IBinaryInteger<T> => WritePlain(target, offset, long.CreateChecked(value));

    /// <summary>Reads a number, which is stored in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadFloat<T>(TvmObject target, int offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(ReadPlain<double>(target, offset));

    /// <summary>Writes a number, which is stored in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteFloat<T>(TvmObject target, int offset, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WritePlain(target, offset, double.CreateTruncating(value));

    /// <summary>Reads a field that is stored as a reference to an object, or null.</summary>
    /// <param name="target">Object.</param>
    /// <param name="offset">Offset of the field.</param>
    /// <param name="isReadOnly">Whether the field never changes, so that what is read shares the object's owner.</param>
    public static T ReadObject<T, TMarshaller>(TvmObject target, int offset, bool isReadOnly)
        where TMarshaller : struct, IMarshaller<T>
    {
        TVMFFIAny view = default;
        TVMFFIObject* value = *(TVMFFIObject**)((byte*)target.Handle + offset);
        if (value != null)
        {
            view.TypeIndex = value->TypeIndex;
            view.Obj = value;
        }

        return Read<T, TMarshaller>(target, offset, &view, isReadOnly);
    }

    /// <summary>Writes a field that is stored as a reference to an object, or null.</summary>
    public static void WriteObject<T, TMarshaller>(TvmObject target, int offset, T value)
        where TMarshaller : struct, IMarshaller<T>
    {
        TVMFFIAny owned;
        TMarshaller.Write(value, &owned);
        TVMFFIObject** field = (TVMFFIObject**)((byte*)target.Handle + offset);
        TVMFFIObject* old = *field;
        *field = owned.TypeIndex >= TypeIndex.StaticObjectBegin ? owned.Obj : null;
        if (old != null)
        {
            RefCount.Decrement(old);
        }

        GC.KeepAlive(target);
    }

    /// <summary>Reads a field that is stored as an <c>Any</c>.</summary>
    /// <inheritdoc cref="ReadObject{T, TMarshaller}"/>
    public static T ReadAny<T, TMarshaller>(TvmObject target, int offset, bool isReadOnly)
        where TMarshaller : struct, IMarshaller<T>
    {
        TVMFFIAny view = *(TVMFFIAny*)((byte*)target.Handle + offset);
        return Read<T, TMarshaller>(target, offset, &view, isReadOnly);
    }

    /// <summary>Writes a field that is stored as an <c>Any</c>.</summary>
    public static void WriteAny<T, TMarshaller>(TvmObject target, int offset, T value)
        where TMarshaller : struct, IMarshaller<T>
    {
        TVMFFIAny owned;
        TMarshaller.Write(value, &owned);
        TVMFFIAny* field = (TVMFFIAny*)((byte*)target.Handle + offset);
        TVMFFIAny old = *field;
        *field = owned;
        RefCount.Release(&old);
        GC.KeepAlive(target);
    }

    /// <summary>The error for a value that is not of a field's type.</summary>
    internal static TvmException Mismatch(string typeKey, string name, string expected, string actual) =>
        new("TypeError", $"Field `{name}` of `{typeKey}`: expected `{expected}` but got `{actual}`");

    private static T Read<T, TMarshaller>(TvmObject target, int offset, TVMFFIAny* view, bool isReadOnly)
        where TMarshaller : struct, IMarshaller<T>
    {
        bool converts = isReadOnly && TMarshaller.TryReadShared(view, target.Reference, out T value)
            || TMarshaller.TryRead(view, out value);
        GC.KeepAlive(target);
        if (converts)
        {
            return value;
        }

        string name = target.TypeInfo.AllFields.First(field => field.Offset == offset).Name;
        throw new InvalidCastException(
            $"Field `{name}` of `{target.TypeKey}` is a `{TMarshaller.DescribeMismatch(view)}`, not a `{TMarshaller.TypeName}`. Was the object made without its constructor?");
    }
}
