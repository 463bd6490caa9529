namespace TvmSharp.Arities;

/// <summary>The methods of <c>Function</c> with types of arguments as type parameters.</summary>
internal static class FunctionMembers
{
    /// <summary>Writes the rest of the class.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        using TvmSharp.Ffi.Marshalling;

        namespace TvmSharp.Ffi;

        public sealed unsafe partial class Function
        {
        {{string.Join("\n", arities.Select(static n => Calls(n) + Delegates(n) + Creation(n)))}}
        }
        """;

    // Without arguments there is the text; the others refer to it.
    private static string Calls(Arity n) => $$"""
        {{Documentation(n, "Call{TResult}()", """
                /// <summary>Calls the function with typed arguments, without boxing and without allocating for plain values.</summary>
                /// <returns>The result, converted.</returns>
                /// <exception cref="TvmException">
                /// The function raised an error. An exception that was thrown in C# comes back as itself.
                /// </exception>
                /// <exception cref="InvalidCastException">The result does not convert; the message names both types.</exception>
                /// <exception cref="OverflowException">An integer does not fit.</exception>
            """)}}
            public TResult Call<{{Arity.Join(n.Types, "TResult")}}>({{n.Parameters}}) =>
                TypedCalls.Call<{{Arity.Join(n.DefaultPairs, "TResult, DefaultMarshaller<TResult>")}}>({{Arity.Join("this", n.Arguments)}});

        {{Documentation(n, "CallVoid()", """
                /// <summary>Calls the function with typed arguments, without boxing, and ignores what it returns.</summary>
                /// <exception cref="TvmException">
                /// The function raised an error. An exception that was thrown in C# comes back as itself.
                /// </exception>
                /// <exception cref="OverflowException">An integer is greater than TVM can pass.</exception>
            """)}}
            public void CallVoid{{Arity.Generic(n.Types)}}({{n.Parameters}}) =>
                TypedCalls.Call<{{Arity.Join(n.DefaultPairs, "Any, AnyMarshaller")}}>({{Arity.Join("this", n.Arguments)}});


        """;

    private static string Delegates(Arity n) => $$"""
        {{Documentation(n, "AsFunc{TResult}()", """
                /// <summary>A delegate that calls the function. It may be kept, and outlives the scope it is made in.</summary>
                /// <remarks>Passed to TVM it is this very function again.</remarks>
            """)}}
            public {{Func(n)}} AsFunc<{{Arity.Join(n.Types, "TResult")}}>() =>
                Bind<{{Func(n)}}, {{FuncSignature(n)}}>();

        {{Documentation(n, "AsAction()", """
                /// <summary>A delegate that calls the function and ignores what it returns. It may be kept, and outlives the scope it is made in.</summary>
                /// <remarks>Passed to TVM it is this very function again.</remarks>
            """)}}
            public {{Action(n)}} AsAction{{Arity.Generic(n.Types)}}() =>
                Bind<{{Action(n)}}, {{ActionSignature(n)}}>();


        """;

    private static string Creation(Arity n) => $$"""
        {{Documentation(n, "From{TResult}(Func{TResult}, string?)", """
                /// <summary>Makes a function from a delegate, which lives as long as the function.</summary>
                /// <remarks>
                /// Arguments convert as TVM converts them; one that does not fit is a TypeError with upstream's words. Exceptions come
                /// out as TVM errors. The delegate may be called from any thread.
                /// </remarks>
                /// <param name="implementation">The delegate.</param>
                /// <param name="name">Name of the function in error messages.</param>
            """)}}
            public static Function From<{{Arity.Join(n.Types, "TResult")}}>({{Func(n)}} implementation, string? name = null) =>
                FromDelegate<{{Func(n)}}, {{FuncSignature(n)}}>(implementation, name);

        {{Documentation(n, "From(Action, string?)", """
                /// <summary>Makes a function that returns nothing from a delegate, which lives as long as the function.</summary>
                /// <remarks>
                /// Arguments convert as TVM converts them; one that does not fit is a TypeError with upstream's words. Exceptions come
                /// out as TVM errors. The delegate may be called from any thread.
                /// </remarks>
                /// <param name="implementation">The delegate.</param>
                /// <param name="name">Name of the function in error messages.</param>
            """)}}
            public static Function From{{Arity.Generic(n.Types)}}({{Action(n)}} implementation, string? name = null) =>
                FromDelegate<{{Action(n)}}, {{ActionSignature(n)}}>(implementation, name);

        """;

    private static string Documentation(Arity n, string first, string text)
        => n.Count == 0 ? text : $"    /// <inheritdoc cref=\"{first}\"/>";

    private static string Func(Arity n) => $"Func<{Arity.Join(n.Types, "TResult")}>";

    private static string Action(Arity n) => $"Action{Arity.Generic(n.Types)}";

    private static string FuncSignature(Arity n)
        => $"FuncSignature<{Arity.Join(n.DefaultPairs, "TResult, DefaultMarshaller<TResult>")}>";

    private static string ActionSignature(Arity n) => $"ActionSignature{Arity.Generic(n.DefaultPairs)}";
}
