namespace TvmSharp.Bindgen.Comparison;

/// <summary>Finds what is the same in two lists although its name is not.</summary>
internal static class Matching
{
    /// <summary>
    /// The pairs that are most alike, each entry in one pair at most: the pair with the highest score first, then by name, so
    /// that the result does not depend on the order of the lists.
    /// </summary>
    /// <param name="older">Entries that the newer list lacks.</param>
    /// <param name="newer">Entries that the older list lacks.</param>
    /// <param name="nameOf">Name of an entry.</param>
    /// <param name="score">How alike two entries are, from 0 to 1; 0 for pairs that are none.</param>
    public static List<(T Older, T Newer)> Pair<T>(
        IReadOnlyList<T> older, IReadOnlyList<T> newer, Func<T, string> nameOf, Func<T, T, double> score)
        where T : class
    {
        var candidates =
            from o in older
            from n in newer
            let points = score(o, n)
            where points > 0
            orderby points descending, nameOf(o), nameOf(n)
            select (o, n);
        HashSet<T> taken = new(ReferenceEqualityComparer.Instance);
        List<(T, T)> pairs = [];
        foreach ((T o, T n) in candidates)
        {
            if (!taken.Contains(o) && !taken.Contains(n))
            {
                taken.Add(o);
                taken.Add(n);
                pairs.Add((o, n));
            }
        }

        return pairs;
    }

    /// <summary>What two sets share: the size of the intersection over that of the union; 1 for two empty sets.</summary>
    public static double Overlap(IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        if (one.Count == 0 && other.Count == 0)
        {
            return 1;
        }

        int shared = one.Count(other.Contains);
        return (double)shared / (one.Count + other.Count - shared);
    }

    /// <summary>How alike two names are: 1 less the edit distance over the length of the longer, case left aside.</summary>
    public static double NameSimilarity(string one, string other)
    {
        string a = one.ToLowerInvariant(), b = other.ToLowerInvariant();
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int k = 1; k <= b.Length; k++)
            {
                int above = row[k];
                row[k] = Math.Min(Math.Min(above, row[k - 1]) + 1, diagonal + (a[i - 1] == b[k - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return 1 - (row[b.Length] / (double)Math.Max(1, Math.Max(a.Length, b.Length)));
    }

    /// <summary>The part of a name behind its namespace: <c>For</c> of <c>tirx.For</c> and <c>tirx::For</c>.</summary>
    public static string LastPart(string name) => name[(name.LastIndexOfAny(['.', ':']) + 1)..];
}
