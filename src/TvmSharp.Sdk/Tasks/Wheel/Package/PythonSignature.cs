using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>The parameters of a function in Python, and what it passes on to the native one.</summary>
internal sealed class PythonSignature
{
    private readonly IReadOnlyList<ManifestArgument> _arguments;
    private readonly int _keywordOnly;

    // From this parameter on the library knows the defaults, and Python does not.
    private readonly int _firstWithoutValue;

    /// <summary>A signature.</summary>
    /// <param name="arguments">The parameters; those that are passed by name last.</param>
    /// <param name="keywordOnly">How many are passed by name.</param>
    internal PythonSignature(IReadOnlyList<ManifestArgument> arguments, int keywordOnly = 0)
    {
        _arguments = arguments;
        _keywordOnly = keywordOnly;
        _firstWithoutValue = arguments.TakeWhile(static a => a.Default is null || a.Default.HasValue(a.Schema)).Count();
    }

    /// <summary>Signature of the constructor of a type: upstream's order, required fields before those with a default.</summary>
    internal static PythonSignature OfConstructor(IEnumerable<ManifestField> fields)
    {
        ManifestField[] own = [.. fields.Where(static f => f.IsInit).OrderBy(static f => (f.IsKeywordOnly ? 2 : 0) + (f.Argument.Default is null ? 0 : 1))];
        return new PythonSignature([.. own.Select(static f => f.Argument)], own.Count(static f => f.IsKeywordOnly));
    }

    /// <summary>The parameters as they are declared.</summary>
    /// <param name="annotate">Adds a type to a parameter, or nothing.</param>
    /// <param name="before">A parameter before them.</param>
    internal string Declare(Func<ManifestArgument, string>? annotate = null, string? before = null)
    {
        List<string> items = before is null ? [] : [before];
        for (int i = 0; i < _arguments.Count; i++)
        {
            if (i == _arguments.Count - _keywordOnly)
            {
                items.Add("*");
            }

            ManifestArgument argument = _arguments[i];
            string annotation = annotate is null ? "" : ": " + annotate(argument);
            string equals = annotate is null ? "=" : " = ";
            items.Add(argument.Name + annotation + (argument.Default is null ? "" : equals + Default(i)));
        }

        return string.Join(", ", items);
    }

    /// <summary>The arguments that are passed on.</summary>
    internal string Pass()
    {
        int positional = _arguments.Count - _keywordOnly;
        string arguments = string.Join(", ", _arguments.Select((a, i) => i < positional ? a.Name : $"{a.Name}={a.Name}"));
        return _firstWithoutValue < _arguments.Count ? $"*{ModuleTree.Library}.given({arguments})" : arguments;
    }

    private string Default(int index) =>
        index < _firstWithoutValue ? _arguments[index].Default!.As(_arguments[index].Schema) : "...";
}
