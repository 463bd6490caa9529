namespace TvmSharp.Bindgen.Writing;

/// <summary>How values of a C# type lie in an object of C++'s.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Size">Bytes. A field of another size holds something else.</param>
internal sealed record DotNetStorage(DotNetStorageKind Kind, int Size)
{
    /// <summary>The address of an object.</summary>
    public static readonly DotNetStorage Object = new(DotNetStorageKind.Object, 8);

    /// <summary>The address of a container.</summary>
    public static readonly DotNetStorage Container = new(DotNetStorageKind.Container, 8);

    /// <summary>A <c>String</c>.</summary>
    public static readonly DotNetStorage String = new(DotNetStorageKind.String, 16);

    /// <summary>A <c>TVMFFIAny</c>.</summary>
    public static readonly DotNetStorage Cell = new(DotNetStorageKind.Cell, 16);

    /// <summary>The value itself.</summary>
    public static DotNetStorage Value(int size) => new(DotNetStorageKind.Value, size);
}
