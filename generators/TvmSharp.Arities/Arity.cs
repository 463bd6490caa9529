namespace TvmSharp.Arities;

/// <summary>A number of arguments or elements, and the lists that are of that length. Types are numbered from 1.</summary>
/// <param name="Count">The number.</param>
internal sealed record Arity(int Count)
{
    /// <summary><c>T1, T2</c>.</summary>
    public string Types => List(", ", static i => $"T{i}");

    /// <summary><c>T1, TM1, T2, TM2</c>.</summary>
    public string Pairs => List(", ", static i => $"T{i}, TM{i}");

    /// <summary><c>T1, DefaultMarshaller&lt;T1&gt;</c> and so on.</summary>
    public string DefaultPairs => List(", ", static i => $"T{i}, DefaultMarshaller<T{i}>");

    /// <summary><c>arg1, arg2</c>.</summary>
    public string Arguments => List(", ", static i => $"arg{i}");

    /// <summary><c>T1 arg1, T2 arg2</c>.</summary>
    public string Parameters => List(", ", static i => $"T{i} arg{i}");

    /// <summary>The constraint of each marshaller, one a line.</summary>
    public string Constraints => List("", static i => $"\n    where TM{i} : struct, IMarshaller<T{i}>");

    /// <summary>A text for each number.</summary>
    public string List(string separator, Func<int, string> item)
        => string.Join(separator, Enumerable.Range(1, Count).Select(item));

    /// <summary>A text for each number but the last, and one for the last.</summary>
    public string List(string separator, Func<int, string> item, Func<int, string> last)
        => string.Join(separator, Enumerable.Range(1, Count).Select(i => i < Count ? item(i) : last(i)));

    /// <summary>Type arguments in angle brackets, or nothing without any.</summary>
    /// <param name="lists">Lists, which may be empty.</param>
    public static string Generic(params string[] lists)
    {
        string all = Join(lists);
        return all.Length > 0 ? $"<{all}>" : "";
    }

    /// <summary>Joins lists, of which some may be empty.</summary>
    public static string Join(params string[] lists) => string.Join(", ", lists.Where(static l => l.Length > 0));
}
