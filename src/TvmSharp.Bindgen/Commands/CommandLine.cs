using System.CommandLine;

namespace TvmSharp.Bindgen.Commands;

/// <summary>The command line of <c>tvm-bindgen</c>.</summary>
internal static class CommandLine
{
    private static readonly Option<OutputFormat> Format = new("--format")
    {
        Description = "How results are printed: for people, or as one JSON object for programs.",
        Recursive = true,
    };

    /// <summary>Carries out a command.</summary>
    /// <param name="args">Its words.</param>
    /// <param name="output">Gets results.</param>
    /// <param name="error">Gets errors and progress.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        RootCommand root = new("Writes TvmSharp's bindings from TVM's own headers, and says what changed in them.")
        {
            Format,
            GenerateCommand.Create(Action),
            CheckCommand.Create(Action),
            DiffCommand.Create(Action),
            DumpCommand.Create(Action),
            DoctorCommand.Create(Action),
        };
        InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return root.Parse(args).Invoke(configuration);

        // Every verb reports what a user can put right in the same way.
        Func<ParseResult, int> Action(Func<ParseResult, Report, int> run) => parsed =>
        {
            Report report = new(parsed.GetValue(Format), output, error);
            try
            {
                return run(parsed, report);
            }
            catch (BindgenException exception)
            {
                report.Failure(exception);
                return ExitCodes.Failure;
            }
        };
    }
}
