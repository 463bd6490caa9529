using HelloPass;
using TvmSharp;
using TvmSharp.Ffi;
using TvmSharp.Ir;

// In a .NET process nothing has to be published: the same entry points are registered from C#.
TvmExtension.Register();

Console.WriteLine($"TVM: {TvmRuntime.Description}");
Console.WriteLine($"Compiler: {TvmCompiler.Description}");
Console.WriteLine();

Console.WriteLine("Registered:");
foreach (string name in Function.ListGlobalNames().Where(static name => name.StartsWith("my_project.", StringComparison.Ordinal)))
{
    Console.WriteLine($"  {name}");
}

Console.WriteLine();
Console.WriteLine($"my_project.add_one(41) = {Function.Get("my_project.add_one").Call(41)}");

using ObjectScope scope = ObjectScope.Enter();
IRModule module = SampleModule.Create();
Console.WriteLine();
Console.WriteLine("Before:");
Console.WriteLine(module);

// The pass as TVM knows it, made by name as Python would, in a sequence that TVM runs.
Pass pass = Function.Get("my_project.transform.MyCustomPass").Call("hello").As<Pass>();
IRModule changed;
using (PassContext.Create(optLevel: 3).Enter())
{
    changed = Sequential.Create([pass]).Run(module);
}

Console.WriteLine();
Console.WriteLine("After:");
Console.WriteLine(changed);
Console.WriteLine();
Console.WriteLine($"{pass.Info.Name} visited {changed.GetAttr("my_project.hello_count")} function(s).");
