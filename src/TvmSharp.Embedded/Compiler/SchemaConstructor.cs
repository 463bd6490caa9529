using TvmSharp.Embedded.Nodes;

namespace TvmSharp.Embedded.Compiler;

/// <summary>A global function that makes an object.</summary>
/// <param name="Name">Registered name.</param>
/// <param name="Type">Type of the object.</param>
/// <param name="Parameters">The parameters in order.</param>
internal sealed record SchemaConstructor(string Name, NodeType Type, SchemaParameter[] Parameters);
