namespace TvmSharp.Arities;

/// <summary>Calls with typed arguments.</summary>
internal static class TypedCalls
{
    /// <summary>Writes the class.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        using TvmSharp.Ffi.Abi;

        namespace TvmSharp.Ffi.Marshalling;

        /// <summary>Calls with typed arguments, for each number of them. Nothing is boxed.</summary>
        internal static unsafe class TypedCalls
        {
        {{string.Join("\n", arities.Select(Call))}}
        }
        """;

    private static string Call(Arity n) => n.Count == 0
        ? """
            internal static TResult Call<TResult, TMResult>(Function function)
                where TMResult : struct, IMarshaller<TResult> => function.CallTyped<TResult, TMResult>(null, 0);

        """
        : $$"""
            internal static TResult Call<{{n.Pairs}}, TResult, TMResult>(Function function, {{n.Parameters}}){{n.Constraints}}
                where TMResult : struct, IMarshaller<TResult>
            {
                TVMFFIAny* args = stackalloc TVMFFIAny[{{n.Count}}];
                try
                {
                    {{n.List(" ", static i => $"TM{i}.WriteArgument(arg{i}, args + {i - 1});")}}
                    return function.CallTyped<TResult, TMResult>(args, {{n.Count}});
                }
                finally
                {
                    {{n.List(" ", static i => $"TM{i}.ReleaseArgument(arg{i}, args + {i - 1});")}}
                }
            }

        """;
}
