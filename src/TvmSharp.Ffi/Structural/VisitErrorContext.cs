using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Where a visit was when it failed: <c>tvm::ffi::VisitErrorContext</c>, the extra context of the error.</summary>
/// <remarks><see cref="Of"/> has that of an exception, which may be one that a callback in C# threw.</remarks>
[TvmObject("ffi.VisitErrorContext")]
public sealed class VisitErrorContext : TvmObject, ITvmObject<VisitErrorContext>
{
    // Exceptions of C#'s come back as themselves and have no room for it.
    private static readonly ConditionalWeakTable<Exception, VisitErrorContext> Contexts = [];

    private VisitErrorContext(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<VisitErrorContext>.TypeKey => "ffi.VisitErrorContext";

    /// <summary>The extra context that the error had before; null when it had none.</summary>
    public unsafe TvmObject? Previous => PreviousOrException is { } previous && !TvmError.CarriesException(previous.Handle) ? previous : null;

    /// <summary>The same, or what carries an exception of C#'s.</summary>
    internal TvmObject? PreviousOrException =>
        GetField("prev_error_context") is { IsNone: false } previous ? previous.As<TvmObject>() : null;

    static VisitErrorContext ITvmObject<VisitErrorContext>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Where the visit was that an exception ended; null when the exception came through none.</summary>
    public static VisitErrorContext? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return TvmErrors.DetailsOf(exception)?.ExtraContext as VisitErrorContext
            ?? (Contexts.TryGetValue(exception, out VisitErrorContext? context) ? context : null);
    }

    /// <summary>Remembers where the visit was that an exception of C#'s ended.</summary>
    internal static void Attach(Exception exception, VisitErrorContext context) =>
        Contexts.AddOrUpdate(exception, (VisitErrorContext)context.WithoutException().Keep());

    /// <summary>The ways from the root of the visit to where it failed: <c>ffi.VisitErrorContext.FindAccessPaths</c>.</summary>
    /// <remarks>Upstream looks for objects with fields: a visit that failed in an array, list, map or dictionary has no ways.</remarks>
    /// <param name="root">What was visited.</param>
    /// <param name="allowPrefixMatch">Whether ways count that lead only part of the way.</param>
    public TvmArray<AccessPath> FindAccessPaths(TvmObject root, bool allowPrefixMatch = false) =>
        Function.Get("ffi.VisitErrorContext.FindAccessPaths").Call(root, this, allowPrefixMatch).AsArray<AccessPath>();

    // A copy that does not hold what carries the exception: with it, an exception that has the context would never be collected.
    private VisitErrorContext WithoutException()
    {
        VisitErrorContext? previous = (PreviousOrException as VisitErrorContext)?.WithoutException();
        VisitErrorContext copy = InPlace.ShallowCopy(this);
        copy.TypeInfo.GetField("prev_error_context").Initialize(copy, previous);
        return copy;
    }
}
