using System.Globalization;
using TvmSharp.Bindgen.Abi;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>Writes the C ABI: constants, enumerations, structs with explicit layout, and tables of functions.</summary>
internal static class AbiWriter
{
    /// <summary>Directory of the files, from the output directory.</summary>
    public const string Directory = "TvmSharp.Ffi/Abi/Generated";

    private const string Namespace = "namespace TvmSharp.Ffi.Abi;";

    /// <summary>The files: up to one each for the constants, enumerations, structs and functions of a header.</summary>
    public static IReadOnlyList<GeneratedFile> Write(AbiSchema schema)
    {
        List<GeneratedFile> files = [];
        foreach (AbiHeader header in schema.Headers)
        {
            string stem = Stem(header);
            Add("Constants", header.Constants.Count, writer => WriteConstants(writer, header));
            Add("Enums", header.Enums.Count, writer => WriteEnums(writer, header));
            Add("Structs", header.Structs.Count, writer => WriteStructs(writer, header));
            Add("Functions", header.Functions.Count, writer => WriteTable(writer, header));

            void Add(string kind, int count, Action<CodeWriter> write)
            {
                if (count > 0)
                {
                    CodeWriter writer = new(header.Path);
                    write(writer);
                    files.Add(new GeneratedFile($"{Directory}/{stem}.{kind}.g.cs", writer.ToString()));
                }
            }
        }

        return files;
    }

    /// <summary>Name of the C# struct that holds the functions of a header.</summary>
    internal static string TableName(AbiHeader header) => Stem(header);

    /// <summary>Name of the C# class for an enumeration: the C name without the library's prefix, masks in the plural.</summary>
    internal static string EnumName(AbiEnum enumeration)
    {
        string name = enumeration.Name.StartsWith("TVMFFI", StringComparison.Ordinal) ? enumeration.Name["TVMFFI".Length..] : enumeration.Name;
        return name.EndsWith("FlagBitMask", StringComparison.Ordinal) ? name[..^"BitMask".Length] + "s" : name;
    }

    // tvm/ffi/extra/c_env_api.h is TvmFfiEnvApi, dlpack/dlpack.h is DLPack.
    private static string Stem(AbiHeader header)
    {
        string name = Path.GetFileNameWithoutExtension(header.Path);
        return name.StartsWith("c_", StringComparison.Ordinal) ? "TvmFfi" + DotNetNames.Pascal(name[2..]) : DotNetNames.Pascal(name);
    }

    private static void WriteConstants(CodeWriter writer, AbiHeader header)
    {
        writer.Line(Namespace);
        writer.Separate();
        writer.Summary($"Integers that <c>{header.Path}</c> defines as macros.");
        writer.Open($"public static class {Stem(header)}Constants");
        foreach (AbiConstant constant in header.Constants)
        {
            writer.Summary($"<c>{constant.Name}</c>.");
            string type = constant.Value is >= int.MinValue and <= int.MaxValue ? "int" : "long";
            writer.Line($"public const {type} {DotNetNames.Pascal(WithoutPrefix(constant.Name))} = {Number(constant.Value)};");
            writer.Separate();
        }

        writer.Close();
    }

    // DLPACK_MAJOR_VERSION and TVM_FFI_VERSION_MAJOR begin with the name of their library.
    private static string WithoutPrefix(string macro)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["TVM_FFI_", "DLPACK_"])
        {
            if (macro.StartsWith(prefix, StringComparison.Ordinal))
            {
                return macro[prefix.Length..];
            }
        }

        return macro;
    }

    private static void WriteEnums(CodeWriter writer, AbiHeader header)
    {
        writer.Line(Namespace);
        foreach (AbiEnum enumeration in header.Enums)
        {
            // Constants: the values are combined with, and compared to, integers that are no members.
            writer.Separate();
            writer.Summary($"Values of <c>{enumeration.Name}</c> (<c>{header.Path}</c>), stored as {AbiTypeNames.Describe(enumeration.Underlying)}.");
            writer.Open($"public static class {EnumName(enumeration)}");
            foreach (EnumMember member in enumeration.Members)
            {
                writer.Summary($"<c>{member.Name}</c>.");
                writer.Line($"public const {AbiTypeNames.Of(enumeration.Underlying)} {DotNetNames.EnumMember(enumeration.Name, member.Name)} = {Number(member.Value)};");
                writer.Separate();
            }

            writer.Close();
        }
    }

    private static void WriteStructs(CodeWriter writer, AbiHeader header)
    {
        writer.Line("using System.Runtime.CompilerServices;");
        writer.Line("using System.Runtime.InteropServices;");
        writer.Line();
        writer.Line(Namespace);
        foreach (AbiStruct structure in header.Structs)
        {
            writer.Separate();
            writer.Summary($"<c>{structure.Name}</c> of <c>{header.Path}</c>, {Bytes(structure.Size)}.");
            writer.Line($"[StructLayout(LayoutKind.Explicit, Size = {structure.Size})]");
            writer.Open($"public unsafe partial struct {structure.Name}");
            foreach (AbiField field in structure.Fields)
            {
                WriteField(writer, structure, field);
                writer.Separate();
            }

            writer.Close();
        }
    }

    private static void WriteField(CodeWriter writer, AbiStruct structure, AbiField field)
    {
        string fact = $"<c>{CodeWriter.Escape(AbiTypeNames.Describe(field.Type))} {field.Name}</c> at offset {field.Offset}.";
        string name = FieldName(structure, field);
        if (field.Type is ArrayType array)
        {
            // No fixed buffer: every method with such a struct on its stack would check that stack for overruns.
            string element = AbiTypeNames.Of(array.Element);
            string backing = "_" + char.ToLowerInvariant(name[0]) + name[1..];
            writer.Line($"[FieldOffset({field.Offset})] private {element} {backing};");
            writer.Separate();
            writer.Summary($"{fact} The struct must not move while the address is used.");
            writer.Line($"public {element}* {name} => ({element}*)Unsafe.AsPointer(ref {backing});");
        }
        else
        {
            writer.Summary(fact);
            writer.Line($"[FieldOffset({field.Offset})] public {AbiTypeNames.Of(field.Type)} {name};");
        }
    }

    // Members of a union that all begin with "v_" are told apart by what follows.
    private static string FieldName(AbiStruct structure, AbiField field)
    {
        bool isVariant = field.Name.StartsWith("v_", StringComparison.Ordinal)
            && structure.Fields.Count(other => other.Offset == field.Offset) > 1;
        return DotNetNames.Pascal(isVariant ? field.Name[2..] : field.Name);
    }

    private static void WriteTable(CodeWriter writer, AbiHeader header)
    {
        writer.Line(Namespace);
        writer.Separate();
        writer.Summary($"The functions of <c>{header.Path}</c> as one table of addresses; null where a library has none.");
        writer.Open($"public unsafe partial struct {TableName(header)}");
        writer.Summary("Names of the functions, in the order of the fields of this struct.");
        writer.Line("public static ReadOnlySpan<string> Names => EntryPointNames;");
        writer.Separate();
        writer.Line("private static readonly string[] EntryPointNames =");
        writer.Line("[");
        foreach (AbiFunction function in header.Functions)
        {
            writer.Line($"    \"{function.Name}\",");
        }

        writer.Line("];");
        foreach (AbiFunction function in header.Functions)
        {
            writer.Separate();
            string parameters = string.Join(", ", function.Parameters.Select(static parameter => $"{AbiTypeNames.Describe(parameter.Type)} {parameter.Name}".TrimEnd()));
            writer.Summary($"<c>{CodeWriter.Escape($"{AbiTypeNames.Describe(function.Returns)} {function.Name}({parameters})")}</c>");
            FunctionPointerType type = new(function.Returns, [.. function.Parameters.Select(static parameter => parameter.Type)]);
            writer.Line($"public {AbiTypeNames.Of(type)} {function.Name};");
        }

        writer.Close();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Bytes(int size) => size == 1 ? "1 byte" : $"{Number(size)} bytes";
}
