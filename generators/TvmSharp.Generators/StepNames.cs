namespace TvmSharp.Generators;

/// <summary>Names of the generator's steps, by which tests find them.</summary>
internal static class StepNames
{
    /// <summary>What the project says: root namespace, assembly name, whether unsafe code is allowed.</summary>
    public const string Project = nameof(Project);

    /// <summary>The <c>[assembly: TvmExtension]</c>.</summary>
    public const string Extension = nameof(Extension);

    /// <summary>Each <c>[TvmExport]</c>.</summary>
    public const string Exports = nameof(Exports);

    /// <summary>Each <c>[TvmPass]</c>.</summary>
    public const string Passes = nameof(Passes);

    /// <summary>Each <c>[TvmImport]</c>.</summary>
    public const string Imports = nameof(Imports);

    /// <summary>Each <c>[TvmObject]</c> that defines a type.</summary>
    public const string Objects = nameof(Objects);

    /// <summary>Types that are converted to by name.</summary>
    public const string Conversions = nameof(Conversions);

    /// <summary>All that is registered, named and in order.</summary>
    public const string Functions = nameof(Functions);

    /// <summary>The classes that define types.</summary>
    public const string ObjectFiles = nameof(ObjectFiles);

    /// <summary>The types that are registered, in order.</summary>
    public const string Types = nameof(Types);

    /// <summary>The entry points of each type that is registered.</summary>
    public const string TypeGroups = nameof(TypeGroups);

    /// <summary>The exports of each type.</summary>
    public const string ExportGroups = nameof(ExportGroups);

    /// <summary>The passes of each type.</summary>
    public const string PassGroups = nameof(PassGroups);

    /// <summary>The imports of each type.</summary>
    public const string ImportGroups = nameof(ImportGroups);

    /// <summary>What the class <c>TvmExtension</c> is written from.</summary>
    public const string ExtensionClass = nameof(ExtensionClass);

    /// <summary>What the glue is written from.</summary>
    public const string Glue = nameof(Glue);

    /// <summary>What the manifest is written from.</summary>
    public const string Manifest = nameof(Manifest);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Project, Extension, Exports, Passes, Imports, Objects, Conversions, Functions, ObjectFiles, Types, TypeGroups,
        ExportGroups, PassGroups, ImportGroups, ExtensionClass, Glue, Manifest,
    ];
}
