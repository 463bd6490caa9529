using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Clang;

namespace TvmSharp.Bindgen.Commands;

/// <summary><c>doctor</c>: what this machine has of what the other verbs need.</summary>
internal static class DoctorCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Func<Func<ParseResult, Report, int>, Func<ParseResult, int>> action)
    {
        SourceOptions source = new();
        Command command = new("doctor", "Says which libclang and which TVM are used, and what to do about what is missing.");
        source.AddTo(command);
        command.SetAction(action((parsed, report) =>
        {
            List<(string What, string? Found, BindgenException? Problem)> findings =
            [
                Find("libclang", static () => $"{ClangLibrary.Instance.Version}, {ClangLibrary.Instance.Path}"),
                Find("builtin headers", static () =>
                {
                    BuiltinHeaders headers = BuiltinHeaders.Find(ClangLibrary.Instance);
                    return $"{headers.Compiler}'s, {headers.Directory}";
                }),
                Find("TVM sources", () => source.Find(parsed).TvmDirectory),
            ];
            foreach ((string what, string? found, BindgenException? problem) in findings)
            {
                report.Line($"{what,-16} {found ?? $"MISSING: {problem!.Message}"}");
            }

            bool isWell = findings.TrueForAll(static f => f.Problem is null);
            report.Line(isWell ? "Nothing is missing." : "Each missing line says what to do about it.");
            report.Json(new JsonObject
            {
                ["ok"] = isWell,
                ["findings"] = new JsonArray([.. findings.Select(static f => new JsonObject { ["what"] = f.What, ["found"] = f.Found, ["problem"] = f.Problem?.Message })]),
            });
            return isWell ? ExitCodes.Success : ExitCodes.Failure;
        }));
        return command;
    }

    private static (string What, string? Found, BindgenException? Problem) Find(string what, Func<string> find)
    {
        try
        {
            return (what, find(), null);
        }
        catch (BindgenException exception)
        {
            return (what, null, exception);
        }
    }
}
