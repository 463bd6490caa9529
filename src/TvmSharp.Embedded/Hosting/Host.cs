using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>
/// The tvm-ffi that this assembly works over: its own, or a real <c>libtvm_ffi</c>. There is one in a process.
/// </summary>
internal static unsafe class Host
{
    private const ulong OneWeak = 1UL << 32;
    private const ulong BothOne = OneWeak | 1;

    private static TvmFfiApi* s_api;

    /// <summary>The functions of the C ABI.</summary>
    public static TvmFfiApi* Api => s_api;

    /// <summary>Chooses the tvm-ffi; a second choice must be the same.</summary>
    public static void Use(TvmFfiApi* api)
    {
        // Whoever holds a table may hold a copy of it: the functions tell which tvm-ffi it is.
        if (s_api != null && (nint)s_api->TVMFFIFunctionCall != (nint)api->TVMFFIFunctionCall)
        {
            throw new InvalidOperationException("The embedded host already works over another tvm-ffi in this process.");
        }

        if (s_api == null)
        {
            s_api = api;
            Errors.Prepare();
        }
    }

    /// <summary>Adds a strong reference.</summary>
    public static void IncRef(TVMFFIObject* value) => Interlocked.Increment(ref value->CombinedRefCount);

    /// <summary>
    /// Drops a strong reference. All strong references together hold one weak one, so the last of them makes
    /// the deleter run for both, and otherwise the weak count outlives the contents.
    /// </summary>
    public static void DecRef(TVMFFIObject* value)
    {
        ulong old = Interlocked.Decrement(ref value->CombinedRefCount) + 1;
        if (old == BothOne)
        {
            if (value->Deleter != null)
            {
                value->Deleter(value, ObjectDeleterFlags.Both);
            }
        }
        else if ((uint)old == 1)
        {
            if (value->Deleter != null)
            {
                value->Deleter(value, ObjectDeleterFlags.Strong);
            }

            ulong weak = Interlocked.Add(ref value->CombinedRefCount, unchecked(0UL - OneWeak)) + OneWeak;
            if (weak == OneWeak && value->Deleter != null)
            {
                value->Deleter(value, ObjectDeleterFlags.Weak);
            }
        }
    }

    /// <summary>Whether there is exactly one strong reference.</summary>
    public static bool IsUnique(TVMFFIObject* value) => (uint)Volatile.Read(ref value->CombinedRefCount) == 1;

    /// <summary>Drops what an owned value holds and leaves None.</summary>
    public static void Release(TVMFFIAny* value)
    {
        TVMFFIAny old = *value;
        *value = default;
        if (old.TypeIndex >= TypeIndex.StaticObjectBegin && old.Obj != null)
        {
            DecRef(old.Obj);
        }
    }

    /// <summary>Drops what an owned value holds.</summary>
    public static void Release(TVMFFIAny value) => Release(&value);

    /// <summary>An owned value from a view, as the C ABI converts it.</summary>
    public static TVMFFIAny ToOwned(TVMFFIAny view)
    {
        if (view.TypeIndex >= TypeIndex.StaticObjectBegin)
        {
            IncRef(view.Obj);
            return view;
        }

        TVMFFIAny result = default;
        Check(s_api->TVMFFIAnyViewToOwnedAny(&view, &result));
        return result;
    }

    /// <summary>Throws the error that a function of the C ABI raised when its result is not zero.</summary>
    public static void Check(int code)
    {
        if (code != 0)
        {
            throw TakeRaised();
        }
    }

    /// <summary>The error in thread-local storage as an exception.</summary>
    public static Exception TakeRaised()
    {
        TVMFFIObject* error = null;
        s_api->TVMFFIErrorMoveFromRaised(&error);
        return error == null
            ? HostException.Internal("A function failed without raising an error.")
            : new RaisedException(error);
    }

    /// <summary>Type key of a type index, for messages.</summary>
    public static string TypeKey(int typeIndex)
    {
        TVMFFITypeInfo* info = s_api->TVMFFIGetTypeInfo(typeIndex);
        return info == null ? $"type index {typeIndex}" : Encoding.UTF8.GetString(info->TypeKey.AsSpan());
    }

    /// <summary>Whether a type index is that of a type or of one derived from it.</summary>
    public static bool IsInstance(int typeIndex, int targetIndex)
    {
        if (typeIndex == targetIndex)
        {
            return true;
        }

        if (typeIndex < TypeIndex.StaticObjectBegin || targetIndex < 0)
        {
            return false;
        }

        TVMFFITypeInfo* info = s_api->TVMFFIGetTypeInfo(typeIndex);
        if (info == null)
        {
            return false;
        }

        for (int i = 0; i < info->TypeDepth; i++)
        {
            if (info->TypeAncestors[i]->TypeIndex == targetIndex)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Type index of a key, or -1 when no such type is registered.</summary>
    public static int FindType(string key)
    {
        byte[] text = Encoding.UTF8.GetBytes(key);
        int index;
        fixed (byte* data = text)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)text.Length };
            index = s_api->TVMFFITypeGetOrAllocIndex(&array, -1, 0, 0, 1, -2);
        }

        return index < 0 ? -1 : index;
    }

    /// <summary>A global function with a reference, or null.</summary>
    public static TVMFFIObject* FindFunction(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = text)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)text.Length };
            TVMFFIObject* function = null;
            Check(s_api->TVMFFIFunctionGetGlobal(&array, &function));
            return function;
        }
    }

    /// <summary>Calls a function with views; the result is owned.</summary>
    public static TVMFFIAny Call(TVMFFIObject* function, params ReadOnlySpan<TVMFFIAny> arguments)
    {
        TVMFFIAny result = default;
        fixed (TVMFFIAny* data = arguments)
        {
            Check(s_api->TVMFFIFunctionCall(function, data, arguments.Length, &result));
        }

        return result;
    }

    /// <summary>Calls a global function with views; the result is owned.</summary>
    public static TVMFFIAny CallGlobal(string name, params ReadOnlySpan<TVMFFIAny> arguments)
    {
        TVMFFIObject* function = FindFunction(name);
        if (function == null)
        {
            throw HostException.Value($"Function {name} not found");
        }

        try
        {
            return Call(function, arguments);
        }
        finally
        {
            DecRef(function);
        }
    }
}
