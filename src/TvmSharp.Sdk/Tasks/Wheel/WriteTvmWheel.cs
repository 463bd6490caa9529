using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using TvmSharp.Sdk.Tasks.Audit;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Packs a published extension into a Python wheel, or says why none can be made.</summary>
public sealed class WriteTvmWheel : Task
{
    /// <summary>Manifest of the extension, a file.</summary>
    [Required]
    public string Manifest { get; set; } = string.Empty;

    /// <summary>The native library. Without it all else is checked, and nothing written.</summary>
    public string Library { get; set; } = string.Empty;

    /// <summary>Directory for the wheel.</summary>
    [Required]
    public string Directory { get; set; } = string.Empty;

    /// <summary>Name of the distribution; without it the first part of the extension's prefix.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Version as PEP 440 has it; without it the project's.</summary>
    public string Version { get; set; } = string.Empty;

    /// <summary>Version of the project as .NET has it.</summary>
    public string ProjectVersion { get; set; } = string.Empty;

    /// <summary>Platform tag to have; without it the one that the library allows.</summary>
    public string PlatformTag { get; set; } = string.Empty;

    /// <summary>Libraries that the system of the user has, whatever the policies of platform tags say.</summary>
    public ITaskItem[] ExternalLibraries { get; set; } = [];

    /// <summary>Dependencies beside tvm-ffi.</summary>
    public ITaskItem[] Requires { get; set; } = [];

    /// <summary>Versions of Python; without it those of tvm-ffi.</summary>
    public string RequiresPython { get; set; } = string.Empty;

    /// <summary>SPDX expression of the licence.</summary>
    public string LicenseExpression { get; set; } = string.Empty;

    /// <summary>Licence files.</summary>
    public ITaskItem[] LicenseFiles { get; set; } = [];

    /// <summary>What the extension is for.</summary>
    public string Summary { get; set; } = string.Empty;

    /// <summary>A file with a longer text: Markdown, reStructuredText or plain.</summary>
    public string Readme { get; set; } = string.Empty;

    /// <summary>Authors, separated by semicolons or commas.</summary>
    public string Authors { get; set; } = string.Empty;

    /// <summary>Words to find it by, separated by semicolons, commas or blanks.</summary>
    public string Keywords { get; set; } = string.Empty;

    /// <summary>Address of the project.</summary>
    public string ProjectUrl { get; set; } = string.Empty;

    /// <summary>Address of its sources.</summary>
    public string RepositoryUrl { get; set; } = string.Empty;

    /// <summary>Time of the files in the wheel, in seconds since 1970; without it the first of 1980.</summary>
    public string SourceDateEpoch { get; set; } = string.Empty;

    /// <summary>The wheel that was written.</summary>
    [Output]
    public string Wheel { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            return Pack();
        }
        catch (WheelException failure)
        {
            return Errors.Report(Log, failure.Code, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Errors.Report(Log, Errors.UnreadableInput, $"No wheel can be made: {failure.Message}");
        }
    }

    private bool Pack()
    {
        ExtensionManifest manifest = ExtensionManifest.Read(Manifest);
        string package = ModuleTree.PackageOf(manifest);
        string name = Name.Length > 0 ? Name : package;
        PackageName.Check(package);
        DistributionName.Check(name);
        string version = Version.Length > 0 ? Pep440Version.Normalize(Version, isSemVer: false) : Pep440Version.Normalize(ProjectVersion, isSemVer: true);
        string stem = $"{DistributionName.Normalize(name)}-{version}";
        string distInfo = stem + ".dist-info";
        List<WheelFile> files =
        [
            .. PythonPackage.Files(manifest, version, CoreMetadata.OneLine(Summary)),
            .. Licenses(distInfo),
            new WheelFile(distInfo + "/METADATA", "the metadata", Metadata(name, version).Write()),
            new WheelFile(distInfo + "/entry_points.txt", "the entry points", Ascii($"[tvm.backends]\n{package} = {PythonPackage.EntryPoint(package)}\n")),
        ];
        if (Library.Length == 0)
        {
            WheelArchive.CheckPaths(files);
            return true;
        }

        AuditResult audit = LibraryAudit.Audit(Library, PlatformTag, [.. ExternalLibraries.Select(static l => l.ItemSpec)]);
        foreach (AuditProblem problem in audit.Problems)
        {
            Errors.Report(Log, problem.Code, problem.Message);
        }

        if (audit.Problems.Count > 0)
        {
            return false;
        }

        files.Add(new WheelFile($"{package}/{PythonPackage.LibraryName(manifest.Assembly)}", Library, File.ReadAllBytes(Library), IsExecutable: true));
        files.Add(new WheelFile(distInfo + "/WHEEL", "the tags", Ascii(Tags(audit.Tags))));
        string wheel = Path.Combine(Path.GetFullPath(Directory), $"{stem}-py3-none-{audit.PlatformTag}.whl");
        WheelArchive.Write(wheel, distInfo, files, SourceDateEpoch);
        Wheel = wheel;
        return true;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static string Tags(IEnumerable<string> platforms) =>
        $"Wheel-Version: 1.0\nGenerator: TvmSharp.Sdk {typeof(WriteTvmWheel).Assembly.GetName().Version!.ToString(3)}\nRoot-Is-Purelib: false\n"
        + string.Concat(platforms.Select(static p => $"Tag: py3-none-{p}\n"));

    private CoreMetadata Metadata(string name, string version)
    {
        string requiresPython = RequiresPython.Length > 0 ? RequiresPython : TvmFfiRequirement.RequiresPython;
        RequirementSyntax.CheckPython(requiresPython);
        string[] requires = [.. Requires.Select(static r => r.ItemSpec)];
        Array.ForEach(requires, RequirementSyntax.CheckRequirement);
        if (LicenseExpression.Length > 0)
        {
            RequirementSyntax.CheckLicense(LicenseExpression);
        }

        (string description, string contentType) = ReadReadme();
        return new CoreMetadata
        {
            Name = name,
            Version = version,
            Summary = Summary,
            Keywords = Words(Keywords, ';', ',', ' '),
            Authors = Words(Authors, ';', ','),
            LicenseExpression = LicenseExpression,
            LicenseFiles = [.. LicensePaths().Select(static l => Path.GetFileName(l))],
            Urls = [.. (((string Label, string Address)[])[("Homepage", ProjectUrl), ("Repository", RepositoryUrl)]).Where(static u => u.Address.Length > 0)],
            Requires = [TvmFfiRequirement.Requirement, .. requires],
            RequiresPython = requiresPython,
            Description = description,
            DescriptionContentType = contentType,
        };
    }

    private IEnumerable<WheelFile> Licenses(string distInfo) => LicensePaths().Select(
        path => new WheelFile($"{distInfo}/licenses/{Path.GetFileName(path)}", path, File.ReadAllBytes(path)));

    // A file that is found beside the project and named as well is one file.
    private string[] LicensePaths()
    {
        string[] paths = [.. LicenseFiles.Select(static l => l.GetMetadata("FullPath")).Distinct(StringComparer.Ordinal)];
        return paths.FirstOrDefault(static p => !File.Exists(p)) is { } missing
            ? throw new WheelException(
                Errors.NoLicenseFile,
                $"The licence file '{missing}' does not exist. Correct PackageLicenseFile or the item TvmWheelLicenseFile that names it, or add the file.")
            : paths;
    }

    private (string Text, string ContentType) ReadReadme()
    {
        if (Readme.Length == 0)
        {
            return ("", "");
        }

        if (!File.Exists(Readme))
        {
            throw new WheelException(
                Errors.InvalidMetadata, $"PackageReadmeFile is '{Readme}', which does not exist. Correct it, or add the file.");
        }

        string contentType = Path.GetExtension(Readme).ToLowerInvariant() switch
        {
            ".md" or ".markdown" => "text/markdown",
            ".rst" => "text/x-rst",
            _ => "text/plain",
        };
        return (File.ReadAllText(Readme), contentType + "; charset=UTF-8");
    }

    private static string[] Words(string list, params char[] separators) =>
        [.. list.Split(separators, StringSplitOptions.RemoveEmptyEntries).Select(static w => w.Trim()).Where(static w => w.Length > 0)];
}
