using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TvmSharp.Ffi;

/// <summary>Frames of a stack in upstream's format.</summary>
internal static class FrameText
{
    // By the address of the call in a published library: finding the name of a method takes longer than throwing. The JIT
    // gives no addresses, and may compile a method several times.
    private static readonly ConcurrentDictionary<nint, string> ByAddress = new();

    /// <summary>One line: <c>  File "f", line 1, in g</c>.</summary>
    internal static string Of(StackFrame frame)
    {
        nint address = frame.GetNativeIP();
        return address == 0 ? Format(frame) : ByAddress.GetOrAdd(address, static (_, frame) => Format(frame), frame);
    }

    private static string Format(StackFrame frame)
    {
        // Works without reflection metadata, as NativeAOT leaves it out.
        DiagnosticMethodInfo? method = DiagnosticMethodInfo.Create(frame);
        string name = method is null ? "<unknown>" : $"{method.DeclaringTypeName}.{method.Name}";

        // A native library carries no line numbers: the assembly's simple name stands in for the file.
        string file = frame.GetFileName() ?? method?.DeclaringAssemblyName.Split(',')[0] ?? "<unknown>";
        return string.Create(CultureInfo.InvariantCulture, $"  File \"{file}\", line {frame.GetFileLineNumber()}, in {name}\n");
    }
}
