using System.Globalization;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A callback with parameters of known types.</summary>
internal abstract unsafe class TypedCallback(string? name) : Callback
{
    /// <summary>Name in messages, may be empty.</summary>
    internal string Name { get; } = name ?? string.Empty;

    internal abstract IReadOnlyList<UntypedMarshaller> Parameters { get; }

    /// <summary>Parameters and result as upstream's messages have them, such as <c>(0: int) -> str</c>.</summary>
    internal abstract string Signature { get; }

    /// <summary>Position of the first argument that does not convert; -1 when all do.</summary>
    internal int FirstMismatch(TVMFFIAny* args)
    {
        IReadOnlyList<UntypedMarshaller> parameters = Parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].CanRead(args + i))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Upstream's message for an argument that does not convert.</summary>
    /// <param name="function">Name and signature.</param>
    /// <param name="index">Position of the argument.</param>
    /// <param name="arg">The argument.</param>
    internal string DescribeMismatch(string function, int index, TVMFFIAny* arg) => string.Create(
        CultureInfo.InvariantCulture,
        $"Mismatched type on argument #{index} when calling: `{function}`. Expected `{Parameters[index].TypeName}` but got `{Parameters[index].DescribeMismatch(arg)}`");
}
