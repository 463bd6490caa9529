using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Errors from TVM to .NET exceptions and back.</summary>
internal static unsafe class TvmError
{
    // Causes that are deeper are left out: .NET prints inner exceptions by recursion, and an overflow ends the process.
    private const int MaxCauses = 100;

    private static readonly ConditionalWeakTable<Exception, Trail> Trails = [];

    /// <summary>Throws the raised error of this thread if a call returned a failure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfFailed(int code)
    {
        if (code != 0)
        {
            throw ToException(MoveRaised());
        }
    }

    /// <summary>Takes over the raised error of this thread after a call returned a failure.</summary>
    internal static TVMFFIObject* MoveRaised()
    {
        TVMFFIObject* raised;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&raised);
        return raised != null ? raised : Create("RuntimeError", "A TVM function failed without saying why.", string.Empty, null, null);
    }

    /// <summary>
    /// The exception for an error, whose reference it takes over, for the caller to throw: each frame on the way costs about
    /// as much as making the exception. One that was thrown in C# is thrown from here, so that it keeps its frames.
    /// </summary>
    internal static Exception ToException(TVMFFIObject* raised)
    {
        if (OriginalOf(raised) is { } original)
        {
            RefCount.Decrement(raised);
            ExceptionDispatchInfo.Throw(original);
        }

        return TvmErrors.MakeException(ToTvmException(Wrap(raised)));
    }

    /// <summary>Wraps an error that was raised, whose reference it takes over.</summary>
    internal static Error Wrap(TVMFFIObject* raised) => WrapperTable.Wrap(ObjectReference.Take(raised)) as Error
        ?? new Error("RuntimeError", "A TVM function failed with an object that is no error.");

    /// <summary>Makes an exception the raised error of this thread. Never throws.</summary>
    internal static void SetRaised(Exception exception)
    {
        try
        {
            TVMFFIObject* error = ToNative(exception);
            TvmRuntime.Api->TVMFFIErrorSetRaised(error);
            RefCount.Decrement(error);
        }
        catch (Exception)
        {
            SetRaisedWithoutDetails();
        }
    }

    /// <summary>The error for an exception, with the frames it went through; the caller owns the reference.</summary>
    internal static TVMFFIObject* ToNative(Exception exception)
    {
        if (TvmErrors.DetailsOf(exception) is { Error: { } error } details)
        {
            return Extend(error, details.Backtrace, FormatFrames(exception));
        }

        TVMFFIObject* cause = exception.InnerException is null ? null : CreateCauses(exception.InnerException);
        try
        {
            return Create(exception, cause);
        }
        finally
        {
            Release(cause);
        }
    }

    /// <summary>Makes an error; the caller owns the reference.</summary>
    internal static TVMFFIObject* Create(
        string kind, string message, string backtrace, TVMFFIObject* cause, TVMFFIObject* extraContext)
    {
        byte[] kindUtf8 = Encoding.UTF8.GetBytes(kind);
        byte[] messageUtf8 = Encoding.UTF8.GetBytes(message);
        byte[] backtraceUtf8 = Encoding.UTF8.GetBytes(backtrace);
        fixed (byte* kindData = kindUtf8, messageData = messageUtf8, backtraceData = backtraceUtf8)
        {
            TVMFFIByteArray kindBytes = new() { Data = kindData, Size = (nuint)kindUtf8.Length };
            TVMFFIByteArray messageBytes = new() { Data = messageData, Size = (nuint)messageUtf8.Length };
            TVMFFIByteArray backtraceBytes = new() { Data = backtraceData, Size = (nuint)backtraceUtf8.Length };
            TVMFFIObject* error;
            return TvmRuntime.Api->TVMFFIErrorCreateWithCauseAndExtraContext(
                &kindBytes, &messageBytes, &backtraceBytes, cause, extraContext, &error) == 0
                ? error
                : throw new InsufficientMemoryException();
        }
    }

    /// <summary>Whether the extra context of an error is an exception of C#'s.</summary>
    internal static bool CarriesException(TVMFFIObject* context) => ManagedObject.TryGet(context) is CarriedException;

    /// <summary>The exception that an error carries, when it was thrown in C#; else null.</summary>
    internal static Exception? OriginalOf(Error error)
    {
        Exception? original = OriginalOf(error.Handle);
        GC.KeepAlive(error);
        return original;
    }

    /// <summary>The exception for an error of TVM's. It holds the error and its causes, whatever the scope.</summary>
    internal static TvmException ToTvmException(Error error)
    {
        error.Keep();
        if (error.Cause is null)
        {
            return new TvmException(error, null);
        }

        // From the outside in; the exceptions are made from the inside out.
        Stack<Error> chain = [];
        Exception? inner = null;
        for (Error? next = error; next is not null && chain.Count < MaxCauses; next = next.Cause)
        {
            inner = next == error ? null : OriginalOf(next);
            if (inner is not null)
            {
                break;
            }

            chain.Push(next);
        }

        while (true)
        {
            Error next = chain.Pop();
            TvmException exception = new(next, inner);
            if (chain.Count == 0)
            {
                return exception;
            }

            inner = TvmErrors.MakeException(exception);
        }
    }

    /// <summary>The message of an exception, whose getter may be the user's.</summary>
    internal static string ReadMessage(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception)
        {
            return "(its exception has no readable message)";
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

    /// <summary>The exception that an error carries, with the way it came; null when there is none.</summary>
    private static Exception? OriginalOf(TVMFFIObject* error)
    {
        if (error->TypeIndex != TypeIndex.Error)
        {
            return null;
        }

        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        if (CarriedBy(cell->ExtraContext) is not { } carried)
        {
            return null;
        }

        if (cell->Backtrace.Size != (nuint)Encoding.UTF8.GetByteCount(carried.Frames))
        {
            Trails.AddOrUpdate(carried.Exception, new Trail(carried.Frames, Utf8.ToString(cell->Backtrace)));
        }

        if (IsVisit(cell->ExtraContext))
        {
            using ObjectScope scope = ObjectScope.Enter();
            VisitErrorContext.Attach(carried.Exception, (VisitErrorContext)WrapperTable.Wrap(ObjectReference.Share(cell->ExtraContext)));
        }

        return carried.Exception;
    }

    private static CarriedException? CarriedBy(TVMFFIObject* context)
    {
        if (ManagedObject.TryGet(context) is CarriedException carried)
        {
            return carried;
        }

        if (!IsVisit(context))
        {
            return null;
        }

        // A walk puts the nodes it passed in front of what the error carried before.
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject? previous = ((VisitErrorContext)WrapperTable.Wrap(ObjectReference.Share(context))).PreviousOrException;
        return previous is null ? null : CarriedBy(previous.Handle);
    }

    private static bool IsVisit(TVMFFIObject* context) => context != null && ObjectType<VisitErrorContext>.Contains(context->TypeIndex);

    /// <summary>
    /// The same error with more frames. A new one, because its text is not to be changed while another thread may read it.
    /// </summary>
    private static TVMFFIObject* Extend(Error error, string backtrace, string frames)
    {
        TVMFFIObject* handle = error.Handle;
        TVMFFIObject* extended = handle;
        if (frames.Length == 0)
        {
            RefCount.Increment(handle);
        }
        else
        {
            TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(handle + 1);
            extended = Create(error.Kind, error.Message, backtrace + frames, cell->CauseChain, cell->ExtraContext);
        }

        GC.KeepAlive(error);
        return extended;
    }

    private static TVMFFIObject* CreateCauses(Exception innermostLast)
    {
        List<Exception> causes = [];
        for (Exception? next = innermostLast; next is not null && causes.Count < MaxCauses; next = next.InnerException)
        {
            causes.Add(next);
        }

        TVMFFIObject* cause = null;
        for (int i = causes.Count - 1; i >= 0; i--)
        {
            TVMFFIObject* deeper = cause;
            try
            {
                // An error of TVM's has its own causes.
                cause = TvmErrors.DetailsOf(causes[i]) is { Error: { } error } details
                    ? Extend(error, details.Backtrace, FormatFrames(causes[i]))
                    : Create(causes[i], deeper);
            }
            finally
            {
                Release(deeper);
            }
        }

        return cause;
    }

    private static TVMFFIObject* Create(Exception exception, TVMFFIObject* cause)
    {
        string frames = FormatFrames(exception);
        TVMFFIObject* context = ManagedObject.Create(new CarriedException(exception, frames));
        try
        {
            return Create(TvmErrors.KindOf(exception), MessageOf(exception), BacktraceOf(exception, frames), cause, context);
        }
        finally
        {
            RefCount.Decrement(context);
        }
    }

    /// <summary>The message, with the exception's type where the kind alone does not tell.</summary>
    private static string MessageOf(Exception exception) =>
        exception is TvmException || TvmErrors.IsRegistered(exception.GetType())
            ? ReadMessage(exception)
            : $"{exception.GetType().FullName}: {ReadMessage(exception)}";

    /// <summary>The frames of an exception, with those of other languages that it came through before.</summary>
    private static string BacktraceOf(Exception exception, string frames) =>
        Trails.TryGetValue(exception, out Trail? trail)
        && frames.Length > trail.Frames.Length
        && frames.StartsWith(trail.Frames, StringComparison.Ordinal)
            ? string.Concat(trail.Backtrace, frames.AsSpan(trail.Frames.Length))
            : frames; // Thrown anew.

    private static void Release(TVMFFIObject* error)
    {
        if (error != null)
        {
            RefCount.Decrement(error);
        }
    }

    /// <summary>The frames an exception went through, in upstream's format and order: most recent call first.</summary>
    private static string FormatFrames(Exception exception)
    {
        StackFrame[] frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        return frames.Length == 1 ? FrameText.Of(frames[0]) : string.Concat(frames.Select(FrameText.Of));
    }

    /// <summary>What goes with an error that an exception became.</summary>
    private sealed record CarriedException(Exception Exception, string Frames);

    /// <summary>The backtrace that an exception came back with, and the part of it that is the exception's own.</summary>
    private sealed record Trail(string Frames, string Backtrace);
}
