using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>A buffer in shared memory that a function allocates, and how the function uses it.</summary>
/// <param name="var">The buffer.</param>
/// <param name="type">Its type.</param>
internal sealed class SharedBuffer(Var var, BufferType type)
{
    public Var Var => var;

    public BufferType Type => type;

    /// <summary>Elements in the longest vector that is read or written at once.</summary>
    public long Lanes { get; set; } = 1;

    /// <summary>The first use that depends on where elements are; null for none.</summary>
    public string? Obstacle { get; set; }
}
