using TvmSharp.Ffi;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Benchmarks;

/// <summary>References that are created and dropped.</summary>
internal static class ObjectRows
{
    /// <summary>Measures.</summary>
    public static unsafe void Measure(Bench bench)
    {
        const string Name = "an owned reference is made and dropped with its scope, against a copy of an ObjectRef";
        if (bench.C is null || bench.Cpp is null)
        {
            bench.Skip(Name, "no headers of tvm-ffi were found to compile the peer in C++ with");
            return;
        }

        TVMFFIObject* function = (TVMFFIObject*)bench.C.Loop("c_function", "bench.cpp.add_one")(1);
        bench.Compare(
            Name,
            count =>
            {
                long sum = 0;
                while (sum < count)
                {
                    using ObjectScope scope = ObjectScope.Enter();
                    for (int i = 0; i < 32 && sum < count; i++)
                    {
                        sum += Share<Function>(function) is not null ? 1 : 0;
                    }
                }

                return sum;
            },
            bench.Cpp,
            "cpp_reference",
            budget: 4.0);
    }

    private static unsafe T Share<T>(TVMFFIObject* obj)
        where T : TvmObject, ITvmObject<T> => T.Wrap(ObjectReference.Share(obj));
}
