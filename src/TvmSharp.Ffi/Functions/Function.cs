using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A function of TVM's: <c>tvm::ffi::Function</c>, type key <c>ffi.Function</c>.</summary>
[TvmObject("ffi.Function")]
public sealed unsafe class Function : TvmObject, ITvmObject<Function>
{
    private const int MaxStackArguments = 16;

    private Function(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Function>.TypeKey => "ffi.Function";

    static Function ITvmObject<Function>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>The global function of a name.</summary>
    /// <exception cref="MissingFunctionException">There is none.</exception>
    public static Function Get(string name) =>
        TryGet(name, out Function? function) ? function : throw new MissingFunctionException(name);

    /// <summary>The global function of a name, if there is one.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Function? function)
    {
        ArgumentNullException.ThrowIfNull(name);
        TVMFFIObject* found = Lookup(name);
        function = found == null ? null : new Function(ObjectReference.Take(found));
        return function is not null;
    }

    /// <summary>Names of all global functions, sorted.</summary>
    public static IReadOnlyList<string> ListGlobalNames()
    {
        Function list = Get("ffi.FunctionListGlobalNamesFunctor").Call().As<Function>();
        string[] names = new string[list.Call(-1).As<int>()];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = list.Call(i).As<string>();
        }

        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <summary>What a global function was registered with, as JSON: <c>{"type_schema": "..."}</c> and more.</summary>
    /// <returns>An empty string for functions that were registered without.</returns>
    /// <exception cref="TvmException">There is no such function.</exception>
    public static string GetGlobalMetadata(string name) =>
        Get("ffi.GetGlobalFuncMetadata").Call(name).As<string>();

    /// <summary>Registers a global function.</summary>
    /// <param name="name">Global name.</param>
    /// <param name="function">The function; the registry takes a reference of its own.</param>
    /// <param name="overwrite">Whether it may replace another; otherwise a name that is taken is an error.</param>
    /// <exception cref="TvmException">The name is taken.</exception>
    public static void SetGlobal(string name, Function function, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray key = new() { Data = data, Size = (nuint)utf8.Length };
            lock (Registry.Gate)
            {
                TvmError.ThrowIfFailed(
                    TvmRuntime.Api->TVMFFIFunctionSetGlobal(&key, function.Handle, overwrite ? 1 : 0));
            }
        }

        GC.KeepAlive(function);
    }

    /// <summary>Removes a global function.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool RemoveGlobal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Function remove = Get("ffi.FunctionRemoveGlobal");

        // Held here, so that it does not end, and run somebody's deleter, while the gate is closed.
        _ = TryGet(name, out Function? removed);
        bool found;
        lock (Registry.Gate)
        {
            found = remove.Call(name).As<bool>();
        }

        GC.KeepAlive(removed);
        return found;
    }

    /// <summary>Makes a TVM function from a delegate, which lives as long as the function.</summary>
    /// <remarks>Exceptions come out as TVM errors. The delegate may be called from any thread.</remarks>
    public static Function Create(PackedFunction implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return FromEntryPoint(&InvokePacked, implementation);
    }

    /// <summary>Calls the function.</summary>
    /// <returns>The result; None for functions that return nothing.</returns>
    /// <exception cref="TvmException">
    /// The function raised an error. An exception that was thrown in C# comes back as itself.
    /// </exception>
    public Any Call(params ReadOnlySpan<Any> args)
    {
        TVMFFIAny* raw = stackalloc TVMFFIAny[MaxStackArguments];
        TVMFFIAny* heap = null;
        if (args.Length > MaxStackArguments)
        {
            raw = heap = (TVMFFIAny*)NativeMemory.Alloc((nuint)args.Length, (nuint)sizeof(TVMFFIAny));
        }

        int written = 0;
        try
        {
            for (; written < args.Length; written++)
            {
                args[written].WriteArgument(raw + written);
            }

            TVMFFIAny result = default;
            CallRaw(raw, args.Length, &result);
            return Any.TakeOwned(&result);
        }
        finally
        {
            for (int i = 0; i < written; i++)
            {
                args[i].ReleaseArgument(raw + i);
            }

            NativeMemory.Free(heap);
        }
    }

    /// <summary>A function that calls an unmanaged entry point with a .NET object as its state.</summary>
    internal static Function FromEntryPoint(
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry, object? state)
    {
        void* self = state is null ? null : (void*)GCHandle.ToIntPtr(GCHandle.Alloc(state));
        TVMFFIObject* function;
        int code = TvmRuntime.Api->TVMFFIFunctionCreate(self, entry, self == null ? null : &FreeState, &function);
        if (code != 0 && self != null)
        {
            GCHandle.FromIntPtr((nint)self).Free();
        }

        TvmError.ThrowIfFailed(code);
        return new Function(ObjectReference.Take(function));
    }

    /// <summary>The global function of a name with a reference for the caller, or null.</summary>
    internal static TVMFFIObject* Lookup(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray key = new() { Data = data, Size = (nuint)utf8.Length };
            TVMFFIObject* function;
            TvmFfiApi* api = TvmRuntime.Api;
            lock (Registry.Gate)
            {
                TvmError.ThrowIfFailed(api->TVMFFIFunctionGetGlobal(&key, &function));
            }

            return function;
        }
    }

    /// <summary>Calls with arguments and a result in ABI form; throws what the function raises.</summary>
    internal void CallRaw(TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        // What TVMFFIFunctionCall does, without the extra call.
        TVMFFIObject* function = Handle;
        int code = ((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, args, count, result);
        GC.KeepAlive(this);
        TvmError.ThrowIfFailed(code);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int InvokePacked(void* self, TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        CallScope scope = CallScope.Enter();
        try
        {
            EntryPoint.State<PackedFunction>(self)(new PackedArgs(args, count)).WriteOwned(result);
            scope.Exit();
            return 0;
        }
        catch (Exception exception)
        {
            // First: leaving a scope runs deleters, which may call functions that raise and clear errors of their own.
            scope.Exit();
            return EntryPoint.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeState(void* self) => GCHandle.FromIntPtr((nint)self).Free();
}
