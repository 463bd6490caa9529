using System.Buffers.Binary;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// The modules inside a library, behind its symbol <c>__tvm_ffi__library_bin</c>: the size in bytes, then the tree
/// of imports (two vectors: where the children of each module start, and the children), then for each module its
/// kind and, unless it is the library itself, its bytes. Numbers are little-endian and of 64 bits.
/// </summary>
internal sealed unsafe class StoredModules
{
    private const string LibraryKind = "_lib";

    private readonly byte* _data;
    private readonly ulong _size;
    private ulong _position;

    public StoredModules(byte* symbol)
    {
        _size = BinaryPrimitives.ReadUInt64LittleEndian(new(symbol, sizeof(ulong)));
        _data = symbol + sizeof(ulong);
    }

    /// <summary>The root with one reference.</summary>
    /// <param name="createLibraryModule">Makes the module of the library itself, with one reference.</param>
    public TVMFFIObject* Restore(Func<nint> createLibraryModule)
    {
        ulong[] starts = ReadVector();
        ulong[] children = ReadVector();
        List<nint> modules = [];
        int mark = Pool.Mark();
        try
        {
            for (int i = 0; i + 1 < starts.Length; i++)
            {
                string kind = Encoding.UTF8.GetString(ReadBytes());
                TVMFFIObject* module = kind == LibraryKind ? (TVMFFIObject*)createLibraryModule() : Load(kind, ReadBytes());
                modules.Add((nint)Pool.Keep(module));
            }

            for (int i = 0; i < modules.Count; i++)
            {
                for (ulong j = starts[i]; j < starts[i + 1]; j++)
                {
                    if (j >= (ulong)children.Length || children[j] >= (ulong)modules.Count)
                    {
                        throw Broken();
                    }

                    Modules.AddImport((TVMFFIObject*)modules[i], (TVMFFIObject*)modules[(int)children[j]]);
                }
            }

            if (modules.Count == 0)
            {
                throw Broken();
            }

            TVMFFIObject* root = (TVMFFIObject*)modules[0];
            Host.IncRef(root);
            return root;
        }
        finally
        {
            Pool.Drain(mark);
        }
    }

    private static TVMFFIObject* Load(string kind, ReadOnlySpan<byte> bytes)
    {
        string name = $"ffi.Module.load_from_bytes.{kind}";
        TVMFFIObject* loader = Pool.Keep(GlobalFunctions.Get(Encoding.UTF8.GetBytes(name)));
        if (loader == null)
        {
            throw HostException.Runtime(
                $"Library binary was created using {{{kind}}} but a loader of that name is not registered. Make sure to have runtime that registers {name}");
        }

        TVMFFIAny module = Pool.Keep(Host.Call(loader, Pool.Keep(Strings.Bytes(bytes))));
        TVMFFIObject* result = Modules.Checked(module);
        Host.IncRef(result);
        return result;
    }

    private static HostException Broken() => HostException.Internal("The modules inside the library are not in a form that is known.");

    private ulong[] ReadVector()
    {
        ulong[] result = new ulong[Count(sizeof(ulong))];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = ReadNumber();
        }

        return result;
    }

    private ReadOnlySpan<byte> ReadBytes()
    {
        int count = Count(1);
        ReadOnlySpan<byte> result = new(_data + _position, count);
        _position += (ulong)count;
        return result;
    }

    /// <summary>A number of items that the rest of the data has room for.</summary>
    private int Count(ulong itemSize)
    {
        ulong count = ReadNumber();
        return count <= (_size - _position) / itemSize && count <= int.MaxValue ? (int)count : throw Broken();
    }

    private ulong ReadNumber()
    {
        if (_size - _position < sizeof(ulong))
        {
            throw Broken();
        }

        ulong result = BinaryPrimitives.ReadUInt64LittleEndian(new(_data + _position, sizeof(ulong)));
        _position += sizeof(ulong);
        return result;
    }
}
