using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>What exports, passes and imports gather alike.</summary>
internal static class Methods
{
    /// <summary>The parameters from a position on, or null when one has a type that is not supported.</summary>
    public static EquatableArray<ParameterModel>? Parameters(
        IMethodSymbol method, int first, Documentation? documentation)
    {
        var models = new List<ParameterModel>(method.Parameters.Length);
        foreach (IParameterSymbol parameter in method.Parameters.Skip(first))
        {
            // The parameters of a pass's factory go on to live in the pass.
            ValueModel? gathered = first == 0 ? Values.GatherBorrowed(parameter.Type) : Values.Gather(parameter.Type);
            if (gathered is not { } value)
            {
                return null;
            }

            models.Add(new ParameterModel(
                parameter.Name, value, DefaultValue.Gather(parameter), documentation?.Parameter(parameter.Name) ?? ""));
        }

        return models.ToEquatableArray();
    }

    /// <summary>Reads the type of the result.</summary>
    /// <returns>False when the type is not supported; null in <paramref name="result"/> stands for void.</returns>
    public static bool TryResult(IMethodSymbol method, out ValueModel? result)
    {
        result = method.ReturnsVoid ? null : Values.Gather(method.ReturnType);
        return method.ReturnsVoid || result is not null;
    }
}
