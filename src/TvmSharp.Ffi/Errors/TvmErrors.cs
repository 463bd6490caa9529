using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi;

/// <summary>Which kind of TVM error an exception becomes, and which exception a kind.</summary>
/// <remarks>
/// An exception has the kind of its type, or of the nearest base that has one: <c>KeyError</c> for
/// <see cref="KeyNotFoundException"/>, <c>IndexError</c> for <see cref="IndexOutOfRangeException"/>, <c>ValueError</c> for
/// <see cref="ArgumentException"/> and <see cref="FormatException"/>, <c>TypeError</c> for <see cref="InvalidCastException"/>,
/// <c>AttributeError</c> for <see cref="MissingMemberException"/>, <c>OverflowError</c> for <see cref="OverflowException"/>,
/// <c>MemoryError</c> for <see cref="OutOfMemoryException"/>, <c>NotImplementedError</c> for
/// <see cref="NotSupportedException"/>, and <c>RuntimeError</c> for all others. Errors of TVM's are
/// <see cref="TvmException"/>, whatever their kind, unless the kind is registered.
/// </remarks>
public static class TvmErrors
{
    private static readonly ConcurrentDictionary<Type, string> DefaultKinds = new()
    {
        [typeof(Exception)] = "RuntimeError",
        [typeof(KeyNotFoundException)] = "KeyError",
        [typeof(IndexOutOfRangeException)] = "IndexError",
        [typeof(ArgumentException)] = "ValueError",
        [typeof(FormatException)] = "ValueError",
        [typeof(InvalidCastException)] = "TypeError",
        [typeof(MissingMemberException)] = "AttributeError",
        [typeof(OverflowException)] = "OverflowError",
        [typeof(OutOfMemoryException)] = "MemoryError",
        [typeof(NotSupportedException)] = "NotImplementedError",
    };

    private static readonly ConcurrentDictionary<Type, string> RegisteredKinds = new();
    private static readonly ConcurrentDictionary<string, Func<TvmException, Exception>> Factories = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<Exception, TvmException> Details = [];

    /// <summary>Makes exceptions of a type errors of a kind, and errors of the kind exceptions of the type.</summary>
    /// <typeparam name="TException">
    /// Exception. The kind of a <see cref="TvmException"/> and what derives from it is its own, not that of its type.
    /// </typeparam>
    /// <param name="kind">Kind, such as <c>MyError</c>.</param>
    /// <param name="factory">
    /// Makes the exception for an error that was not raised in C#, such as <c>error =&gt; new MyException(error.Message, error)</c>;
    /// null to let such errors be a <see cref="TvmException"/>. When it fails they are that too.
    /// </param>
    /// <remarks>It replaces what was registered before, for the whole process.</remarks>
    public static void Register<TException>(string kind, Func<TvmException, TException>? factory = null)
        where TException : Exception
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        RegisteredKinds[typeof(TException)] = kind;
        if (factory is not null)
        {
            Factories[kind] = factory;
        }
    }

    /// <summary>The kind of error that an exception becomes.</summary>
    public static string KindOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (DetailsOf(exception) is { } details)
        {
            return details.Kind;
        }

        Type type = exception.GetType();
        string? kind;
        while (!RegisteredKinds.TryGetValue(type, out kind) && !DefaultKinds.TryGetValue(type, out kind))
        {
            type = type.BaseType!;
        }

        return kind;
    }

    /// <summary>The error that an exception stands for, with its kind, backtrace, cause and context.</summary>
    /// <returns>
    /// The exception itself when it is a <see cref="TvmException"/>; for one that a registered kind became, what it was made
    /// from; null for all others.
    /// </returns>
    public static TvmException? DetailsOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Details.TryGetValue(exception, out TvmException? details) ? details : exception as TvmException;
    }

    /// <summary>Whether the type of an exception is registered, so that the kind of its error says which it is.</summary>
    internal static bool IsRegistered(Type type) => RegisteredKinds.ContainsKey(type);

    /// <summary>The exception for an error: what its kind is registered for, or the error itself.</summary>
    internal static Exception MakeException(TvmException error)
    {
        if (!Factories.TryGetValue(error.Kind, out Func<TvmException, Exception>? factory))
        {
            return error;
        }

        Exception made;
        try
        {
            made = factory(error) ?? error;
        }
        catch (Exception)
        {
            // Whoever sees the error has more use for it than for what went wrong in a factory.
            return error;
        }

        if (made != error)
        {
            Details.AddOrUpdate(made, error);
        }

        return made;
    }
}
