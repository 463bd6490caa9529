using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>What is in the fields of an empty node that upstream never leaves null.</summary>
internal static unsafe class NodeDefaults
{
    private static TVMFFIObject* s_missingType;

    /// <summary>The one object that stands for a type that is not known: upstream's <c>Type::Missing()</c>.</summary>
    public static TVMFFIObject* MissingType
    {
        get
        {
            // First asked for while types are registered, which one thread does.
            if (s_missingType == null)
            {
                s_missingType = Node.Create(NodeTypes.Type);
            }

            return s_missingType;
        }
    }

    /// <summary>A reference to <see cref="MissingType"/>.</summary>
    public static TVMFFIObject* MissingTypeReference()
    {
        Host.IncRef(MissingType);
        return MissingType;
    }

    /// <summary>An empty <c>ir.DictAttrs</c>.</summary>
    public static TVMFFIObject* Attrs() => Node.Create(NodeTypes.DictAttrs);

    /// <summary>An empty <c>ir.SourceMap</c>.</summary>
    public static TVMFFIObject* SourceMap() => Node.Create(NodeTypes.SourceMap);
}
