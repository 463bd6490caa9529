using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>What marshallers of delegates can do besides: give the function a name.</summary>
/// <typeparam name="TDelegate">The delegate's type.</typeparam>
internal unsafe interface IDelegateFactory<in TDelegate>
{
    /// <summary>Makes a function, which the caller owns, of a delegate.</summary>
    TVMFFIObject* Create(TDelegate implementation, string? name);
}
