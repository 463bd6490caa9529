using System.Runtime.InteropServices;
using TvmSharp.Benchmarks;
using TvmSharp.Ffi;

// DIRECTORY [--append] [TEXT]: the directory has the native libraries, and gets the results. "--append" adds the rows to those
// of an earlier run, which has measured what does not depend on how C# is compiled here. A text measures only the rows whose
// names have it, and writes no results.
string directory = Path.GetFullPath(args[0]);
string results = Path.Combine(directory, "results.json");
bool append = args.Contains("--append");
string only = args.Skip(1).FirstOrDefault(static arg => arg != "--append", "");

TvmRuntime.Load();
Console.WriteLine($"C# by {Bench.Compiler} on {TvmRuntime.Description}");
Console.WriteLine(Table.Header);
string library = Path.Combine(directory, "Exports/TvmSharp.Benchmarks.Exports.so");
nint exports = File.Exists(library) ? NativeLibrary.Load(library) : 0;

Bench bench = new(directory, only);
if (!append)
{
    CallRows.MeasureExports(bench, exports);
    ErrorRows.MeasureExports(bench);
    LoadRows.Measure(bench);
}

CallRows.MeasureCalls(bench);
ContainerRows.Measure(bench);
FieldRows.Measure(bench);
ObjectRows.Measure(bench);
FunctorRows.Measure(bench);
ErrorRows.MeasureCatches(bench);

if (only.Length == 0)
{
    Row[] rows = [.. append ? Results.Read(results) : [], .. bench.Rows];
    Results.Write(results, rows);
    Plot.Write(Path.Combine(directory, "results.svg"), rows);
}

foreach (string line in bench.NotMeasured)
{
    Console.WriteLine($"Not measured: {line}");
}
