namespace SecondExtension;

/// <summary>A delegate type of the project's own.</summary>
public delegate long Combine(long x, string text);
