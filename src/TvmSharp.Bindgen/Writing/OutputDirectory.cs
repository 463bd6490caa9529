namespace TvmSharp.Bindgen.Writing;

/// <summary>The directory that generated files go to.</summary>
/// <param name="path">Its path.</param>
internal sealed class OutputDirectory(string path)
{
    // What a run writes beside its files, new ones and kept ones, has this and the number of the run behind their names.
    private const string Staging = ".tvm-bindgen-";

    // There while a run writes, and gone with it even when it is killed or leaves it: what counts is that it is open.
    private const string Lock = ".tvm-bindgen.lock";

    // Below a directory of this name nothing but generated files has the header of one.
    private const string Generated = "Generated";

    /// <summary>How the files differ from what is there: what would be added, removed and changed. Writes nothing.</summary>
    /// <param name="files">All files that belong there.</param>
    /// <exception cref="BindgenException">Something there cannot be read.</exception>
    public IReadOnlyList<FileDifference> Compare(IReadOnlyList<GeneratedFile> files)
    {
        List<FileDifference> differences = [];
        try
        {
            foreach (GeneratedFile file in files)
            {
                string full = Path.Combine(path, file.Path);
                if (!File.Exists(full))
                {
                    differences.Add(new(file.Path, FileDifferenceKind.Missing));
                }
                else if (File.ReadAllText(full) != file.Text)
                {
                    differences.Add(new(file.Path, FileDifferenceKind.Changed));
                }
            }

            differences.AddRange(Stale(files).Select(static stale => new FileDifference(stale, FileDifferenceKind.Stale)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindgenException($"{path} cannot be read: {exception.Message} Make it readable, or choose another directory, and run this again.");
        }

        return [.. differences.OrderBy(static d => d.Path, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes the files those of the directory, and removes generated files that are not among them. All or none: new files are
    /// written beside their places first, then each takes its place while what was there is kept, and where one cannot, all
    /// that was there comes back.
    /// </summary>
    /// <returns>How many files changed.</returns>
    /// <exception cref="BindgenException">The directory cannot be read or written to, or another run is writing to it.</exception>
    public int Replace(IReadOnlyList<GeneratedFile> files)
    {
        using FileStream held = Acquire();
        IReadOnlyList<FileDifference> differences = Compare(files);
        Dictionary<string, string> texts = files.ToDictionary(static file => file.Path, static file => file.Text);
        string run = Guid.NewGuid().ToString("N");
        List<string> staged = [];
        List<string> placed = [];
        List<(string Kept, string Final)> kept = [];
        try
        {
            foreach (FileDifference difference in differences.Where(static d => d.Kind != FileDifferenceKind.Stale))
            {
                string final = Path.Combine(path, difference.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(final)!);
                staged.Add(NewOf(final));
                File.WriteAllText(NewOf(final), texts[difference.Path]);
            }

            foreach (FileDifference difference in differences)
            {
                string final = Path.Combine(path, difference.Path);
                if (File.Exists(final))
                {
                    File.Move(final, OldOf(final));
                    kept.Add((OldOf(final), final));
                }

                if (difference.Kind != FileDifferenceKind.Stale)
                {
                    File.Move(NewOf(final), final, overwrite: true);
                    placed.Add(final);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            List<string> failed = Undo(staged, placed, kept);
            throw new BindgenException(failed.Count == 0
                ? $"{path} cannot be written to, and is as it was: {exception.Message} Choose another directory with --out, or make it writable, and run this again."
                : $"{path} cannot be written to, and is not as it was: {exception.Message} What could not be put back: {string.Join("; ", failed)}. Make the directory writable, and run this again.");
        }

        foreach ((string old, string final) in kept)
        {
            Try(() => File.Delete(old));
            if (!File.Exists(final) && Path.GetDirectoryName(final) is { } directory && !Directory.EnumerateFileSystemEntries(directory).Any())
            {
                Try(() => Directory.Delete(directory));
            }
        }

        return differences.Count;

        string NewOf(string final) => $"{final}{Staging}{run}-new";

        string OldOf(string final) => $"{final}{Staging}{run}-old";
    }

    // One run at a time: what another one has staged is not to be taken for what a killed one left.
    private FileStream Acquire()
    {
        string file = Path.Combine(path, Lock);
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new BindgenException($"{path} is being written to by another run of tvm-bindgen, which holds {file}: wait for it to end, and run this again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindgenException(
                $"{path} cannot be written to, and is as it was: {exception.Message} Choose another directory with --out, or make it writable, and run this again.");
        }
    }

    /// <summary>Puts back what was there, and removes what was written.</summary>
    /// <returns>What could not be put back or removed, and why.</returns>
    internal static List<string> Undo(List<string> staged, List<string> placed, List<(string Kept, string Final)> kept)
    {
        List<string> failed = [];
        HashSet<string> replaced = [.. kept.Select(static file => file.Final)];
        foreach ((string old, string final) in kept)
        {
            Undo($"{final}, whose content is in {old}", () => File.Move(old, final, overwrite: true));
        }

        foreach (string file in placed.Where(file => !replaced.Contains(file)).Concat(staged.Where(File.Exists)))
        {
            Undo($"{file}, which is new", () => File.Delete(file));
        }

        return failed;

        void Undo(string what, Action action)
        {
            try
            {
                action();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed.Add($"{what} ({exception.Message})");
            }
        }
    }

    /// <summary>Generated files that are there and should not be, those of modules that are gone among them, and what a run that was killed left.</summary>
    private IEnumerable<string> Stale(IReadOnlyList<GeneratedFile> files)
    {
        HashSet<string> expected = [.. files.Select(static file => file.Path)];
        IEnumerable<string> left = Existing(files.Select(static file => Path.GetDirectoryName(file.Path)!))
            .SelectMany(static directory => Directory.EnumerateFiles(directory, $"*{Staging}*"));
        IEnumerable<string> generated = Existing(files.Select(static file => GeneratedRoot(file.Path)).OfType<string>())
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "*.g.cs", SearchOption.AllDirectories))
            .Where(static file => CodeWriter.IsGenerated(File.ReadLines(file)));
        return left.Concat(generated)
            .Distinct()
            .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Where(file => !expected.Contains(file));
    }

    private IEnumerable<string> Existing(IEnumerable<string> directories) =>
        directories.Distinct().Select(directory => Path.Combine(path, directory)).Where(Directory.Exists);

    // The directory named Generated that a file is in; null for none.
    private static string? GeneratedRoot(string file)
    {
        string[] parts = file.Split('/');
        int at = Array.IndexOf(parts, Generated);
        return at < 0 ? null : string.Join('/', parts.Take(at + 1));
    }

    // Clearing up goes on whatever fails: the files are in place, and the next run finds what is left.
    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
