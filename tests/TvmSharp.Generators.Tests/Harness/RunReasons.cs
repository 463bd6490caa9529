using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators.Tests;

/// <summary>Why each step of the generator ran, or did not, after an edit.</summary>
internal sealed record RunReasons
{
    /// <summary>
    /// After an edit that changes nothing that is read. The attributes may be read again, but say the same, and
    /// so the steps that are tracked take what they have.
    /// </summary>
    public static RunReasons NothingChanged { get; } = new()
    {
        Project = "Cached",
        Extension = "Cached",
        Exports = "Cached",
        Passes = "Cached",
        Imports = "Cached",
        Objects = "Cached",
        Conversions = "Cached",
        Functions = "Cached",
        ObjectFiles = "Cached",
        Types = "Cached",
        TypeGroups = "Cached",
        ExportGroups = "Cached",
        PassGroups = "Cached",
        ImportGroups = "Cached",
        ExtensionClass = "Cached",
        Glue = "Cached",
        Manifest = "Cached",
        SourceOutput = "Cached",
        ImplementationSourceOutput = "Cached",
    };

    public required string Project { get; init; }

    public required string Extension { get; init; }

    public required string Exports { get; init; }

    public required string Passes { get; init; }

    public required string Imports { get; init; }

    public required string Objects { get; init; }

    public required string Conversions { get; init; }

    public required string Functions { get; init; }

    public required string ObjectFiles { get; init; }

    public required string Types { get; init; }

    public required string TypeGroups { get; init; }

    public required string ExportGroups { get; init; }

    public required string PassGroups { get; init; }

    public required string ImportGroups { get; init; }

    public required string ExtensionClass { get; init; }

    public required string Glue { get; init; }

    public required string Manifest { get; init; }

    /// <summary>The C# files.</summary>
    public required string SourceOutput { get; init; }

    /// <summary>Glue and manifest.</summary>
    public required string ImplementationSourceOutput { get; init; }

    /// <summary>Reads the reasons of a run; several outputs of a step are joined, each reason once.</summary>
    public static RunReasons Of(GeneratorRunResult result)
    {
        return new RunReasons
        {
            Project = Step(StepNames.Project),
            Extension = Step(StepNames.Extension),
            Exports = Step(StepNames.Exports),
            Passes = Step(StepNames.Passes),
            Imports = Step(StepNames.Imports),
            Objects = Step(StepNames.Objects),
            Conversions = Step(StepNames.Conversions),
            Functions = Step(StepNames.Functions),
            ObjectFiles = Step(StepNames.ObjectFiles),
            Types = Step(StepNames.Types),
            TypeGroups = Step(StepNames.TypeGroups),
            ExportGroups = Step(StepNames.ExportGroups),
            PassGroups = Step(StepNames.PassGroups),
            ImportGroups = Step(StepNames.ImportGroups),
            ExtensionClass = Step(StepNames.ExtensionClass),
            Glue = Step(StepNames.Glue),
            Manifest = Step(StepNames.Manifest),
            SourceOutput = Join(result.TrackedOutputSteps["SourceOutput"]),
            ImplementationSourceOutput = Join(result.TrackedOutputSteps["ImplementationSourceOutput"]),
        };

        string Step(string name) => Join(result.TrackedSteps[name]);
    }

    private static string Join(IEnumerable<IncrementalGeneratorRunStep> steps)
        => string.Join(", ", steps.SelectMany(static s => s.Outputs).Select(static o => o.Reason.ToString()).Distinct().Order(StringComparer.Ordinal));
}
