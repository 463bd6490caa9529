using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>Finds the global function that makes objects of a type.</summary>
internal static class Constructors
{
    /// <summary>The types with their constructors.</summary>
    /// <remarks>
    /// It is the function named as the type key, unless that returns something else; or else one that returns the type's
    /// reference class and ends in its name, whatever its namespace: <c>relax.Tuple</c> makes a <c>relax.expr.Tuple</c>.
    /// </remarks>
    public static IEnumerable<TypeSchema> Join(
        IReadOnlyList<TypeSchema> types, IReadOnlyList<FunctionSchema> functions, ICollection<SourceProblem> problems)
    {
        Dictionary<string, FunctionSchema> byName = functions.ToDictionary(static function => function.Name, StringComparer.Ordinal);
        ILookup<string, FunctionSchema> byResult = functions.Where(static function => function.Returns is not null)
            .ToLookup(static function => function.Returns!.Name, StringComparer.Ordinal);
        Dictionary<string, TypeSchema> byReference = types.Where(static type => type.RefName is not null)
            .DistinctBy(static type => type.RefName).ToDictionary(static type => type.RefName!, StringComparer.Ordinal);
        Dictionary<string, TypeSchema> byKey = types.ToDictionary(static type => type.Key, StringComparer.Ordinal);
        foreach (TypeSchema type in types)
        {
            FunctionSchema? constructor = byName.GetValueOrDefault(type.Key);
            if (constructor?.Returns is { } returns && returns.Name != type.RefName
                && byReference.TryGetValue(returns.Name, out TypeSchema? other) && !IsAncestor(other, type, byKey))
            {
                problems.Add(new SourceProblem(constructor.Source ?? "", 1, $"`{constructor.Name}` returns `{returns}`, so it is not taken for the constructor of the type with that key."));
                constructor = null;
            }

            yield return type with { Constructor = (constructor ?? Drifted(type))?.Name };
        }

        FunctionSchema? Drifted(TypeSchema type) => type.RefName is null ? null
            : byResult[type.RefName]
                .Where(function => LastPart(function.Name) == LastPart(type.Key) || LastPart(function.Name) == LastPart(type.RefName))
                .Where(function => !byKey.ContainsKey(function.Name))
                .MinBy(static function => (function.Name.Length, function.Name));
    }

    private static bool IsAncestor(TypeSchema candidate, TypeSchema type, Dictionary<string, TypeSchema> byKey)
    {
        for (TypeSchema? at = type; at is not null; at = byKey.GetValueOrDefault(at.Parent))
        {
            if (at.Key == candidate.Key)
            {
                return true;
            }
        }

        return false;
    }

    private static string LastPart(string name) => name[(name.LastIndexOfAny(['.', ':']) + 1)..];
}
