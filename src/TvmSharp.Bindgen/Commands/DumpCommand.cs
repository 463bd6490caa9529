using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Commands;

/// <summary><c>dump</c>: the reflection of a running TVM.</summary>
internal static class DumpCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Func<Func<ParseResult, Report, int>, Func<ParseResult, int>> action)
    {
        Option<string?> library = new("--library")
        {
            Description = "A libtvm_ffi or a directory with one; else TVM_LIBRARY_PATH, else the active Python environment's.",
            HelpName = "PATH",
        };
        Option<string[]> load = new("--load")
        {
            Description = "Libraries to load before: extensions, whose types and functions are part of the reflection then.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> output = new("--out") { Description = "File to write; standard output when it is left out.", HelpName = "FILE" };
        Command command = new("dump", "Writes the reflection of a running TVM as JSON: types, fields, offsets, methods, global functions.")
        {
            library, load, output,
        };
        command.SetAction(action((parsed, report) =>
        {
            RuntimeSchema schema = report.Progress("Loading TVM", () => RuntimeReader.Read(parsed.GetValue(library), parsed.GetValue(load) ?? []));
            string text = RuntimeJson.Write(schema);
            if (parsed.GetValue(output) is not { } file)
            {
                report.Raw(text);
                return ExitCodes.Success;
            }

            string full = Path.GetFullPath(file);
            new OutputDirectory(Path.GetDirectoryName(full)!).Replace([new GeneratedFile(Path.GetFileName(full), text)]);
            int fields = schema.Types.Sum(static t => t.Fields.Count);
            report.Line($"{schema.Types.Count} types, {fields} fields, {schema.Functions.Count} functions of {schema.Library} in {file}.");
            report.Json(new JsonObject
            {
                ["file"] = file,
                ["library"] = schema.Library,
                ["types"] = schema.Types.Count,
                ["fields"] = fields,
                ["functions"] = schema.Functions.Count,
            });
            return ExitCodes.Success;
        }));
        return command;
    }
}
