using TvmSharp;
using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace HelloPass;

/// <summary>Passes.</summary>
public static class Transform
{
    /// <summary>Numbers the functions of a module: each gets an attribute with its place, the module one with their count.</summary>
    /// <param name="module">The module.</param>
    /// <param name="context">What the pass runs in.</param>
    /// <param name="mark">Name of the attribute.</param>
    /// <returns>A module with numbered functions; the given one stays as it was.</returns>
    [TvmPass]
    public static IRModule MyCustomPass(IRModule module, PassContext context, string mark = "visited")
    {
        IRModule result = module.Clone();
        int visited = 0;
        foreach ((GlobalVar name, BaseFunc function) in module.Functions.OrderBy(static entry => entry.Key.Name))
        {
            visited++;
            result.Update(name, function.WithAttr($"my_project.{mark}", visited));
        }

        return result.WithAttr($"my_project.{mark}_count", visited);
    }
}
