namespace TvmSharp.Ffi.Marshalling;

/// <summary>The scope of one call from TVM into C#. Generated code enters and leaves it.</summary>
public readonly struct CallScope
{
    private readonly ScopeStack _stack;
    private readonly int _mark;

    private CallScope(ScopeStack stack)
    {
        _stack = stack;
        _mark = stack.Push();
    }

    /// <summary>Enters a scope on the current thread.</summary>
    public static CallScope Enter() => new(ScopeStack.Current);

    /// <summary>Releases what was made or received since.</summary>
    public void Exit() => _stack.Pop(_mark);
}
