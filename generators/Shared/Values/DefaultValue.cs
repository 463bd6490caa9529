using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TvmSharp.Generators;

/// <summary>The default of an optional parameter.</summary>
/// <param name="Expression">The default in C#.</param>
/// <param name="Json">The default in JSON, as the metadata and the manifest have it.</param>
internal sealed record DefaultValue(string Expression, string Json)
{
    /// <summary>The default of a parameter, or null when it has none.</summary>
    public static DefaultValue? Gather(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        object? value = parameter.ExplicitDefaultValue;
        bool optional = parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return value switch
        {
            null when parameter.Type.IsReferenceType || optional => new DefaultValue("null", "null"),
            null => new DefaultValue("default", parameter.Type.Name == "Half" ? "0" : "null"),
            bool truth => new DefaultValue(truth ? "true" : "false", truth ? "true" : "false"),
            string text => new DefaultValue(SymbolDisplay.FormatLiteral(text, quote: true), JsonText.Quote(text)),
            double number => Number(number.ToString("R", CultureInfo.InvariantCulture), "D"),
            float number => Number(number.ToString("R", CultureInfo.InvariantCulture), "F"),
            long number => Number(number.ToString(CultureInfo.InvariantCulture), "L"),
            ulong number => Number(number.ToString(CultureInfo.InvariantCulture), "UL"),
            uint number => Number(number.ToString(CultureInfo.InvariantCulture), "U"),
            IFormattable number => Number(number.ToString(null, CultureInfo.InvariantCulture), ""),
            _ => null,
        };
    }

    /// <summary>Whether a parameter has no default, or one that is a value of TVM's.</summary>
    public static bool IsSupported(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return true;
        }

        return parameter.ExplicitDefaultValue switch
        {
            // Null stands for a value that is not there, so the type has to allow for that.
            null => !parameter.Type.IsReferenceType || parameter.Type.NullableAnnotation == NullableAnnotation.Annotated,
            // JSON has no numbers for these.
            double number => !double.IsNaN(number) && !double.IsInfinity(number),
            float number => !float.IsNaN(number) && !float.IsInfinity(number),
            ulong number => number <= long.MaxValue,
            _ => true,
        };
    }

    private static DefaultValue Number(string digits, string suffix) => new(digits + suffix, digits);
}
