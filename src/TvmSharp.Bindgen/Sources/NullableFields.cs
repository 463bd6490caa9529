namespace TvmSharp.Bindgen.Sources;

/// <summary>Fields that upstream leaves empty though their C++ types do not say so, with the places where it does.</summary>
/// <remarks>
/// A reference class that can be empty is the rule in C++, and one that is empty the exception, so that only reading the
/// sources tells. An <c>Optional</c>, and a class of which headers have an empty default, need no entry.
/// </remarks>
internal static class NullableFields
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "ir.Span.source_name", // src/ir/source_map.cc:108 and 128, of a SequentialSpan: it has no source of its own

        // The threads of a loop: include/tvm/tirx/var.h:152, src/s_tir/schedule/primitive/for_kind.cc:177,
        // src/s_tir/transform/unify_thread_binding.cc:164, src/s_tir/transform/lift_thread_binding.cc:139.
        "tirx.IterVar.dom",
    };

    /// <summary>Whether it is one of them.</summary>
    /// <param name="type">Type key.</param>
    /// <param name="field">Name under which it is reflected.</param>
    public static bool Contains(string type, string field) => Names.Contains($"{type}.{field}");
}
