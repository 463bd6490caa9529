namespace TvmSharp.Arities;

/// <summary>How variants cross.</summary>
internal static class VariantMarshallers
{
    /// <summary>Writes a struct for each number of alternatives.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        using TvmSharp.Ffi.Abi;

        namespace TvmSharp.Ffi.Marshalling;

        {{string.Join("\n", arities.Select(Marshaller))}}
        """;

    private static string Marshaller(Arity n) => $$"""
        /// <summary>
        /// <see cref="Variant{{{n.Types}}}"/> as <c>Variant</c>: the bare value. As upstream does (container/variant.h) it takes the first
        /// alternative that is of the value's own kind, and else the first that the value converts to.
        /// </summary>
        {{n.List("\n", static i => $"/// <typeparam name=\"T{i}\">Alternative {i - 1}.</typeparam>\n/// <typeparam name=\"TM{i}\">How alternative {i - 1} crosses.</typeparam>")}}
        public readonly unsafe struct VariantMarshaller<{{n.Pairs}}> : IMarshaller<Variant<{{n.Types}}>>{{n.Constraints}}
        {
            /// <inheritdoc/>
            public static string TypeName => $"Variant<{{n.List(", ", static i => $"{{TM{i}.TypeName}}")}}>";

            /// <inheritdoc/>
            public static bool CanRead(TVMFFIAny* view) => {{n.List(" || ", static i => $"TM{i}.CanRead(view)")}};

            /// <inheritdoc/>
            public static bool IsStrict(TVMFFIAny* view) => {{n.List(" || ", static i => $"TM{i}.IsStrict(view)")}};

            /// <inheritdoc/>
            public static bool TryRead(TVMFFIAny* view, out Variant<{{n.Types}}> value)
            {
        {{n.List("\n", static i => Alternative($"TM{i}.IsStrict(view) && TM{i}.TryRead(view, out T{i} strict{i})", $"strict{i}"))}}
        {{n.List("\n", static i => Alternative($"TM{i}.TryRead(view, out T{i} converted{i})", $"converted{i}"))}}
                value = default;
                return false;
            }

            /// <inheritdoc/>
            public static void Write(Variant<{{n.Types}}> value, TVMFFIAny* result)
            {
        {{Dispatch(n, "Write", "result")}}
            }

            /// <inheritdoc/>
            public static void WriteArgument(Variant<{{n.Types}}> value, TVMFFIAny* argument)
            {
        {{Dispatch(n, "WriteArgument", "argument")}}
            }

            /// <inheritdoc/>
            public static void ReleaseArgument(Variant<{{n.Types}}> value, TVMFFIAny* argument)
            {
        {{Dispatch(n, "ReleaseArgument", "argument")}}
            }
        }

        """;

    private static string Alternative(string condition, string value) => $$"""
                if ({{condition}})
                {
                    value = {{value}};
                    return true;
                }

        """;

    private static string Dispatch(Arity n, string method, string destination)
    {
        string Call(int i) => $"TM{i}.{method}((T{i})value.Value!, {destination}); break;";
        return $$"""
                    switch (value.Index)
                    {
                        {{n.List(" ", i => $"case {i - 1}: {Call(i)}", i => $"default: {Call(i)}")}}
                    }
            """;
    }
}
