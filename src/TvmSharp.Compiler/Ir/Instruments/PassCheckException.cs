using TvmSharp.Ffi;

namespace TvmSharp.Ir.Instruments;

/// <summary>A module failed the check of a <see cref="PassCheckInstrument"/>.</summary>
public sealed class PassCheckException : TvmException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="passName">Name of the pass.</param>
    /// <param name="isBefore">Whether the module is the one that the pass was to run on.</param>
    /// <param name="innerException">What the check threw.</param>
    public PassCheckException(string passName, bool isBefore, Exception innerException)
        : base(
            $"The module fails the check {(isBefore ? $"already before the first pass, `{passName}`" : $"after pass `{passName}`")}: {innerException?.Message}",
            innerException)
    {
        PassName = passName;
        IsBefore = isBefore;
    }

    /// <summary>Name of the pass.</summary>
    public string PassName { get; }

    /// <summary>Whether the module is the one that the pass was to run on, and not what it made.</summary>
    public bool IsBefore { get; }
}
