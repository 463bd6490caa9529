using System.Runtime.InteropServices;
using TvmSharp.Benchmarks;
using TvmSharp.Ffi;

// Directory with the native libraries, which gets the results. With "--append" the rows are added to those of an earlier
// run, which has measured what does not depend on how C# is compiled here.
string directory = Path.GetFullPath(args[0]);
string results = Path.Combine(directory, "results.json");
bool append = args is [_, "--append", ..];

TvmRuntime.Load();
Console.WriteLine($"C# by {Bench.Compiler} on {TvmRuntime.Description}");
Console.WriteLine(Table.Header);
string exports = Path.Combine(directory, "Exports/TvmSharp.Benchmarks.Exports.so");
if (File.Exists(exports))
{
    NativeLibrary.Load(exports);
}

Bench bench = new(directory);
if (!append)
{
    CallRows.MeasureExports(bench);
    ErrorRows.MeasureExports(bench);
    LoadRows.Measure(bench);
}

CallRows.MeasureCalls(bench);
ContainerRows.Measure(bench);
ObjectRows.Measure(bench);
ErrorRows.MeasureCatches(bench);

Row[] rows = [.. append ? Results.Read(results) : [], .. bench.Rows];
Results.Write(results, rows);
Plot.Write(Path.Combine(directory, "results.svg"), rows);
foreach (string line in bench.NotMeasured)
{
    Console.WriteLine($"Not measured: {line}");
}
