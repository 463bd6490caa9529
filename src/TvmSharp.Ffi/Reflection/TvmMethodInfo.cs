using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A method that a type registered: <c>TVMFFIMethodInfo</c>.</summary>
public sealed unsafe class TvmMethodInfo
{
    internal TvmMethodInfo(TvmTypeInfo declaringType, TVMFFIMethodInfo* method)
    {
        DeclaringType = declaringType;
        Name = Utf8.ToString(method->Name);
        Doc = Utf8.ToString(method->Doc);
        MetadataText = Utf8.ToString(method->Metadata);
        IsStatic = (method->Flags & FieldFlags.IsStaticMethod) != 0;

        // The type table keeps the function as long as the process lives; this wrapper does so once more.
        TVMFFIAny value = method->Method;
        Function = (Function)Any.FromView(&value).As<Function>().Keep();
    }

    /// <summary>The type that registered the method.</summary>
    public TvmTypeInfo DeclaringType { get; }

    /// <summary>Name, such as <c>add_int</c>.</summary>
    public string Name { get; }

    /// <summary>Documentation; empty when there is none.</summary>
    public string Doc { get; }

    /// <summary>What it was registered with.</summary>
    public TvmMetadata Metadata => field ??= TvmMetadata.Parse(MetadataText);

    /// <summary>Type of the function, the object among its parameters; null when it is not known.</summary>
    public TypeSchema? Schema => Metadata.Schema;

    /// <summary>Whether it takes no object.</summary>
    public bool IsStatic { get; }

    /// <summary>The function itself, whose first argument is the object unless the method is static.</summary>
    public Function Function { get; }

    private string MetadataText { get; }

    /// <summary>Calls the method of an object.</summary>
    /// <param name="target">An object of the declaring type or of one derived from it.</param>
    /// <param name="args">The other arguments.</param>
    /// <exception cref="InvalidOperationException">The method is static.</exception>
    /// <exception cref="TvmException">The method raised an error, or the arguments do not fit.</exception>
    public Any Call(TvmObject target, params ReadOnlySpan<Any> args)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (IsStatic)
        {
            throw new InvalidOperationException($"Method `{Name}` of type `{DeclaringType.Key}` is static and takes no object.");
        }

        DeclaringType.ThrowIfNotInstance(target, nameof(target));
        return Function.Call([target, .. args]);
    }

    /// <summary>Calls the static method.</summary>
    /// <exception cref="InvalidOperationException">The method is not static.</exception>
    /// <exception cref="TvmException">The method raised an error, or the arguments do not fit.</exception>
    public Any CallStatic(params ReadOnlySpan<Any> args) => IsStatic
        ? Function.Call(args)
        : throw new InvalidOperationException($"Method `{Name}` of type `{DeclaringType.Key}` needs an object to be called on.");

    /// <summary>Name and type.</summary>
    public override string ToString() => Schema is { } schema ? $"{Name}: {schema}" : Name;
}
