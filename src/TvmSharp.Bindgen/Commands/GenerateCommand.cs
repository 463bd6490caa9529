using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Commands;

/// <summary><c>generate</c>: writes the bindings of a TVM.</summary>
internal static class GenerateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Func<Func<ParseResult, Report, int>, Func<ParseResult, int>> action)
    {
        SourceOptions source = new();
        Option<string> output = new("--out")
        {
            Description = "Directory of the projects that the bindings belong to; the repository's src.",
            HelpName = "DIR",
            Required = true,
        };
        Command command = new("generate", "Writes the C ABI and the compiler's object model in C#, and the schema that they come from.") { output };
        source.AddTo(command);
        command.SetAction(action((parsed, report) =>
        {
            Bindings bindings = source.Read(parsed, report);
            string directory = parsed.GetRequiredValue(output);
            // Bindings without them do not compile. To compare them with others they will do.
            if (bindings.Problems.FirstOrDefault(static problem => problem.Message.StartsWith(FunctorWriter.NoFunctors, StringComparison.Ordinal)) is { } problem)
            {
                throw new BindgenException(problem.Message);
            }

            int changed = new OutputDirectory(directory).Replace(bindings.Files);
            bindings.WriteCounts(report);
            report.Line($"{bindings.Files.Count} files in {directory}, {changed} of them changed; TVM {bindings.Schema.TvmVersion}.");
            JsonObject json = bindings.CountsToJson();
            json["tvm"] = bindings.Schema.TvmVersion;
            json["files"] = bindings.Files.Count;
            json["changed"] = changed;
            report.Json(json);
            return ExitCodes.Success;
        }));
        return command;
    }
}
