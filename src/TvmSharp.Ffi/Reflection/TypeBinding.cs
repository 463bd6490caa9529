using System.Globalization;

namespace TvmSharp.Ffi;

/// <summary>
/// What the code of a wrapper class takes for granted of its type: the type's own fields, which it reads where they lie. It is
/// compared with what the running library says of the type before the first object is wrapped.
/// </summary>
/// <param name="source">What the fields were taken from, such as <c>TVM 0.26.0</c>.</param>
/// <param name="fields">The type's own fields, in the order of their registration.</param>
public sealed class TypeBinding(string source, params BoundField[] fields)
{
    /// <summary>What the fields were taken from, such as <c>TVM 0.26.0</c>.</summary>
    public string Source => source;

    /// <summary>The type's own fields, in the order of their registration.</summary>
    public IReadOnlyList<BoundField> Fields => fields;

    /// <summary>Where a type of the running library is another one than this, one sentence for each difference; none when it is the same.</summary>
    public IReadOnlyList<string> FindDifferences(TvmTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        List<string> differences = [];
        foreach (BoundField field in fields)
        {
            TvmFieldInfo? found = type.Fields.FirstOrDefault(candidate => candidate.Name == field.Name);
            if (found is null)
            {
                differences.Add($"it has no field `{field.Name}`");
                continue;
            }

            if (found.Offset != field.Offset)
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"field `{field.Name}` is at offset {found.Offset}, not {field.Offset}"));
            }

            if (found.Size != field.Size)
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"field `{field.Name}` has {found.Size} bytes, not {field.Size}"));
            }

            if (field.Type is not null && found.Schema is { } schema && !new TypeText(field.Type).Matches(schema))
            {
                differences.Add($"field `{field.Name}` is of type `{TypeText.Of(schema)}`, not `{field.Type}`");
            }
        }

        differences.AddRange(
            from found in type.Fields
            where !fields.Any(field => field.Name == found.Name)
            select $"it has a field `{found.Name}` that the bindings lack");
        return differences;
    }

    /// <summary>Reads a type as <see cref="BoundField.Type"/> has it, beside the schema it should be that of.</summary>
    private ref struct TypeText(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public static string Of(TypeSchema schema) => schema.Arguments is { Count: > 0 } arguments
            ? $"{schema.Name}<{string.Join(", ", arguments.Select(Of))}>"
            : schema.Name;

        public bool Matches(TypeSchema actual)
        {
            int end = _rest.IndexOfAny('<', ',', '>');
            ReadOnlySpan<char> name = (end < 0 ? _rest : _rest[..end]).Trim();
            _rest = end < 0 ? default : _rest[end..];
            bool matches = name.SequenceEqual(actual.Name);
            int count = 0;
            while (_rest.Length > 0 && _rest[0] == (count == 0 ? '<' : ','))
            {
                _rest = _rest[1..];

                // Upstream leaves arguments out where a class does not say them; then they are anything.
                TypeSchema argument = actual.Arguments is { } known && count < known.Count ? known[count] : TypeSchema.Any;
                matches &= Matches(argument) || argument.Name == "Any";
                count++;
            }

            if (count > 0)
            {
                _rest = _rest[1..];
            }

            return matches;
        }
    }
}
