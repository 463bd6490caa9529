using System.Diagnostics.CodeAnalysis;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Functions that come together, most often from a library: <c>tvm::ffi::Module</c>, type key <c>ffi.Module</c>.</summary>
/// <remarks>
/// A module's functions keep it, and with it its library. Other objects whose code is in the library do not, errors that
/// it raised among them: see <see cref="KeepLoaded"/>. Modules cannot be derived from in C#; functions of one's own are a
/// module through <see cref="SystemLibrary"/>, or as exports of a published library.
/// </remarks>
[TvmObject("ffi.Module")]
public sealed class Module : TvmObject, ITvmObject<Module>
{
    private Module(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Module>.TypeKey => "ffi.Module";

    /// <summary>Kind, such as <c>library</c> for what was loaded from a library.</summary>
    public string Kind => Function.Get("ffi.ModuleGetKind").Call(this).As<string>();

    /// <summary>What can be done with the module.</summary>
    public ModuleProperties PropertyMask => (ModuleProperties)Function.Get("ffi.ModuleGetPropertyMask").Call(this).As<int>();

    /// <summary>Modules that this one imports, in the order in which they are searched.</summary>
    public TvmArray<Module> Imports => GetField("imports_").AsArray<Module>();

    /// <summary>Formats that <see cref="WriteToFile"/> knows, by ending.</summary>
    public TvmArray<string> WriteFormats => Function.Get("ffi.ModuleGetWriteFormats").Call(this).AsArray<string>();

    /// <summary>A function of the module itself.</summary>
    /// <exception cref="EntryPointNotFoundException">The module has no such function.</exception>
    public Function this[string name] => GetFunction(name);

    static Module ITvmObject<Module>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Loads a module from a file: <c>ffi.ModuleLoadFromFile</c>.</summary>
    /// <param name="path">
    /// File, relative to the working directory. Its ending names the loader <c>ffi.Module.load_from_file.*</c>; a shared
    /// library may have any ending or none.
    /// </param>
    /// <param name="keepLoaded">
    /// Whether the module stays for the life of the process. Without, its library is unloaded with the module and the last
    /// of its functions: only safe when nothing else is left that the library made.
    /// </param>
    /// <remarks>Loading leaves the handling of SIGSEGV as it was.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="BadImageFormatException">The file is no shared library, or one for another architecture.</exception>
    /// <exception cref="TvmException">The system's loader refused the library, or a loader failed; the message says why.</exception>
    public static Module Load(string path, bool keepLoaded = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // The system's loader would look for a bare name everywhere but in the working directory.
        string file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no file '{file}' to load a module from.", file);
        }

        Module module = NativeLoader.KeepSegmentationFaultHandler(LoaderOf(file), file);
        if (keepLoaded)
        {
            module.KeepLoaded();
        }

        return module;
    }

    /// <summary>
    /// Gives an address to each library that is loaded from now on and has a pointer variable of that name:
    /// <c>TVMFFIEnvModRegisterContextSymbol</c>. It is how libraries get at functions that they do not link.
    /// </summary>
    /// <param name="name">Name of the variable.</param>
    /// <param name="address">Its value, valid for the life of the process.</param>
    /// <exception cref="NotSupportedException">This TVM has no such registry.</exception>
    public static unsafe void RegisterContextSymbol(string name, nint address) =>
        ModuleSymbols.Register(name, address, TvmRuntime.EnvApi->TVMFFIEnvModRegisterContextSymbol);

    /// <summary>A function of the module, or of its imports: <c>ffi.ModuleGetFunction</c>.</summary>
    /// <param name="name">Name; in a library the symbol is <c>__tvm_ffi_</c> and the name.</param>
    /// <param name="queryImports">Whether imports are searched too.</param>
    /// <returns>The function, which keeps the module.</returns>
    /// <exception cref="EntryPointNotFoundException">There is no such function.</exception>
    public Function GetFunction(string name, bool queryImports = false) => TryGetFunction(name, out Function? function, queryImports)
        ? function
        : throw new EntryPointNotFoundException(
            $"The module of kind `{Kind}`{(queryImports ? ", its imports included," : "")} has no function `{name}`.");

    /// <summary>A function of the module, or of its imports, if there is one.</summary>
    /// <param name="name">Name.</param>
    /// <param name="function">The function, which keeps the module.</param>
    /// <param name="queryImports">Whether imports are searched too.</param>
    public bool TryGetFunction(string name, [NotNullWhen(true)] out Function? function, bool queryImports = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        Any found = BuiltinFunctions.ModuleGetFunction.Call(this, name, queryImports);
        function = found.IsNone ? null : found.As<Function>();
        return function is not null;
    }

    /// <summary>Whether the module, or one of its imports, has a function: <c>ffi.ModuleImplementsFunction</c>.</summary>
    public bool ImplementsFunction(string name, bool queryImports = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Function.Get("ffi.ModuleImplementsFunction").Call(this, name, queryImports).As<bool>();
    }

    /// <summary>What a function was exported with: <c>ffi.ModuleGetFunctionMetadata</c>.</summary>
    /// <returns>Null when there is none.</returns>
    public TvmMetadata? GetFunctionMetadata(string name, bool queryImports = false) =>
        Describe("ffi.ModuleGetFunctionMetadata", name, queryImports) is { } json ? TvmMetadata.Parse(json) : null;

    /// <summary>Documentation of a function: <c>ffi.ModuleGetFunctionDoc</c>.</summary>
    /// <returns>Null when there is none.</returns>
    public string? GetFunctionDoc(string name, bool queryImports = false) =>
        Describe("ffi.ModuleGetFunctionDoc", name, queryImports);

    /// <summary>Adds a module to those whose functions this one finds: <c>ffi.ModuleImportModule</c>.</summary>
    /// <exception cref="TvmException">The other module imports this one, directly or not.</exception>
    public void ImportModule(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Function.Get("ffi.ModuleImportModule").Call(this, module);
    }

    /// <summary>Removes all imports: <c>ffi.ModuleClearImports</c>.</summary>
    public void ClearImports() => Function.Get("ffi.ModuleClearImports").Call(this);

    /// <summary>Writes the module to a file: <c>ffi.ModuleWriteToFile</c>.</summary>
    /// <param name="path">File.</param>
    /// <param name="format">One of <see cref="WriteFormats"/>; empty to leave it to the module.</param>
    /// <exception cref="TvmException">The module cannot be written, or not in this format.</exception>
    public void WriteToFile(string path, string format = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(format);
        Function.Get("ffi.ModuleWriteToFile").Call(this, Path.GetFullPath(path), format);
    }

    /// <summary>The module's source: <c>ffi.ModuleInspectSource</c>.</summary>
    /// <param name="format">Format, such as <c>ll</c> or <c>asm</c>; empty for the module's own.</param>
    /// <returns>An empty string when there is none.</returns>
    public string InspectSource(string format = "")
    {
        ArgumentNullException.ThrowIfNull(format);
        return Function.Get("ffi.ModuleInspectSource").Call(this, format).As<string>();
    }

    /// <summary>
    /// Keeps the module for the life of the process: <c>ffi.ModuleGlobalsAdd</c>. Objects whose code is in its library may
    /// then outlive all of its functions.
    /// </summary>
    public void KeepLoaded() => Function.Get("ffi.ModuleGlobalsAdd").Call(this);

    /// <summary>Undoes <see cref="KeepLoaded"/>: <c>ffi.ModuleGlobalsRemove</c>.</summary>
    public void AllowUnload() => Function.Get("ffi.ModuleGlobalsRemove").Call(this);

    private static Func<string, Module> LoaderOf(string file)
    {
        string format = Path.GetExtension(file).TrimStart('.');
        bool isLibrary = format is "so" or "dso" or "dylib" or "dll";
        if (!isLibrary && Function.TryGet($"ffi.Module.load_from_file.{format}", out _))
        {
            return LoadByEnding;
        }

        string? problem = LibraryImage.FindProblem(file);
        return problem is null ? LoadLibrary
            : isLibrary ? throw new BadImageFormatException($"'{file}' {problem}.", file)
            : LoadByEnding;
    }

    private static Module LoadByEnding(string file) => Function.Get("ffi.ModuleLoadFromFile").Call(file).As<Module>();

    private static Module LoadLibrary(string file) => Function.Get("ffi.Module.load_from_file.so").Call(file, "so").As<Module>();

    private string? Describe(string global, string name, bool queryImports)
    {
        ArgumentNullException.ThrowIfNull(name);
        Any text = Function.Get(global).Call(this, name, queryImports);
        return text.IsNone ? null : text.As<string>();
    }
}
