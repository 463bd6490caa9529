namespace TvmSharp.Bindgen;

/// <summary>Something that a user can put right. The message is one line that says what to do; nothing was written.</summary>
internal sealed class BindgenException : Exception
{
    /// <summary>An error.</summary>
    /// <param name="message">What is wrong and what to do, in one line.</param>
    /// <param name="details">Lines to show after it, such as the errors of a compiler.</param>
    public BindgenException(string message, IReadOnlyList<string>? details = null)
        : base(message) => Details = details ?? [];

    /// <summary>Lines to show after the message.</summary>
    public IReadOnlyList<string> Details { get; }
}
