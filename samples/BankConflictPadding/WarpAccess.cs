using TvmSharp.Ir;

namespace BankConflictPadding;

/// <summary>One load or store of shared memory by the threads of a warp at once.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="IsStore">Whether it is written.</param>
/// <param name="Bytes">Width of the access of one thread.</param>
/// <param name="Addresses">
/// The byte each thread starts at, counted from the start of the buffer; null for one that is not active. Null when it depends
/// on what the program computes.
/// </param>
public sealed record WarpAccess(Var Buffer, bool IsStore, int Bytes, IReadOnlyList<long?>? Addresses)
{
    private const int Banks = 32;
    private const int BankBytes = 4;

    /// <summary>
    /// How many different words of one bank are touched, at the worst bank: the number of turns the access takes, 1 without a
    /// conflict. Threads that touch the same word share it. Wide accesses are served by halves or quarters of a warp, of which
    /// the worst counts.
    /// </summary>
    public int ConflictDegree => Turns.DefaultIfEmpty(0).Max();

    /// <summary>The turns of all parts of the warp together.</summary>
    public int TotalTurns => Turns.Sum();

    private IEnumerable<int> Turns => Addresses is null
        ? []
        : Addresses.Chunk(Math.Max(1, Addresses.Count * BankBytes / Math.Max(BankBytes, Bytes)))
            .Select(TurnsOf)
            .Where(static turns => turns > 0);

    private int TurnsOf(long?[] addresses)
    {
        HashSet<long> words = [];
        foreach (long address in addresses.OfType<long>())
        {
            for (long word = address / BankBytes; word <= (address + Bytes - 1) / BankBytes; word++)
            {
                words.Add(word);
            }
        }

        return words.CountBy(static word => word % Banks).Select(static bank => bank.Value).DefaultIfEmpty(0).Max();
    }
}
