using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A function of TVM's: <c>tvm::ffi::Function</c>, type key <c>ffi.Function</c>.</summary>
[TvmObject("ffi.Function")]
public sealed unsafe partial class Function : TvmObject, ITvmObject<Function>
{
    private const int MaxStackArguments = 16;

    private Function(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Function>.TypeKey => "ffi.Function";

    static Function ITvmObject<Function>.Wrap(ObjectReference reference) => new(reference);

    internal static Function Wrap(ObjectReference reference) => new(reference);

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
        Function maker = Get("ffi.FunctionListGlobalNamesFunctor");
        Function list;
        lock (Registry.Gate)
        {
            // It copies the names, and walks the table for that.
            list = maker.Call().As<Function>();
        }

        string[] names = new string[list.Call(-1).As<int>()];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = list.Call(i).As<string>();
        }

        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <summary>All global functions, by name, with what is known about them.</summary>
    public static IReadOnlyList<GlobalFunctionInfo> ListGlobals()
    {
        Function metadata = Get("ffi.GetGlobalFuncMetadata");
        List<GlobalFunctionInfo> functions = [];
        foreach (string name in ListGlobalNames())
        {
            // Another thread may have removed the function since.
            if (ReadMetadata(metadata, name) is { } known)
            {
                functions.Add(new GlobalFunctionInfo(name, known));
            }
        }

        return functions;
    }

    /// <summary>What is known about a global function.</summary>
    /// <exception cref="MissingFunctionException">There is no such function.</exception>
    public static GlobalFunctionInfo GetGlobalInfo(string name) => new(name, GetGlobalMetadata(name));

    /// <summary>What a global function was registered with, as JSON: <c>{"type_schema": "..."}</c> and more.</summary>
    /// <returns>An empty string for functions that were registered without.</returns>
    /// <exception cref="MissingFunctionException">There is no such function.</exception>
    public static string GetGlobalMetadata(string name) =>
        ReadMetadata(Get("ffi.GetGlobalFuncMetadata"), name) ?? throw new MissingFunctionException(name);

    /// <summary>Registers a global function.</summary>
    /// <param name="name">Global name.</param>
    /// <param name="function">The function; the registry takes a reference of its own.</param>
    /// <param name="overwrite">Whether it may replace another; otherwise a name that is taken is an error.</param>
    /// <exception cref="TvmException">The name is taken.</exception>
    public static void SetGlobal(string name, Function function, bool overwrite = false) =>
        SetGlobal(name, function, string.Empty, string.Empty, overwrite);

    /// <summary>Registers a global function with its description.</summary>
    /// <param name="name">Global name.</param>
    /// <param name="function">The function; the registry takes a reference of its own.</param>
    /// <param name="doc">Documentation, may be empty. The metadata gets it too, as its <c>doc</c>.</param>
    /// <param name="metadata">
    /// A JSON object, or empty. Upstream puts the types into <c>type_schema</c>, a JSON text in a string; other keys are free.
    /// </param>
    /// <param name="overwrite">Whether it may replace another; otherwise a name that is taken is an error.</param>
    /// <exception cref="ArgumentException">The metadata is no JSON object.</exception>
    /// <exception cref="TvmException">The name is taken.</exception>
    public static void SetGlobal(string name, Function function, string doc, string metadata = "", bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(doc);
        ArgumentNullException.ThrowIfNull(metadata);
        Registry.ReleaseReplaced(Registry.Set(name, doc, WithDoc(metadata, doc), function.Handle, overwrite));
        GC.KeepAlive(function);
    }

    /// <summary>Removes a global function.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool RemoveGlobal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Function remove = Get("ffi.FunctionRemoveGlobal");

        TVMFFIObject* removed;
        bool found;
        lock (Registry.Gate)
        {
            // Held here, so that it does not end, and run somebody's deleter, while the gate is closed.
            removed = Lookup(name);
            found = remove.Call(name).As<bool>();
        }

        Registry.ReleaseReplaced(removed);
        return found;
    }

    /// <summary>Makes a TVM function from a delegate, which lives as long as the function.</summary>
    /// <remarks>Exceptions come out as TVM errors. The delegate may be called from any thread.</remarks>
    public static Function Create(PackedFunction implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return FromCallback(new PackedCallback(implementation));
    }

    /// <summary>Makes one function of several: a call goes to the first whose parameters the arguments fit.</summary>
    /// <param name="name">Name of the function in error messages.</param>
    /// <param name="overloads">Functions made by <c>Function.From</c>, in the order they are tried.</param>
    /// <exception cref="ArgumentException">There is none, or one was not made by <c>Function.From</c>.</exception>
    public static Function Overloads(string name, params ReadOnlySpan<Function> overloads)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (overloads.IsEmpty)
        {
            throw new ArgumentException("There is nothing to choose from.", nameof(overloads));
        }

        TypedCallback[] callbacks = new TypedCallback[overloads.Length];
        for (int i = 0; i < callbacks.Length; i++)
        {
            Function overload = overloads[i] ?? throw new ArgumentNullException(nameof(overloads));
            callbacks[i] = FunctionObjects.TryGetCallback(overload.Handle) as TypedCallback ?? throw new ArgumentException(
                $"Overload #{i} was not made by Function.From: its parameters are not known.", nameof(overloads));
            GC.KeepAlive(overload);
        }

        return FromCallback(new OverloadedCallback(name, callbacks));
    }

    /// <inheritdoc cref="Overloads(string, ReadOnlySpan{Function})"/>
    public static Function Overloads(params ReadOnlySpan<Function> overloads) => Overloads(string.Empty, overloads);

    /// <summary>Calls the function.</summary>
    /// <returns>The result; None for functions that return nothing.</returns>
    /// <exception cref="TvmException">
    /// The function raised an error. An exception that was thrown in C# comes back as itself.
    /// </exception>
    public Any Call(params ReadOnlySpan<Any> args)
    {
        TVMFFIAny result = default;
        TVMFFIObject* raised = CallPacked(args, &result);
        if (raised != null)
        {
            throw TvmError.ToException(raised);
        }

        return Any.TakeOwned(&result);
    }

    /// <summary>Calls the function and gives back an error that it raises or returns, without throwing it.</summary>
    /// <typeparam name="TResult">Any type that <see cref="Any.As{T}"/> converts to.</typeparam>
    /// <exception cref="InvalidCastException">The result does not convert; the message names both types.</exception>
    public Expected<TResult> CallExpected<TResult>(params ReadOnlySpan<Any> args)
    {
        TVMFFIAny result = default;
        TVMFFIObject* raised = CallPacked(args, &result);
        if (raised != null)
        {
            return TvmError.Wrap(raised);
        }

        Any value = Any.TakeOwned(&result);
        return value.Wrapper is Error error ? error : value.As<TResult>();
    }

    /// <summary>Calls the function with the arguments of another call, as they are.</summary>
    /// <returns>The result; None for functions that return nothing.</returns>
    /// <exception cref="TvmException">
    /// The function raised an error. An exception that was thrown in C# comes back as itself.
    /// </exception>
    public Any Call(PackedArgs args)
    {
        TVMFFIAny result = default;
        CallRaw(args.Pointer, args.Length, &result);
        return Any.TakeOwned(&result);
    }

    /// <summary>A delegate that calls the function. It may be kept, and outlives the scope it is made in.</summary>
    /// <typeparam name="TDelegate">
    /// A <c>Func</c>, an <c>Action</c> or a delegate type of one's own with up to sixteen parameters by value. The generator sees to it that the type can be made ahead of
    /// time; in generic code and without the generator, see <see cref="AsFunc{TResult}"/> and <see cref="AsAction"/>.
    /// </typeparam>
    /// <exception cref="NotSupportedException">The type is not known; the message says what to do.</exception>
    public TDelegate As<TDelegate>()
        where TDelegate : Delegate
    {
        TVMFFIAny view = new() { TypeIndex = TypeIndex.Function, Obj = Handle };
        TDelegate bound = ValueMarshaller<TDelegate>.Default.Read(&view);
        GC.KeepAlive(this);
        return bound;
    }

    /// <summary>Makes a function from a delegate of any type that crosses, which lives as long as the function.</summary>
    /// <remarks>A lambda has a type of its own where it is cast, as in <c>From((Report)(text =&gt; ...))</c>.</remarks>
    /// <typeparam name="TDelegate">
    /// As in <see cref="As{TDelegate}"/>: the generator registers the type where this is called with a delegate of it.
    /// </typeparam>
    /// <param name="implementation">The delegate.</param>
    /// <param name="name">Name of the function in error messages.</param>
    /// <exception cref="NotSupportedException">The type is not known; the message says what to do.</exception>
    public static Function From<TDelegate>(TDelegate implementation, string? name = null)
        where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return new(ObjectReference.Take(ValueMarshaller<TDelegate>.Default.CreateFunction(implementation, name)));
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
    /// <remarks>Never part of its callers: in their try blocks the JIT would not compile a native call in place.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void CallRaw(TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        // What TVMFFIFunctionCall does, without the extra call.
        TVMFFIObject* function = Handle;
        int code = IsOwnedByItself
            ? ((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, args, count, result)
            : CallLent(args, count, result);
        GC.KeepAlive(this);
        TvmError.ThrowIfFailed(code);
    }

    /// <summary>Calls a function that is part of an object, which the function may end.</summary>
    private int CallLent(TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        TVMFFIAny self;
        Lend(&self);
        try
        {
            return ((TVMFFIFunctionCell*)(self.Obj + 1))->SafeCall(self.Obj, args, count, result);
        }
        finally
        {
            EndLoan();
        }
    }

    /// <summary>Calls with arguments in ABI form and converts the result.</summary>
    internal TResult CallTyped<TResult, TMarshaller>(TVMFFIAny* args, int count)
        where TMarshaller : struct, IMarshaller<TResult>
    {
        TVMFFIAny result = default;
        CallRaw(args, count, &result);
        return result.TypeIndex < TypeIndex.StaticObjectBegin && TMarshaller.TryRead(&result, out TResult value)
            ? value
            : TakeOwned<TResult, TMarshaller>(&result);
    }

    private static TResult TakeOwned<TResult, TMarshaller>(TVMFFIAny* result)
        where TMarshaller : struct, IMarshaller<TResult>
    {
        try
        {
            return TMarshaller.TryRead(result, out TResult value) ? value : throw WrongResult<TResult, TMarshaller>(result);
        }
        finally
        {
            RefCount.Release(result);
        }
    }

    /// <summary>Calls with arguments of any kind.</summary>
    /// <returns>The error that was raised, with a reference for the caller; null when there was none.</returns>
    private TVMFFIObject* CallPacked(ReadOnlySpan<Any> args, TVMFFIAny* result)
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

            TVMFFIObject* function = Handle;
            int code = IsOwnedByItself
                ? ((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, raw, args.Length, result)
                : CallLent(raw, args.Length, result);
            GC.KeepAlive(this);

            // Now: what releasing the arguments runs may raise and clear errors of its own.
            return code == 0 ? null : TvmError.MoveRaised();
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

    private static InvalidCastException WrongResult<TResult, TMarshaller>(TVMFFIAny* result)
        where TMarshaller : struct, IMarshaller<TResult> =>
        new($"The function returned `{TMarshaller.DescribeMismatch(result)}` where `{TMarshaller.TypeName}` is expected.");

    // Null when there is no such function. It must not go between the two calls.
    private static string? ReadMetadata(Function reader, string name)
    {
        lock (Registry.Gate)
        {
            return TryGet(name, out _) ? reader.Call<string, string>(name) : null;
        }
    }

    private static string WithDoc(string metadata, string doc)
    {
        JsonObject? root;
        try
        {
            root = metadata.Length == 0 ? [] : JsonNode.Parse(metadata) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"Metadata of a function is a JSON object. {exception.Message}", nameof(metadata), exception);
        }

        if (root is null)
        {
            throw new ArgumentException("Metadata of a function is a JSON object.", nameof(metadata));
        }

        if (doc.Length == 0 || root.ContainsKey("doc"))
        {
            return metadata;
        }

        root.Add("doc", doc);
        return root.ToJsonString();
    }

    private static Function FromCallback(Callback callback) => new(ObjectReference.Take(FunctionObjects.Create(callback)));

    private static Function FromDelegate<TDelegate, TSignature>(TDelegate implementation, string? name)
        where TDelegate : Delegate
        where TSignature : struct, IDelegateSignature<TDelegate>
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return FromCallback(new DelegateCallback<TDelegate, TSignature>(implementation, name));
    }

    private TDelegate Bind<TDelegate, TSignature>()
        where TDelegate : Delegate
        where TSignature : struct, IDelegateSignature<TDelegate>
    {
        TDelegate bound = TSignature.Bind(new BoundFunction(ObjectReference.Share(Handle)));
        GC.KeepAlive(this);
        return bound;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeState(void* self) => GCHandle.FromIntPtr((nint)self).Free();
}
