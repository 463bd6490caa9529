using System.Text;

namespace TvmSharp.Ffi;

/// <summary>Registers addresses that modules find by name. TVM keeps them for the life of the process.</summary>
internal static unsafe class ModuleSymbols
{
    /// <exception cref="NotSupportedException">This TVM lacks the function that registers.</exception>
    internal static void Register(string name, nint address, delegate* unmanaged[Cdecl]<byte*, void*, int> register)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfZero(address);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A symbol has no zero character.", nameof(name));
        }

        if (register == null)
        {
            throw new NotSupportedException($"This TVM has no registry of symbols ({TvmRuntime.Description}).");
        }

        byte[] symbol = Encoding.UTF8.GetBytes(name + '\0');
        fixed (byte* data = symbol)
        {
            // Upstream does not lock these tables either.
            lock (Registry.Gate)
            {
                TvmError.ThrowIfFailed(register(data, (void*)address));
            }
        }
    }
}
