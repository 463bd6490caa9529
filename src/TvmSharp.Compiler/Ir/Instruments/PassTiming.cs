namespace TvmSharp.Ir.Instruments;

/// <summary>How long one pass took, in one place of the nesting of passes.</summary>
/// <param name="Name">Name of the pass.</param>
/// <param name="Depth">Number of passes around it.</param>
/// <param name="Calls">How often it ran to its end there.</param>
/// <param name="Total">Time of all calls, with the passes inside.</param>
/// <param name="Self">Time of all calls, without the passes inside.</param>
/// <param name="Share">Part that <paramref name="Total"/> has of the time of all outermost passes, from 0 to 1.</param>
public sealed record PassTiming(string Name, int Depth, int Calls, TimeSpan Total, TimeSpan Self, double Share);
