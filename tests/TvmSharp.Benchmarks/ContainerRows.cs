using TvmSharp.Ffi;

namespace TvmSharp.Benchmarks;

/// <summary>Reads of arrays and fields.</summary>
internal static class ContainerRows
{
    private const int Length = 1000;

    // What is made is seen by somebody, or it would not be made.
    private static SizeOfWrapper? s_last;

    /// <summary>Measures.</summary>
    public static void Measure(Bench bench)
    {
        if (bench.Cpp is null)
        {
            bench.Skip("reads of arrays and fields", "no headers of tvm-ffi were found to compile the peer in C++ with");
            return;
        }

        TvmArray<long> numbers = (TvmArray<long>)Function.Get("bench.cpp.numbers").Call().AsArray<long>().Keep();
        bench.Compare(
            "read of an integer from an array, against Array<int64_t>::operator[]",
            count =>
            {
                long sum = 0;
                for (long i = 0, k = 0; i < count; i++, k = k + 1 == Length ? 0 : k + 1)
                {
                    sum += numbers[(int)k];
                }

                return sum;
            },
            bench.Cpp,
            "cpp_array_read",
            budget: 1.0);
        bench.Compare(
            "enumeration of an array of integers, against C++",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i += Length)
                {
                    foreach (long number in numbers)
                    {
                        sum += number;
                    }
                }

                return sum;
            },
            bench.Cpp,
            "cpp_array_enumerate",
            multipleOf: Length);
        bench.Allocations(
            "managed memory of an enumeration of an array of integers",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    foreach (long number in numbers)
                    {
                        sum += number;
                    }
                }

                return sum;
            },
            0);

        TvmArray<TvmObject> objects = (TvmArray<TvmObject>)Function.Get("bench.cpp.objects").Call().AsArray<TvmObject>().Keep();
        Loop readObjects = count =>
        {
            long sum = 0;
            using ObjectScope scope = ObjectScope.Enter();
            for (long i = 0, k = 0; i < count; i++, k = k + 1 == Length ? 0 : k + 1)
            {
                sum += objects[(int)k] is not null ? 1 : 0;
            }

            return sum;
        };
        bench.Compare(
            "read of an object from an array, against Array<ObjectRef>::operator[]",
            readObjects,
            bench.Cpp,
            "cpp_object_read",
            budget: 1.0);
        bench.Compare(
            "an object of 32 bytes is made, against Array<ObjectRef>::operator[]: what .NET itself costs",
            static count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    s_last = new SizeOfWrapper();
                    sum++;
                }

                return sum;
            },
            bench.Cpp,
            "cpp_object_read");
        bench.Allocations("managed memory of a read of an object from an array", readObjects, 32);
    }

    private sealed class SizeOfWrapper
    {
        public nint Address { get; set; }

        public object? Owner { get; set; }
    }
}
