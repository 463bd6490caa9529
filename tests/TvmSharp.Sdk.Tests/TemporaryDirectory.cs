namespace TvmSharp.Sdk.Tests;

/// <summary>A directory with a space in its name that goes away after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tvmsharp sdk ");

    internal string this[string file] => Path.Combine(_directory.FullName, file);

    public void Dispose() => _directory.Delete(recursive: true);
}
