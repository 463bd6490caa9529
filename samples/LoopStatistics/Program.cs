using LoopStatistics;
using TvmSharp;
using TvmSharp.Embedded;
using TvmSharp.Ffi;
using TvmSharp.Ir;

if (args is ["--embedded", ..])
{
    TvmRuntime.UseHost(EmbeddedHost.GetFunctionTable(), "the embedded host in process", EmbeddedHost.GetEnvironmentTable());
    args = args[1..];
}

if (args.Length > 1 || (args.Length == 1 && !File.Exists(args[0])))
{
    Console.Error.WriteLine("""
        usage: LoopStatistics [--embedded] [MODULE.json]

        Prints the loops of a module that tvm.ir.save_json wrote; of a module of its own without one.
        --embedded takes the embedded host, whichever TVM is installed.
        """);
    return 1;
}

TvmCompiler.EnsureLoaded();
Console.WriteLine($"TVM: {TvmRuntime.Description}");
Console.WriteLine();
using ObjectScope scope = ObjectScope.Enter();
IRModule module = args is [string path] ? TvmJson.FromGraphString(File.ReadAllText(path)).As<IRModule>() : SampleModule.Create();
Console.WriteLine(LoopTable.Of(module));
return 0;
