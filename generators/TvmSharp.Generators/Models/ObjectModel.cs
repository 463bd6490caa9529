namespace TvmSharp.Generators;

/// <summary>A class that defines an object type.</summary>
/// <param name="Key">Type key.</param>
/// <param name="Parent">Type key of the type it derives from, or null for <c>ffi.Object</c>.</param>
/// <param name="Depth">How many types it derives from, <c>ffi.Object</c> among them.</param>
/// <param name="Type">The class, fully qualified.</param>
/// <param name="Name">Name of the class.</param>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="Types">Declarations of the class and the types around it, the outermost first.</param>
/// <param name="Doc">Its documentation as plain text.</param>
/// <param name="StructuralKind">How its objects are compared, as <c>TVMFFISEqHashKind</c>.</param>
/// <param name="Inherited">Inherited fields, the root's first.</param>
/// <param name="Fields">Its own fields, in their order.</param>
/// <param name="Methods">Its own methods, in their order.</param>
/// <param name="Size">Size of its objects in bytes.</param>
/// <param name="IsSealed">Whether no class derives from it.</param>
/// <param name="HasConstructor">Whether the class has the constructor of wrappers already.</param>
/// <param name="Factory">Name of the factory.</param>
/// <param name="HidesFactory">Whether a class that it derives from has a factory with the same parameters.</param>
internal sealed record ObjectModel(
    string Key,
    string? Parent,
    int Depth,
    string Type,
    string Name,
    string Namespace,
    EquatableArray<string> Types,
    string Doc,
    int StructuralKind,
    EquatableArray<FieldModel> Inherited,
    EquatableArray<FieldModel> Fields,
    EquatableArray<ObjectMethodModel> Methods,
    int Size,
    bool IsSealed,
    bool HasConstructor,
    string Factory,
    bool HidesFactory)
{
    /// <summary>All fields, inherited ones first.</summary>
    public IEnumerable<FieldModel> AllFields => Inherited.Concat(Fields);
}

/// <summary>A method of a type that is defined.</summary>
/// <param name="Name">Registered name.</param>
/// <param name="IsStatic">Whether it gets no object.</param>
/// <param name="Method">The method; the object is its first parameter.</param>
internal sealed record ObjectMethodModel(string Name, bool IsStatic, MethodModel Method);
