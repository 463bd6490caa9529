using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>The scope of one call from TVM into C#. Generated code enters and leaves it.</summary>
public readonly ref struct CallScope
{
    private readonly ref long _state;
    private readonly long _mark;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CallScope(ref long state)
    {
        _state = ref state;
        _mark = state;
        state += ScopeStack.OneScope;
    }

    /// <summary>Enters a scope on the current thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CallScope Enter() => new(ref ScopeStack.State);

    /// <summary>Releases what was made or received since. A second call does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit()
    {
        if (_state == _mark + ScopeStack.OneScope)
        {
            _state = _mark;
        }
        else
        {
            ScopeStack.Drain(ref _state, _mark);
        }
    }
}
