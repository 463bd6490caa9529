using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace TvmSharp.Bindgen.Commands;

/// <summary>Where a verb prints: results on standard output, progress and errors on standard error.</summary>
/// <param name="format">How results are printed.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class Report(OutputFormat format, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _output = ConsoleOver(output);
    private readonly IAnsiConsole _error = ConsoleOver(error);

    /// <summary>Whether results are JSON.</summary>
    public bool IsJson => format == OutputFormat.Json;

    /// <summary>Prints a line of text; nothing in JSON.</summary>
    public void Line(string text = "")
    {
        if (!IsJson)
        {
            output.WriteLine(text);
        }
    }

    /// <summary>Prints a text that is the result itself, whatever the format.</summary>
    public void Raw(string text) => output.Write(text);

    /// <summary>Prints a table; nothing in JSON.</summary>
    /// <param name="columns">Titles of the columns.</param>
    /// <param name="rows">Cells of the rows.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (IsJson)
        {
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns([.. columns.Select(static title => new TableColumn(Markup.Escape(title)))]);
        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(static cell => new Text(cell))]);
        }

        _output.Write(table);
    }

    /// <summary>Prints the result of a verb for programs; nothing in text.</summary>
    public void Json(JsonObject result)
    {
        if (IsJson)
        {
            output.WriteLine(result.ToJsonString(JsonOptions));
        }
    }

    /// <summary>Does something that takes a while, and says what on a terminal.</summary>
    public T Progress<T>(string what, Func<T> work) => _error.Profile.Capabilities.Interactive
        ? _error.Status().Start(Markup.Escape(what), _ => work())
        : work();

    /// <summary>Prints why a verb could not be carried out.</summary>
    public void Failure(BindgenException exception)
    {
        error.WriteLine($"tvm-bindgen: {exception.Message}");
        foreach (string detail in exception.Details)
        {
            error.WriteLine($"  {detail}");
        }

        Json(new JsonObject
        {
            ["error"] = exception.Message,
            ["details"] = new JsonArray([.. exception.Details.Select(static detail => JsonValue.Create(detail))]),
        });
    }

    /// <summary>A console that wraps nothing where lines go to a file, and that never asks the terminal anything.</summary>
    private static IAnsiConsole ConsoleOver(TextWriter writer)
    {
        bool isTerminal = (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = 400;
        }

        return console;
    }
}
