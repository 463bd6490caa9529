using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A field of a type that is being defined.</summary>
/// <param name="typeKey">The type's key, for messages.</param>
/// <param name="name">Name.</param>
/// <param name="doc">Documentation.</param>
/// <param name="flags">Flags without those that follow from the rest.</param>
/// <param name="defaultValue">Default, or a factory for it; null when the field is required.</param>
internal abstract unsafe class FieldDefinition(string typeKey, string name, string doc, TvmFieldFlags flags, Any? defaultValue)
{
    internal string Name { get; } = name;

    internal string Doc { get; } = doc;

    internal Any? DefaultValue { get; } = defaultValue;

    internal long Flags { get; } =
        (long)(flags | TvmFieldFlags.Writable | TvmFieldFlags.SetterIsFunction | (defaultValue is null ? 0 : TvmFieldFlags.HasDefault));

    /// <summary>How the field is stored: a type index for plain values and objects, <see cref="TypeIndex.Any"/> for the rest.</summary>
    internal abstract int StaticTypeIndex { get; }

    internal long Size => StaticTypeIndex switch
    {
        TypeIndex.Bool => sizeof(byte),
        TypeIndex.DataType => sizeof(DLDataType),
        TypeIndex.Any => sizeof(TVMFFIAny),
        _ => sizeof(long),
    };

    internal long Alignment => StaticTypeIndex switch
    {
        TypeIndex.Bool => sizeof(byte),
        TypeIndex.DataType => sizeof(ushort),
        TypeIndex.Device => sizeof(int),
        _ => sizeof(long),
    };

    internal string Metadata =>
        $$"""{"type_schema":{{JsonEncodedText($$"""{"type":{{JsonEncodedText(SchemaName)}}}""")}}}""";

    protected string TypeKey { get; } = typeKey;

    protected abstract string SchemaName { get; }

    /// <summary>What converts a value on its way into the field: the context of <see cref="Convert"/>, for the life of the process.</summary>
    internal nint CreateConverter() => GCHandle.ToIntPtr(GCHandle.Alloc(this));

    /// <summary>Converts for <c>ffi.MakeFieldSetter</c>. The result is owned by the caller.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Convert(void* context, TVMFFIAny* value, TVMFFIAny* result)
    {
        CallScope scope = CallScope.Enter();
        try
        {
            ((FieldDefinition)GCHandle.FromIntPtr((nint)context).Target!).ConvertValue(value, result);
            scope.Exit();
            return 0;
        }
        catch (Exception exception)
        {
            scope.Exit();
            return EntryPoint.Raise(exception);
        }
    }

    protected abstract void ConvertValue(TVMFFIAny* value, TVMFFIAny* result);

    private static string JsonEncodedText(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}

/// <summary>A field of a C# type.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
internal sealed unsafe class FieldDefinition<T>(string typeKey, string name, string doc, TvmFieldFlags flags, Any? defaultValue)
    : FieldDefinition(typeKey, name, doc, flags, defaultValue)
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
            throw new TvmException(
                "TypeError",
                $"Field `{Name}` of `{TypeKey}`: expected `{marshaller.TypeName}` but got `{marshaller.DescribeMismatch(value)}`");
        }

        marshaller.Write(read, result);
    }
}
