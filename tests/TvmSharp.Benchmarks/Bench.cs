using System.Runtime.CompilerServices;

namespace TvmSharp.Benchmarks;

/// <summary>What a run has: the native libraries that were found, and the rows so far.</summary>
/// <param name="directory">Where the native libraries are.</param>
/// <param name="only">What the names of the rows have that are measured; empty for all.</param>
internal sealed class Bench(string directory, string only)
{
    private readonly List<Row> _rows = [];
    private readonly List<string> _notMeasured = [];

    /// <summary>How C# is compiled in this process.</summary>
    public static string Compiler => RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "NativeAOT";

    /// <summary>The peers in C.</summary>
    public PeerLibrary? C { get; } = PeerLibrary.TryLoad(Path.Combine(directory, "libpeer_c.so"));

    /// <summary>The peers in C++; null where there were no headers of tvm-ffi.</summary>
    public PeerLibrary? Cpp { get; } = PeerLibrary.TryLoad(Path.Combine(directory, "libpeer_cpp.so"));

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>What was not measured, and why.</summary>
    public IReadOnlyList<string> NotMeasured => _notMeasured;

    /// <summary>A file beside the native libraries.</summary>
    public string PathOf(string file) => Path.Combine(directory, file);

    /// <summary>Whether a row is to be measured.</summary>
    public bool Wants(string name) => name.Contains(only, StringComparison.Ordinal);

    /// <summary>Adds a row.</summary>
    public void Add(Row row)
    {
        _rows.Add(row);
        Console.WriteLine(Table.Line(row));
    }

    /// <summary>Measures C# against a peer's loop, or notes that the peer is missing.</summary>
    public void Compare(
        string name, Loop ours, PeerLibrary? peer, string symbol, string? function = null, double? budget = null, int multipleOf = 1)
    {
        if (!Wants(name))
        {
            return;
        }

        if (peer is null)
        {
            _notMeasured.Add($"{name}: no headers of tvm-ffi were found to compile the peer in C++ with");
        }
        else
        {
            Add(PairedRounds.Measure($"{name} ({Compiler})", ours, peer.Loop(symbol, function), budget, multipleOf));
        }
    }

    /// <summary>Measures C# against a loop, or notes why there is none.</summary>
    public void Compare(string name, Loop ours, Loop? peer, string whyNot, double? budget, int multipleOf)
    {
        if (!Wants(name))
        {
            return;
        }

        if (peer is null)
        {
            Skip(name, whyNot);
        }
        else
        {
            Add(PairedRounds.Measure($"{name} ({Compiler})", ours, peer, budget, multipleOf));
        }
    }

    /// <summary>Measures one of the peers' loops on a function of ours against the same loop on one of theirs.</summary>
    public void CompareFunctions(string name, PeerLibrary? peer, string symbol, string ours, string theirs, double? budget = null)
    {
        if (!Wants(name))
        {
            return;
        }

        if (peer is null)
        {
            _notMeasured.Add($"{name}: no headers of tvm-ffi were found to compile the peer in C++ with");
        }
        else
        {
            Add(PairedRounds.Measure(name, peer.Loop(symbol, ours), peer.Loop(symbol, theirs), budget));
        }
    }

    /// <summary>Measures the managed memory that an operation takes.</summary>
    public void Allocations(string name, Loop loop, double budget, int count = 10_000)
    {
        if (!Wants(name))
        {
            return;
        }

        loop(count);
        long before = GC.GetAllocatedBytesForCurrentThread();
        loop(count);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Add(Row.Absolute($"{name} ({Compiler})", (double)bytes / count, "bytes", budget));
    }

    /// <summary>Adds what was counted, for each operation.</summary>
    public void Each(string name, double count, string unit, double budget)
    {
        if (Wants(name))
        {
            Add(Row.Absolute($"{name} ({Compiler})", count, unit, budget));
        }
    }

    /// <summary>Notes what could not be measured.</summary>
    public void Skip(string name, string reason) => _notMeasured.Add($"{name}: {reason}");
}
