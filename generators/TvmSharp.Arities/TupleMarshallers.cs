namespace TvmSharp.Arities;

/// <summary>How tuples cross.</summary>
internal static class TupleMarshallers
{
    /// <summary>Writes a struct for each length.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        using TvmSharp.Ffi.Abi;

        namespace TvmSharp.Ffi.Marshalling;

        {{string.Join("\n", arities.Select(Marshaller))}}
        """;

    private static string Marshaller(Arity n) => $$"""
        /// <summary>A tuple of {{n.Count}} elements as <c>Tuple</c>: an array of exactly that many, as upstream has it (container/tuple.h).</summary>
        {{n.List("\n", static i => $"/// <typeparam name=\"T{i}\">Type of element {i - 1}.</typeparam>\n/// <typeparam name=\"TM{i}\">How element {i - 1} crosses.</typeparam>")}}
        public readonly unsafe struct TupleMarshaller<{{n.Pairs}}> : IMarshaller<({{n.Types}})>{{n.Constraints}}
        {
            /// <inheritdoc/>
            public static string TypeName => $"Tuple<{{n.List(", ", static i => $"{{TM{i}.TypeName}}")}}>";

            /// <inheritdoc/>
            public static bool CanRead(TVMFFIAny* view) =>
                TupleView.IsTuple(view, {{n.Count}}) && {{n.List(" && ", static i => $"TM{i}.CanRead(TupleView.Element(view, {i - 1}))")}};

            /// <inheritdoc/>
            public static bool IsStrict(TVMFFIAny* view) =>
                TupleView.IsTuple(view, {{n.Count}}) && {{n.List(" && ", static i => $"TM{i}.IsStrict(TupleView.Element(view, {i - 1}))")}};

            /// <inheritdoc/>
            public static bool TryRead(TVMFFIAny* view, out ({{n.Types}}) value)
            {
                if (!CanRead(view))
                {
                    value = default;
                    return false;
                }

                {{n.List(" ", static i => $"_ = TM{i}.TryRead(TupleView.Element(view, {i - 1}), out T{i} item{i});")}}
                value = ({{n.List(", ", static i => $"item{i}")}});
                return true;
            }

            /// <inheritdoc/>
            public static void Write(({{n.Types}}) value, TVMFFIAny* result)
            {
                TVMFFIAny* elements = stackalloc TVMFFIAny[{{n.Count}}];
                int written = 0;
                try
                {
                    {{n.List(" ", static i => $"TM{i}.Write(value.Item{i}, elements + {i - 1}); written++;")}}
                    *result = default;
                    BuiltinFunctions.Array.CallRaw(elements, {{n.Count}}, result);
                }
                finally
                {
                    TupleView.Release(elements, written);
                }
            }

            /// <inheritdoc/>
            public static void WriteArgument(({{n.Types}}) value, TVMFFIAny* argument) => Write(value, argument);

            /// <inheritdoc/>
            public static void ReleaseArgument(({{n.Types}}) value, TVMFFIAny* argument) => RefCount.Release(argument);

            /// <inheritdoc/>
            public static string DescribeMismatch(TVMFFIAny* view) => !TupleView.IsTuple(view, {{n.Count}})
                ? TupleView.Describe(view)
                : 0 switch
                {
                    {{n.List(" ", static i => $"_ when !TM{i}.CanRead(TupleView.Element(view, {i - 1})) => $\"Array[index {i - 1}: {{TM{i}.DescribeMismatch(TupleView.Element(view, {i - 1}))}}]\",")}}
                    _ => TupleView.Describe(view),
                };
        }

        """;
}
