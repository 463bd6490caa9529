using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A marshaller as an object, for what reads many values of one kind: containers, and conversions by the user.</summary>
/// <typeparam name="T">C# type.</typeparam>
internal abstract unsafe class ValueMarshaller<T> : UntypedMarshaller
{
    private static ValueMarshaller<T>? s_default;

    // Of a container type that nobody registered but that there are objects of.
    private static ValueMarshaller<T>? s_met;

    /// <summary>The marshaller where the type is all that is known. What was made before makes no difference.</summary>
    internal static ValueMarshaller<T> Default => s_default ?? FindDefault();

    /// <summary>The marshaller of values that there are, and of elements: those of container types need not be registered.</summary>
    internal static ValueMarshaller<T> OfValues => s_default ?? s_met ?? FindDefault();

    /// <summary>The object for a marshaller.</summary>
    internal static ValueMarshaller<T> Of<TMarshaller>()
        where TMarshaller : struct, IMarshaller<T> => Bound<TMarshaller>.Instance;

    /// <summary>Makes a wrapper class that is registered for no type of its own convert to itself.</summary>
    internal static void SetDefault<TMarshaller>()
        where TMarshaller : struct, IMarshaller<T> => s_default ??= Bound<TMarshaller>.Instance;

    /// <summary>Says how values of a container type cross, of which there is one now.</summary>
    internal static void Meet<TMarshaller>()
        where TMarshaller : struct, IMarshaller<T> => s_met ??= Bound<TMarshaller>.Instance;

    /// <summary>What reads most values in <see cref="TryReadShared"/>; null when they are no wrappers.</summary>
    internal virtual WrapperReader? Wrappers => null;

    internal abstract bool TryRead(TVMFFIAny* view, out T value);

    /// <summary>Reads a value out of an object that does not change; objects share its owner.</summary>
    internal virtual bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out T value) => TryRead(view, out value);

    internal abstract void Write(T value, TVMFFIAny* result);

    internal abstract void WriteArgument(T value, TVMFFIAny* argument);

    internal abstract void ReleaseArgument(T value, TVMFFIAny* argument);

    /// <summary>Makes a function, which the caller owns, of a delegate.</summary>
    internal virtual TVMFFIObject* CreateFunction(T implementation, string? name) =>
        throw new NotSupportedException($"No function can be made of values of type {typeof(T)}: {TypeName} is no delegate type.");

    internal Any ToAny(T value)
    {
        TVMFFIAny raw;
        Write(value, &raw);
        return Any.TakeOwned(&raw);
    }

    /// <exception cref="InvalidCastException">The value does not convert.</exception>
    internal T FromAny(Any value)
    {
        // Another wrapper would be another reference, which keeps TVM from rewriting the object in place.
        if (value.Wrapper is T wrapper)
        {
            return wrapper;
        }

        TVMFFIAny raw;
        value.WriteArgument(&raw);
        try
        {
            return Read(&raw);
        }
        finally
        {
            value.ReleaseArgument(&raw);
        }
    }

    /// <exception cref="InvalidCastException">The value does not convert.</exception>
    internal T Read(TVMFFIAny* view) => TryRead(view, out T value)
        ? value
        : throw new InvalidCastException($"Cannot convert from type `{DescribeMismatch(view)}` to `{TypeName}`.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueMarshaller<T> FindDefault()
    {
        s_default ??= (ValueMarshaller<T>?)BuiltinMarshallers.Find(typeof(T));
        if (s_default is null)
        {
            // Wrapper classes are registered when somebody first asks for one, which this does.
            RuntimeHelpers.RunClassConstructor(typeof(ObjectTypes).TypeHandle);
        }

        if (s_default is { } found)
        {
            return found;
        }

        ConvertibleTypes.ThrowIfUnknown(typeof(T));
        return Wrapper.Instance;
    }

    internal sealed class Bound<TMarshaller> : ValueMarshaller<T>
        where TMarshaller : struct, IMarshaller<T>
    {
        internal static readonly Bound<TMarshaller> Instance = new();

        private readonly WrapperReader? _wrappers = TMarshaller.ReadsWrappers ? new(typeof(T)) : null;

        internal override WrapperReader? Wrappers => _wrappers;

        internal override string TypeName => TMarshaller.TypeName;

        internal override bool CanRead(TVMFFIAny* view) => TMarshaller.CanRead(view);

        internal override bool IsStrict(TVMFFIAny* view) => TMarshaller.IsStrict(view);

        internal override string DescribeMismatch(TVMFFIAny* view) => TMarshaller.DescribeMismatch(view);

        internal override bool TryRead(TVMFFIAny* view, out T value) => TMarshaller.TryRead(view, out value);

        internal override bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out T value)
        {
            TvmObject? wrapper = _wrappers?.TryReadShared(view, parent.Owner);
            if (wrapper is not null)
            {
                value = Unsafe.As<TvmObject, T>(ref wrapper);
                return true;
            }

            return TMarshaller.TryReadShared(view, parent, out value)
                || ((_wrappers is null || view->TypeIndex < TypeIndex.StaticObjectBegin) && TMarshaller.TryRead(view, out value));
        }

        internal override void Write(T value, TVMFFIAny* result) => TMarshaller.Write(value, result);

        internal override void WriteArgument(T value, TVMFFIAny* argument) => TMarshaller.WriteArgument(value, argument);

        internal override void ReleaseArgument(T value, TVMFFIAny* argument) => TMarshaller.ReleaseArgument(value, argument);

        internal override TVMFFIObject* CreateFunction(T implementation, string? name) =>
            default(TMarshaller) is IDelegateFactory<T> factory
                ? factory.Create(implementation, name)
                : base.CreateFunction(implementation, name);
    }

    /// <summary>Wrapper classes, by the class that is registered for the object's type. None does not convert.</summary>
    private sealed class Wrapper : ValueMarshaller<T>
    {
        internal static readonly Wrapper Instance = new();

        internal override string TypeName => typeof(T).Name;

        internal override bool CanRead(TVMFFIAny* view) => MarshallingHelpers.ObjectOf(view) != null;

        internal override bool IsStrict(TVMFFIAny* view) => CanRead(view);

        internal override string DescribeMismatch(TVMFFIAny* view) => MarshallingHelpers.TypeNameOf(view);

        internal override bool TryRead(TVMFFIAny* view, out T value)
        {
            TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
            if (obj != null && WrapperTable.Wrap(MarshallingHelpers.TakeOrShare(view)) is T wrapper)
            {
                value = wrapper;
                return true;
            }

            value = default!;
            return false;
        }

        internal override void Write(T value, TVMFFIAny* result)
        {
            if (value is not (TvmObject or null))
            {
                throw new NotSupportedException($"Values of type {typeof(T)} cannot be passed to TVM.");
            }

            ((Any)(value as TvmObject)).WriteOwned(result);
        }

        internal override void WriteArgument(T value, TVMFFIAny* argument) => Write(value, argument);

        internal override void ReleaseArgument(T value, TVMFFIAny* argument) => RefCount.Release(argument);
    }
}
