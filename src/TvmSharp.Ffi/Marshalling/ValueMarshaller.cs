using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>The marshaller of a C# type where the type is all that is known: elements, and conversions by the user.</summary>
/// <typeparam name="T">C# type.</typeparam>
internal abstract unsafe class ValueMarshaller<T>
{
    private static ValueMarshaller<T>? s_default;

    internal static ValueMarshaller<T> Default => s_default ??= (ValueMarshaller<T>?)BuiltinMarshallers.Find(typeof(T)) ?? new Wrapper();

    internal abstract string TypeName { get; }

    internal abstract bool TryRead(TVMFFIAny* view, out T value);

    internal abstract void Write(T value, TVMFFIAny* result);

    /// <summary>Makes a marshaller that somebody can name the one for its type, if there is none but the fallback.</summary>
    internal static void Use<TMarshaller>()
        where TMarshaller : struct, IMarshaller<T>
    {
        if (s_default is null or Wrapper)
        {
            s_default = new Bound<TMarshaller>();
        }
    }

    internal sealed class Bound<TMarshaller> : ValueMarshaller<T>
        where TMarshaller : struct, IMarshaller<T>
    {
        internal override string TypeName => TMarshaller.TypeName;

        internal override bool TryRead(TVMFFIAny* view, out T value) => TMarshaller.TryRead(view, out value);

        internal override void Write(T value, TVMFFIAny* result) => TMarshaller.Write(value, result);
    }

    /// <summary>Wrapper classes, by the class that is registered for the object's type.</summary>
    private sealed class Wrapper : ValueMarshaller<T>
    {
        internal override string TypeName => typeof(T).Name;

        internal override bool TryRead(TVMFFIAny* view, out T value)
        {
            if (view->TypeIndex == TypeIndex.None && default(T) is null)
            {
                value = default!;
                return true;
            }

            TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
            if (obj != null && ObjectTypes.Wrap(MarshallingHelpers.TakeOrShare(view)) is T wrapper)
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
    }
}
