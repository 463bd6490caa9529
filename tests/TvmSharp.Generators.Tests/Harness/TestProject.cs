using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TvmSharp.Generators.Tests;

/// <summary>A user's project, with the settings that the Sdk gives it and warnings as errors.</summary>
internal sealed record TestProject
{
    /// <summary>What every source starts with, for brevity.</summary>
    public const string Usings = """
        global using System;
        global using TvmSharp;
        global using TvmSharp.Ffi;
        global using TvmSharp.Ir;
        global using TvmSharp.Tirx;
        """;

    /// <summary>The framework and the libraries.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "TvmSharp.Ffi.dll" or "TvmSharp.Compiler.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public TestProject(params string[] sources) => Sources = [Usings, .. sources];

    public ImmutableArray<string> Sources { get; init; }

    public bool AllowsUnsafe { get; init; } = true;

    public string? RootNamespace { get; init; } = "MyProject";

    /// <summary>Whether the project has <c>GenerateDocumentationFile</c>; without, documentation is not parsed.</summary>
    public bool HasDocumentation { get; init; }

    public CSharpParseOptions ParseOptions => new(
        LanguageVersion.CSharp13, HasDocumentation ? DocumentationMode.Diagnose : DocumentationMode.None);

    public CSharpCompilationOptions CompilationOptions => new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: AllowsUnsafe,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    public CSharpCompilation Compile()
        => CSharpCompilation.Create(
            "MyProject",
            Sources.Select((source, i) => Parse(source, $"Source{i}.cs")),
            References,
            CompilationOptions);

    public SyntaxTree Parse(string source, string path)
        => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, path);

    public GeneratorDriver Driver()
        => CSharpGeneratorDriver.Create(
            [new TvmSharpGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new Options(RootNamespace),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator.</summary>
    public GeneratedProject Generate()
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(
            Compile(), out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(diagnostics);
        return new GeneratedProject((CSharpCompilation)output, result);
    }

    private sealed class Options(string? rootNamespace) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(rootNamespace);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string? rootNamespace) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = rootNamespace ?? "";
            return rootNamespace is not null && key == "build_property.RootNamespace";
        }
    }
}
