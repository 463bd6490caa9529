namespace TvmSharp.Ir.Instruments;

/// <summary>Prints the module behind passes, as TVM prints it: TVMScript on a real TVM.</summary>
/// <remarks>One thread at a time.</remarks>
public sealed class PassPrintingInstrument : PassInstrumentBase
{
    private readonly TextWriter _writer;
    private readonly Func<string, bool> _filter;
    private readonly Stack<(string Name, string? Before)> _running = [];

    /// <summary>Makes an instrument.</summary>
    /// <param name="writer">Where to print; it stays open.</param>
    /// <param name="filter">Whether to print around the pass of a name; null for all passes.</param>
    public PassPrintingInstrument(TextWriter writer, Func<string, bool>? filter = null)
        : base("PassPrinting")
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
        _filter = filter ?? (static _ => true);
    }

    /// <summary>Whether to print the module before a pass as well.</summary>
    public bool PrintsBefore { get; init; }

    /// <summary>Whether to print behind a pass only if the module's text is another than before it. That takes printing twice.</summary>
    public bool OnlyChanged { get; init; }

    /// <inheritdoc/>
    protected override void EnterPassContext() => _running.Clear();

    /// <inheritdoc/>
    protected override void RunBeforePass(IRModule module, PassInfo info)
    {
        string name = info.Name;
        string? text = (PrintsBefore || OnlyChanged) && _filter(name) ? module.ToString() : null;
        _running.Push((name, text));
        if (PrintsBefore && text is not null)
        {
            Print($"before {name}", text);
        }
    }

    /// <inheritdoc/>
    protected override void RunAfterPass(IRModule module, PassInfo info)
    {
        string name = info.Name;
        string? before = null;

        // Those above it failed: their end was not told.
        while (_running.TryPop(out (string Name, string? Before) ended))
        {
            if (ended.Name == name)
            {
                before = ended.Before;
                break;
            }
        }

        if (!_filter(name))
        {
            return;
        }

        string text = module.ToString();
        if (!OnlyChanged || text != before)
        {
            Print($"after {name}", text);
        }
    }

    private void Print(string title, string text)
    {
        _writer.WriteLine($"# {title}");
        _writer.WriteLine(text);
    }
}
