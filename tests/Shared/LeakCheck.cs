using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi;

namespace TvmSharp.Tests;

/// <summary>Shows that calls leave native memory where it was.</summary>
internal static partial class LeakCheck
{
    /// <summary>Number of calls of each kind.</summary>
    internal const int Calls = 1_000_000;

    // The smallest object is a header of 24 bytes: one for every eighth call would be seen.
    private const double BytesPerCall = 24.0 / 8;

    // Fields of MallInfo: hblkhd, bytes in blocks of their own, and uordblks, bytes in use in all others.
    private const int Mapped = 4;
    private const int InUse = 7;

    // Pools and tables grow to their working size and then stop. A leak goes on.
    private const int MaxRounds = 5;

    /// <summary>Repeats a call, each time in a scope of its own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="calls">How many times.</param>
    internal static void Run(Action call, int calls = Calls)
    {
        List<long> growth = [];
        do
        {
            long before = NativeBytes();
            Repeat(call, calls);
            growth.Add(NativeBytes() - before);
        }
        while (growth[^1] >= calls * BytesPerCall && growth.Count < MaxRounds);

        Assert.True(
            growth[^1] < calls * BytesPerCall,
            $"Native memory in use grew by {string.Join(", ", growth)} bytes in rounds of {calls} calls.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Repeat(Action call, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            call();
        }
    }

    /// <summary>What has been allocated and not freed: malloc is below the C++ of TVM and below the embedded host.</summary>
    private static long NativeBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        MallInfo info = MallInfo2();
        return (long)(info[InUse] + info[Mapped]);
    }

    // glibc 2.33 and later; without it these tests fail and say so.
    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallInfo MallInfo2();

    /// <summary><c>struct mallinfo2</c> of <c>malloc.h</c>: ten fields of type <c>size_t</c>.</summary>
    [InlineArray(10)]
    private struct MallInfo
    {
        private nuint _field;
    }
}
