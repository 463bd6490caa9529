namespace TvmSharp.Ffi;

/// <summary>Compares values by structure: <c>tvm::ffi::StructuralEqual</c> and <c>StructuralHash</c>.</summary>
/// <param name="mapFreeVariables">
/// Whether variables that nothing in the values defines are equal when they can be mapped to one another; otherwise they
/// are only equal to themselves.
/// </param>
/// <param name="skipTensorContent">Whether tensors are compared by shape and element type only.</param>
/// <remarks>
/// Types say how they are compared, see <see cref="StructuralKind"/>; a value with an object of a type that does not is a
/// <see cref="TvmException"/> of kind <c>TypeError</c>.
/// </remarks>
public sealed class StructuralComparer(bool mapFreeVariables = false, bool skipTensorContent = false) : IEqualityComparer<Any>
{
    /// <summary>Compares everything; free variables are only equal to themselves.</summary>
    public static StructuralComparer Default { get; } = new();

    /// <summary>Whether two values are equal by structure.</summary>
    /// <exception cref="TvmException">An object in them is of a type that cannot be compared by structure.</exception>
    public bool Equals(Any x, Any y) =>
        BuiltinFunctions.StructuralEqual.Call(x, y, mapFreeVariables, skipTensorContent).As<bool>();

    /// <summary>Hash that goes with <see cref="Equals(Any, Any)"/>.</summary>
    /// <exception cref="TvmException">An object in the value is of a type that cannot be compared by structure.</exception>
    public int GetHashCode(Any obj) => Hash(obj).GetHashCode();

    /// <summary>TVM's own 64-bit hash of a value.</summary>
    /// <exception cref="TvmException">An object in the value is of a type that cannot be compared by structure.</exception>
    public long Hash(Any value) =>
        BuiltinFunctions.StructuralHash.Call(value, mapFreeVariables, skipTensorContent).As<long>();

    /// <summary>Where two values first differ: <c>tvm::ffi::StructuralEqual::GetFirstMismatch</c>.</summary>
    /// <returns>Null when they are equal.</returns>
    /// <exception cref="TvmException">An object in them is of a type that cannot be compared by structure.</exception>
    public StructuralMismatch? FirstMismatch(Any left, Any right)
    {
        Any paths = BuiltinFunctions.GetFirstStructuralMismatch.Call(left, right, mapFreeVariables, skipTensorContent);
        return paths.IsNone ? null : new(paths.AsArray<AccessPath>()[0], paths.AsArray<AccessPath>()[1]);
    }
}
