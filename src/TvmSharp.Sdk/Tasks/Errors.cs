using Microsoft.Build.Utilities;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Codes of the errors that the tasks report. The README explains each.</summary>
internal static class Errors
{
    internal const string NotAnExtension = "TVMSDK001";
    internal const string NoCompiler = "TVMSDK002";
    internal const string CompilerFailed = "TVMSDK003";
    internal const string UnreadableAssembly = "TVMSDK004";
    internal const string CannotWrite = "TVMSDK005";
    internal const string InvalidVersion = "TVMSDK010";
    internal const string InvalidName = "TVMSDK011";
    internal const string ShadowingName = "TVMSDK012";
    internal const string TwoWithOneName = "TVMSDK013";
    internal const string NotAnIdentifier = "TVMSDK014";
    internal const string NoLicenseFile = "TVMSDK015";
    internal const string CannotWriteWheel = "TVMSDK016";
    internal const string TwoWithOnePath = "TVMSDK017";
    internal const string InvalidMetadata = "TVMSDK020";
    internal const string UnreadableInput = "TVMSDK021";

    internal const string UnreadableLibrary = "TVMSDK030";
    internal const string UnsupportedPlatform = "TVMSDK031";
    internal const string ForbiddenLibrary = "TVMSDK032";
    internal const string InvalidPlatformTag = "TVMSDK033";
    internal const string TooNew = "TVMSDK034";

    internal const string NoNativeCompiler = "TVMSDK040";
    internal const string NativeCompilerFailed = "TVMSDK041";
    internal const string NoNativeSource = "TVMSDK042";
    internal const string UnknownNativeSource = "TVMSDK043";
    internal const string NoFfiHeaders = "TVMSDK044";
    internal const string HiddenSymbols = "TVMSDK045";
    internal const string NativeCompilerWarning = "TVMSDK048";

    /// <summary>Where the README explains a code.</summary>
    internal static string HelpLink(string code) => "README.md#" + code.ToLowerInvariant();

    /// <summary>Logs an error with a link to the row of the README that explains it.</summary>
    /// <returns>False, what a task returns after an error.</returns>
    internal static bool Report(TaskLoggingHelper log, string code, string message)
    {
        // As an argument: a message may have braces of its own.
        log.LogError(null, code, null, HelpLink(code), null, 0, 0, 0, 0, "{0}", message);
        return false;
    }
}
