using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>
/// Releases, when it is disposed, every TVM object that was created or received on this thread since it was
/// entered. Each call that TVM makes into C# runs in a scope of its own.
/// </summary>
/// <remarks>
/// Objects that must live longer are kept with <see cref="TvmObject.Keep"/>; using another one afterwards is an
/// <see cref="ObjectDisposedException"/>. Outside any scope objects live until the garbage collector finds them.
/// A scope belongs to the thread it was entered on and cannot be held across an <c>await</c>.
/// </remarks>
public readonly ref struct ObjectScope
{
    private readonly CallScope _scope;

    private ObjectScope(CallScope scope) => _scope = scope;

    /// <summary>Enters a scope on the current thread.</summary>
    public static ObjectScope Enter() => new(CallScope.Enter());

    /// <summary>Ends the scope. A second call does nothing.</summary>
    public void Dispose() => _scope.Exit();
}
