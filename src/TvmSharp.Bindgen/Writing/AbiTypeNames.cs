using TvmSharp.Bindgen.Abi;

namespace TvmSharp.Bindgen.Writing;

/// <summary>C# types for C types. All are blittable.</summary>
internal static class AbiTypeNames
{
    // What an object handle points to.
    private const string ObjectHeader = "TVMFFIObject";

    /// <summary>The C# type.</summary>
    public static string Of(AbiType type) => type switch
    {
        PrimitiveType primitive => Of(primitive),
        EnumType enumeration => Of(enumeration.Underlying),
        StructType structure => structure.Name,
        ObjectHandleType => ObjectHeader + "*",
        PointerType pointer => Of(pointer.Target) + "*",
        FunctionPointerType function => $"delegate* unmanaged[Cdecl]<{string.Join(", ", [.. function.Parameters.Select(Of), Of(function.Returns)])}>",
        _ => throw new ArgumentException($"{type} has no C# type of its own.", nameof(type)),
    };

    /// <summary>The C# type of a number.</summary>
    public static string Of(PrimitiveType type) => type.Name switch
    {
        "void" => "void",
        "char" or "uint8" => "byte",
        // One byte in C; C#'s own is not blittable everywhere.
        "bool" => "byte",
        "int8" => "sbyte",
        "int16" => "short",
        "uint16" => "ushort",
        "int32" => "int",
        "uint32" => "uint",
        "int64" => "long",
        "uint64" => "ulong",
        "size" => "nuint",
        "float32" => "float",
        "float64" => "double",
        _ => throw new ArgumentException($"{type} is not a number of C's.", nameof(type)),
    };

    /// <summary>The C type as documentation has it.</summary>
    public static string Describe(AbiType type) => type switch
    {
        PrimitiveType primitive => primitive.Name,
        EnumType enumeration => enumeration.Name,
        StructType structure => structure.Name,
        ObjectHandleType => "TVMFFIObjectHandle",
        PointerType pointer => Describe(pointer.Target) + "*",
        ArrayType array => $"{Describe(array.Element)}[{array.Count}]",
        FunctionPointerType function => $"{Describe(function.Returns)} (*)({string.Join(", ", function.Parameters.Select(Describe))})",
        _ => throw new ArgumentException($"{type} is not known.", nameof(type)),
    };
}
