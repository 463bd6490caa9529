namespace TvmSharp.Ffi;

/// <summary>The owners of the scopes that are open on one thread, innermost last.</summary>
internal sealed class ScopeStack
{
    [ThreadStatic]
    private static ScopeStack? t_current;

    private ObjectOwner?[] _owners = new ObjectOwner?[64];
    private int _count;
    private int _depth;

    internal static ScopeStack Current => t_current ??= new ScopeStack();

    /// <summary>Number of scopes that are open on this thread.</summary>
    internal int Depth => _depth;

    /// <summary>Puts an owner into the innermost scope of this thread; false when there is none.</summary>
    internal static bool TryAdd(ObjectOwner owner)
    {
        ScopeStack? stack = t_current;
        if (stack is null || stack._depth <= 0)
        {
            return false;
        }

        if (stack._count == stack._owners.Length)
        {
            Array.Resize(ref stack._owners, stack._count * 2);
        }

        stack._owners[stack._count++] = owner;
        return true;
    }

    /// <summary>Opens a scope and returns the mark that ends it.</summary>
    internal int Push()
    {
        _depth++;
        return _count;
    }

    /// <summary>Ends the scope: releases, latest first, all owners that it still has.</summary>
    internal void Pop(int mark)
    {
        if (_count > mark)
        {
            Drain(mark);
        }

        _depth--;
    }

    private void Drain(int mark)
    {
        // A release can run a deleter, which can open scopes of its own: those live above _count.
        while (_count > mark)
        {
            ObjectOwner owner = _owners[--_count]!;
            _owners[_count] = null;
            if (!owner.IsKept)
            {
                owner.Release();
            }
        }
    }
}
