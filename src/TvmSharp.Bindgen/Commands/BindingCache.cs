using System.Security.Cryptography;
using System.Text;
using TvmSharp.Bindgen.Clang;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Commands;

/// <summary>What was generated from source trees before, by the content of all that it was generated from.</summary>
/// <remarks>
/// An entry is a file, which takes its name in one step: a run that reads while another writes sees all of it or nothing. It
/// begins with a hash of the rest; what is not whole counts as not there. A cache that cannot be written to is no error.
/// </remarks>
/// <param name="directory">Where it is; null for no cache.</param>
internal sealed class BindingCache(string? directory)
{
    private const string Extension = ".bindings";
    private const string NewExtension = ".new";

    // Those of a few versions of TVM, each a few megabytes.
    private const int Capacity = 16;

    private static readonly string[] SourceExtensions = [".h", ".cc", ".cu", ".cuh"];

    /// <summary>
    /// Where it is by default: <c>$XDG_CACHE_HOME/tvm-bindgen</c>, else in the user's directory for local data of programs; null
    /// for a user without one.
    /// </summary>
    public static string? DefaultDirectory
    {
        get
        {
            string root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
                ? cache
                : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return root.Length > 0 ? Path.Combine(root, "tvm-bindgen") : null;
        }
    }

    /// <summary>What was generated from the same before; else generates it and keeps it.</summary>
    /// <param name="tree">The source tree.</param>
    /// <param name="dump">Text of a dump that types come from too; null without one.</param>
    /// <param name="generate">Generates.</param>
    /// <exception cref="BindgenException">There is no libclang, or a source cannot be read.</exception>
    public Bindings Get(TvmSourceTree tree, string? dump, Func<Bindings> generate)
    {
        if (directory is null)
        {
            return generate();
        }

        string key;
        try
        {
            key = Key(tree, dump);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or AggregateException)
        {
            throw new BindgenException($"'{tree.TvmDirectory}' cannot be read: {exception.GetBaseException().Message}");
        }

        string file = Path.Combine(directory, key + Extension);
        if (Read(file) is { } known)
        {
            return known;
        }

        Bindings bindings = generate();
        Write(file, bindings);
        return bindings;
    }

    // The headers of the system are those of its compiler: its version stands for them.
    private static string Key(TvmSourceTree tree, string? dump)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ClangLibrary clang = ClangLibrary.Instance;
        Add(typeof(BindingCache).Module.ModuleVersionId.ToString());
        Add(clang.Version);
        Add(BuiltinHeaders.Find(clang).Directory);
        Add(tree.Version);
        Add(dump ?? "");
        string[] directories = [.. tree.IncludeDirectories, Path.Combine(tree.TvmDirectory, "src")];
        for (int i = 0; i < directories.Length; i++)
        {
            string root = directories[i];
            if (!Directory.Exists(root))
            {
                continue;
            }

            string[] files = [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(static file => SourceExtensions.Contains(Path.GetExtension(file)))
                .Order(StringComparer.Ordinal)];
            foreach ((string name, byte[] content) in files.AsParallel().AsOrdered()
                .Select(file => ($"{i}/{Path.GetRelativePath(root, file)}", SHA256.HashData(File.ReadAllBytes(file)))))
            {
                Add(name);
                hash.AppendData(content);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }

    private static Bindings? Read(string file)
    {
        try
        {
            string text = File.ReadAllText(file);
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0 || text[..end] != HashOf(text[(end + 1)..]))
            {
                return null;
            }

            Bindings bindings = BindingsJson.Read(text[(end + 1)..]);
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return bindings;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BindgenException)
        {
            return null;
        }
    }

    private void Write(string file, Bindings bindings)
    {
        string temporary = Path.Combine(directory!, $"{Guid.NewGuid():N}{NewExtension}");
        try
        {
            string text = BindingsJson.Write(bindings);
            Directory.CreateDirectory(directory!);
            File.WriteAllText(temporary, $"{HashOf(text)}\n{text}");
            File.Move(temporary, file, overwrite: true);
            DirectoryInfo entries = new(directory!);
            IEnumerable<FileInfo> least = entries.GetFiles("*" + Extension).OrderByDescending(static entry => entry.LastWriteTimeUtc).Skip(Capacity);
            IEnumerable<FileInfo> abandoned = entries.GetFiles("*" + NewExtension).Where(static entry => entry.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1));
            foreach (FileInfo old in least.Concat(abandoned))
            {
                old.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is as it was before there was a cache.
        }
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
