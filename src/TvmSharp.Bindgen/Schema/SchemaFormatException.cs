namespace TvmSharp.Bindgen.Schema;

/// <summary>A file that should be a schema and is none, or only a part of one.</summary>
internal sealed class SchemaFormatException(string message, Exception? inner = null) : Exception(message, inner);
