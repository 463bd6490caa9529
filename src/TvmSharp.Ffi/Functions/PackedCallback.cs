using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Calls a delegate that takes any arguments.</summary>
internal sealed unsafe class PackedCallback(PackedFunction implementation) : Callback
{
    internal override void Invoke(TVMFFIAny* args, int count, TVMFFIAny* result) =>
        implementation(new PackedArgs(args, count)).WriteOwned(result);
}
