using System.Text.Json;

namespace TvmSharp.Wheel.Tests;

/// <summary>Manifests as the generator writes them, in short.</summary>
internal static class Manifests
{
    internal static ExtensionManifest Of(params ManifestFunction[] functions) => new("my_project", "Extension", functions, []);

    internal static ManifestFunction Function(string name, params ManifestArgument[] arguments) =>
        new(name, IsPass: false, IsPacked: false, "Does it.", arguments, new ManifestResult(Schema("None"), ""));

    internal static ManifestArgument Argument(string name, string schema = "int", string? @default = null, string doc = "") => new(
        name, Schema(schema), doc, @default is null ? null : ManifestDefault.Read(JsonDocument.Parse(@default).RootElement));

    internal static ManifestType Type(string key, string parent = "ffi.Object", params ManifestField[] fields) => new(key, parent, "A type.", fields, []);

    internal static ManifestField Field(string name, string schema = "int", string? @default = null) =>
        new(Argument(name, schema, @default), IsWritable: true, IsInit: true, IsKeywordOnly: false);

    /// <summary>A schema: a name, or JSON.</summary>
    internal static TypeSchema Schema(string schema) =>
        schema.StartsWith('{') ? TypeSchema.Read(JsonDocument.Parse(schema).RootElement) : new TypeSchema(schema, null);

    /// <summary>A schema with arguments, as JSON.</summary>
    internal static string Of(string name, params string[] arguments) =>
        $$"""{"type":"{{name}}","args":[{{string.Join(",", arguments.Select(static a => a.StartsWith('{') ? a : $$"""{"type":"{{a}}"}"""))}}]}""";

    /// <summary>An extension with something of everything.</summary>
    internal static ExtensionManifest Everything { get; } = new(
        "my_project",
        "Extension",
        [
            new("my_project.add_one", false, false, "Adds one.\n\nAnd no more.", [Argument("x", doc: "The number.\n\nAny.")], new(Schema("int"), "The next \"one\"")),
            new("my_project.deep.er.scale", false, false, "", [Argument("x", "float"), Argument("factor", "float", "2"), Argument("name", "ffi.String", "\"a \\\"b\\\"\\n\\\\ \\ud83d\\ude00\"")], new(Schema("float"), "")),
            new("my_project.deep.all", false, true, "Takes all.", [], new(Schema("Any"), "")),
            new("my_project.filled", false, false, "Ends in \"quotes\"", [Argument("x"), Argument("dtype", "DataType", "null"), Argument("flag", "bool", "true")], new(Schema("None"), "")),
            new("my_project.int", false, false, "Takes the place of a name of Python's own.", [Argument("x", "int", "-3")], new(Schema("int"), "")),
            new("my_project.kinds", false, false, "Every kind.",
            [
                Argument("a", "ffi.Bytes"), Argument("b", "void*"), Argument("c", "Device"), Argument("d", "ffi.Shape"), Argument("e", "ffi.Tensor"),
                Argument("f", "DLTensor*"), Argument("g", "ffi.Error"), Argument("h", "ffi.Function"), Argument("i", Of("ffi.Function", "int", Of("ffi.Array", "int"))),
                Argument("j", Of("ffi.Array", "ffi.String")), Argument("k", Of("ffi.List", "Any")), Argument("l", Of("ffi.Map", "ffi.String", "int")),
                Argument("m", Of("ffi.Dict", "ffi.String", "ir.IntImm")), Argument("n", Of("Tuple", "int", "float")), Argument("o", Of("Variant", "int", "ffi.String")),
                Argument("p", "my_project.geo.Line"), Argument("q", "tirx.PrimFunc"), Argument("r", "somebody.Else"), Argument("s", Of("Optional", "int"), "null"),
            ], new(Schema(Of("ffi.Array", Of("Tuple", "int", "ffi.String"))), "")),
            new("my_project.transform.Mark", true, false, "Marks a function.", [Argument("mark", "ffi.String", "\"seen\"", "Name of the attribute.")], new(Schema("transform.Pass"), "")),
            new("other.hidden", false, false, "Not below the package.", [], new(Schema("None"), "")),
        ],
        [
            new("my_project.Point", "ffi.Object", "A point.",
            [
                new(Argument("x", doc: "Where it is."), true, true, false),
                new(Argument("label", "ffi.String", "\"\""), false, true, true),
                new(Argument("hidden", "bool", "false"), true, false, false),
                new(Argument("y", "float", "0"), true, true, false),
            ],
            [
                new("sum", false, "Adds.", [Argument("self", "my_project.Point"), Argument("factor", "int", "1", "By what.")], new(Schema("float"), "The sum.")),
                new("make", true, "", [Argument("x")], new(Schema("my_project.Point"), "")),
                new("__ffi_repr__", false, "", [Argument("self", "my_project.Point")], new(Schema("ffi.String"), "")),
            ]),
            new("my_project.geo.Point", "my_project.Point", "", [new(Argument("z"), false, true, false)], []),
            new("my_project.geo.Line", "ffi.Object", "", [new(Argument("points", Of("ffi.List", "my_project.geo.Point")), true, true, false)], []),
            new("other.Thing", "ffi.Object", "", [], []),
        ]);
}
