namespace TvmSharp.Bindgen.Sources;

/// <summary>What a token is.</summary>
internal enum CppTokenKind
{
    /// <summary>A name or keyword.</summary>
    Identifier,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string; the text is its value.</summary>
    String,

    /// <summary>A character; the text is as written.</summary>
    Character,

    /// <summary>Anything else.</summary>
    Punctuation,
}

/// <summary>One token of a C++ source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Line">Line, from 1.</param>
internal readonly record struct CppToken(CppTokenKind Kind, string Text, int Line)
{
    /// <summary>Whether this is a given name or punctuation.</summary>
    public bool Is(string text) => Kind is CppTokenKind.Identifier or CppTokenKind.Punctuation && Text == text;
}
