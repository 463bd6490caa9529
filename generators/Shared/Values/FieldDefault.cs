using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TvmSharp.Generators;

/// <summary>What kind of value a default is.</summary>
internal enum DefaultKind
{
    /// <summary>No value.</summary>
    None,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Float,

    /// <summary>A text.</summary>
    Text,
}

/// <summary>The default of a field.</summary>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Text">The value: digits, <c>true</c> or <c>false</c>, or the text itself.</param>
/// <param name="Expression">The default of a parameter in C#.</param>
internal sealed record FieldDefault(DefaultKind Kind, string Text, string Expression)
{
    /// <summary>The value in JSON.</summary>
    public string Json => Kind switch
    {
        DefaultKind.None => "null",
        DefaultKind.Text => JsonText.Quote(Text),
        _ => Text,
    };

    /// <summary>The value in C#, of a type that is the same for all values of a kind.</summary>
    public string Value => Kind switch
    {
        DefaultKind.None => "global::TvmSharp.Ffi.Any.None",
        DefaultKind.Integer => Text + "L",
        DefaultKind.Float => Text + "D",
        DefaultKind.Text => SymbolDisplay.FormatLiteral(Text, quote: true),
        _ => Text,
    };

    /// <summary>Reads a default, or null when it is not a value of the type.</summary>
    public static FieldDefault? Gather(ITypeSymbol type, ValueModel model, TypedConstant constant)
    {
        if (constant.Kind is TypedConstantKind.Array or TypedConstantKind.Type or TypedConstantKind.Error)
        {
            return null;
        }

        if (constant.IsNull)
        {
            return model.IsOptional ? new FieldDefault(DefaultKind.None, "", "null")
                : type.IsFfiType("Any") ? new FieldDefault(DefaultKind.None, "", "default")
                : null;
        }

        ITypeSymbol target = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        if (target is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            string digits = Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!;
            return SymbolEqualityComparer.Default.Equals(constant.Type, target)
                ? new FieldDefault(DefaultKind.Integer, digits, $"({target.QualifiedName()})({digits})")
                : null;
        }

        return (target.SpecialType, constant.Value) switch
        {
            (SpecialType.System_Boolean, bool truth) => Same(DefaultKind.Boolean, truth ? "true" : "false"),
            (SpecialType.System_String, string text) => new FieldDefault(DefaultKind.Text, text, SymbolDisplay.FormatLiteral(text, quote: true)),
            (SpecialType.System_Double, { } number) => Number(number, "D"),
            (SpecialType.System_Single, { } number) => Number(number, "F"),
            ({ } integer, { } number) when Range(integer) is (var least, var most) && Integer(number) is { } value && value >= least && value <= most
                => Same(DefaultKind.Integer, value.ToString(CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static FieldDefault Same(DefaultKind kind, string text) => new(kind, text, text);

    private static FieldDefault? Number(object number, string suffix)
    {
        if (number is not (double or float) && Integer(number) is null)
        {
            return null;
        }

        // The value of a float is that of its shortest text, as its literal in C# is.
        string digits = number is float single
            ? single.ToString("R", CultureInfo.InvariantCulture)
            : Convert.ToDouble(number, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
        double value = Convert.ToDouble(number, CultureInfo.InvariantCulture);
        return double.IsNaN(value) || double.IsInfinity(value) || (suffix == "F" && Math.Abs(value) > float.MaxValue)
            ? null
            : new FieldDefault(DefaultKind.Float, digits, digits + suffix);
    }

    private static decimal? Integer(object number) => number is long or int or short or sbyte or ulong or uint or ushort or byte
        ? Convert.ToDecimal(number, CultureInfo.InvariantCulture)
        : null;

    private static (decimal Least, decimal Most)? Range(SpecialType type) => type switch
    {
        SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
        SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_UInt64 => (0, long.MaxValue),
        SpecialType.System_UInt32 => (0, uint.MaxValue),
        SpecialType.System_UInt16 => (0, ushort.MaxValue),
        SpecialType.System_Byte => (0, byte.MaxValue),
        _ => null,
    };
}
