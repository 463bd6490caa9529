using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>What generated entry points and stubs call. Not for use by hand.</summary>
public static unsafe class EntryPoint
{
    /// <summary>Raises upstream's error for a wrong number of arguments.</summary>
    /// <returns>-1.</returns>
    public static int RaiseArgumentCount(string signature, int min, int max, int actual)
    {
        string expected = min == max
            ? min.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
        return RaiseNew(
            "TypeError",
            $"Mismatched number of arguments when calling: `{signature}`. Expected {expected} but got {actual} arguments");
    }

    /// <summary>Raises upstream's error for an argument of the wrong type.</summary>
    /// <returns>-1.</returns>
    public static int RaiseArgumentType<T, TMarshaller>(string signature, int index, TVMFFIAny* actual)
        where T : allows ref struct
        where TMarshaller : struct, IMarshaller<T> => RaiseNew(
            "TypeError",
            $"Mismatched type on argument #{index} when calling: `{signature}`. Expected `{TMarshaller.TypeName}` but got `{TMarshaller.DescribeMismatch(actual)}`");

    /// <summary>Raises an exception that reading an argument threw, with the argument's position.</summary>
    /// <returns>-1.</returns>
    public static int RaiseArgument(string signature, int index, Exception exception) =>
        RaiseNew(TvmErrors.KindOf(exception), DescribeArgument(signature, index, exception));

    /// <summary>The message for an argument whose reading threw.</summary>
    internal static string DescribeArgument(string signature, int index, Exception exception) =>
        $"Invalid argument #{index} when calling: `{signature}`. {TvmError.ReadMessage(exception)}";

    /// <summary>Makes any exception the raised TVM error of this thread. Never throws.</summary>
    /// <returns>-1.</returns>
    public static int Raise(Exception exception)
    {
        TvmError.SetRaised(exception);
        return -1;
    }

    /// <summary>
    /// The raised error of this thread, for the caller to throw. An exception that came from C# comes back as itself: it is
    /// thrown from here.
    /// </summary>
    public static Exception TakeRaised() => ToException(MoveRaised());

    /// <summary>Takes over the raised error of this thread. Never throws.</summary>
    public static TVMFFIObject* MoveRaised() => TvmError.MoveRaised();

    /// <summary>
    /// The exception for an error that was taken over, for the caller to throw. An exception that came from C# comes back as
    /// itself: it is thrown from here.
    /// </summary>
    public static Exception ToException(TVMFFIObject* raised) => TvmError.ToException(raised);

    /// <summary>A function that calls an entry point, with a .NET object that lives as long as the function.</summary>
    public static Function CreateFunction(
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry, object? state) =>
        Function.FromEntryPoint(entry, state);

    /// <summary>The object that <see cref="CreateFunction"/> was given, inside its entry point.</summary>
    public static T State<T>(void* self)
        where T : class => (T)GCHandle.FromIntPtr((nint)self).Target!;

    /// <summary>The arguments of a function that takes whatever there are.</summary>
    public static PackedArgs PackedArgs(TVMFFIAny* args, int count) => new(args, count);

    /// <summary>Moves a result out of a call.</summary>
    /// <exception cref="InvalidCastException">The function returned something else; names both types.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T TakeResult<T, TMarshaller>(TVMFFIAny* result, string functionName)
        where TMarshaller : struct, IMarshaller<T> =>
        result->TypeIndex < TypeIndex.StaticObjectBegin && TMarshaller.TryRead(result, out T value)
            ? value
            : TakeOwnedResult<T, TMarshaller>(result, functionName);

    /// <summary>Registers functions and types with their documentation and type schemas: all of them, or none.</summary>
    /// <param name="table">Functions.</param>
    /// <param name="types">Object types, each behind the one that it derives from.</param>
    /// <param name="overwrite">
    /// Whether names of functions that are taken are replaced. A type cannot be: it stays as it is.
    /// </param>
    /// <exception cref="TvmException">Names are taken; the message lists each.</exception>
    public static void Register(ReadOnlySpan<EntryPointInfo> table, IReadOnlyList<TypeEntryInfo> types, bool overwrite)
    {
        List<nint> replaced = [];
        try
        {
            Register(table, types, overwrite, replaced);
        }
        finally
        {
            // Here, where the gate is open.
            replaced.ForEach(static function => Registry.ReleaseReplaced((TVMFFIObject*)function));
        }
    }

    private static void Register(
        ReadOnlySpan<EntryPointInfo> table, IReadOnlyList<TypeEntryInfo> types, bool overwrite, List<nint> replaced)
    {
        using Lock.Scope gate = Registry.Gate.EnterScope();
        if (!overwrite)
        {
            List<string> taken = [];
            foreach (EntryPointInfo info in table)
            {
                TVMFFIObject* existing = Function.Lookup(info.Name);
                if (existing != null)
                {
                    RefCount.Decrement(existing);
                    taken.Add(info.Name);
                }
            }

            taken.AddRange(types.Select(static type => type.Key).Where(static key => ObjectTypes.IndexOf(key) >= 0));
            if (taken.Count > 0)
            {
                throw new TvmException(
                    "RuntimeError",
                    $"Nothing was registered, because these global functions or types exist already: {string.Join(", ", taken)}. Is the extension loaded twice, or does another one use the same prefix?");
            }
        }

        int registered = 0;
        try
        {
            for (; registered < table.Length; registered++)
            {
                replaced.Add((nint)RegisterOne(table[registered], overwrite));
            }

            // Last: a type cannot be taken out again.
            TvmTypeBuilder.Register(types, overwrite);
        }
        catch (Exception) when (!overwrite)
        {
            foreach (EntryPointInfo info in table[..registered])
            {
                Function.RemoveGlobal(info.Name);
            }

            throw;
        }
    }

    /// <summary>A result that owns an object, or is not what was wanted.</summary>
    private static T TakeOwnedResult<T, TMarshaller>(TVMFFIAny* result, string functionName)
        where TMarshaller : struct, IMarshaller<T>
    {
        try
        {
            return TMarshaller.TryRead(result, out T value)
                ? value
                : throw new InvalidCastException(
                    $"`{functionName}` returned `{TMarshaller.DescribeMismatch(result)}` where its import declares `{TMarshaller.TypeName}`.");
        }
        finally
        {
            RefCount.Release(result);
            *result = default;
        }
    }

    private static TVMFFIObject* RegisterOne(EntryPointInfo info, bool overwrite)
    {
        TVMFFIObject* function;
        TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFIFunctionCreate(null, info.Entry, null, &function));
        try
        {
            return Registry.Set(info.Name, info.Doc, info.Metadata, function, overwrite);
        }
        finally
        {
            RefCount.Decrement(function);
        }
    }

    private static int RaiseNew(string kind, string message)
    {
        TvmError.SetRaised(new TvmException(kind, message));
        return -1;
    }
}
