using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>The arguments of one call: views that have passed the checks of the parameters' types.</summary>
internal readonly unsafe ref struct Arguments(TVMFFIAny* values, int count)
{
    /// <summary>Number of arguments.</summary>
    public int Count => count;

    /// <summary>An argument as the caller passed it.</summary>
    public TVMFFIAny View(int index) => values[index];

    /// <summary>
    /// An argument as a value that can be stored: raw strings and byte arrays are copied, an rvalue reference
    /// is moved. Lives until the call ends.
    /// </summary>
    public TVMFFIAny Any(int index)
    {
        TVMFFIAny view = values[index];
        return view.TypeIndex is TypeIndex.RawStr or TypeIndex.ByteArrayPtr or TypeIndex.ObjectRValueRef
            ? Pool.Keep(Host.ToOwned(view))
            : view;
    }

    /// <summary>These arguments after the check of one of them, for functions that take anything.</summary>
    public Arguments Cast(int index, HostType type)
    {
        type.Cast(values[index]);
        return this;
    }

    public bool IsNone(int index) => values[index].TypeIndex == TypeIndex.None;

    public long Int(int index) => values[index].Int64;

    public bool Bool(int index) => values[index].Int64 != 0;

    public double Float(int index) =>
        values[index].TypeIndex == TypeIndex.Float ? values[index].Float64 : values[index].Int64;

    public void* Pointer(int index) => values[index].Ptr;

    public string Text(int index) => Value.Text(values[index]);

    /// <summary>A borrowed object, or null for None.</summary>
    public TVMFFIObject* Object(int index) =>
        Value.IsObject(values[index]) ? values[index].Obj : null;

    /// <summary>An element type; text is parsed.</summary>
    public DLDataType DataType(int index)
    {
        if (values[index].TypeIndex == TypeIndex.DataType)
        {
            return values[index].DType;
        }

        TVMFFIAny text = values[index];
        ReadOnlySpan<byte> bytes = Value.Bytes(&text);
        DLDataType result = default;
        fixed (byte* data = bytes)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)bytes.Length };
            Host.Check(Host.Api->TVMFFIDataTypeFromString(&array, &result));
        }

        return result;
    }

    /// <summary>Takes an object over, by move when the caller allows it, else with a reference of its own.</summary>
    public TVMFFIObject* Take(int index)
    {
        TVMFFIAny view = values[index];
        if (view.TypeIndex == TypeIndex.ObjectRValueRef)
        {
            TVMFFIObject** slot = (TVMFFIObject**)view.Ptr;
            TVMFFIObject* moved = *slot;
            *slot = null;
            return moved;
        }

        Host.IncRef(view.Obj);
        return view.Obj;
    }
}
