using System.Text;

namespace TvmSharp.Generators;

/// <summary>Writes lines of code with their indentation.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line. A text of several lines is written as it is, without their indentation.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a head and a block in braces; disposing of the result ends the block.</summary>
    /// <param name="head">What precedes the opening brace.</param>
    /// <param name="end">What follows the closing brace.</param>
    public Block Block(string head, string end = "")
    {
        Line(head);
        Line("{");
        _depth++;
        return new Block(this, "}" + end);
    }

    /// <summary>Indents what follows; disposing of the result ends that.</summary>
    public Block Indent()
    {
        _depth++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

    internal void End(string? line)
    {
        _depth--;
        if (line is not null)
        {
            Line(line);
        }
    }
}

/// <summary>A block that an <see cref="IndentedWriter"/> has begun.</summary>
internal readonly struct Block(IndentedWriter writer, string? end) : IDisposable
{
    public void Dispose() => writer.End(end);
}
