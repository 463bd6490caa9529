using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>Adds to what the headers tell what only the sources tell: global functions and constructors.</summary>
internal static class SourceBinder
{
    /// <summary>The schema of a source tree.</summary>
    /// <param name="root">Root of TVM's source tree.</param>
    /// <param name="headers">What its headers tell. Functions in it are declarations, whatever their names.</param>
    /// <param name="problems">Gets what was not understood.</param>
    /// <returns>The schema, and how many functions the sources register, which of them it holds and which are packed.</returns>
    public static (TvmSchema Schema, ExtractionCount Functions) Bind(string root, TvmSchema headers, ICollection<SourceProblem> problems)
    {
        KnownTypes known = new(headers.Types, headers.Enums, headers.Views);
        GlobalFunctionScanner scanner = GlobalFunctionScanner.Scan(root, known, problems);
        FunctionSchema[] functions = [.. scanner.Functions.Select(Declared(headers.Functions))];
        TvmSchema schema = headers with
        {
            Functions = functions,
            Types = [.. Constructors.Join([.. headers.Types.Select(type => WithReference(type))], functions, problems)],
        };
        return (schema, new ExtractionCount(
            functions.Length + scanner.Nameless,
            functions.Count(static function => !function.IsPacked && function.Returns is not null),
            functions.Count(static function => function.IsPacked)));

        TypeSchema WithReference(TypeSchema type) => type with
        {
            IsNullable = type.RefName is { } name && scanner.DefaultsToNull.Contains(name[(name.LastIndexOf(':') + 1)..]),
            IsMutable = Changes(type) || scanner.MutableMembers.Any(member => member.Class == type.CppName),
            Fields =
            [
                .. type.Fields.Select(field => field with
                {
                    IsMutable = Changes(type) || scanner.MutableMembers.Contains((type.CppName ?? "", field.Member)),
                    IsNullable = NullableFields.Contains(type.Key, field.Name),
                }),
            ],
        };

        // Without upstream's macros there is no telling what is done to the objects.
        bool Changes(TypeSchema type) => type.RefName is null || !scanner.References.Contains(type.RefName)
            || WithAncestors(type).Any(at => scanner.MutableClasses.Contains(at.CppName ?? ""));

        IEnumerable<TypeSchema> WithAncestors(TypeSchema type)
        {
            for (TypeSchema? at = type; at is not null; at = headers.Types.FirstOrDefault(other => other.Key == at.Parent))
            {
                yield return at;
            }
        }
    }

    // A header's own declaration has types that libclang resolved.
    private static Func<FunctionSchema, FunctionSchema> Declared(IReadOnlyList<FunctionSchema> headers)
    {
        ILookup<string, FunctionSchema> declarations = headers.Where(static function => function.CppName is not null).ToLookup(static function => function.CppName!, StringComparer.Ordinal);
        return function => function.CppName is { } name
            && declarations[name].FirstOrDefault(declaration => declaration.Parameters.Count == function.Parameters.Count) is { } declaration
            ? function with { Header = declaration.Header, Returns = declaration.Returns, Parameters = declaration.Parameters }
            : function;
    }
}
