namespace TvmSharp.Bindgen.Writing;

/// <summary>The directory that generated files go to.</summary>
/// <param name="path">Its path.</param>
internal sealed class OutputDirectory(string path)
{
    private const string Staging = ".tvm-bindgen-new";

    /// <summary>How the files differ from what is there: what would be added, removed and changed. Writes nothing.</summary>
    /// <param name="files">All files that belong there.</param>
    public IReadOnlyList<FileDifference> Compare(IReadOnlyList<GeneratedFile> files)
    {
        List<FileDifference> differences = [];
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
        return [.. differences.OrderBy(static d => d.Path, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes the files those of the directory, and removes generated files that are not among them. All are written beside their
    /// places first and moved there when that has succeeded: what goes wrong until then changes nothing.
    /// </summary>
    /// <returns>How many files changed.</returns>
    /// <exception cref="BindgenException">The directory cannot be written to.</exception>
    public int Replace(IReadOnlyList<GeneratedFile> files)
    {
        FileDifference[] differences = [.. Compare(files)];
        Dictionary<string, string> texts = files.ToDictionary(static file => file.Path, static file => file.Text);
        List<(string Staged, string Final)> moves = [];
        try
        {
            foreach (FileDifference difference in differences.Where(static d => d.Kind != FileDifferenceKind.Stale))
            {
                string final = Path.Combine(path, difference.Path);
                string staged = $"{final}{Staging}";
                Directory.CreateDirectory(Path.GetDirectoryName(final)!);
                moves.Add((staged, final));
                File.WriteAllText(staged, texts[difference.Path]);
            }

            foreach ((string staged, string final) in moves)
            {
                File.Move(staged, final, overwrite: true);
            }

            foreach (FileDifference stale in differences.Where(static d => d.Kind == FileDifferenceKind.Stale))
            {
                File.Delete(Path.Combine(path, stale.Path));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindgenException(
                $"{path} cannot be written to: {exception.Message} Choose another directory with --out, or make it writable, and run this again.");
        }
        finally
        {
            foreach ((string staged, _) in moves)
            {
                TryDelete(staged);
            }
        }

        return differences.Length;
    }

    /// <summary>Generated files that are there and should not be, and what an earlier run left half-written.</summary>
    private IEnumerable<string> Stale(IReadOnlyList<GeneratedFile> files)
    {
        HashSet<string> expected = [.. files.Select(static file => file.Path)];
        return files.Select(static file => Path.GetDirectoryName(file.Path)!)
            .Distinct()
            .Select(directory => Path.Combine(path, directory))
            .Where(Directory.Exists)
            .SelectMany(static directory => Directory.EnumerateFiles(directory))
            .Where(static file => file.EndsWith(".g.cs", StringComparison.Ordinal) || file.EndsWith(Staging, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Where(file => !expected.Contains(file));
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run removes it; why this one ended matters more.
        }
    }
}
