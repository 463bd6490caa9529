using System.Globalization;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Calls the first of several callbacks that the arguments fit, as upstream's <c>overload.h</c> does.</summary>
internal sealed unsafe class OverloadedCallback(string name, TypedCallback[] overloads) : Callback
{
    internal override void Invoke(TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        foreach (TypedCallback overload in overloads)
        {
            if (overload.Parameters.Count == count && overload.FirstMismatch(args) < 0)
            {
                overload.Invoke(args, count, result);
                return;
            }
        }

        throw new TvmException("TypeError", Describe(args, count));
    }

    private string Describe(TVMFFIAny* args, int count)
    {
        StringBuilder message = new();
        message.Append(
            CultureInfo.InvariantCulture, $"No matching overload found when calling: `{name}` with {count} arguments:");
        for (int i = 0; i < overloads.Length; i++)
        {
            TypedCallback overload = overloads[i];
            string function = $"{name} {overload.Signature}";
            string reason;
            if (overload.Parameters.Count != count)
            {
                reason = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Mismatched number of arguments when calling: `{function}`. Expected {overload.Parameters.Count} arguments");
            }
            else
            {
                int index = overload.FirstMismatch(args);
                reason = overload.DescribeMismatch(function, index, args + index);
            }

            message.Append(CultureInfo.InvariantCulture, $"\nOverload #{i}: {reason}");
        }

        return message.ToString();
    }
}
