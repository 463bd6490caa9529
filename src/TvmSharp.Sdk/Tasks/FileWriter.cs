using System.IO;
using System.Text;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Writes text files so that what depends on them is rebuilt only when it has to be.</summary>
internal static class FileWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file unless it has the same text already. Readers see the old or the new text, never half of it.</summary>
    internal static void WriteIfChanged(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path, Utf8) == text)
        {
            return;
        }

        string? directory = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(directory))
        {
            Directory.CreateDirectory(directory);
        }

        string temporary = path + ".new";
        File.WriteAllText(temporary, text, Utf8);
        File.Delete(path);
        File.Move(temporary, path);
    }
}
