using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Commands;

/// <summary>Schemas that a command line names: files, or source trees.</summary>
internal static class SchemaInput
{
    /// <summary>Reads a schema file, or extracts the schema of a source tree.</summary>
    /// <exception cref="BindgenException">It is neither.</exception>
    public static TvmSchema Read(string path, Report report, BindingCache cache) => Directory.Exists(path)
        ? Bindings.Of(TvmSourceTree.Find(path, null), report, cache).Schema
        : ReadFile(path);

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="BindgenException">It is not there, or no schema.</exception>
    public static TvmSchema ReadFile(string path)
    {
        try
        {
            return SchemaJson.Read(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindgenException($"{path} cannot be read: {exception.Message} Give a schema file or the root of a TVM source tree.");
        }
    }
}
