namespace TvmSharp.Ffi;

/// <summary>JSON text as TVM's values, and graphs of objects as JSON.</summary>
/// <remarks>
/// JSON values are None, truth values, integers, numbers, strings, arrays (<see cref="TvmArray{T}"/>) and objects
/// (<see cref="TvmMap{TKey, TValue}"/> in the order of the text).
/// </remarks>
public static class TvmJson
{
    /// <summary>Reads JSON text: <c>ffi.json.Parse</c>.</summary>
    /// <exception cref="TvmException">The text is no JSON; the message says where.</exception>
    public static Any Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Function.Get("ffi.json.Parse").Call(json);
    }

    /// <summary>Writes a JSON value as text: <c>ffi.json.Stringify</c>.</summary>
    /// <param name="value">A JSON value.</param>
    /// <param name="indent">Spaces for each level; null for one line.</param>
    /// <exception cref="TvmException">The value is no JSON value.</exception>
    public static string Stringify(Any value, int? indent = null) =>
        Function.Get("ffi.json.Stringify").Call(value, indent is { } spaces ? spaces : Any.None).As<string>();

    /// <summary>A value of any kind, with all objects it refers to, as a JSON value: <c>ffi.ToJSONGraph</c>.</summary>
    /// <param name="value">Value. Objects that are referred to twice are written once.</param>
    /// <param name="metadata">A JSON value that goes with it, such as a version; None for nothing.</param>
    /// <exception cref="TvmException">An object is of a type that cannot be written, such as a function.</exception>
    public static Any ToGraph(Any value, Any metadata = default) => Function.Get("ffi.ToJSONGraph").Call(value, metadata);

    /// <summary>The value that <see cref="ToGraph"/> wrote: <c>ffi.FromJSONGraph</c>.</summary>
    /// <exception cref="TvmException">The graph is malformed, or a type in it is unknown here.</exception>
    /// <exception cref="NotSupportedException">A type in the graph cannot be made by reflection.</exception>
    /// <exception cref="FormatException">A node of the graph contains itself.</exception>
    public static Any FromGraph(Any graph)
    {
        JsonGraphCheck.Check(graph);
        return Function.Get("ffi.FromJSONGraph").Call(graph);
    }

    /// <summary>As <see cref="ToGraph"/>, as text: <c>ffi.ToJSONGraphString</c>.</summary>
    /// <inheritdoc cref="ToGraph"/>
    public static string ToGraphString(Any value, Any metadata = default) =>
        Function.Get("ffi.ToJSONGraphString").Call(value, metadata).As<string>();

    /// <summary>The value that <see cref="ToGraphString"/> wrote, as <c>ffi.FromJSONGraphString</c> reads it.</summary>
    /// <exception cref="TvmException">The text is no JSON or no graph, or a type in it is unknown here.</exception>
    /// <exception cref="NotSupportedException">A type in the graph cannot be made by reflection.</exception>
    /// <exception cref="FormatException">A node of the graph contains itself.</exception>
    public static Any FromGraphString(string json) => FromGraph(Parse(json));
}
