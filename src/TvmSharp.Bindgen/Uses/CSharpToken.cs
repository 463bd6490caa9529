namespace TvmSharp.Bindgen.Uses;

/// <summary>What a token of C# is, as far as names are looked for.</summary>
internal enum CSharpTokenKind
{
    /// <summary>An identifier or keyword.</summary>
    Identifier,

    /// <summary>A text; an interpolated one without what it has in braces.</summary>
    String,

    /// <summary>Any other character.</summary>
    Punctuation,
}

/// <summary>A token of C#.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The identifier, the character, or the text between the quotes.</param>
/// <param name="Line">Line, from 1.</param>
internal readonly record struct CSharpToken(CSharpTokenKind Kind, string Text, int Line)
{
    /// <summary>Whether it is this identifier or character.</summary>
    public bool Is(string text) => Kind != CSharpTokenKind.String && Text == text;
}
