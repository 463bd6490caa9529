namespace TvmSharp.Arities;

/// <summary>How <c>Func</c> and <c>Action</c> cross.</summary>
internal static class DelegateSignatures
{
    /// <summary>Writes a struct for each of the delegate types.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        using TvmSharp.Ffi.Abi;

        namespace TvmSharp.Ffi.Marshalling;

        {{string.Join("\n", arities.Select(static n => Func(n) + Action(n)))}}
        """;

    private static string Func(Arity n)
    {
        string types = Arity.Join(n.Types, "TResult");
        return Signature(
            n,
            $"FuncSignature<{Arity.Join(n.Pairs, "TResult, TMResult")}>",
            $"Func{{{types}}}",
            $"Func<{types}>",
            "\n    where TMResult : struct, IMarshaller<TResult>",
            "TMResult.TypeName",
            $"TMResult.Write(implementation({Read(n)}), result)",
            $"function.Call<{Arity.Join(n.Pairs, "TResult, TMResult")}>");
    }

    private static string Action(Arity n) => Signature(
        n,
        $"ActionSignature{Arity.Generic(n.Pairs)}",
        n.Count == 0 ? "Action" : $"Action{{{n.Types}}}",
        $"Action{Arity.Generic(n.Types)}",
        "",
        "\"void\"",
        $"implementation({Read(n)})",
        $"function.CallVoid{Arity.Generic(n.Pairs)}");

    private static string Read(Arity n) => n.List(", ", static i => $"arguments.Read<T{i}, TM{i}>({i - 1})");

    private static string Signature(
        Arity n, string name, string reference, string type, string constraint, string resultName, string invoke, string bind) => $$"""
        /// <summary>How <see cref="{{reference}}"/> crosses, given how each of its types does.</summary>
        public readonly unsafe struct {{name}} : IDelegateSignature<{{type}}>{{n.Constraints}}{{constraint}}
        {
            /// <inheritdoc/>
            public static int Arity => {{n.Count}};

            /// <inheritdoc/>
            public static IReadOnlyList<UntypedMarshaller> Parameters => [{{n.List(", ", static i => $"ValueMarshaller<T{i}>.Of<TM{i}>()")}}];

            /// <inheritdoc/>
            public static string ResultName => {{resultName}};

            /// <inheritdoc/>
            public static void Invoke({{type}} implementation, ref ArgumentReader arguments, TVMFFIAny* result) =>
                {{invoke}};

            /// <inheritdoc/>
            public static {{type}} Bind(BoundFunction function) =>
                {{bind}};
        }

        """;
}
