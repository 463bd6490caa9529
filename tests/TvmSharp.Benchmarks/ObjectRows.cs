using TvmSharp.Ffi;

namespace TvmSharp.Benchmarks;

/// <summary>References that are created and dropped.</summary>
internal static class ObjectRows
{
    /// <summary>Measures.</summary>
    public static void Measure(Bench bench)
    {
        if (bench.Cpp is null)
        {
            bench.Skip("references", "no headers of tvm-ffi were found to compile the peer in C++ with");
            return;
        }

        Function function = (Function)Function.Get("bench.cpp.add_one").Keep();
        Any any = function;
        bench.Compare(
            "an owned reference is made and dropped with its scope, against a copy of an ObjectRef",
            count =>
            {
                long sum = 0;
                while (sum < count)
                {
                    using ObjectScope scope = ObjectScope.Enter();
                    for (int i = 0; i < 32 && sum < count; i++)
                    {
                        sum += any.As<Function>() is not null ? 1 : 0;
                    }
                }

                return sum;
            },
            bench.Cpp,
            "cpp_reference",
            budget: 4.0);
    }
}
