namespace TvmSharp.Bindgen.Commands;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    /// <summary>Done; what was compared is equal.</summary>
    public const int Success = 0;

    /// <summary>It could not be done; the first line on standard error says what to do.</summary>
    public const int Failure = 1;

    /// <summary>What was compared differs.</summary>
    public const int Drift = 2;
}
