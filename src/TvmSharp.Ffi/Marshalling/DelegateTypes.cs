namespace TvmSharp.Ffi.Marshalling;

/// <summary>Delegate types that convert by name, as <c>As&lt;Func&lt;long, long&gt;&gt;()</c> does.</summary>
/// <remarks>
/// Ahead-of-time compiled code has only the generic instantiations that somebody names. The generator names those of all
/// delegate types that its project converts to.
/// </remarks>
public static class DelegateTypes
{
    /// <summary>Lets a delegate type convert by name. The first registration of a type counts.</summary>
    /// <typeparam name="TDelegate">The delegate's type.</typeparam>
    /// <typeparam name="TMarshaller">How it crosses.</typeparam>
    public static void Register<TDelegate, TMarshaller>()
        where TDelegate : Delegate
        where TMarshaller : struct, IMarshaller<TDelegate> => ValueMarshaller<TDelegate>.SetDefault<TMarshaller>();

    /// <summary>Throws for a delegate type that nobody registered.</summary>
    internal static void ThrowIfDelegate(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            throw new NotSupportedException(
                $"The delegate type {type} is not known to TvmSharp. Func<> and Action<> with up to eight parameters are registered by its generator where they are named in a call of As, Call or CallVoid; without the generator, and where a type parameter is part of the type, use Function.AsFunc<...>(), AsAction<...>() or From(...).");
        }
    }
}
