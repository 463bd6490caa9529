namespace TvmSharp.Compiler.Tests;

/// <summary>Modules to run passes on.</summary>
internal static class Modules
{
    internal static IRModule OfTwoFunctions() => IRModule.Create(
        [
            KeyValuePair.Create("first", (BaseFunc)Evaluate(1)),
            KeyValuePair.Create("second", (BaseFunc)Evaluate(2)),
        ]);

    private static PrimFunc Evaluate(int value)
    {
        TvmCompiler.EnsureLoaded();
        Any number = Function.Get("ir.IntImm").Call("int32", value, Any.None);
        return PrimFunc.Create([], Function.Get("tirx.Evaluate").Call(number, Any.None).As<TvmObject>());
    }
}
