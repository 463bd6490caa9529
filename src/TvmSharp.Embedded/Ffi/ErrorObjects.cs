using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Error objects, and the error that a thread has raised.</summary>
internal static unsafe class ErrorObjects
{
    [ThreadStatic]
    private static TVMFFIObject* t_raised;

    /// <summary>An error with one reference; cause and context get references of their own.</summary>
    public static TVMFFIObject* Create(
        ReadOnlySpan<byte> kind, ReadOnlySpan<byte> message, ReadOnlySpan<byte> backtrace, TVMFFIObject* cause, TVMFFIObject* context)
    {
        TVMFFIObject* error = Memory.Allocate((nuint)(sizeof(TVMFFIObject) + sizeof(TVMFFIErrorCell)), TypeIndex.Error, &Delete);
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        try
        {
            cell->Kind = Memory.Copy(kind);
            cell->Message = Memory.Copy(message);
            cell->Backtrace = Memory.Copy(backtrace);
        }
        catch
        {
            Host.DecRef(error);
            throw;
        }

        cell->UpdateBacktrace = &UpdateBacktrace;
        if (cause != null)
        {
            Host.IncRef(cause);
            cell->CauseChain = cause;
        }

        if (context != null)
        {
            Host.IncRef(context);
            cell->ExtraContext = context;
        }

        return error;
    }

    /// <summary>Stores an error, with a reference of its own; null clears.</summary>
    public static void SetRaised(TVMFFIObject* error)
    {
        if (error != null)
        {
            Host.IncRef(error);
        }

        TVMFFIObject* old = t_raised;
        t_raised = error;
        if (old != null)
        {
            Host.DecRef(old);
        }
    }

    /// <summary>Moves the error out, null when there is none.</summary>
    public static TVMFFIObject* MoveRaised()
    {
        TVMFFIObject* error = t_raised;
        t_raised = null;
        return error;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void UpdateBacktrace(void* self, TVMFFIByteArray* text, int mode)
    {
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)((TVMFFIObject*)self + 1);
        try
        {
            ReadOnlySpan<byte> added = text->AsSpan();
            TVMFFIByteArray old = cell->Backtrace;
            cell->Backtrace = mode == BacktraceUpdateMode.Replace
                ? Memory.Copy(added)
                : Memory.Copy([.. old.AsSpan(), .. added]);
            NativeMemory.Free(old.Data);
        }
        catch (Exception)
        {
            // No memory for a longer backtrace: the error keeps the one it has.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            TVMFFIErrorCell* cell = (TVMFFIErrorCell*)((TVMFFIObject*)self + 1);
            NativeMemory.Free(cell->Kind.Data);
            NativeMemory.Free(cell->Message.Data);
            NativeMemory.Free(cell->Backtrace.Data);
            Ending.Enter();
            Ending.Release(&cell->CauseChain);
            Ending.Release(&cell->ExtraContext);
            Ending.Leave();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
