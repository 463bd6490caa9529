using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// Takes turns at TVM's function and type tables, which upstream does not lock. It covers what this library does,
/// not what other languages do in the same process: they register while they are loaded.
/// </summary>
internal static unsafe class Registry
{
    /// <summary>Held around every read and write of the tables; never while a deleter may run.</summary>
    internal static readonly Lock Gate = new();

    /// <summary>Drops what <see cref="Set"/> gave back. The gate is open.</summary>
    internal static void ReleaseReplaced(TVMFFIObject* replaced)
    {
        if (replaced != null)
        {
            RefCount.Decrement(replaced);
        }
    }

    /// <summary>Registers a global function with its documentation and metadata, each of which may be empty.</summary>
    /// <returns>
    /// What it replaced, with a reference that the caller drops once the gate is open, or null: a deleter may do anything.
    /// </returns>
    /// <exception cref="TvmException">The name is taken.</exception>
    internal static TVMFFIObject* Set(string name, string doc, string metadata, TVMFFIObject* function, bool overwrite)
    {
        byte[] nameUtf8 = Encoding.UTF8.GetBytes(name);
        byte[] docUtf8 = Encoding.UTF8.GetBytes(doc);
        byte[] metadataUtf8 = Encoding.UTF8.GetBytes(metadata);
        fixed (byte* nameData = nameUtf8, docData = docUtf8, metadataData = metadataUtf8)
        {
            TVMFFIMethodInfo method = new()
            {
                Name = new() { Data = nameData, Size = (nuint)nameUtf8.Length },
                Doc = new() { Data = docData, Size = (nuint)docUtf8.Length },
                Metadata = new() { Data = metadataData, Size = (nuint)metadataUtf8.Length },
                Flags = FieldFlags.IsStaticMethod,
                Method = new() { TypeIndex = TypeIndex.Function, Obj = function },
            };
            lock (Gate)
            {
                TVMFFIObject* replaced = overwrite ? Function.Lookup(name) : null;
                TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&method, overwrite ? 1 : 0));
                return replaced;
            }
        }
    }
}
