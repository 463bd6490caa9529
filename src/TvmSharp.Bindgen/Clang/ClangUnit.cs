using System.Text.RegularExpressions;
using ClangSharp.Interop;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Clang;

/// <summary>Headers that libclang has read as one translation unit. Cursors and types of it are dead once it is disposed.</summary>
internal sealed partial class ClangUnit : IDisposable
{
    private CXIndex _index;
    private CXTranslationUnit _unit;

    private ClangUnit(CXIndex index, CXTranslationUnit unit)
    {
        _index = index;
        _unit = unit;
    }

    /// <summary>The translation unit.</summary>
    public CXTranslationUnit TranslationUnit => _unit;

    /// <summary>The root of its declarations.</summary>
    public CXCursor Root => _unit.Cursor;

    /// <summary>Parses text that includes the headers wanted.</summary>
    /// <param name="fileName">Name that the text has in messages; its ending says whether it is C (<c>.c</c>) or C++ (<c>.cc</c>).</param>
    /// <param name="text">The text.</param>
    /// <param name="includeDirectories">Directories of headers, in order.</param>
    /// <param name="options">What to keep and what to skip.</param>
    /// <exception cref="BindgenException">It does not compile (every error is among the details), or there is no libclang.</exception>
    public static ClangUnit Parse(
        string fileName, string text, IReadOnlyList<string> includeDirectories, CXTranslationUnit_Flags options)
    {
        bool isCpp = !fileName.EndsWith(".c", StringComparison.Ordinal);
        List<string> arguments = ["-x", isCpp ? "c++" : "c", isCpp ? "-std=c++20" : "-std=c11", "-w", "-ferror-limit=0"];
        BuiltinHeaders builtin = BuiltinHeaders.Find(ClangLibrary.Instance);
        if (builtin.Compiler == "clang")
        {
            arguments.Add("-resource-dir");
            arguments.Add(Path.GetDirectoryName(builtin.Directory)!);
        }
        else
        {
            arguments.Add("-idirafter");
            arguments.Add(builtin.Directory);
        }

        foreach (string directory in includeDirectories)
        {
            arguments.Add("-I" + directory);
        }

        CXIndex index = CXIndex.Create();
        CXUnsavedFile file = CXUnsavedFile.Create(fileName, text);
        try
        {
            CXErrorCode error = CXTranslationUnit.TryParse(
                index, fileName, arguments.ToArray(), [file], options, out CXTranslationUnit translationUnit);
            if (error != CXErrorCode.CXError_Success)
            {
                index.Dispose();
                throw new BindgenException($"libclang cannot read the headers ({error}); it is {ClangLibrary.Instance.Path}");
            }

            ClangUnit unit = new(index, translationUnit);
            try
            {
                unit.ThrowIfErrors();
            }
            catch
            {
                unit.Dispose();
                throw;
            }

            return unit;
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _unit.Dispose();
        _index.Dispose();
    }

    [GeneratedRegex("'[a-z_]+' file not found$")]
    private static partial Regex StandardHeaderMissing();

    private void ThrowIfErrors()
    {
        List<string> errors = [];
        for (uint i = 0; i < _unit.NumDiagnostics; i++)
        {
            using CXDiagnostic diagnostic = _unit.GetDiagnostic(i);
            if (diagnostic.Severity >= CXDiagnosticSeverity.CXDiagnostic_Error)
            {
                (string file, int line) = diagnostic.Location.FileAndLine();
                using CXString message = diagnostic.Spelling;
                errors.Add(new SourceProblem(file, line, message.CString).ToString());
            }
        }

        if (errors.Count > 0)
        {
            // <vector> and the like have no ending: it is C++'s own headers that are missing.
            throw new BindgenException(
                errors.Exists(static error => StandardHeaderMissing().IsMatch(error))
                    ? $"there are no headers of a C++ standard library; install them: {ClangLibrary.InstallCommand}"
                    : $"the headers do not compile: {errors.Count} error{(errors.Count == 1 ? "" : "s")}, the first is {errors[0]}",
                errors);
        }
    }
}
