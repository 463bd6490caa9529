using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>The C++ names that headers declare, so that a name in a source can be told apart from another of the same spelling.</summary>
internal sealed class KnownTypes
{
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, string> _references;
    private readonly Dictionary<string, string> _keys;
    private readonly Dictionary<string, TypeSchema> _byKey;
    private readonly Dictionary<string, TypeSchema> _byName;

    /// <summary>Takes the names from a schema.</summary>
    public KnownTypes(IReadOnlyList<TypeSchema> types, IReadOnlyList<EnumSchema> enums, IReadOnlyList<ViewSchema> views)
    {
        _references = types.Where(static type => type.CppName is not null && type.RefName is not null)
            .DistinctBy(static type => type.CppName)
            .ToDictionary(static type => type.CppName!, static type => type.RefName!, StringComparer.Ordinal);
        _keys = types.Where(static type => type.RefName is not null)
            .DistinctBy(static type => type.RefName)
            .ToDictionary(static type => type.RefName!, static type => type.Key, StringComparer.Ordinal);
        _byKey = types.DistinctBy(static type => type.Key).ToDictionary(static type => type.Key, StringComparer.Ordinal);
        _byName = types.SelectMany(static type => ((string?[])[type.RefName, type.CppName]).OfType<string>().Select(name => (Name: name, Type: type)))
            .Concat(views.Where(view => _byKey.ContainsKey(view.Key)).Select(view => (Name: view.CppName, Type: _byKey[view.Key])))
            .DistinctBy(static pair => pair.Name).ToDictionary(static pair => pair.Name, static pair => pair.Type, StringComparer.Ordinal);
        _names = [.. types.Select(static type => type.RefName).OfType<string>(), .. enums.Select(static type => type.CppName), .. views.Select(static type => type.CppName)];
    }

    /// <summary>Whether a header declares this type.</summary>
    public bool Contains(string name) => _names.Contains(name) || _references.ContainsKey(name);

    /// <summary>The reference class where the name is that of an object's class, else the name itself.</summary>
    public string ReferenceOf(string name) => _references.GetValueOrDefault(name, name);

    /// <summary>The type key of a reference class; null for anything else.</summary>
    public string? KeyOf(string referenceName) => _keys.GetValueOrDefault(referenceName);

    /// <summary>The type of a class or reference class and those that it derives from, the nearest first; none for anything else.</summary>
    public IEnumerable<TypeSchema> SelfAndAncestors(string name)
    {
        for (TypeSchema? type = _byName.GetValueOrDefault(name); type is not null; type = _byKey.GetValueOrDefault(type.Parent))
        {
            yield return type;
        }
    }
}
