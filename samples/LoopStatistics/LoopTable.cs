using System.Text;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace LoopStatistics;

/// <summary>The loops of a module as text.</summary>
public static class LoopTable
{
    /// <summary>A table for each function of a module, in the order of their names. Functions without loops are named.</summary>
    public static string Of(IRModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        StringBuilder text = new();
        foreach ((GlobalVar name, BaseFunc function) in module.Functions.OrderBy(static entry => entry.Key.Name, StringComparer.Ordinal))
        {
            IReadOnlyList<Loop> loops = function is PrimFunc primFunc ? LoopCollector.Collect(primFunc) : [];
            if (loops.Count == 0)
            {
                text.AppendLine($"{name.Name}: a {function.TypeKey} without loops").AppendLine();
                continue;
            }

            text.AppendLine($"{name.Name}:");
            AppendRow(text, "loop", "kind", "extent", "iterations", "loads", "stores");
            foreach (Loop loop in loops)
            {
                AppendRow(
                    text,
                    new string(' ', 2 * loop.Depth) + loop.Name,
                    loop.Kind,
                    loop.Extent?.ToString() ?? "?",
                    loop.Iterations?.ToString() ?? "?",
                    $"{loop.Loads}",
                    $"{loop.Stores}");
            }

            text.AppendLine();
        }

        return text.ToString().TrimEnd();
    }

    private static void AppendRow(StringBuilder text, string loop, string kind, string extent, string iterations, string loads, string stores) =>
        text.AppendLine($"  {loop,-18}{kind,-13}{extent,16}{iterations,12}{loads,7}{stores,8}");
}
