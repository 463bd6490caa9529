using System.Security.Cryptography;
using System.Text;

namespace TvmSharp.Bindgen.Schema;

/// <summary>
/// One word for all of a type that bindings depend on: its key, its parent, the names, types and flags of its own fields in
/// their order and which of them may be empty, and the parameters of its constructor. Two types with the same fingerprint
/// can be bound by the same code.
/// </summary>
/// <remarks>
/// Offsets and sizes are not part of it: they follow from the fields, but for the compiler and the standard library that TVM was
/// built with.
/// </remarks>
internal static class Fingerprint
{
    /// <summary>The first eight bytes of a SHA-256, as sixteen hexadecimal digits.</summary>
    /// <param name="type">The type.</param>
    /// <param name="constructor">The function that makes one; null for none.</param>
    public static string Of(TypeSchema type, FunctionSchema? constructor)
    {
        StringBuilder text = new();
        text.Append(type.Key).Append('\n').Append(type.Parent).Append('\n');
        foreach (FieldSchema field in type.Fields)
        {
            text.Append(field.Name).Append(' ').Append(field.Type).Append(' ').Append((int)field.Flags).Append(field.IsNullable ? " nullable\n" : "\n");
        }

        if (constructor is not null)
        {
            text.Append(constructor.Name).Append('\n');
            foreach (ParameterSchema parameter in constructor.Parameters)
            {
                text.Append(parameter.Name).Append(' ').Append(parameter.Type).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
