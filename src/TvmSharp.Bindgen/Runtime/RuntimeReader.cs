using System.Runtime.InteropServices;
using System.Text.Json;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Ffi;

namespace TvmSharp.Bindgen.Runtime;

/// <summary>Reads the reflection of a TVM that it loads into this process.</summary>
internal static class RuntimeReader
{
    // The compiler, and what else of TVM registers something where it is built.
    private static readonly string[] CompilerLibraries = ["libtvm_compiler.so", "libtvm_runtime_extra.so"];

    /// <summary>Loads a TVM, its compiler too where that is beside it, and reads it.</summary>
    /// <param name="library">A <c>libtvm_ffi</c> or a directory with one; null for the one that <c>TVM_LIBRARY_PATH</c> or the Python environment has.</param>
    /// <param name="extensions">Libraries to load into it.</param>
    /// <exception cref="BindgenException">There is none, or one of them cannot be loaded.</exception>
    public static RuntimeSchema Read(string? library, IReadOnlyList<string> extensions)
    {
        try
        {
            TvmRuntime.Load(library);
            LoadCompiler();
            foreach (string extension in extensions)
            {
                NativeLibrary.Load(Path.GetFullPath(extension));
            }

            return Read();
        }
        catch (Exception exception) when (exception is TvmLibraryNotFoundException or TvmVersionException or InvalidOperationException or DllNotFoundException or BadImageFormatException)
        {
            throw new BindgenException($"TVM could not be loaded: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static RuntimeSchema Read()
    {
        using ObjectScope scope = ObjectScope.Enter();
        RuntimeType[] types = [.. ObjectTypes.All.Select(ReadType).OrderBy(static t => t.Key, StringComparer.Ordinal)];
        RuntimeFunction[] functions =
            [.. Function.ListGlobals().Select(static f => new RuntimeFunction(f.Name, TypeOf(f.Metadata))).OrderBy(static f => f.Name, StringComparer.Ordinal)];
        return new(TvmRuntime.Description, TvmRuntime.Version.ToString(), types, functions);
    }

    // Beside libtvm_ffi, or in the tvm package beside the tvm_ffi package.
    private static void LoadCompiler()
    {
        if (Path.GetDirectoryName(TvmRuntime.LibraryPath) is not { } directory)
        {
            return;
        }

        foreach (string place in (string[])[directory, Path.Combine(directory, "../../tvm/lib"), Path.Combine(directory, "../../tvm")])
        {
            string[] files = [.. CompilerLibraries.Select(name => Path.Combine(place, name)).Where(File.Exists)];
            if (files.Length > 0)
            {
                Array.ForEach(files, static file => NativeLibrary.Load(file));
                return;
            }
        }
    }

    private static RuntimeType ReadType(TvmTypeInfo type) => new(
        type.Key,
        type.Parent?.Key,
        type.HasMetadata ? type.TotalSize : null,
        UpstreamName(type.StructuralKind),
        [
            .. type.Fields.Select(static field => new RuntimeField(
                field.Name, TypeOf(field.Metadata), (int)field.Offset, (int)field.Size, field.IsWritable, field.HasDefault)),
        ],
        [.. type.Methods.Select(static method => new RuntimeFunction(method.Name, TypeOf(method.Metadata)))]);

    // As c_api.h spells it, behind kTVMFFISEqHashKind.
    private static string? UpstreamName(StructuralKind kind) => kind switch
    {
        StructuralKind.Tree => "TreeNode",
        StructuralKind.FreeVariable => "FreeVar",
        StructuralKind.Graph => "DAGNode",
        StructuralKind.ConstantTree => "ConstTreeNode",
        StructuralKind.Singleton => "UniqueInstance",
        _ => null,
    };

    private static TypeExpression? TypeOf(TvmMetadata metadata)
    {
        // The value is a text that holds JSON.
        if (!metadata.Entries.TryGetValue("type_schema", out JsonElement schema) || schema.GetString() is not { } text)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(text);
        return Parse(document.RootElement);
    }

    private static TypeExpression Parse(JsonElement schema) => new(
        schema.GetProperty("type").GetString()!,
        schema.TryGetProperty("args", out JsonElement args) && args.ValueKind == JsonValueKind.Array
            ? [.. args.EnumerateArray().Where(static a => a.ValueKind == JsonValueKind.Object).Select(Parse)]
            : []);
}
