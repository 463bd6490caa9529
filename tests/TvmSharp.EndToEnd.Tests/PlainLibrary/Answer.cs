namespace PlainLibrary;

/// <summary>Nothing for TVM.</summary>
public static class Answer
{
    /// <summary>A number.</summary>
    public static int Value => 42;
}
