namespace TvmSharp.Ffi;

/// <summary>A .NET object as an object of TVM's: an element, an argument, a result. Type key <c>dotnet.ManagedObject</c>.</summary>
/// <remarks>The .NET object lives as long as TVM refers to this one. Other languages can pass it on and nothing else.</remarks>
[TvmObject("dotnet.ManagedObject")]
public sealed unsafe class DotNetObject : TvmObject, ITvmObject<DotNetObject>
{
    private DotNetObject(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<DotNetObject>.TypeKey => "dotnet.ManagedObject";

    static bool ITvmObject<DotNetObject>.IsImmutable => true;

    /// <summary>The .NET object.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another .NET runtime of this process, such as another published library.</exception>
    public object Value
    {
        get
        {
            object? value = ManagedObject.TryGet(Handle);
            GC.KeepAlive(this);
            return value ?? throw new InvalidOperationException(
                "The .NET object belongs to another .NET runtime in this process, which alone can use it.");
        }
    }

    static DotNetObject ITvmObject<DotNetObject>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Makes an object that stands for a .NET object.</summary>
    public static DotNetObject Create(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new DotNetObject(ObjectReference.Take(ManagedObject.Create(value)));
    }
}
