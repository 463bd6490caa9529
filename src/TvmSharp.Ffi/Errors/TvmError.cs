using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Errors from TVM to .NET exceptions and back.</summary>
internal static unsafe class TvmError
{
    /// <summary>Throws the raised error of this thread if a call returned a failure.</summary>
    internal static void ThrowIfFailed(int code)
    {
        if (code != 0)
        {
            ThrowRaised();
        }
    }

    /// <summary>Makes an exception the raised error of this thread. Never throws.</summary>
    internal static void SetRaised(Exception exception)
    {
        try
        {
            if (exception is TvmException { NativeError: { } error })
            {
                // Still the same error: only the frames it went through on this side are new.
                AppendBacktrace(error, exception);
                TvmRuntime.Api->TVMFFIErrorSetRaised(error.Handle);
                GC.KeepAlive(error);
                return;
            }

            TVMFFIObject* created = Create(exception);
            TvmRuntime.Api->TVMFFIErrorSetRaised(created);
            RefCount.Decrement(created);
        }
        catch (Exception)
        {
            SetRaisedWithoutDetails();
        }
    }

    /// <summary>The last resort: no allocation, and not even an error when there is no TVM to hold one.</summary>
    private static void SetRaisedWithoutDetails()
    {
        try
        {
            fixed (byte* kind = "RuntimeError\0"u8, message = "An exception in C# could not be turned into a TVM error.\0"u8)
            {
                TvmRuntime.Api->TVMFFIErrorSetRaisedFromCStr(kind, message);
            }
        }
        catch (Exception)
        {
            // The caller still gets -1. An exception that left here would end a process that is not ours.
        }
    }

    /// <summary>The kind that stands for an exception type in TVM.</summary>
    internal static string KindOf(Exception exception) => exception switch
    {
        TvmException tvm => tvm.Kind,
        KeyNotFoundException => "KeyError",
        IndexOutOfRangeException => "IndexError",
        ArgumentException or FormatException => "ValueError",
        InvalidCastException => "TypeError",
        MissingMemberException => "AttributeError",
        OverflowException => "OverflowError",
        OutOfMemoryException => "MemoryError",
        NotSupportedException => "NotImplementedError",
        _ => "RuntimeError",
    };

    [DoesNotReturn]
    private static void ThrowRaised()
    {
        TVMFFIObject* raised;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&raised);
        if (raised == null)
        {
            throw new TvmException("A TVM function failed without saying why.");
        }

        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(raised + 1);
        if (OriginalOf(cell->ExtraContext) is { } original)
        {
            RefCount.Decrement(raised);
            ExceptionDispatchInfo.Throw(original);
        }

        string kind = Utf8.ToString(cell->Kind);
        string message = Utf8.ToString(cell->Message);
        string backtrace = Utf8.ToString(cell->Backtrace);

        // Kept: an exception is often looked at after the scope it was thrown in.
        TvmObject error = ObjectTypes.Wrap(ObjectReference.Take(raised)).Keep();
        throw new TvmException(kind, message, backtrace, error);
    }

    /// <summary>The exception that the extra context of an error carries; null when there is none.</summary>
    private static Exception? OriginalOf(TVMFFIObject* context)
    {
        if (ManagedObject.TryGet(context) is Exception original)
        {
            return original;
        }

        if (context == null || !ObjectType<VisitErrorContext>.Contains(context->TypeIndex))
        {
            return null;
        }

        // A walk puts the nodes it passed in front of what the error carried before.
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject? previous = ((VisitErrorContext)ObjectTypes.Wrap(ObjectReference.Share(context))).Previous;
        return previous is null ? null : OriginalOf(previous.Handle);
    }

    private static TVMFFIObject* Create(Exception exception)
    {
        byte[] kind = Encoding.UTF8.GetBytes(KindOf(exception));
        byte[] message = Encoding.UTF8.GetBytes(MessageOf(exception));
        byte[] backtrace = Encoding.UTF8.GetBytes(FormatFrames(exception));
        TVMFFIObject* context = ManagedObject.Create(exception);
        fixed (byte* kindData = kind, messageData = message, backtraceData = backtrace)
        {
            TVMFFIByteArray kindBytes = new() { Data = kindData, Size = (nuint)kind.Length };
            TVMFFIByteArray messageBytes = new() { Data = messageData, Size = (nuint)message.Length };
            TVMFFIByteArray backtraceBytes = new() { Data = backtraceData, Size = (nuint)backtrace.Length };
            TVMFFIObject* error;
            int code = TvmRuntime.Api->TVMFFIErrorCreateWithCauseAndExtraContext(
                &kindBytes, &messageBytes, &backtraceBytes, null, context, &error);
            RefCount.Decrement(context);
            return code == 0 ? error : throw new InsufficientMemoryException();
        }
    }

    /// <summary>The message, with the exception's type where the kind alone does not tell.</summary>
    private static string MessageOf(Exception exception) =>
        exception is TvmException ? exception.Message : $"{exception.GetType().FullName}: {exception.Message}";

    private static void AppendBacktrace(TvmObject error, Exception exception)
    {
        byte[] frames = Encoding.UTF8.GetBytes(FormatFrames(exception));
        fixed (byte* data = frames)
        {
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)frames.Length };
            TVMFFIObject* obj = error.Handle;
            TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(obj + 1);
            if (frames.Length > 0 && cell->UpdateBacktrace != null)
            {
                cell->UpdateBacktrace(obj, &bytes, BacktraceUpdateMode.Append);
            }
        }
    }

    /// <summary>The frames an exception went through, in upstream's format and order: most recent call first.</summary>
    private static string FormatFrames(Exception exception)
    {
        StringBuilder text = new();
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            // Works without reflection metadata, as NativeAOT leaves it out.
            DiagnosticMethodInfo? method = DiagnosticMethodInfo.Create(frame);
            string name = method is null ? "<unknown>" : $"{method.DeclaringTypeName}.{method.Name}";

            // A native library carries no line numbers: the assembly's simple name stands in for the file.
            string file = frame.GetFileName() ?? method?.DeclaringAssemblyName.Split(',')[0] ?? "<unknown>";
            text.Append(CultureInfo.InvariantCulture, $"  File \"{file}\", line {frame.GetFileLineNumber()}, in {name}\n");
        }

        return text.ToString();
    }
}
