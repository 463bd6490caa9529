using System.Text;

namespace TvmSharp.Bindgen.Schema;

/// <summary>
/// A C++ type as the bindings see it: a name and arguments. Containers and built-in values of tvm-ffi go by their bare
/// names (<c>Array</c>, <c>Optional</c>, <c>Map</c>, <c>String</c>, <c>Any</c>), numbers by <c>bool</c>, <c>int32</c>,
/// <c>int64</c>, <c>uint64</c>, <c>float64</c> and so on, <c>DLDataType</c> and <c>DLDevice</c> as they are; everything else
/// by its C++ name without the leading <c>tvm::</c>, such as <c>tirx::ForKind</c> or <c>Expr</c>.
/// </summary>
/// <param name="Name">Name.</param>
/// <param name="Arguments">Template arguments.</param>
internal sealed record TypeExpression(string Name, IReadOnlyList<TypeExpression> Arguments)
{
    /// <summary>A type without arguments.</summary>
    public TypeExpression(string name)
        : this(name, [])
    {
    }

    /// <inheritdoc/>
    public bool Equals(TypeExpression? other) =>
        other is not null && Name == other.Name && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Arguments.Count);

    /// <summary>The form in which schema files hold it: <c>Map&lt;String, Array&lt;Expr&gt;&gt;</c>.</summary>
    public override string ToString()
    {
        if (Arguments.Count == 0)
        {
            return Name;
        }

        StringBuilder text = new(Name);
        return text.Append('<').AppendJoin(", ", Arguments).Append('>').ToString();
    }
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no type; says where it ends to be one.</exception>
    public static TypeExpression Parse(string text)
    {
        int at = 0;
        TypeExpression type = Parse(text, ref at);
        return at == text.Length ? type : throw new FormatException($"`{text}` is no type: there is something left at {at}.");
    }

    private static TypeExpression Parse(string text, ref int at)
    {
        int end = text.AsSpan(at).IndexOfAny('<', ',', '>') is int length and >= 0 ? at + length : text.Length;
        string name = text[at..end].Trim();
        at = end;
        if (name.Length == 0)
        {
            throw new FormatException($"`{text}` is no type: a name is missing at {at}.");
        }

        if (at == text.Length || text[at] != '<')
        {
            return new TypeExpression(name);
        }

        List<TypeExpression> arguments = [];
        do
        {
            at++;
            arguments.Add(Parse(text, ref at));
        }
        while (at < text.Length && text[at] == ',');

        if (at == text.Length || text[at] != '>')
        {
            throw new FormatException($"`{text}` is no type: a `>` is missing at {at}.");
        }

        at++;
        return new TypeExpression(name, arguments);
    }
}
