using Microsoft.CodeAnalysis;

namespace TvmSharp.Analyzers;

/// <summary>All rules. The README has a section for each, which the help link names.</summary>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor UnsupportedType = Create(
        "TVMS001",
        "Type is not a value of TVM",
        "The type '{0}' of {1} of '{2}' is not a value of TVM; supported are {3}");

    public static readonly DiagnosticDescriptor NotStatic = Create(
        "TVMS002",
        "Method is not static",
        "'{0}' is marked [{1}] and must be static: TVM calls it without an object");

    public static readonly DiagnosticDescriptor Generic = Create(
        "TVMS003",
        "Method or containing type is generic",
        "'{0}' is marked [{1}] and cannot have type parameters, nor can a type that it is in: write one method for each type that TVM is to see");

    public static readonly DiagnosticDescriptor ByReference = Create(
        "TVMS004",
        "Parameter or result is passed by reference",
        "{0} of '{1}' cannot be passed by reference: take it by value and return what changes");

    public static readonly DiagnosticDescriptor Params = Create(
        "TVMS005",
        "Parameter is a params parameter",
        "Parameter '{0}' of '{1}' cannot be params: take a TvmArray<T>");

    public static readonly DiagnosticDescriptor NotAccessible = Create(
        "TVMS006",
        "Method or type is not accessible from generated code",
        "'{0}' must be accessible to the generated entry point of '{1}': make it, and the types that it is in, internal or public");

    public static readonly DiagnosticDescriptor InvalidName = Create(
        "TVMS007",
        "Registered name is not valid",
        "'{0}' is not a valid name for '{1}': give [{2}] {3}");

    public static readonly DiagnosticDescriptor InvalidPrefix = Create(
        "TVMS008",
        "Prefix is not valid",
        "The prefix '{0}' is not valid: use one or more ASCII identifiers joined by dots, such as \"my_project\"");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "TVMS009",
        "Registered name is given twice",
        "'{0}' is registered under the name '{1}', and so is '{2}': give one of them a name of its own, as in [{3}(\"{1}_2\")]",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MissingExtension = Create(
        "TVMS010",
        "Assembly is not a TVM extension",
        "'{0}' is marked [{1}], but the assembly has no prefix for names: add [assembly: TvmSharp.TvmExtension(\"my_project\")]");

    public static readonly DiagnosticDescriptor PassSubject = Create(
        "TVMS011",
        "Pass does not start with what it runs on",
        "The first parameter of the pass '{0}' must be what the pass runs on: an IRModule, a PrimFunc, a relax Function or a DataflowBlock");

    public static readonly DiagnosticDescriptor PassResult = Create(
        "TVMS012",
        "Pass does not return what it runs on",
        "The pass '{0}' must return '{1}', the type of its first parameter, and not '{2}'");

    public static readonly DiagnosticDescriptor PassParameterPosition = Create(
        "TVMS013",
        "Module or context of a pass is out of place",
        "Parameter '{0}' of the pass '{1}' is out of place: the order is what the pass runs on, then the IRModule unless it runs on that, then the PassContext, then the parameters of the factory");

    public static readonly DiagnosticDescriptor ImportBody = Create(
        "TVMS015",
        "Import is not a partial method without a body",
        "'{0}' is marked [TvmImport] and must be a partial method without a body: the generator writes the body");

    public static readonly DiagnosticDescriptor ImportContainer = Create(
        "TVMS016",
        "Type around an import is not partial",
        "The type '{0}' must be partial, so that the generator can write the body of '{1}'");

    public static readonly DiagnosticDescriptor UnsafeCode = Create(
        "TVMS017",
        "Unsafe code is not allowed",
        "The entry points of a TVM extension are unsafe code: set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project");

    public static readonly DiagnosticDescriptor DefaultValue = Create(
        "TVMS018",
        "Default value is not a value of TVM",
        "The default of parameter '{0}' of '{1}' is not a value of TVM: use a finite number that fits 64 signed bits, a truth value or a string, or make the type nullable for null");

    public static readonly DiagnosticDescriptor SeveralRoles = Create(
        "TVMS019",
        "Method has several of the attributes",
        "'{0}' has more than one of [TvmExport], [TvmPass], [TvmImport] and [TvmMethod]: keep one, and let another method call it for the other");

    public static readonly DiagnosticDescriptor NotOrdinary = Create(
        "TVMS020",
        "Attribute is not on a method of a type",
        "[{0}] has no effect on '{1}': put it on a method of a class, which has to be static unless it is a [TvmMethod]");

    public static readonly DiagnosticDescriptor ObjectClass = Create(
        "TVMS021",
        "Class cannot define a TVM type",
        "The class '{0}' defines a type with [TvmObject] and {1}");

    public static readonly DiagnosticDescriptor FieldShape = Create(
        "TVMS022",
        "Field is not a partial property of an object",
        "'{0}' is marked [TvmField] and must be a partial property of an object with a getter, neither virtual nor required, whose bodies are left to the generator");

    public static readonly DiagnosticDescriptor OutsideObject = Create(
        "TVMS023",
        "Field or method is in no class that defines a TVM type",
        "'{0}' is marked [{1}], but '{2}' defines no type: mark that with [TvmObject(\"my_project.{2}\")]");

    public static readonly DiagnosticDescriptor DuplicateMember = Create(
        "TVMS024",
        "Name of a field or method is given twice",
        "'{0}' is the member '{1}' of the type '{2}', and so is '{3}': give one of them a name of its own");

    public static readonly DiagnosticDescriptor FieldType = Create(
        "TVMS025",
        "Type of a field cannot be stored in an object",
        "The type '{0}' of field '{1}' {2}");

    public static readonly DiagnosticDescriptor FieldDefault = Create(
        "TVMS026",
        "Field has no usable default",
        "Field '{0}' {1}");

    public static readonly DiagnosticDescriptor InvalidMemberName = Create(
        "TVMS027",
        "Name of a type or field is not valid",
        "'{0}' is not a valid name for '{1}': use {2}");

    public static readonly DiagnosticDescriptor DuplicateTypeKey = Create(
        "TVMS028",
        "Type key is given twice",
        "'{0}' defines the type '{1}', and so does '{2}': give one of them a key of its own",
        WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Create(string id, string title, string message, params string[] tags)
        => new(
            id,
            title,
            message,
            category: "TvmSharp",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            description: null,
            helpLinkUri: "README.md#" + id.ToLowerInvariant(),
            tags);
}
