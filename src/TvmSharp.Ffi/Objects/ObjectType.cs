namespace TvmSharp.Ffi;

/// <summary>The type index that belongs to a wrapper class, looked up once.</summary>
internal static class ObjectType<T>
    where T : TvmObject, ITvmObject<T>
{
    private static int s_index = -1;

    /// <summary>Type index; -1 as long as this TVM has no such type.</summary>
    internal static int Index
    {
        get
        {
            int index = s_index;
            return index >= 0 ? index : s_index = ObjectTypes.IndexOf(T.TypeKey);
        }
    }

    /// <summary>Whether objects with a type index are instances of the class's type.</summary>
    internal static bool Contains(int typeIndex)
    {
        if (typeIndex < Abi.TypeIndex.StaticObjectBegin)
        {
            return false;
        }

        int index = Index;
        return index >= 0 && ObjectTypes.IsInstance(typeIndex, index);
    }
}
