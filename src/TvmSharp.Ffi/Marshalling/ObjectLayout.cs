using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Where the generator has put the fields of a type, and what it makes objects of the type with. A type of the same key may
/// have been registered by somebody else, or by another version of the extension: it is compared once, before the first
/// object is touched.
/// </summary>
/// <param name="typeKey">Type key.</param>
/// <param name="fields">All fields, inherited ones first: name, offset, and how it is stored as a type index.</param>
public sealed unsafe class ObjectLayout(string typeKey, params (string Name, int Offset, int Storage)[] fields)
{
    private volatile bool _isVerified;
    private Function? _creator;

    /// <summary>Makes an object whose fields are zero, null and None.</summary>
    /// <exception cref="KeyNotFoundException">The type is not registered.</exception>
    /// <exception cref="InvalidOperationException">It was registered with other fields.</exception>
    public ObjectReference CreateObject()
    {
        Function creator = _creator ?? FindCreator();
        TVMFFIAny result = default;
        TVMFFIObject* function = creator.Handle;
        TvmError.ThrowIfFailed(((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, null, 0, &result));
        GC.KeepAlive(creator);
        return ObjectReference.Take(result.Obj);
    }

    /// <summary>Compares the layout with what is registered. Costs nothing after the first time.</summary>
    /// <returns>The reference, for wrappers to be made from.</returns>
    /// <exception cref="InvalidOperationException">The type was registered with other fields.</exception>
    public ObjectReference Verify(ObjectReference reference)
    {
        if (!_isVerified)
        {
            Compare();
        }

        return reference;
    }

    private Function FindCreator()
    {
        if (!ObjectTypes.TryGet(typeKey, out TvmTypeInfo? type))
        {
            throw new KeyNotFoundException(
                $"This TVM has no type `{typeKey}` yet ({TvmRuntime.Description}). Call TvmExtension.Register() first; a published library registers its types when it is loaded, and says what went wrong through its check.");
        }

        Compare();
        Function creator = type.GetAttribute("__ffi_new__").As<Function>();

        // The type table holds it as long as the process lives.
        creator.Keep();
        _creator = creator;
        return creator;
    }

    private void Compare()
    {
        TvmTypeInfo type = ObjectTypes.Get(typeKey);
        foreach ((string name, int offset, int storage) in fields)
        {
            if (!type.TryGetField(name, out TvmFieldInfo? field) || field.Offset != offset || field.Storage != storage)
            {
                string actual = field is null ? "there is no such field" : $"it is at {field.Offset}, stored as kind {field.Storage}";
                throw new InvalidOperationException(
                    $"Type `{typeKey}` was registered with other fields than this assembly defines: `{name}` should be at offset {offset}, stored as kind {storage}, and {actual}. Is another version of the extension loaded, or does somebody else use the same key?");
            }
        }

        if (type.AllFields.Count() != fields.Length)
        {
            throw new InvalidOperationException(
                $"Type `{typeKey}` was registered with more fields than this assembly defines. Is another version of the extension loaded, or does somebody else use the same key?");
        }

        _isVerified = true;
    }
}
