using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A marshaller as an object, for those who need to know what converts but not the C# type: parameter lists.</summary>
public abstract unsafe class UntypedMarshaller
{
    private protected UntypedMarshaller()
    {
    }

    internal abstract string TypeName { get; }

    internal abstract bool CanRead(TVMFFIAny* view);

    internal abstract bool IsStrict(TVMFFIAny* view);

    internal abstract string DescribeMismatch(TVMFFIAny* view);
}
