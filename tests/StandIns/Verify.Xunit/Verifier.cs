using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Compares texts with files that somebody has looked at.</summary>
/// <remarks>
/// The file is <c>{Class}.{Method}.verified.txt</c> beside the test. When the text differs, or there is no such
/// file, it is written to <c>.received.txt</c> and the test fails; to accept it, rename the file.
/// </remarks>
public static class Verifier
{
    private const int DiffContext = 3;
    private const int DiffLines = 20;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares a text.</summary>
    public static SettingsTask Verify(
        string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
    {
        MethodBase test = CallingTest(sourceFile);
        return new SettingsTask(settings, s => Compare(target ?? "null", s, sourceFile, test));
    }

    /// <summary>Compares the text form of an object.</summary>
    public static SettingsTask Verify(
        object? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
        => Verify(target?.ToString(), settings, sourceFile);

    private static async Task Compare(string text, VerifySettings settings, string sourceFile, MethodBase test)
    {
        string received = Normalize(text);
        string stem = Path.Combine(
            Path.GetDirectoryName(sourceFile)!, settings.Directory ?? "", FileName(settings, test));
        string verifiedPath = stem + ".verified.txt";
        string receivedPath = stem + ".received.txt";
        string? verified = File.Exists(verifiedPath)
            ? Normalize(await File.ReadAllTextAsync(verifiedPath).ConfigureAwait(false))
            : null;
        if (received == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(receivedPath)!);
        await File.WriteAllTextAsync(receivedPath, received, Encoding).ConfigureAwait(false);
        throw new VerifyException(verified is null
            ? $"New: {receivedPath} has no verified file yet."
            : $"NotEqual: {receivedPath}{Environment.NewLine}{Diff(verified, received)}");
    }

    private static string FileName(VerifySettings settings, MethodBase test)
    {
        string name = settings.FileName
            ?? $"{settings.TypeName ?? test.DeclaringType!.Name}.{settings.MethodName ?? test.Name}";
        if (settings.TextForParameters is { } text)
        {
            return name + "_" + text;
        }

        if (settings.FileName is not null || settings.Parameters.Count == 0)
        {
            return name;
        }

        IEnumerable<string> parameters = test.GetParameters().Zip(settings.Parameters, static (p, value) => $"{p.Name}={value}");
        return name + "_" + string.Join("_", parameters);
    }

    /// <summary>The method with xunit's attribute among the callers.</summary>
    private static MethodBase CallingTest(string sourceFile)
    {
        foreach (StackFrame frame in new StackTrace().GetFrames())
        {
            MethodBase? method = frame.GetMethod();
            Type? type = method?.DeclaringType;
            if (method?.Name == nameof(IAsyncStateMachine.MoveNext) && type?.DeclaringType is { } owner)
            {
                // An async method runs in a nested type called "<Method>d__1".
                string name = type.Name[1..type.Name.IndexOf('>', StringComparison.Ordinal)];
                method = owner.GetMethods().FirstOrDefault(m => m.Name == name && IsTest(m));
            }

            if (method is not null && IsTest(method))
            {
                return method;
            }
        }

        throw new VerifyException(
            $"No test of {Path.GetFileName(sourceFile)} is running: call Verify from the test, not after an await.");
    }

    private static bool IsTest(MethodBase method)
        => method.GetCustomAttributesData().Any(static a => a.AttributeType.Name is "FactAttribute" or "TheoryAttribute");

    private static string Normalize(string text)
        => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');

    /// <summary>The first place where two texts differ, with a little around it.</summary>
    private static string Diff(string verified, string received)
    {
        string[] old = verified.Split('\n');
        string[] @new = received.Split('\n');
        int start = 0;
        while (start < old.Length && start < @new.Length && old[start] == @new[start])
        {
            start++;
        }

        int end = 0;
        while (end < Math.Min(old.Length, @new.Length) - start && old[^(end + 1)] == @new[^(end + 1)])
        {
            end++;
        }

        var text = new StringBuilder();
        Append(text, ' ', old[Math.Max(0, start - DiffContext)..start]);
        Append(text, '-', old[start..(old.Length - end)]);
        Append(text, '+', @new[start..(@new.Length - end)]);
        Append(text, ' ', old[(old.Length - end)..Math.Min(old.Length, old.Length - end + DiffContext)]);
        return $"@@ line {start + 1} @@{Environment.NewLine}{text}";
    }

    private static void Append(StringBuilder text, char mark, string[] lines)
    {
        foreach (string line in lines.Take(DiffLines))
        {
            text.Append(mark).AppendLine(line);
        }

        if (lines.Length > DiffLines)
        {
            text.Append(mark).Append("... ").Append(lines.Length - DiffLines).AppendLine(" more");
        }
    }
}
