namespace TvmSharp.Arities;

/// <summary>The variant types.</summary>
internal static class Variants
{
    /// <summary>Writes a struct for each number of alternatives.</summary>
    public static string Write(IEnumerable<Arity> arities) => $$"""
        namespace TvmSharp.Ffi;

        {{string.Join("\n", arities.Select(Variant))}}
        """;

    private static string Variant(Arity n) => $$"""
        /// <summary>A value of one of {{n.Count}} types: <c>tvm::ffi::Variant</c>.</summary>
        {{n.List("\n", static i => $"/// <typeparam name=\"T{i}\">Alternative {i - 1}.</typeparam>")}}
        public readonly struct Variant<{{n.Types}}> : IEquatable<Variant<{{n.Types}}>>
        {
            private readonly object? _value;

            private Variant(int index, object? value)
            {
                Index = index;
                _value = value;
            }

            /// <summary>Position of the alternative that it holds, from 0.</summary>
            public int Index { get; }

            /// <summary>The value.</summary>
            public object? Value => _value;

        {{n.List("\n", i => $"""
                /// <summary>Alternative {i - 1}.</summary>
                public static implicit operator Variant<{n.Types}>(T{i} value) => new({i - 1}, value);

            """)}}
            /// <summary>Whether two variants hold the same alternative and equal values.</summary>
            public static bool operator ==(Variant<{{n.Types}}> left, Variant<{{n.Types}}> right) => left.Equals(right);

            /// <summary>Whether two variants differ.</summary>
            public static bool operator !=(Variant<{{n.Types}}> left, Variant<{{n.Types}}> right) => !left.Equals(right);

            /// <summary>Calls the function of the alternative that it holds.</summary>
            public TResult Match<TResult>({{n.List(", ", static i => $"Func<T{i}, TResult> when{i - 1}")}}) => Index switch
            {
                {{n.List(" ", static i => $"{i - 1} => when{i - 1}((T{i})_value!),", static i => $"_ => when{i - 1}((T{i})_value!),")}}
            };

            /// <summary>Whether it holds a value of a type.</summary>
            public bool TryGet<T>(out T? value)
            {
                bool holds = _value is T;
                value = holds ? (T)_value! : default;
                return holds;
            }

            /// <inheritdoc/>
            public bool Equals(Variant<{{n.Types}}> other) => Index == other.Index && Equals(_value, other._value);

            /// <inheritdoc/>
            public override bool Equals(object? obj) => obj is Variant<{{n.Types}}> other && Equals(other);

            /// <inheritdoc/>
            public override int GetHashCode() => HashCode.Combine(Index, _value);

            /// <inheritdoc/>
            public override string ToString() => _value?.ToString() ?? "None";
        }

        """;
}
