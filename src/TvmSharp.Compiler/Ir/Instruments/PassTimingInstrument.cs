using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TvmSharp.Ir.Instruments;

/// <summary>Measures how long each pass takes, and shows it as a table in which the passes of a sequence stand below it.</summary>
/// <remarks>
/// One thread at a time. Calls of the same pass in the same place are summed up. A pass that fails is not counted, and what runs
/// behind it in the same context stands below it: leave the context after an error.
/// </remarks>
public sealed class PassTimingInstrument() : PassInstrumentBase("PassTiming")
{
    private readonly Node _root = new("");
    private readonly Stack<(Node Node, long Start)> _running = [];

    /// <summary>The measurements so far, each pass before those inside of it.</summary>
    public IReadOnlyList<PassTiming> Timings
    {
        get
        {
            List<PassTiming> result = [];
            Add(_root, 0, _root.Inside, result);
            return result;
        }
    }

    /// <summary>Forgets what was measured.</summary>
    public void Reset() => _root.Children.Clear();

    /// <summary>The measurements as a table: name, calls, total and own milliseconds, and share of the whole in percent.</summary>
    public override string ToString()
    {
        IReadOnlyList<PassTiming> timings = Timings;
        int width = timings.Select(static timing => 2 * timing.Depth + timing.Name.Length).Append(4).Max();
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"pass".PadRight(width)}  calls    total ms     self ms   share");
        foreach (PassTiming timing in timings)
        {
            string name = new string(' ', 2 * timing.Depth) + timing.Name;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{name.PadRight(width)}  {timing.Calls,5}  {timing.Total.TotalMilliseconds,10:F3}  {timing.Self.TotalMilliseconds,10:F3}  {100 * timing.Share,5:F1}%");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    protected override void EnterPassContext() => _running.Clear();

    /// <inheritdoc/>
    protected override void ExitPassContext() => _running.Clear();

    /// <inheritdoc/>
    protected override void RunBeforePass(IRModule module, PassInfo info)
    {
        Node parent = _running.TryPeek(out (Node Node, long Start) around) ? around.Node : _root;
        _running.Push((parent.Child(info.Name), Stopwatch.GetTimestamp()));
    }

    /// <inheritdoc/>
    protected override void RunAfterPass(IRModule module, PassInfo info)
    {
        long end = Stopwatch.GetTimestamp();

        // Those above it failed: their end was not told.
        string name = info.Name;
        while (_running.TryPop(out (Node Node, long Start) ended))
        {
            if (ended.Node.Name == name)
            {
                ended.Node.Calls++;
                ended.Node.Total += Stopwatch.GetElapsedTime(ended.Start, end);
                break;
            }
        }
    }

    private static void Add(Node node, int depth, TimeSpan all, List<PassTiming> result)
    {
        foreach (Node child in node.Children)
        {
            // What failed has no time of its own, but may have passes inside that have.
            TimeSpan self = child.Total - child.Inside;
            result.Add(new PassTiming(
                child.Name, depth, child.Calls, child.Total, self < TimeSpan.Zero ? TimeSpan.Zero : self, all == TimeSpan.Zero ? 0 : child.Total / all));
            Add(child, depth + 1, all, result);
        }
    }

    private sealed class Node(string name)
    {
        internal string Name { get; } = name;

        internal List<Node> Children { get; } = [];

        internal int Calls { get; set; }

        internal TimeSpan Total { get; set; }

        internal TimeSpan Inside => Children.Aggregate(TimeSpan.Zero, static (sum, child) => sum + child.Total);

        internal Node Child(string name)
        {
            Node? child = Children.Find(one => one.Name == name);
            if (child is null)
            {
                child = new Node(name);
                Children.Add(child);
            }

            return child;
        }
    }
}
