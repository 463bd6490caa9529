namespace TvmSharp.Ffi;

/// <summary>Visits everything inside a value, following the fields that make up its structure: <c>ffi.StructuralWalk</c>.</summary>
/// <remarks>
/// For each value the first callback that was added for its type, or for a base of it, is called. Arguments of callbacks
/// belong to the call; <see cref="TvmObject.Keep"/> keeps them.
/// </remarks>
public sealed class StructuralWalk
{
    // (type index, function) pairs, as upstream takes them.
    private readonly List<(int TypeIndex, PackedFunction Callback)> _callbacks = [];

    /// <summary>Adds a callback for the objects of a wrapper class.</summary>
    /// <exception cref="KeyNotFoundException">This TVM has no type of the class's key.</exception>
    public StructuralWalk On<T>(Func<T, WalkResult> callback)
        where T : TvmObject, ITvmObject<T>
    {
        ArgumentNullException.ThrowIfNull(callback);
        return On<T>((value, _) => callback(value));
    }

    /// <summary>Adds a callback for the objects of a wrapper class, which learns whether variables are defined here.</summary>
    /// <exception cref="KeyNotFoundException">This TVM has no type of the class's key.</exception>
    public StructuralWalk On<T>(Func<T, DefRegionKind, WalkResult> callback)
        where T : TvmObject, ITvmObject<T>
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add(ObjectTypes.Get(T.TypeKey).Index, args => callback(((Any)args[0]).AsObject<T>(), Region(args)).ToAny());
    }

    /// <summary>Adds a callback for the values of a type, which need no wrapper class.</summary>
    public StructuralWalk On(TvmTypeInfo type, Func<Any, WalkResult> callback)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(callback);
        return Add(type.Index, args => callback(args[0]).ToAny());
    }

    /// <summary>Adds a callback for all values.</summary>
    public StructuralWalk OnAny(Func<Any, WalkResult> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add(Abi.TypeIndex.Any, args => callback(args[0]).ToAny());
    }

    /// <summary>Walks.</summary>
    /// <param name="root">Any value.</param>
    /// <param name="order">When to call back.</param>
    /// <returns>What a callback ended the walk with; null when the walk came to its end.</returns>
    /// <exception cref="Exception">Whatever a callback throws comes back as itself.</exception>
    public VisitInterrupt? Run(Any root, WalkOrder order = WalkOrder.PreOrder)
    {
        TvmArray<Any> callbacks = TvmArray.Create<Any>(
            [.. _callbacks.Select(static entry => (Any)TvmArray.Create<Any>(entry.TypeIndex, Function.Create(entry.Callback)))]);
        Any result = BuiltinFunctions.StructuralWalk.Call(root, TvmArray.Create<Any>(), callbacks, (int)order);
        return result.IsNone ? null : result.As<VisitInterrupt>();
    }

    private static DefRegionKind Region(PackedArgs args) => (DefRegionKind)args[1].As<int>();

    private StructuralWalk Add(int typeIndex, PackedFunction callback)
    {
        _callbacks.Add((typeIndex, callback));
        return this;
    }
}
