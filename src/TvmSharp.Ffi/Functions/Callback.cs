using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>What a function that was made in C# does when it is called.</summary>
internal abstract unsafe class Callback
{
    /// <summary>Runs on borrowed arguments and writes an owned result; throws what becomes the error.</summary>
    internal abstract void Invoke(TVMFFIAny* args, int count, TVMFFIAny* result);
}
