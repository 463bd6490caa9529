namespace TvmSharp.Ffi.Marshalling;

/// <summary>The scope of one call from TVM into C#. Generated code enters and leaves it.</summary>
public struct CallScope
{
    private readonly int _mark;
    private ScopeStack? _stack;

    private CallScope(ScopeStack stack)
    {
        _stack = stack;
        _mark = stack.Push();
    }

    /// <summary>Enters a scope on the current thread.</summary>
    public static CallScope Enter() => new(ScopeStack.Current);

    /// <summary>Releases what was made or received since. A second call does nothing.</summary>
    public void Exit()
    {
        _stack?.Pop(_mark);
        _stack = null;
    }
}
