using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TvmSharp.Generators;

/// <summary><c>[TvmObject]</c> on a class that defines an object type: the rest of that class.</summary>
internal static partial class Objects
{
    /// <summary>Size of the header of an object: <c>TVMFFIObject</c>.</summary>
    private const int HeaderSize = 24;

    private const int ObjectAlignment = 8;

    private const string Factory = "Create";

    /// <summary>Reads a class, or null when it defines no type or the analyzers reject it.</summary>
    public static ObjectModel? Gather(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        Compilation compilation = context.SemanticModel.Compilation;
        AttributeData attribute = context.Attributes[0];
        string? key = attribute.FirstString();
        if (!ObjectRules.IsDefinition(type) || ObjectRules.ClassProblem(type) is not null || !RegisteredName.IsValid(key))
        {
            return null;
        }

        int offset = HeaderSize;
        INamedTypeSymbol[] bases = [.. ObjectRules.Bases(type).Reverse()];
        var inherited = new List<FieldModel>();
        foreach (INamedTypeSymbol @base in bases)
        {
            inherited.AddRange(Fields(@base, compilation, ref offset, cancellation));

            // The runtime begins behind the parent's whole size, which is a multiple of the alignment of objects.
            offset = Align(offset, ObjectAlignment);
        }

        FieldModel[] fields = [.. Fields(type, compilation, ref offset, cancellation)];
        FieldModel[] all = [.. inherited, .. fields];
        INamespaceSymbol space = type.ContainingNamespace;
        return new ObjectModel(
            key!,
            bases.LastOrDefault()?.TypeKey(),
            bases.Length + 1,
            type.QualifiedName(),
            CSharpText.Identifier(type.Name),
            space.IsGlobalNamespace ? "" : space.ToDisplayString(CSharpText.NamespaceFormat),
            type.WithContainers().Select(CSharpText.Declaration).ToEquatableArray(),
            Documentation.Read(type, context.TargetNode, cancellation).Summary,
            attribute.NamedArguments.FirstOrDefault(static a => a.Key == "StructuralKind").Value is { Value: int kind } ? kind : 0,
            inherited.ToEquatableArray(),
            fields.ToEquatableArray(),
            Methods(type, compilation, cancellation).ToEquatableArray(),
            Align(offset, ObjectAlignment),
            type.IsSealed,
            type.InstanceConstructors.Any(static c => c.Parameters.Length == 1 && c.Parameters[0].Type.IsFfiType("ObjectReference")),
            FactoryOf(type),
            bases.Any(b => FactoryOf(b) == FactoryOf(type) && Signature(all.Take(all.Length - fields.Length).Where(f => IsOf(f, b))) == Signature(all)));

        // The fields of a base are a beginning of all fields.
        bool IsOf(FieldModel field, INamedTypeSymbol @base)
            => inherited.IndexOf(field) < bases.TakeWhile(b => !SymbolEqualityComparer.Default.Equals(b, @base))
                .Append(@base)
                .Sum(b => ObjectRules.Fields(b).Count(f => ObjectRules.AcceptsField(f, compilation)));
    }

    /// <summary>The classes, each with a file of its own.</summary>
    public static EquatableArray<ObjectFile> Files(IEnumerable<ObjectModel> objects)
    {
        var names = new UniqueNames();
        return objects
            .OrderBy(static o => o.Type, StringComparer.Ordinal)
            .Select(o => new ObjectFile(names.Add(CSharpText.Flatten(o.Type)), o))
            .ToEquatableArray();
    }

    /// <summary>The types that are registered: each key once, each type behind the one that it derives from.</summary>
    public static EquatableArray<TypeEntry> Entries(IEnumerable<ObjectModel> objects)
    {
        var names = new UniqueNames();
        return objects
            .OrderBy(static o => o.Depth)
            .ThenBy(static o => o.Key, StringComparer.Ordinal)
            .ThenBy(static o => o.Type, StringComparer.Ordinal)
            .GroupBy(static o => o.Key)
            .Select(static g => g.First())
            .Select(o => Entry(o, names.Add(CSharpText.Flatten(o.Type) + "_Object")))
            .ToEquatableArray();
    }

    /// <summary>The parameters of the factory: required fields before others, as TVM's own constructor has them.</summary>
    public static IEnumerable<FieldModel> Parameters(IEnumerable<FieldModel> fields)
    {
        FieldModel[] parameters = [.. fields.Where(static f => (f.Flags & FieldFlags.InitOff) == 0)];
        return parameters.Where(static f => f.Default is null).Concat(parameters.Where(static f => f.Default is not null));
    }

    private static TypeEntry Entry(ObjectModel model, string entryClass)
    {
        var members = new UniqueNames(entryClass);
        return new TypeEntry(
            model,
            entryClass,
            model.Fields
                .Select(f => new ConverterEntry(
                    CSharpText.Identifier(members.Add("Convert" + f.Property)),
                    RegisteredName.Symbol("field", $"{model.Key}.{f.Name}")))
                .ToEquatableArray(),
            model.Methods
                .Select(m =>
                {
                    var function = new FunctionModel(
                        $"{model.Key}.{m.Name}", entryClass, CSharpText.Identifier(members.Add(m.Method.Method)), m.Method, "method");
                    return new MethodEntry(function, Functions.Entry(function) with { Name = m.Name }, m.IsStatic);
                })
                .ToEquatableArray());
    }

    /// <summary>Name of a class's factory: one that no member of the user's has, inherited ones among them.</summary>
    private static string FactoryOf(INamedTypeSymbol type)
        => ObjectRules.Bases(type).Prepend(type).All(static t => t.GetMembers(Factory).IsEmpty) ? Factory : Factory + "FromFields";

    private static string Signature(IEnumerable<FieldModel> fields) => string.Join(",", Parameters(fields).Select(static f => f.Value.Type.TrimEnd('?')));

    private static List<FieldModel> Fields(INamedTypeSymbol type, Compilation compilation, ref int offset, CancellationToken cancellation)
    {
        var fields = new List<FieldModel>();
        foreach (IPropertySymbol property in ObjectRules.Fields(type))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!ObjectRules.AcceptsField(property, compilation)
                || property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not PropertyDeclarationSyntax declaration)
            {
                continue;
            }

            FieldStorage storage = FieldStorageFacts.Of(property.Type);
            offset = Align(offset, storage.Alignment());
            FieldDefault? value = ObjectRules.Default(property);
            ValueModel model = ObjectRules.FieldValue(property)!;
            fields.Add(new FieldModel(
                ObjectRules.FieldName(property),
                property.Name,
                model,
                storage,
                offset,
                ObjectRules.Flags(property)
                    | (property.SetMethod is { IsInitOnly: false } ? FieldFlags.Writable : 0)
                    | (value is null ? 0 : FieldFlags.HasDefault),
                value,
                Documentation.Read(property, declaration, cancellation).Summary,
                $"{string.Join(" ", declaration.Modifiers.Select(static m => m.Text))} {model.Type} {CSharpText.Identifier(property.Name)}",
                Accessor(declaration, SyntaxKind.GetAccessorDeclaration)!,
                Accessor(declaration, SyntaxKind.SetAccessorDeclaration) ?? Accessor(declaration, SyntaxKind.InitAccessorDeclaration)));
            offset += storage.Size();
        }

        return fields;
    }

    private static string? Accessor(PropertyDeclarationSyntax property, SyntaxKind kind)
        => property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(kind)) is { } accessor
            ? string.Join(" ", accessor.Modifiers.Select(static m => m.Text).Append(accessor.Keyword.Text))
            : null;

    private static IEnumerable<ObjectMethodModel> Methods(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var self = new ParameterModel("self", Values.Gather(type)!, Default: null, Doc: "");
        foreach (IMethodSymbol method in ObjectRules.Methods(type))
        {
            string name = ObjectRules.MethodName(method);
            if (!MethodRules.AcceptsMember(method, compilation)
                || !RegisteredName.IsMethod(name)
                || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } declaration)
            {
                continue;
            }

            Documentation documentation = Documentation.Read(method, declaration, cancellation);
            if (Generators.Methods.Parameters(method, 0, documentation) is { } parameters
                && Generators.Methods.TryResult(method, out ValueModel? result))
            {
                yield return new ObjectMethodModel(
                    name,
                    method.IsStatic,
                    new MethodModel(
                        name,
                        type.QualifiedName(),
                        method.Name,
                        method.IsStatic ? parameters : parameters.Prepend(self).ToEquatableArray(),
                        result,
                        documentation.Summary,
                        documentation.Result,
                        Pass: null));
            }
        }
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
