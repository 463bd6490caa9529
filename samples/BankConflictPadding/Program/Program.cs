using BankConflictPadding;
using TvmSharp;
using TvmSharp.Embedded;
using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

if (args is ["--embedded", ..])
{
    TvmRuntime.UseHost(EmbeddedHost.GetFunctionTable(), "the embedded host in process", EmbeddedHost.GetEnvironmentTable());
    args = args[1..];
}

if (args.Length > 1 || (args.Length == 1 && !File.Exists(args[0])))
{
    Console.Error.WriteLine("""
        usage: BankConflictPadding.Program [--embedded] [MODULE.json]

        Pads the shared memory of a module that tvm.ir.save_json wrote; of a kernel of its own without one.
        --embedded takes the embedded host, whichever TVM is installed.
        """);
    return 1;
}

TvmExtension.Register();
Console.WriteLine($"TVM: {TvmRuntime.Description}");
Console.WriteLine($"Compiler: {TvmCompiler.Description}");

using ObjectScope scope = ObjectScope.Enter();
IRModule module = args is [string path]
    ? Load(path)
    : IRModule.Create([KeyValuePair.Create("tiled_matmul", (BaseFunc)TiledMatmul.Create())]);
Show("Before:", module);

// The pass as TVM knows it, made by name as Python would.
Pass pass = Function.Get("bank_conflict_padding.transform.PadSharedMemory").Call(32, 1).As<Pass>();
IRModule padded = pass.Run(module);
Show("After:", padded);

Console.WriteLine();
foreach ((GlobalVar name, PrimFunc function) in PrimFuncs(module))
{
    foreach (RowPadding buffer in RowPadding.Plan(function, factor: 32, offset: 1))
    {
        Console.WriteLine($"{name.Name}: {buffer.Buffer.Name} " + (buffer.Obstacle is { } obstacle
            ? $"stays as it is: {obstacle}."
            : $"has rows {buffer.PaddedRowStride} elements apart instead of {buffer.RowStride}."));
    }
}

return 0;

static IRModule Load(string path)
{
    TvmCompiler.EnsureLoaded();
    return TvmJson.FromGraphString(File.ReadAllText(path)).As<IRModule>();
}

static IEnumerable<(GlobalVar Name, PrimFunc Function)> PrimFuncs(IRModule module) => module.Functions
    .OrderBy(static entry => entry.Key.Name, StringComparer.Ordinal)
    .Where(static entry => entry.Value is PrimFunc)
    .Select(static entry => (entry.Key, (PrimFunc)entry.Value));

static void Show(string title, IRModule module)
{
    Console.WriteLine();
    Console.WriteLine(title);
    Console.WriteLine(module);
    Console.WriteLine();
    Console.WriteLine($"{"first warp of",-16}{"buffer",-12}{"accesses",10}{"conflicting",13}{"worst",7}{"turns",7}{"unknown",9}");
    foreach ((GlobalVar name, PrimFunc function) in PrimFuncs(module))
    {
        try
        {
            foreach ((Var buffer, BankConflicts conflicts) in BankConflicts.CountByBuffer(function))
            {
                Row(name.Name, buffer.Name, conflicts);
            }

            Row(name.Name, "all", BankConflicts.Count(function));
        }
        catch (NotSupportedException e)
        {
            Console.WriteLine($"{name.Name,-16}not counted: {e.Message}");
        }
    }
}

static void Row(string function, string buffer, BankConflicts conflicts) => Console.WriteLine(
    $"{function,-16}{buffer,-12}{conflicts.Accesses,10}{conflicts.Conflicting,13}{conflicts.WorstDegree,7}{conflicts.TotalTurns,7}{conflicts.Unknown,9}");
