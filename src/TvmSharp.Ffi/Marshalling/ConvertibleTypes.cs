namespace TvmSharp.Ffi.Marshalling;

/// <summary>Types that convert by name, as in <c>As&lt;TvmList&lt;long&gt;&gt;()</c>, without having been met before.</summary>
/// <remarks>
/// Ahead-of-time compiled code has only the generic instantiations that somebody names. The generator names those of all
/// delegate types, containers, tuples, variants, enumerations and nullable types that its project converts to.
/// </remarks>
public static class ConvertibleTypes
{
    /// <summary>Lets a type convert by name. The first registration of a type counts.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TMarshaller">How it crosses.</typeparam>
    public static void Register<T, TMarshaller>()
        where TMarshaller : struct, IMarshaller<T> => ValueMarshaller<T>.SetDefault<TMarshaller>();

    /// <summary>Throws for a type that nobody registered and that is no wrapper class.</summary>
    internal static void ThrowIfUnknown(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            throw new NotSupportedException(
                $"The delegate type {type} is not known to TvmSharp. Func<>, Action<> and delegate types of a project's own, with up to sixteen parameters of types that cross, none of them ref, in or out, are registered by its generator where they are named in a call of As, Call, CallVoid or From; without the generator, and where a type parameter is part of the type, use Function.AsFunc<...>(), AsAction<...>() or From with a Func<> or Action<>.");
        }

        if (type.IsGenericType || type.IsValueType)
        {
            throw new NotSupportedException(
                $"The type {type} is not known to TvmSharp. Containers, tuples, variants, enumerations and nullable types of what it supports are registered by its generator where they are named in a call of As, TryAs, Call or CallVoid; without the generator, and where a type parameter is part of the type, use Any.AsObject<T>(), or register the type with {nameof(ConvertibleTypes)}.{nameof(Register)}.");
        }

        if (!typeof(TvmObject).IsAssignableFrom(type))
        {
            throw new NotSupportedException(
                $"Values of type {type} do not cross to TVM. Use a type of the README's table of values, or {nameof(DotNetObject)} to hand a .NET object through.");
        }
    }
}
