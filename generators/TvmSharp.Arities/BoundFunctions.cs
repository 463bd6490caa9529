namespace TvmSharp.Arities;

/// <summary>The methods of <c>BoundFunction</c>, which delegates are made of.</summary>
internal static class BoundFunctions
{
    /// <summary>Writes the rest of the class.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        namespace TvmSharp.Ffi.Marshalling;

        public sealed partial class BoundFunction
        {
        {{string.Join("\n", arities.Select(Calls))}}
        }
        """;

    private static string Calls(Arity n) => $$"""
            internal TResult Call<{{Arity.Join(n.Pairs, "TResult, TMResult")}}>({{n.Parameters}}){{n.Constraints}}
                where TMResult : struct, IMarshaller<TResult> =>
                TypedCalls.Call<{{Arity.Join(n.Pairs, "TResult, TMResult")}}>({{Arity.Join("Function", n.Arguments)}});

            internal void CallVoid{{Arity.Generic(n.Pairs)}}({{n.Parameters}}){{n.Constraints}} =>
                TypedCalls.Call<{{Arity.Join(n.Pairs, "Any, AnyMarshaller")}}>({{Arity.Join("Function", n.Arguments)}});

        """;
}
