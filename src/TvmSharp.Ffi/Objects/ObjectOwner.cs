using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// Holds one reference to one native object, for as many wrappers as share it. It ends with the scope it was
/// made in; outside any scope, or once it is kept, the garbage collector ends it.
/// </summary>
/// <remarks>
/// While an object is an argument, the reference is lent: whoever is called borrows it. An owner that ends meanwhile, by a
/// callback or on another thread, gives its reference up when the last loan does.
/// </remarks>
internal sealed unsafe class ObjectOwner
{
    private const int EndedBit = int.MinValue;

    private readonly TVMFFIObject* _object;

    // Number of loans, and whether the owner has ended. Once it is the ended bit alone, the reference has been given up.
    private int _state;

    // What few owners have, in one field because all are made smaller by that: a Finalizer, once kept, separate so that the many
    // that end with their scope never reach the finalizer queue; or, of a wrapper that ended alone, the ObjectOwner of what it
    // was part of, to which its loans go back; or a list of what was Replaced, with a Finalizer at its end once kept.
    private object? _more;

    private ObjectOwner(TVMFFIObject* obj) => _object = obj;

    private ObjectOwner(ObjectOwner lender)
    {
        _more = lender;
        _state = EndedBit;
    }

    /// <summary>Whether the owner goes on when its scope ends.</summary>
    internal bool IsKept => _more is not null && FinalizerOf(_more) is not null;

    internal bool IsReleased => _state < 0;

    /// <summary>Whether the reference is to this very object, not to one that contains it.</summary>
    internal bool IsOf(TVMFFIObject* obj) => _object == obj;

    /// <summary>Takes over a reference.</summary>
    internal static ObjectOwner Take(TVMFFIObject* obj)
    {
        ObjectOwner owner = new(obj);
        if (!ScopeStack.TryAdd(owner))
        {
            owner.Keep();
        }

        return owner;
    }

    /// <summary>Takes a reference of its own.</summary>
    internal static ObjectOwner Share(TVMFFIObject* obj)
    {
        RefCount.Increment(obj);
        return Take(obj);
    }

    /// <summary>For a wrapper that ends without its owner.</summary>
    internal ObjectOwner EndedShare() => new(this);

    internal void Keep()
    {
        if (IsKept)
        {
            return;
        }

        // Wrappers on several threads may share the owner. A finalizer that nobody holds would end it for all.
        Finalizer finalizer = new(this);
        object? found;
        do
        {
            ref object? last = ref _more;
            while (last is Replaced replaced)
            {
                last = ref replaced.Next;
            }

            found = Interlocked.CompareExchange(ref last, finalizer, null);
        }
        while (found is Replaced); // Came meanwhile, and the end is behind it.

        if (found is not null)
        {
            finalizer.Dispose();
        }
    }

    /// <summary>
    /// Keeps an object alive that is no longer part of the owner's, for as long as the owner lasts: wrappers that share the owner may
    /// still stand for it.
    /// </summary>
    /// <param name="obj">The object; the caller gives its reference up.</param>
    internal void Retain(TVMFFIObject* obj)
    {
        Replaced replaced = new(obj);
        object? before;
        do
        {
            before = _more;
            replaced.Next = before;
        }
        while (Interlocked.CompareExchange(ref _more, replaced, before) != before);
    }

    /// <summary>Keeps the object alive until <see cref="EndLoan"/>; false when the owner has ended.</summary>
    internal bool TryLend()
    {
        int seen = _state;
        while (seen >= 0)
        {
            int before = Interlocked.CompareExchange(ref _state, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Ends a loan.</summary>
    internal void EndLoan()
    {
        if (_more is ObjectOwner lender)
        {
            lender.EndLoan();
        }
        else if (Interlocked.Decrement(ref _state) == EndedBit)
        {
            RefCount.Decrement(_object);
            DropReplaced();
        }
    }

    /// <summary>Ends the owner, and gives its reference up as soon as nothing is lent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release()
    {
        // As most are when their scope ends: neither kept nor lent.
        if (_more is null && Interlocked.CompareExchange(ref _state, EndedBit, 0) == 0)
        {
            RefCount.Decrement(_object);
        }
        else
        {
            ReleaseAny();
        }
    }

    /// <summary>Ends the owner and gives its reference to the caller; null when it has ended already.</summary>
    /// <exception cref="InvalidOperationException">The object is lent.</exception>
    internal TVMFFIObject* Detach()
    {
        int before = Interlocked.CompareExchange(ref _state, EndedBit, 0);
        if (before > 0)
        {
            throw new InvalidOperationException(
                "The object, or a part of it, is an argument of a call that has not returned yet: it cannot be moved before.");
        }

        if (before < 0)
        {
            return null;
        }

        FinalizerOf(_more)?.Dispose();
        DropReplaced();
        return _object;
    }

    private static Finalizer? FinalizerOf(object? more)
    {
        while (more is Replaced replaced)
        {
            more = replaced.Next;
        }

        return more as Finalizer;
    }

    private void DropReplaced()
    {
        for (object? more = _more; more is Replaced replaced; more = replaced.Next)
        {
            RefCount.Decrement(replaced.Object);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseAny()
    {
        int seen = 0;
        while (seen >= 0)
        {
            int before = Interlocked.CompareExchange(ref _state, seen | EndedBit, seen);
            if (before == seen)
            {
                FinalizerOf(_more)?.Dispose();
                if (seen == 0)
                {
                    RefCount.Decrement(_object);
                    DropReplaced();
                }

                return;
            }

            seen = before;
        }
    }

    private sealed class Replaced(TVMFFIObject* obj)
    {
        internal object? Next;

        internal TVMFFIObject* Object => obj;
    }

    private sealed class Finalizer(ObjectOwner owner) : IDisposable
    {
        ~Finalizer() => owner.Release();

        public void Dispose() => GC.SuppressFinalize(this);
    }
}
