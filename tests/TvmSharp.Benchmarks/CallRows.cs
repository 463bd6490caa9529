using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Benchmarks;

/// <summary>Calls of functions, both ways.</summary>
internal static class CallRows
{
    private const string Literal = "a string of thirty characters.";

    /// <summary>Calls of C# by TVM, into a library that was published with NativeAOT.</summary>
    /// <param name="bench">The run.</param>
    /// <param name="exports">The library, or zero.</param>
    public static void MeasureExports(Bench bench, nint exports)
    {
        const string AddOne = "bench.exports.add_one";
        if (exports == 0)
        {
            bench.Skip("calls of exported functions", "the library of exports was not published");
            return;
        }

        bench.CompareFunctions(
            "C++ calls an exported long -> long, against a C++ lambda", bench.Cpp, "cpp_call", AddOne, "bench.cpp.add_one", 1.0);
        bench.CompareFunctions(
            "C calls an exported long -> long, against a C++ lambda", bench.Cpp is null ? null : bench.C, "c_call", AddOne, "bench.cpp.add_one", 1.0);
        bench.CompareFunctions(
            "C calls an exported long -> long, against a C function", bench.C, "c_call", AddOne, "bench.c.add_one");
        if (bench.C is not null)
        {
            const string Bare = "bench.exports.bare_add_one";
            bench.C.Loop("c_register", Bare)(NativeLibrary.GetExport(exports, "bench_bare_add_one"));
            bench.CompareFunctions(
                "C++ calls a bare [UnmanagedCallersOnly] long -> long, against a C++ lambda: what .NET itself costs",
                bench.Cpp,
                "cpp_call",
                Bare,
                "bench.cpp.add_one");
            bench.CompareFunctions(
                "C++ calls a C function long -> long, against a C++ lambda: what the C ABI costs",
                bench.Cpp,
                "cpp_call",
                "bench.c.add_one",
                "bench.cpp.add_one");
            bench.CompareFunctions(
                "C calls a bare [UnmanagedCallersOnly] long -> long, against a C++ lambda: what .NET itself costs",
                bench.Cpp is null ? null : bench.C,
                "c_call",
                Bare,
                "bench.cpp.add_one");
        }

        bench.CompareFunctions(
            "C++ calls an exported (string, string) -> long, against a C++ lambda",
            bench.Cpp,
            "cpp_call_literals",
            "bench.exports.lengths",
            "bench.cpp.lengths");
    }

    /// <summary>Calls of TVM by C#, and of delegates by TVM.</summary>
    public static void MeasureCalls(Bench bench)
    {
        bench.Compare(
            "C# calls a C++ lambda long -> long by import, against C through its safe_call",
            static count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += Imports.AddOne(i);
                }

                return sum;
            },
            bench.Cpp is null ? null : bench.C,
            "c_call",
            "bench.cpp.add_one");
        bench.Compare(
            "C# calls a C++ lambda long -> long by import, against C through TVMFFIFunctionCall",
            static count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += Imports.AddOne(i);
                }

                return sum;
            },
            bench.Cpp is null ? null : bench.C,
            "c_api_call",
            "bench.cpp.add_one",
            1.3);
        bench.Compare(
            "a bare function pointer calls a C++ lambda long -> long, against C through TVMFFIFunctionCall: what .NET itself costs",
            static count => CallBare("bench.cpp.add_one", count),
            bench.Cpp is null ? null : bench.C,
            "c_api_call",
            "bench.cpp.add_one");
        bench.Compare(
            "C# calls a C function long -> long by import, against C through its safe_call",
            static count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += Imports.AddOneInC(i);
                }

                return sum;
            },
            bench.C,
            "c_call",
            "bench.c.add_one");
        bench.Compare(
            "C# calls a C function long -> long by import, against C through TVMFFIFunctionCall",
            static count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += Imports.AddOneInC(i);
                }

                return sum;
            },
            bench.C,
            "c_api_call",
            "bench.c.add_one");
        bench.Compare(
            "C# calls a C++ lambda (string, string) -> long with literals, against C++",
            static count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += Imports.Lengths("short", Literal);
                }

                return sum;
            },
            bench.Cpp,
            "cpp_call_literals",
            "bench.cpp.lengths",
            1.5);
        // Made at run time, so that nothing about them is known when they are passed.
        string first = new("short".AsSpan()), second = new(Literal.AsSpan());
        bench.Compare(
            "C# calls a C++ lambda (string, string) -> long with variables, against C++ with std::string",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += Imports.Lengths(first, second);
                }

                return sum;
            },
            bench.Cpp,
            "cpp_call_strings",
            "bench.cpp.lengths",
            1.5);
        if (bench.Cpp is not null)
        {
            bench.Allocations(
                "managed memory of a typed call with integers",
                static count =>
                {
                    long sum = 0;
                    for (long i = 0; i < count; i++)
                    {
                        sum += Imports.AddOne(i);
                    }

                    return sum;
                },
                0);
        }

        Function typed = (Function)Function.Get("bench.c.add_one").Keep();
        bench.Compare(
            "C# calls a C function long -> long by Function.Call<long, long>, against C through TVMFFIFunctionCall",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += typed.Call<long, long>(i);
                }

                return sum;
            },
            bench.C,
            "c_api_call",
            "bench.c.add_one");
        bench.Allocations(
            "managed memory of Function.Call<long, long>",
            count =>
            {
                long sum = 0;
                for (long i = 0; i < count; i++)
                {
                    sum += typed.Call<long, long>(i);
                }

                return sum;
            },
            0);

        const string Delegate = "bench.packed_add_one", TypedDelegate = "bench.typed_add_one";
        Function.SetGlobal(TypedDelegate, Function.From((long x) => x + 1), overwrite: true);
        bench.CompareFunctions(
            $"C++ calls a C# delegate Func<long, long>, against a C++ lambda ({Bench.Compiler})",
            bench.Cpp,
            "cpp_call",
            TypedDelegate,
            "bench.cpp.add_one");
        Function.SetGlobal(Delegate, Function.Create(static args => args[0].As<long>() + 1), overwrite: true);
        bench.CompareFunctions(
            $"C++ calls a C# delegate over packed arguments, against a C++ lambda ({Bench.Compiler})",
            bench.Cpp,
            "cpp_call",
            Delegate,
            "bench.cpp.add_one");
    }
    /// <summary>Calls a function as C would, without conversions, checks or errors.</summary>
    [SkipLocalsInit]
    private static unsafe long CallBare(string name, long count)
    {
        TVMFFIObject* function = default(ImportedFunction).Find(name);
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> call = ((TVMFFIFunctionCell*)(function + 1))->SafeCall;
        TVMFFIAny arg = default, result;
        arg.TypeIndex = TypeIndex.Int;
        long sum = 0;
        for (long i = 0; i < count; i++)
        {
            arg.Int64 = i;
            result = default;
            call(function, &arg, 1, &result);
            sum += result.Int64;
        }

        return sum;
    }
}
