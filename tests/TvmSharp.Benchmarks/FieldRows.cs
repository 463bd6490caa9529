using System.Runtime.CompilerServices;
using TvmSharp.Ffi;

namespace TvmSharp.Benchmarks;

/// <summary>Reads of fields.</summary>
internal static class FieldRows
{
    /// <summary>Measures.</summary>
    public static void Measure(Bench bench)
    {
        const string Read = "read of a field that gives a wrapper";
        if (bench.Cpp is null)
        {
            bench.Skip(Read, "no headers of tvm-ffi were found to compile the peer in C++ with");
            return;
        }

        ObjectTypes.Register<Pair>();
        Pair pair = GetPair();
        TvmFieldInfo first = pair.TypeInfo.GetField("first"), number = pair.TypeInfo.GetField("number");
        Loop readObject = count =>
        {
            long sum = 0;
            for (long i = 0; i < count; i++)
            {
                sum += first.Get<Pair>(pair) is not null ? 1 : 0;
            }

            return sum;
        };
        bench.Compare($"{Read}, against a copy of an ObjectRef in C++", readObject, bench.Cpp, "cpp_field_read");
        bench.Compare(
            "read of an integer field, against C++",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += number.Get<long>(pair);
                }

                return sum;
            },
            bench.Cpp,
            "cpp_field_read_number");
        bench.Allocations($"managed memory of a {Read}", readObject, 32);

        Loop readProperty = count =>
        {
            long sum = 0;
            for (long i = 0; i < count; i++)
            {
                sum += pair.First is not null ? 1 : 0;
            }

            return sum;
        };
        const string Property = "property of a generated class";
        bench.Compare($"{Property} that gives a wrapper, against a copy of an ObjectRef in C++", readProperty, bench.Cpp, "cpp_field_read");
        bench.Compare(
            $"{Property} that gives an integer, against C++",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += pair.Number;
                }

                return sum;
            },
            bench.Cpp,
            "cpp_field_read_number");
        bench.Allocations($"managed memory of a {Property} that gives a wrapper", readProperty, 32);

        // Those of other rows end first; .NET has some of its own, which stay.
        FinalizersToRun();
        GC.WaitForPendingFinalizers();
        long ofOthers = FinalizersToRun();
        const int Count = 100_000;
        Pair[] kept = new Pair[Count];
        int before = first.Get<Pair>(pair).UseCount;
        for (int i = 0; i < Count; i++)
        {
            kept[i] = first.Get<Pair>(pair);
        }

        int taken = kept[0].UseCount - before;
        Array.Clear(kept);
        bench.Each($"references that a {Read} takes", (double)taken / Count, "references", 0);
        bench.Each(
            $"finalizers that a {Read} leaves to run",
            (double)(FinalizersToRun() - ofOthers) / Count,
            "finalizers",
            0.001);
    }

    private static long FinalizersToRun()
    {
        GC.Collect();
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).FinalizationPendingCount;
    }

    // Apart, so that nothing of it is left to end when finalizers are counted.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Pair GetPair() => (Pair)Function.Get("bench.cpp.objects").Call().AsArray<Pair>()[0].Keep();
}
