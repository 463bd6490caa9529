using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>The manifest of an extension, <c>{AssemblyName}.tvm.json</c>, as the generator writes it.</summary>
/// <param name="Prefix">Prefix of the registered names.</param>
/// <param name="Assembly">Name of the assembly.</param>
/// <param name="Functions">The registered functions, by name.</param>
/// <param name="Types">The registered types, each behind the one that it derives from.</param>
internal sealed record ExtensionManifest(
    string Prefix, string Assembly, IReadOnlyList<ManifestFunction> Functions, IReadOnlyList<ManifestType> Types)
{
    private const int Format = 1;

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="WheelException">It is not one of this version.</exception>
    internal static ExtensionManifest Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != Format)
            {
                throw new WheelException(Errors.UnreadableInput, $"'{path}' is of another version of TvmSharp. Build again, with generator and SDK of one version.");
            }

            return new ExtensionManifest(
                Text(root, "prefix"),
                Text(root, "assembly"),
                List(root, "functions", Function),
                List(root, "types", Type));
        }
        catch (System.Exception failure) when (failure is JsonException or KeyNotFoundException or System.InvalidOperationException or System.FormatException)
        {
            throw new WheelException(Errors.UnreadableInput, $"'{path}' is no manifest of an extension: {failure.Message} Build again.");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static bool Flag(JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    private static List<T> List<T>(JsonElement element, string name, System.Func<JsonElement, T> read) =>
        [.. element.GetProperty(name).EnumerateArray().Select(read)];

    private static ManifestFunction Function(JsonElement function) => new(
        Text(function, "name"),
        Text(function, "kind") == "pass",
        Flag(function, "packed"),
        Text(function, "doc"),
        List(function, "arguments", Argument),
        Result(function));

    private static ManifestType Type(JsonElement type) => new(
        Text(type, "key"),
        Text(type, "parent"),
        Text(type, "doc"),
        List(type, "fields", Field),
        List(type, "methods", Method));

    private static ManifestField Field(JsonElement field) => new(
        Argument(field), Flag(field, "writable"), Flag(field, "init"), Flag(field, "kw_only"));

    private static ManifestMethod Method(JsonElement method) => new(
        Text(method, "name"),
        Flag(method, "static"),
        Text(method, "doc"),
        List(method, "arguments", Argument),
        Result(method));

    private static ManifestArgument Argument(JsonElement argument) => new(
        Text(argument, "name"),
        Schema(argument),
        Text(argument, "doc"),
        argument.TryGetProperty("default", out JsonElement value) ? ManifestDefault.Read(value) : null);

    private static ManifestResult Result(JsonElement function)
    {
        JsonElement result = function.GetProperty("result");
        return new ManifestResult(Schema(result), Text(result, "doc"));
    }

    private static TypeSchema Schema(JsonElement element) => TypeSchema.Read(element.GetProperty("schema"));
}

/// <summary>A registered function.</summary>
/// <param name="Name">Its name in TVM's registry.</param>
/// <param name="IsPass">Whether it makes a pass.</param>
/// <param name="IsPacked">Whether it takes whatever arguments there are.</param>
/// <param name="Doc">Its documentation.</param>
/// <param name="Arguments">Its parameters.</param>
/// <param name="Result">What it returns.</param>
internal sealed record ManifestFunction(
    string Name, bool IsPass, bool IsPacked, string Doc, IReadOnlyList<ManifestArgument> Arguments, ManifestResult Result);

/// <summary>A registered type.</summary>
/// <param name="Key">Its type key.</param>
/// <param name="Parent">Type key of the type that it derives from.</param>
/// <param name="Doc">Its documentation.</param>
/// <param name="Fields">Its own fields.</param>
/// <param name="Methods">Its own methods.</param>
internal sealed record ManifestType(
    string Key, string Parent, string Doc, IReadOnlyList<ManifestField> Fields, IReadOnlyList<ManifestMethod> Methods);

/// <summary>A field of a type.</summary>
/// <param name="Argument">The field as a parameter of the constructor.</param>
/// <param name="IsWritable">Whether it can be written.</param>
/// <param name="IsInit">Whether the constructor has it.</param>
/// <param name="IsKeywordOnly">Whether the constructor takes it by name only.</param>
internal sealed record ManifestField(ManifestArgument Argument, bool IsWritable, bool IsInit, bool IsKeywordOnly);

/// <summary>A method of a type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsStatic">Whether it gets no object; elsewhere the object is the first argument.</param>
/// <param name="Doc">Its documentation.</param>
/// <param name="Arguments">Its parameters.</param>
/// <param name="Result">What it returns.</param>
internal sealed record ManifestMethod(
    string Name, bool IsStatic, string Doc, IReadOnlyList<ManifestArgument> Arguments, ManifestResult Result);

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its type.</param>
/// <param name="Doc">Its documentation.</param>
/// <param name="Default">Its default, or null when it has none.</param>
internal sealed record ManifestArgument(string Name, TypeSchema Schema, string Doc, ManifestDefault? Default);

/// <summary>A result.</summary>
/// <param name="Schema">Its type.</param>
/// <param name="Doc">Its documentation.</param>
internal sealed record ManifestResult(TypeSchema Schema, string Doc);
