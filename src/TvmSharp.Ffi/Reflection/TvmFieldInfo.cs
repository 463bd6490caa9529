using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A field that a type registered: <c>TVMFFIFieldInfo</c>.</summary>
public sealed unsafe class TvmFieldInfo
{
    private readonly TVMFFIFieldInfo _field;
    private readonly string _metadata;
    private FieldStorage _storage;
    private bool _isVerified;
    private byte _sharing;

    internal TvmFieldInfo(TvmTypeInfo declaringType, TVMFFIFieldInfo field)
    {
        _field = field;
        DeclaringType = declaringType;
        Name = Utf8.ToString(field.Name);
        Doc = Utf8.ToString(field.Doc);
        _metadata = Utf8.ToString(field.Metadata);
        _storage = StorageOf(field);
    }

    /// <summary>The type that registered the field.</summary>
    public TvmTypeInfo DeclaringType { get; }

    /// <summary>Name, such as <c>functions</c>.</summary>
    public string Name { get; }

    /// <summary>Documentation; empty when there is none.</summary>
    public string Doc { get; }

    /// <summary>What it was registered with.</summary>
    public TvmMetadata Metadata => field ??= TvmMetadata.Parse(_metadata);

    /// <summary>Type of the field; null when it is not known.</summary>
    public TypeSchema? Schema => Metadata.Schema;

    /// <summary>What the field is like.</summary>
    public TvmFieldFlags Flags => (TvmFieldFlags)_field.Flags;

    /// <summary>Whether the field can be written.</summary>
    public bool IsWritable => (_field.Flags & FieldFlags.Writable) != 0;

    /// <summary>Whether the field has a default, a value or a function that makes it.</summary>
    public bool HasDefault => (_field.Flags & FieldFlags.HasDefault) != 0;

    /// <summary>Whether a JSON graph has the field's value as the number of a node, not as itself.</summary>
    internal bool IsNodeInJson =>
        _field.FieldStaticTypeIndex is not (TypeIndex.None or TypeIndex.Bool or TypeIndex.Int or TypeIndex.Float or TypeIndex.DataType);

    /// <summary>Size in bytes.</summary>
    public long Size => _field.Size;

    /// <summary>Alignment in bytes.</summary>
    public long Alignment => _field.Alignment;

    /// <summary>Offset from the start of the object, in bytes.</summary>
    public long Offset => _field.Offset;

    /// <summary>How the value is stored, as a type index.</summary>
    internal int Storage => _field.FieldStaticTypeIndex;

    /// <summary>The default, made anew when it comes from a function.</summary>
    /// <exception cref="InvalidOperationException">The field has none.</exception>
    public Any GetDefault()
    {
        if (!HasDefault)
        {
            throw new InvalidOperationException($"Field `{Name}` of type `{DeclaringType.Key}` has no default.");
        }

        // The type table keeps the value as long as the process lives.
        TVMFFIAny value = _field.DefaultValueOrFactory;
        Any result = Any.FromView(&value);
        return (_field.Flags & FieldFlags.DefaultFromFactory) != 0 ? result.As<Function>().Call() : result;
    }

    /// <summary>Reads the field of an object.</summary>
    /// <inheritdoc cref="Get{T}(TvmObject)"/>
    public Any Get(TvmObject target) => Get<Any>(target);

    /// <summary>
    /// Reads the field of an object. Integers, numbers, truth values, data types, devices and references to objects are
    /// read where they lie, without a native call; the registered getter reads the others.
    /// </summary>
    /// <typeparam name="T">What to convert to, as <see cref="Any.As{T}"/> does.</typeparam>
    /// <param name="target">An object of the declaring type or of one derived from it.</param>
    /// <remarks>An object that is read from a type whose wrapper class is immutable shares the owner of <paramref name="target"/>.</remarks>
    /// <exception cref="ArgumentException">The object is of another type.</exception>
    /// <exception cref="InvalidCastException">The value does not convert; the message names both types.</exception>
    /// <exception cref="TvmException">The getter failed.</exception>
    public T Get<T>(TvmObject target) => Get(target, ValueMarshaller<T>.Default);

    /// <summary>Reads the field of an object.</summary>
    /// <typeparam name="T">What to convert to.</typeparam>
    /// <typeparam name="TMarshaller">How it crosses.</typeparam>
    /// <inheritdoc cref="Get{T}(TvmObject)"/>
    public T Get<T, TMarshaller>(TvmObject target)
        where TMarshaller : struct, IMarshaller<T> => Get(target, ValueMarshaller<T>.Of<TMarshaller>());

    private T Get<T>(TvmObject target, ValueMarshaller<T> marshaller)
    {
        byte* address = AddressIn(target);
        TVMFFIAny view;
        if (TryReadInPlace(address, &view))
        {
            bool converts = IsShared
                ? marshaller.TryReadShared(&view, target.Reference, out T value)
                : marshaller.TryRead(&view, out value);
            GC.KeepAlive(target);
            return converts ? value : throw CannotRead(&view, marshaller.TypeName);
        }

        ReadByGetter(address, &view);
        GC.KeepAlive(target);
        try
        {
            return marshaller.TryRead(&view, out T value) ? value : throw CannotRead(&view, marshaller.TypeName);
        }
        finally
        {
            RefCount.Release(&view);
        }
    }

    /// <summary>Writes the field of an object.</summary>
    /// <typeparam name="T">What to convert from; <see cref="Any"/> for any value.</typeparam>
    /// <param name="target">An object of the declaring type or of one derived from it.</param>
    /// <param name="value">Value.</param>
    /// <exception cref="ArgumentException">The object is of another type.</exception>
    /// <exception cref="FieldAccessException">The field is read-only.</exception>
    /// <exception cref="TvmException">The value is not of the field's type.</exception>
    public void Set<T>(TvmObject target, T value)
    {
        if (!IsWritable)
        {
            throw ReadOnly();
        }

        SetIn(target, value);
    }

    /// <summary>Writes the field of an object that nobody else has yet, whether it is read-only for others or not.</summary>
    /// <exception cref="FieldAccessException">The field has no setter.</exception>
    /// <exception cref="TvmException">The value is not of the field's type; the message names the field.</exception>
    internal void Initialize(TvmObject target, Any value)
    {
        try
        {
            SetIn(target, value);
        }
        catch (TvmException error)
        {
            throw new TvmException(error.Kind, $"Field `{Name}` of `{DeclaringType.Key}`: {error.Message}", error);
        }
    }

    private FieldAccessException ReadOnly() => new($"Field `{Name}` of type `{DeclaringType.Key}` is read-only.");

    private void SetIn<T>(TvmObject target, T value)
    {
        byte* address = AddressIn(target);
        if (_field.Setter == null)
        {
            throw ReadOnly();
        }

        TVMFFIAny raw;
        ValueMarshaller<T>.OfValues.Write(value, &raw);
        TVMFFIAny self = default;
        try
        {
            // A setter may be a function from C#, and do anything.
            target.Lend(&self);
            TvmError.ThrowIfFailed(CallSetter(address, &raw));
        }
        finally
        {
            RefCount.Release(&raw);
            if (self.TypeIndex != TypeIndex.None)
            {
                target.EndLoan();
            }
        }
    }

    // Asked at the first read, when the wrapper class of the type, which knows, is registered: 1 for no, 2 for yes.
    private bool IsShared
    {
        get
        {
            if (_sharing == 0)
            {
                _sharing = (byte)(DeclaringType.IsImmutable && !IsWritable ? 2 : 1);
            }

            return _sharing == 2;
        }
    }

    /// <summary>Name and type.</summary>
    public override string ToString() => Schema is { } schema ? $"{Name}: {schema}" : Name;

    private static FieldStorage StorageOf(in TVMFFIFieldInfo field) => (field.FieldStaticTypeIndex, field.Size) switch
    {
        (TypeIndex.Int, 1 or 2 or 4 or 8) => FieldStorage.Integer,
        (TypeIndex.Bool, 1) => FieldStorage.Boolean,
        (TypeIndex.Float, 4 or 8) => FieldStorage.Float,
        (TypeIndex.OpaquePtr, 8) => FieldStorage.Pointer,
        (TypeIndex.DataType, 4) => FieldStorage.DataType,
        (TypeIndex.Device, 8) => FieldStorage.Device,

        // Optional objects are registered as "any": eight bytes of that kind are a reference or they fail the check.
        (>= TypeIndex.StaticObjectBegin or TypeIndex.Any, 8) => FieldStorage.Object,
        _ => FieldStorage.Opaque,
    };

    private byte* AddressIn(TvmObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        TVMFFIObject* obj = target.Handle;
        if (obj->TypeIndex != DeclaringType.Index)
        {
            DeclaringType.ThrowIfNotInstance(target, nameof(target));
        }

        return (byte*)obj + _field.Offset;
    }

    private void ReadByGetter(byte* address, TVMFFIAny* value)
    {
        *value = default;
        TvmError.ThrowIfFailed(_field.Getter(address, value));
    }

    /// <summary>Reads a borrowed value where it lies; false when only the getter can.</summary>
    private bool TryReadInPlace(byte* address, TVMFFIAny* view)
    {
        *view = default;
        switch (_storage)
        {
            case FieldStorage.Integer:
                view->TypeIndex = TypeIndex.Int;
                view->Int64 = _field.Size switch
                {
                    8 => *(long*)address,
                    4 => *(int*)address,
                    2 => *(short*)address,
                    _ => *(sbyte*)address,
                };

                // The registration does not say whether the top bit is a sign.
                return view->Int64 >= 0 && Verify(address, view);
            case FieldStorage.Boolean:
                view->TypeIndex = TypeIndex.Bool;
                view->Int64 = *address != 0 ? 1 : 0;
                return Verify(address, view);
            case FieldStorage.Float:
                view->TypeIndex = TypeIndex.Float;
                view->Float64 = _field.Size == 8 ? *(double*)address : *(float*)address;
                return Verify(address, view);
            case FieldStorage.Pointer:
                view->TypeIndex = TypeIndex.OpaquePtr;
                view->Ptr = *(void**)address;
                return view->Ptr != null && Verify(address, view);
            case FieldStorage.DataType:
                view->TypeIndex = TypeIndex.DataType;
                view->DType = *(DLDataType*)address;
                return Verify(address, view);
            case FieldStorage.Device:
                view->TypeIndex = TypeIndex.Device;
                view->Device = *(DLDevice*)address;
                return Verify(address, view);
            case FieldStorage.Object:
                return TryReadObject(address, view);
            default:
                return false;
        }
    }

    private bool TryReadObject(byte* address, TVMFFIAny* view)
    {
        TVMFFIObject* value = *(TVMFFIObject**)address;
        if (!_isVerified)
        {
            // What is not known to be a reference must not be followed.
            TVMFFIAny owned = default;
            if (_field.Getter(address, &owned) != 0)
            {
                TvmError.ThrowIfFailed(-1);
            }

            bool isReference = owned.TypeIndex >= TypeIndex.StaticObjectBegin && owned.Obj == value;
            bool isNull = owned.TypeIndex == TypeIndex.None && value == null;
            RefCount.Release(&owned);
            if (!isReference)
            {
                // Null tells nothing about the next value.
                _storage = isNull ? _storage : FieldStorage.Opaque;
                return false;
            }

            _isVerified = true;
        }

        if (value != null)
        {
            view->TypeIndex = value->TypeIndex;
            view->Obj = value;
        }

        return true;
    }

    /// <summary>Compares, once, what was read with what the getter says. They disagree when size and kind mislead.</summary>
    private bool Verify(byte* address, TVMFFIAny* view) => _isVerified || VerifyOnce(address, view);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool VerifyOnce(byte* address, TVMFFIAny* view)
    {
        TVMFFIAny owned;
        ReadByGetter(address, &owned);
        bool agrees = owned.TypeIndex == view->TypeIndex && owned.UInt64 == view->UInt64;
        RefCount.Release(&owned);
        if (agrees)
        {
            _isVerified = true;
        }
        else
        {
            _storage = FieldStorage.Opaque;
        }

        return agrees;
    }

    internal int CallSetter(byte* address, TVMFFIAny* value)
    {
        if ((_field.Flags & FieldFlags.SetterIsFunctionObj) == 0)
        {
            return ((delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)_field.Setter)(address, value);
        }

        TVMFFIObject* function = (TVMFFIObject*)_field.Setter;
        TVMFFIAny* args = stackalloc TVMFFIAny[2];
        args[0] = new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = address };
        args[1] = *value;
        TVMFFIAny result = default;
        int code = ((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, args, 2, &result);
        RefCount.Release(&result);
        return code;
    }

    private InvalidCastException CannotRead(TVMFFIAny* view, string wanted) => new(
        $"Field `{Name}` of type `{DeclaringType.Key}` is a `{MarshallingHelpers.TypeNameOf(view)}`, not a `{wanted}`.");
}
