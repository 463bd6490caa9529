using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>
/// Computes the platform tag of a library from what the library needs, as auditwheel does for a wheel: the most compatible
/// policy that it satisfies.
/// </summary>
internal sealed class LibraryAudit
{
    /// <summary>The property that asks for a tag.</summary>
    internal const string TagProperty = "TvmWheelPlatformTag";

    /// <summary>The item of libraries that the system of the user has, whatever the policies say.</summary>
    internal const string ExternalItem = "TvmWheelExternalLibrary";

    private const int ListedViolations = 10;

    private static readonly Regex TvmLibrary = new(@"^libtvm\w*\.so(\.\d+)*\z", RegexOptions.CultureInvariant);
    private static readonly Regex PythonLibrary = new(@"^libpython\d[\w.]*\.so(\.\d+)*\z", RegexOptions.CultureInvariant);

    private readonly string _path;
    private readonly ElfLibrary _library;
    private readonly IReadOnlyCollection<string> _external;
    private readonly List<AuditProblem> _problems = [];

    private LibraryAudit(string path, ElfLibrary library, IReadOnlyCollection<string> external)
    {
        _path = path;
        _library = library;
        _external = external;
    }

    /// <summary>Audits a library for Linux.</summary>
    /// <param name="libraryPath">The library.</param>
    /// <param name="requestedTag">The tag to check it against, such as <c>manylinux_2_28_x86_64</c>; null or empty for the lowest one.</param>
    /// <param name="externalLibraries">File names of further libraries that the system of the user has.</param>
    internal static AuditResult Audit(string libraryPath, string? requestedTag, IReadOnlyCollection<string>? externalLibraries = null)
    {
        ElfLibrary library;
        try
        {
            library = ElfLibrary.Read(File.ReadAllBytes(libraryPath));
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return new([new AuditProblem(Errors.UnreadableLibrary, $"'{libraryPath}' cannot be read as a shared library for Linux: {failure.Message} Build it again.")]);
        }

        return new LibraryAudit(libraryPath, library, externalLibraries ?? []).Run(requestedTag);
    }

    /// <summary>
    /// Whether a file is one of TVM's own libraries, by its name. An extension needs them and never brings them along: they
    /// come with TVM's packages, and a second copy in the process would have a type table of its own, so that objects of
    /// the one would be strangers to the other. So every policy allows them, and no wheel may have a copy.
    /// </summary>
    internal static bool IsTvmLibrary(string name) => TvmLibrary.IsMatch(name);

    private AuditResult Run(string? requestedTag)
    {
        if (ElfPlatform.Architecture(_library) is not string architecture)
        {
            Report(
                Errors.UnsupportedPlatform,
                $"'{_path}' is for {ElfPlatform.Describe(_library)}, for which there is no platform tag that TvmSharp knows. Publish for linux-x64 or linux-arm64.");
            return new(_problems);
        }

        bool needsMusl = _library.Needed.Any(IsMusl);
        if (needsMusl && _library.Needed.Contains("libc.so.6"))
        {
            Report(
                Errors.UnsupportedPlatform,
                $"'{_path}' needs the C libraries glibc (libc.so.6) and musl ({_library.Needed.First(IsMusl)}) at once. Link it, and all that goes into it, with one of them.");
            return new(_problems);
        }

        RequestedTag? request = null;
        if (!string.IsNullOrEmpty(requestedTag))
        {
            request = Parse(requestedTag!, architecture);
            if (request is null)
            {
                return new(_problems);
            }
        }

        // A library without a C library is at home with either.
        string family = needsMusl ? PlatformPolicies.Musllinux
            : _library.Needed.Contains("libc.so.6") ? PlatformPolicies.Manylinux
            : request?.Family ?? PlatformPolicies.Manylinux;
        if (request is not null && request.Family != family)
        {
            Report(
                Errors.InvalidPlatformTag,
                $"'{_path}' cannot have the platform tag '{requestedTag}': it is linked with {(needsMusl ? "musl" : "glibc")}, to which '{family}' belongs. {Unset}");
            return new(_problems);
        }

        return Choose(PlatformPolicies.Read(family, architecture), architecture, requestedTag, request);
    }

    private AuditResult Choose(IReadOnlyList<PlatformPolicy> policies, string architecture, string? requestedTag, RequestedTag? request)
    {
        PlatformPolicy last = policies[policies.Count - 1];
        ReportCopyOfTvm();
        ReportLibraries(last);
        ReportRunPaths();
        if (_problems.Count > 0)
        {
            return new(_problems);
        }

        string[] needed = _library.Needed.Where(name => !IsIgnored(name)).ToArray();
        PlatformPolicy? lowest = policies.FirstOrDefault(policy => policy.Violations(_library, needed).Count == 0);
        if (lowest is null)
        {
            Report(
                Errors.TooNew,
                $"'{_path}' has no platform tag: it needs {Quote(last.Violations(_library, needed))}, which no policy has, and the newest that TvmSharp knows is '{last.Name}'. {LinkOlder}");
            return new(_problems);
        }

        if (request is null)
        {
            return new(Tags(lowest, architecture));
        }

        PlatformPolicy? requested = policies.LastOrDefault(policy => policy.Minor <= request.Minor);
        if (requested is null)
        {
            Report(
                Errors.InvalidPlatformTag,
                $"There is no platform tag '{requestedTag}' that '{_path}' could be checked against: the lowest for {architecture} is '{policies[0].Name}_{architecture}'. {Unset}");
        }
        else if (requested.Violations(_library, needed) is { Count: > 0 } violations)
        {
            Report(
                Errors.TooNew,
                $"'{_path}' cannot have the platform tag '{requestedTag}': it needs {Quote(violations)}, which systems of that tag may lack. The lowest tag that it can have is '{lowest.Name}_{architecture}'. {LinkOlder}");
        }

        return _problems.Count > 0 ? new(_problems)
            : requested!.Minor == request.Minor ? new(Tags(requested, architecture))
            : new([requestedTag!]);
    }

    private RequestedTag? Parse(string requestedTag, string architecture)
    {
        if (RequestedTag.Parse(requestedTag) is not RequestedTag request)
        {
            Report(
                Errors.InvalidPlatformTag,
                requestedTag.StartsWith("linux_", StringComparison.Ordinal)
                    ? $"The platform tag '{requestedTag}' says nothing of the systems that the wheel runs on, and PyPI refuses it. {Unset}"
                    : $"'{requestedTag}' is no platform tag for Linux, such as 'manylinux_2_28_{architecture}' or 'manylinux2014_{architecture}'. {Unset}");
            return null;
        }

        if (request.Architecture != architecture)
        {
            Report(
                Errors.InvalidPlatformTag,
                $"'{_path}' cannot have the platform tag '{requestedTag}': it is for {architecture}. {Unset}");
            return null;
        }

        return request;
    }

    private void ReportCopyOfTvm()
    {
        string? name = new[] { Path.GetFileName(_path), _library.SharedName }.FirstOrDefault(name => name is not null && IsTvmLibrary(name));
        if (name is not null)
        {
            Report(
                Errors.ForbiddenLibrary,
                $"'{_path}' is a copy of TVM's library {name}, or has its name, and cannot go into a wheel: two in one process do not know each other's types. TVM's own package brings it; give the project another AssemblyName if it is something else.");
        }
    }

    private void ReportLibraries(PlatformPolicy newest)
    {
        foreach (string name in _library.Needed.Where(name => !IsIgnored(name) && !newest.Allows(name)))
        {
            Report(
                Errors.ForbiddenLibrary,
                PythonLibrary.IsMatch(name)
                    ? $"'{_path}' needs {name}, which ties it to one build of Python, and which many do not have. Do not link with it: the extension needs none of its symbols, and Python brings those that native code uses."
                    : $"'{_path}' needs {name}, which not every system of a platform tag has. Link it statically, or, if who installs the wheel has it for certain, name it: <{ExternalItem} Include=\"{name}\" />.");
        }
    }

    private void ReportRunPaths()
    {
        foreach (string directory in _library.RunPaths.Where(directory => !Regex.IsMatch(directory, @"^\$(ORIGIN|\{ORIGIN\})(/|$)")))
        {
            Report(
                Errors.ForbiddenLibrary,
                $"'{_path}' looks for libraries in '{directory}', a directory of the machine that it was linked on. Begin each directory of TvmLibraryRunPath with $ORIGIN, and link with no -rpath of another.");
        }
    }

    private bool IsIgnored(string name) => name.StartsWith("ld-linux", StringComparison.Ordinal) || name.StartsWith("ld-musl", StringComparison.Ordinal)
        || IsTvmLibrary(name) || (_external.Contains(name) && !PythonLibrary.IsMatch(name));

    private static bool IsMusl(string name) => name == "libc.so" || name.StartsWith("libc.musl-", StringComparison.Ordinal);

    private void Report(string code, string message) => _problems.Add(new AuditProblem(code, message));

    private static string Unset => $"Leave the property {TagProperty} out for the lowest tag that the library can have.";

    // The system's own gcc looks into the directories beside it before those of the sysroot.
    private static string LinkOlder =>
        "Link it against an older system: publish in a container of one, or set the property SysRoot to the root directory of one and link with clang.";

    private static string[] Tags(PlatformPolicy policy, string architecture) =>
        new[] { policy.Name }.Concat(policy.Aliases).Select(name => $"{name}_{architecture}").ToArray();

    private static string Quote(IReadOnlyCollection<string> violations) => violations.Count <= ListedViolations
        ? string.Join(", ", violations)
        : $"{string.Join(", ", violations.Take(ListedViolations))} and {violations.Count - ListedViolations} more, {violations.Count} in all";
}
