namespace TvmSharp.Ffi;

/// <summary>The way from a value to something inside it: <c>tvm::ffi::reflection::AccessPath</c>.</summary>
/// <remarks><see cref="TvmObject.ToString"/> prints it as <c>&lt;root&gt;.body[1].name</c>.</remarks>
[TvmObject("ffi.reflection.AccessPath")]
public sealed class AccessPath : TvmObject, ITvmObject<AccessPath>
{
    private AccessPath(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<AccessPath>.TypeKey => "ffi.reflection.AccessPath";

    static bool ITvmObject<AccessPath>.IsImmutable => true;

    /// <summary>The path of no steps.</summary>
    public static AccessPath Root =>
        ObjectTypes.Get("ffi.reflection.AccessPath").GetMethod("_root").CallStatic().As<AccessPath>();

    /// <summary>The path without its last step; null for the root.</summary>
    public AccessPath? Parent => GetField("parent") is { IsNone: false } parent ? parent.As<AccessPath>() : null;

    /// <summary>The last step; null for the root.</summary>
    public AccessStep? Step => GetField("step") is { IsNone: false } step ? step.As<AccessStep>() : null;

    /// <summary>Number of steps.</summary>
    public int Depth => GetField<int>("depth");

    /// <summary>All steps from the root on.</summary>
    public TvmArray<AccessStep> Steps => CallMethod("_to_steps").AsArray<AccessStep>();

    static AccessPath ITvmObject<AccessPath>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>The path with one more step.</summary>
    public AccessPath Append(AccessStep step) => CallMethod("_extend", step).As<AccessPath>();

    /// <summary>The path to a field.</summary>
    public AccessPath Attribute(string name) => CallMethod("_attr", name).As<AccessPath>();

    /// <summary>The path to an element of an array or list.</summary>
    public AccessPath ArrayItem(long index) => CallMethod("_array_item", index).As<AccessPath>();

    /// <summary>The path to the value of a key.</summary>
    public AccessPath MapItem(Any key) => CallMethod("_map_item", key).As<AccessPath>();

    /// <summary>The path to a field that is not there.</summary>
    public AccessPath AttributeMissing(string name) => CallMethod("_attr_missing", name).As<AccessPath>();

    /// <summary>The path to an element that is not there.</summary>
    public AccessPath ArrayItemMissing(long index) => CallMethod("_array_item_missing", index).As<AccessPath>();

    /// <summary>The path to a key that is not there.</summary>
    public AccessPath MapItemMissing(Any key) => CallMethod("_map_item_missing", key).As<AccessPath>();

    /// <summary>Whether another path begins with the steps of this one.</summary>
    public bool IsPrefixOf(AccessPath other) => CallMethod("_is_prefix_of", other).As<bool>();
}
