using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi;

/// <summary>The type index that belongs to a wrapper class, looked up once.</summary>
internal static class ObjectType<T>
    where T : TvmObject, ITvmObject<T>
{
    // Both start at zero, which is no object's: a static field without a value of its own needs no initialization, which
    // every access would have to check.
    private static int s_index;
    private static int s_latestInstance;

    /// <summary>Type index; -1 as long as this TVM has no such type.</summary>
    internal static int Index
    {
        get
        {
            int index = s_index;
            return index > 0 ? index : LookUp();
        }
    }

    /// <summary>Whether objects with a type index are instances of the class's type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Contains(int typeIndex) =>
        (typeIndex == s_latestInstance && typeIndex != 0) || ContainsOther(typeIndex);

    private static bool ContainsOther(int typeIndex)
    {
        if (typeIndex < Abi.TypeIndex.StaticObjectBegin)
        {
            return false;
        }

        int index = Index;
        if (index < 0 || !ObjectTypes.IsInstance(typeIndex, index))
        {
            return false;
        }

        // Objects of one type often come in a row.
        s_latestInstance = typeIndex;
        return true;
    }

    private static int LookUp()
    {
        int index = ObjectTypes.IndexOf(T.TypeKey);
        if (index > 0)
        {
            s_index = index;
        }

        return index;
    }
}
