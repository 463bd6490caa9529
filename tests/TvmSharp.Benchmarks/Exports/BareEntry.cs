using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Benchmarks.Exports;

/// <summary>What entering .NET costs alone: an entry point without a scope, conversions or errors.</summary>
public static unsafe class BareEntry
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)], EntryPoint = "bench_bare_add_one")]
    public static int AddOne(void* self, TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        *result = default;
        result->TypeIndex = TypeIndex.Int;
        result->Int64 = args->Int64 + 1;
        return 0;
    }
}
