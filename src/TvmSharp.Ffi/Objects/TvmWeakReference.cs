using System.Diagnostics.CodeAnalysis;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A reference that does not keep its object alive: <c>tvm::ffi::WeakObjectPtr</c>.</summary>
/// <typeparam name="T">Wrapper class.</typeparam>
/// <remarks>
/// What the object holds is released with its last strong reference; only its memory waits for the weak ones, which the
/// garbage collector ends. It belongs to no scope and can be used from any thread.
/// </remarks>
public sealed unsafe class TvmWeakReference<T>
    where T : TvmObject
{
    private readonly TVMFFIObject* _object;

    /// <summary>Refers to an object.</summary>
    /// <exception cref="ObjectDisposedException">The wrapper's scope has ended.</exception>
    public TvmWeakReference(T target)
    {
        ArgumentNullException.ThrowIfNull(target);
        TVMFFIObject* obj = target.Handle;
        WeakCount.Increment(obj);
        _object = obj;
        GC.KeepAlive(target);
    }

    /// <summary>Drops the weak reference.</summary>
    ~TvmWeakReference()
    {
        // Null when the constructor threw.
        if (_object != null)
        {
            WeakCount.Decrement(_object);
        }
    }

    /// <summary>Whether the object is alive. Another thread may end it right after.</summary>
    public bool IsAlive
    {
        get
        {
            bool alive = RefCount.Strong(_object) != 0;
            GC.KeepAlive(this);
            return alive;
        }
    }

    /// <summary>A strong reference to the object, if it is still alive.</summary>
    /// <param name="target">A new wrapper, which belongs to the current scope.</param>
    public bool TryGetTarget([NotNullWhen(true)] out T? target)
    {
        bool alive = WeakCount.TryPromote(_object);
        GC.KeepAlive(this);
        if (!alive)
        {
            target = null;
            return false;
        }

        // The wrapper takes a reference of its own.
        TVMFFIAny value = new() { TypeIndex = _object->TypeIndex, Obj = _object };
        try
        {
            target = ValueMarshaller<T>.Default.TryRead(&value, out T found) ? found : null;
        }
        finally
        {
            RefCount.Release(&value);
        }

        return target is not null;
    }
}
