using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>How a delegate is called from TVM, and how one is made that calls TVM.</summary>
/// <typeparam name="TDelegate">The delegate's type.</typeparam>
public unsafe interface IDelegateSignature<TDelegate>
    where TDelegate : Delegate
{
    /// <summary>Number of parameters.</summary>
    static abstract int Arity { get; }

    /// <summary>What the parameters take.</summary>
    static abstract IReadOnlyList<UntypedMarshaller> Parameters { get; }

    /// <summary>Name of the result's type as upstream's messages spell it.</summary>
    static abstract string ResultName { get; }

    /// <summary>Reads the arguments, calls the delegate and writes its result, which the caller owns.</summary>
    static abstract void Invoke(TDelegate implementation, ref ArgumentReader arguments, TVMFFIAny* result);

    /// <summary>Makes a delegate that calls a function.</summary>
    static abstract TDelegate Bind(BoundFunction function);
}
