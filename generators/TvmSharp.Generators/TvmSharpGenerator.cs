using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TvmSharp.Generators;

/// <summary>
/// Makes a TVM extension of an assembly. This file only wires the steps; each concern has a Gather file, which
/// reads symbols into a model, and a Write file, which turns the model into text.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TvmSharpGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectModel> project = Project(context);

        // Gather.
        IncrementalValueProvider<string?> prefix = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.ExtensionAttribute, static (node, _) => node is CompilationUnitSyntax, Extension.Gather)
            .Collect()
            .Select(static (prefixes, _) => Extension.Single(prefixes))
            .WithTrackingName(StepNames.Extension);
        IncrementalValuesProvider<MethodModel> exports = Marked(context, KnownNames.ExportAttribute, Exports.Gather)
            .WithTrackingName(StepNames.Exports);
        IncrementalValuesProvider<MethodModel> passes = Marked(context, KnownNames.PassAttribute, Passes.Gather)
            .WithTrackingName(StepNames.Passes);
        IncrementalValuesProvider<ImportModel> imports = Marked(context, KnownNames.ImportAttribute, Imports.Gather)
            .WithTrackingName(StepNames.Imports);

        IncrementalValuesProvider<ObjectModel> objects = Marked<ObjectModel, ClassDeclarationSyntax>(context, KnownNames.ObjectAttribute, Objects.Gather)
            .WithTrackingName(StepNames.Objects);

        IncrementalValueProvider<EquatableArray<ConversionModel>> conversions = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => Conversions.IsCandidate(node), Conversions.Gather)
            .SelectMany(static (types, _) => types)
            .Collect()
            .Select(static (types, _) => Conversions.Distinct(types))
            .WithTrackingName(StepNames.Conversions);

        // Name and sort what is registered. Nothing is, without a prefix.
        IncrementalValueProvider<EquatableArray<FunctionModel>> functions = exports.Collect()
            .Combine(passes.Collect())
            .Combine(prefix)
            .Combine(project)
            .Select(static (input, _) =>
            {
                (((var exports, var passes), string? prefix), ProjectModel project) = input;
                return prefix is null || !project.AllowsUnsafe
                    ? EquatableArray<FunctionModel>.Empty
                    : Functions.Gather(prefix, exports.Concat(passes));
            })
            .WithTrackingName(StepNames.Functions);

        IncrementalValueProvider<EquatableArray<TypeEntry>> types = objects.Collect()
            .Combine(prefix)
            .Combine(project)
            .Select(static (input, _) => input is ((var objects, { }), { AllowsUnsafe: true })
                ? Objects.Entries(objects)
                : EquatableArray<TypeEntry>.Empty)
            .WithTrackingName(StepNames.Types);

        // Write the rest of the classes that define types, one file for each, whether or not they are registered.
        IncrementalValuesProvider<ObjectFile> objectFiles = objects.Collect()
            .SelectMany(static (objects, _) => Objects.Files(objects))
            .WithTrackingName(StepNames.ObjectFiles);
        context.RegisterSourceOutput(objectFiles, static (output, file)
            => output.AddSource($"Objects.{file.FileName}.g.cs", Objects.Write(file.Object)));
        context.RegisterSourceOutput(
            objects.Collect().SelectMany(static (objects, _) => objects.IsEmpty
                ? Enumerable.Empty<EquatableArray<string>>()
                : [objects.Select(static o => o.Type).OrderBy(static t => t, StringComparer.Ordinal).ToEquatableArray()]),
            static (output, classes) => output.AddSource("DefinedClasses.g.cs", Objects.WriteClasses(classes)));
        IncrementalValuesProvider<TypeEntryGroup> typeGroups = types
            .Combine(project.Select(static (p, _) => p.Namespace))
            .SelectMany(static (input, _) => input.Left.Select(t => new TypeEntryGroup(input.Right, t)))
            .WithTrackingName(StepNames.TypeGroups);
        context.RegisterSourceOutput(typeGroups, static (output, group)
            => output.AddSource($"ObjectEntries.{group.Type.EntryClass}.g.cs", ObjectEntries.Write(group)));

        // Write entry points: one file for the exports and one for the passes of each type.
        IncrementalValuesProvider<FunctionGroup> exportGroups = Groups(functions, project, passes: false)
            .WithTrackingName(StepNames.ExportGroups);
        IncrementalValuesProvider<FunctionGroup> passGroups = Groups(functions, project, passes: true)
            .WithTrackingName(StepNames.PassGroups);
        context.RegisterSourceOutput(exportGroups, static (output, group)
            => output.AddSource($"Exports.{group.EntryClass}.g.cs", Exports.Write(group)));
        context.RegisterSourceOutput(passGroups, static (output, group)
            => output.AddSource($"Passes.{group.EntryClass}.g.cs", Passes.Write(group)));

        // Write the bodies of imports: one file for each type. They are written in a project without unsafe code too:
        // the compiler then says so, where a stub without a body would only hide the reason.
        IncrementalValuesProvider<ImportGroup> importGroups = imports.Collect()
            .SelectMany(static (input, _) => Imports.Group(input))
            .WithTrackingName(StepNames.ImportGroups);
        context.RegisterSourceOutput(importGroups, static (output, group)
            => output.AddSource($"Imports.{group.FileName}.g.cs", Imports.Write(group)));

        context.RegisterSourceOutput(
            conversions.SelectMany(static (types, _) => types.Count > 0 ? [types] : Enumerable.Empty<EquatableArray<ConversionModel>>()),
            static (output, types) => output.AddSource("ConvertibleTypes.g.cs", Conversions.Write(types)));

        // Write what there is one of.
        IncrementalValuesProvider<(string Prefix, ProjectModel Project, EquatableArray<FunctionModel> Functions, EquatableArray<TypeEntry> Types)> extension = prefix
            .Combine(project)
            .Combine(functions)
            .Combine(types)
            .SelectMany(static (input, _) => input.Left.Left is ({ } prefix, { AllowsUnsafe: true } project)
                ? [(prefix, project, input.Left.Right, input.Right)]
                : Enumerable.Empty<(string, ProjectModel, EquatableArray<FunctionModel>, EquatableArray<TypeEntry>)>());
        IncrementalValuesProvider<ExtensionClassModel> extensionClass = extension
            .Select(static (e, _) => Extension.Gather(e.Project.Namespace, e.Prefix, e.Functions, e.Types))
            .WithTrackingName(StepNames.ExtensionClass);
        IncrementalValuesProvider<GlueModel> glue = extension
            .Select(static (e, _) => Glue.Gather(e.Prefix, e.Functions, e.Types))
            .WithTrackingName(StepNames.Glue);
        IncrementalValuesProvider<ManifestModel> manifest = extension
            .Select(static (e, _) => Manifest.Gather(e.Project.AssemblyName, e.Prefix, e.Functions, e.Types))
            .WithTrackingName(StepNames.Manifest);
        context.RegisterSourceOutput(extensionClass, static (output, model)
            => output.AddSource("TvmExtension.g.cs", Extension.Write(model)));

        // Nothing that is typed depends on these two, so an editor need not make them.
        context.RegisterImplementationSourceOutput(glue, static (output, model)
            => output.AddSource("Glue.g.cs", Glue.Write(model)));
        context.RegisterImplementationSourceOutput(manifest, static (output, model)
            => output.AddSource("Manifest.g.cs", Manifest.Write(model)));
    }

    private static IncrementalValueProvider<ProjectModel> Project(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<(string AssemblyName, bool AllowsUnsafe)> compilation = context.CompilationProvider
            .Select(static (c, _) => (c.AssemblyName ?? "", c.Options is CSharpCompilationOptions { AllowUnsafe: true }));
        IncrementalValueProvider<string?> rootNamespace = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? value)
                ? value
                : null);
        return compilation
            .Combine(rootNamespace)
            .Select(static (input, _) => new ProjectModel(
                input.Left.AssemblyName,
                CSharpText.NamespaceFrom(input.Right ?? input.Left.AssemblyName),
                input.Left.AllowsUnsafe))
            .WithTrackingName(StepNames.Project);
    }

    private static IncrementalValuesProvider<T> Marked<T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> gather)
        where T : class => Marked<T, MethodDeclarationSyntax>(context, attribute, gather);

    private static IncrementalValuesProvider<T> Marked<T, TNode>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> gather)
        where T : class
        where TNode : MemberDeclarationSyntax
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TNode, gather)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

    private static IncrementalValuesProvider<FunctionGroup> Groups(
        IncrementalValueProvider<EquatableArray<FunctionModel>> functions,
        IncrementalValueProvider<ProjectModel> project,
        bool passes)
        => functions
            .Combine(project.Select(static (p, _) => p.Namespace))
            .SelectMany((input, _) => Functions.Group(input.Right, input.Left, passes));
}
