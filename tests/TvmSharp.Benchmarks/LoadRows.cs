using System.Diagnostics;
using System.Globalization;
using TvmSharp.Ffi;

namespace TvmSharp.Benchmarks;

/// <summary>Loading of libraries, each time in a process of its own.</summary>
internal static class LoadRows
{
    private const int Rounds = 41;

    /// <summary>Measures.</summary>
    public static void Measure(Bench bench)
    {
        const string Name = "load of a library with 1,000 functions, against C++";
        string ours = bench.PathOf("ManyFunctions/TvmSharp.Benchmarks.ManyFunctions.so"), peer = bench.PathOf("libmany_functions.so");
        if (!bench.Wants(Name))
        {
            return;
        }

        if (!File.Exists(peer) || !File.Exists(ours) || TvmRuntime.LibraryPath is not { } ffi)
        {
            bench.Skip(Name, "a library of 1,000 functions is missing, in C# or, without headers of tvm-ffi, in C++");
            return;
        }

        double[] oursTimes = new double[Rounds], peerTimes = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            oursTimes[round] = Load(bench, ffi, ours);
            peerTimes[round] = Load(bench, ffi, peer);
        }

        bench.Add(PairedRounds.Compare(Name, oursTimes, peerTimes, "ns", 1.0));
    }

    private static double Load(Bench bench, string ffi, string library)
    {
        ProcessStartInfo start = new(bench.PathOf("load"), [ffi, library]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(printed, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Loading '{library}' failed.");
    }
}
