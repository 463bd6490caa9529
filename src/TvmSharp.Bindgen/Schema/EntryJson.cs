using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TvmSharp.Bindgen.Schema;

/// <summary>JSON with one line for each entry and for each of its parts.</summary>
internal static class EntryJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the entries of one kind, each with its parts on lines of their own.</summary>
    public static void WriteSection<T, TPart>(
        StringBuilder text,
        string section,
        IEnumerable<T> entries,
        Func<T, string> nameOf,
        Action<Utf8JsonWriter, T> write,
        string? parts,
        Func<T, IReadOnlyList<TPart>>? partsOf,
        Action<Utf8JsonWriter, TPart>? writePart)
    {
        text.Append(CultureInfo.InvariantCulture, $"\"{section}\": {{");
        string separator = "\n";
        foreach (T entry in entries)
        {
            string line = Line(writer => write(writer, entry));
            text.Append(separator).Append(Quote(nameOf(entry))).Append(": ");
            separator = ",\n";
            if (partsOf is null || partsOf(entry) is not { Count: > 0 } list)
            {
                text.Append(line);
                continue;
            }

            text.Append(line, 0, line.Length - 1).Append(CultureInfo.InvariantCulture, $", \"{parts}\": [\n  ");
            text.AppendJoin(",\n  ", list.Select(part => Line(writer => writePart!(writer, part)))).Append("]}");
        }

        text.Append("\n},\n");
    }

    /// <summary>A text as JSON.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>One object on one line.</summary>
    public static string Line(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a property unless it is null.</summary>
    public static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a property unless it is null.</summary>
    public static void WriteOptional(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <summary>A text; null when there is no such property.</summary>
    public static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;

    /// <summary>A number; null when there is no such property.</summary>
    public static int? Number(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : null;

    /// <summary>The parts of an entry; none when there is no such property.</summary>
    public static T[] Parts<T>(JsonElement value, string name, Func<JsonElement, T> read) =>
        value.TryGetProperty(name, out JsonElement parts) ? [.. parts.EnumerateArray().Select(read)] : [];
}
