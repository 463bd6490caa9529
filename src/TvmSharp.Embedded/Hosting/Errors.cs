using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>Turns exceptions into errors of the C ABI.</summary>
internal static unsafe class Errors
{
    /// <summary>The error that is raised when there is no memory to make one.</summary>
    private static TVMFFIObject* s_outOfMemory;

    /// <summary>Makes the error of last resort, while there is memory.</summary>
    public static void Prepare() => s_outOfMemory = Create("MemoryError", "Out of memory", "", null);

    /// <summary>Raises an exception as the error of this thread and returns -1. It never throws.</summary>
    public static int Raise(Exception exception)
    {
        if (Host.Api == null)
        {
            // The host could not even start: a failure without an error.
            return -1;
        }

        try
        {
            TVMFFIObject* error = ToError(exception);
            Host.Api->TVMFFIErrorSetRaised(error);
            Host.DecRef(error);
        }
        catch (Exception)
        {
            if (s_outOfMemory != null)
            {
                Host.Api->TVMFFIErrorSetRaised(s_outOfMemory);
            }
        }

        return -1;
    }

    /// <summary>The error object of an exception, with one reference.</summary>
    public static TVMFFIObject* ToError(Exception exception)
    {
        TVMFFIObject* error = exception is RaisedException raised ? raised.Take() : null;
        return error != null ? error : Create(Kind(exception), exception.Message, Backtrace(exception), null);
    }

    /// <summary>An error that says where another happened, which it takes over as its cause.</summary>
    public static TVMFFIObject* Wrap(TVMFFIObject* cause, string where)
    {
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(cause + 1);
        string message = Encoding.UTF8.GetString(cell->Message.AsSpan()).Replace("\n", "\n  ", StringComparison.Ordinal);
        try
        {
            return Create(
                Encoding.UTF8.GetString(cell->Kind.AsSpan()),
                $"{where}:\n  {message}",
                Encoding.UTF8.GetString(cell->Backtrace.AsSpan()),
                cause);
        }
        finally
        {
            Host.DecRef(cause);
        }
    }

    /// <summary>The stack of an exception in upstream's form, the most recent call first.</summary>
    public static string Backtrace(Exception exception)
    {
        StringBuilder text = new();
        foreach (ReadOnlySpan<char> line in (exception.StackTrace ?? "").EnumerateLines())
        {
            ReadOnlySpan<char> frame = line.Trim();
            if (!frame.StartsWith("at "))
            {
                continue;
            }

            frame = frame[3..];
            string file = "TvmSharp.Embedded";
            string number = "0";
            int position = frame.LastIndexOf(" in ");
            if (position >= 0)
            {
                ReadOnlySpan<char> place = frame[(position + 4)..];
                int colon = place.LastIndexOf(":line ");
                if (colon >= 0)
                {
                    file = place[..colon].ToString();
                    number = place[(colon + 6)..].ToString();
                    frame = frame[..position];
                }
            }

            int parenthesis = frame.IndexOf('(');
            ReadOnlySpan<char> method = parenthesis >= 0 ? frame[..parenthesis] : frame;
            text.Append("  File \"").Append(file).Append("\", line ").Append(number).Append(", in ").Append(method).Append('\n');
        }

        return text.Length > 0 ? text.ToString() : "  File \"TvmSharp.Embedded\", line 0, in <unknown>\n";
    }

    private static string Kind(Exception exception) => exception switch
    {
        HostException host => host.Kind,
        OutOfMemoryException => "MemoryError",
        OverflowException => "OverflowError",
        ArgumentException => "ValueError",
        _ => "InternalError",
    };

    private static TVMFFIObject* Create(string kind, string message, string backtrace, TVMFFIObject* cause)
    {
        byte[] kindBytes = Encoding.UTF8.GetBytes(kind);
        byte[] messageBytes = Encoding.UTF8.GetBytes(message);
        byte[] backtraceBytes = Encoding.UTF8.GetBytes(backtrace);
        fixed (byte* kindData = kindBytes)
        fixed (byte* messageData = messageBytes)
        fixed (byte* backtraceData = backtraceBytes)
        {
            TVMFFIByteArray kindArray = new() { Data = kindData, Size = (nuint)kindBytes.Length };
            TVMFFIByteArray messageArray = new() { Data = messageData, Size = (nuint)messageBytes.Length };
            TVMFFIByteArray backtraceArray = new() { Data = backtraceData, Size = (nuint)backtraceBytes.Length };
            TVMFFIObject* error = null;
            return Host.Api->TVMFFIErrorCreateWithCauseAndExtraContext(&kindArray, &messageArray, &backtraceArray, cause, null, &error) == 0
                ? error
                : throw HostException.Internal("An error could not be created.");
        }
    }
}
