namespace TvmSharp.Compiler.Tests;

/// <summary>A delegate type of a project's own.</summary>
public delegate long Combine(long x, string text);
