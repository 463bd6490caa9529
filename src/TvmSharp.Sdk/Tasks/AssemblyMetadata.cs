using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Reads the assembly metadata attributes of an assembly without loading it.</summary>
internal static class AssemblyMetadata
{
    /// <summary>Values by key.</summary>
    /// <exception cref="BadImageFormatException">The file is no managed assembly.</exception>
    internal static Dictionary<string, string> Read(string path)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        using FileStream stream = File.OpenRead(path);
        using PEReader pe = new(stream);
        if (!pe.HasMetadata)
        {
            throw new BadImageFormatException("It has no managed code.", path);
        }

        MetadataReader reader = pe.GetMetadataReader();
        foreach (CustomAttributeHandle handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            if (!IsAssemblyMetadata(reader, attribute))
            {
                continue;
            }

            // ECMA-335 II.23.3: a prolog of two bytes, then the two strings of the constructor.
            BlobReader blob = reader.GetBlobReader(attribute.Value);
            blob.ReadUInt16();
            string? key = blob.ReadSerializedString();
            string? value = blob.ReadSerializedString();
            if (key is not null && value is not null)
            {
                values[key] = value;
            }
        }

        return values;
    }

    private static bool IsAssemblyMetadata(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        EntityHandle parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return false;
        }

        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, "AssemblyMetadataAttribute")
            && reader.StringComparer.Equals(type.Namespace, "System.Reflection");
    }
}
