using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A field of a C# type, whose values are converted by the marshaller of that.</summary>
internal abstract unsafe class TypedFieldDefinition(string name, string doc, TvmFieldFlags flags, Any? defaultValue)
    : FieldDefinition(name, doc, flags | TvmFieldFlags.Writable, defaultValue)
{
    internal override string Metadata =>
        $$"""{"type_schema":{{JsonEncodedText($$"""{"type":{{JsonEncodedText(SchemaName)}}}""")}}}""";

    protected abstract string SchemaName { get; }

    internal override (nint Context, nint Convert) CreateConverter() => (
        GCHandle.ToIntPtr(GCHandle.Alloc(this)),
        (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, TVMFFIAny*, int>)&Convert);

    protected abstract void ConvertValue(TVMFFIAny* value, TVMFFIAny* result);

    /// <summary>Converts for <c>ffi.MakeFieldSetter</c>. The result is owned by the caller.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Convert(void* context, TVMFFIAny* value, TVMFFIAny* result)
    {
        CallScope scope = CallScope.Enter();
        try
        {
            ((TypedFieldDefinition)GCHandle.FromIntPtr((nint)context).Target!).ConvertValue(value, result);
            scope.Exit();
            return 0;
        }
        catch (Exception exception)
        {
            scope.Exit();
            return EntryPoint.Raise(exception);
        }
    }

    private static string JsonEncodedText(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}

/// <inheritdoc/>
/// <typeparam name="T">Type of its values.</typeparam>
internal sealed unsafe class TypedFieldDefinition<T>(string typeKey, string name, string doc, TvmFieldFlags flags, Any? defaultValue)
    : TypedFieldDefinition(name, doc, flags, defaultValue)
{
    internal override int StaticTypeIndex =>
        typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half) ? TypeIndex.Float
        : typeof(T) == typeof(bool) ? TypeIndex.Bool
        : typeof(T) == typeof(nint) ? TypeIndex.OpaquePtr
        : typeof(T) == typeof(DataType) ? TypeIndex.DataType
        : typeof(T) == typeof(Device) ? TypeIndex.Device
        : typeof(T).IsPrimitive ? TypeIndex.Int
        : typeof(TvmObject).IsAssignableFrom(typeof(T)) ? TypeIndex.Object
        : TypeIndex.Any;

    protected override string SchemaName =>
        typeof(T) == typeof(string) ? "ffi.String"
        : typeof(T) == typeof(byte[]) ? "ffi.Bytes"
        : StaticTypeIndex == TypeIndex.Any ? "Any"
        : ValueMarshaller<T>.Default.TypeName.Split('<') is [var container, _] ? $"ffi.{container}"
        : ValueMarshaller<T>.Default.TypeName;

    protected override void ConvertValue(TVMFFIAny* value, TVMFFIAny* result)
    {
        ValueMarshaller<T> marshaller = ValueMarshaller<T>.Default;
        if (!marshaller.TryRead(value, out T read))
        {
            throw ObjectFields.Mismatch(typeKey, Name, marshaller.TypeName, marshaller.DescribeMismatch(value));
        }

        marshaller.Write(read, result);
    }
}
