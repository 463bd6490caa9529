using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Types of values in stubs, from tvm-ffi's schemas.</summary>
/// <param name="classes">Full names of the package's classes, by type key.</param>
/// <param name="shadowed">Names that mean something else where the types are written.</param>
internal sealed class PythonTypes(IReadOnlyCollection<string> classes, ISet<string>? shadowed = null)
{
    // Where upstream's Python of 0.26 has the classes of its types, by what stands before the last part of the key. A class that
    // is not there is Any to a type checker.
    private static readonly Dictionary<string, string> Upstream = new(StringComparer.Ordinal)
    {
        ["transform"] = "tvm.ir.transform",
        ["instrument"] = "tvm.ir.instrument",
        ["ir"] = "tvm.ir",
        ["tirx"] = "tvm.tirx",
        ["s_tir"] = "tvm.s_tir",
        ["relax"] = "tvm.relax",
        ["relax.expr"] = "tvm.relax",
        ["relax.attrs"] = "tvm.relax.op.op_attrs",
        ["relax.distributed"] = "tvm.relax.distributed",
        ["relax.dpl"] = "tvm.relax.dpl",
        ["arith"] = "tvm.arith",
        ["target"] = "tvm.target",
    };

    // Those that are elsewhere than others of their kind.
    private static readonly Dictionary<string, string> UpstreamExceptions = new(StringComparer.Ordinal)
    {
        ["ir.FloatImm"] = "tvm.tirx",
        ["ir.IntImm"] = "tvm.tirx",
        ["ir.IntSet"] = "tvm.arith",
    };

    /// <summary>Modules that the types are in, as they are imported: under another name where theirs is taken.</summary>
    internal SortedSet<string> Imports { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a type is one of TVM's compiler, and not of tvm-ffi or of this package.</summary>
    internal bool IsCompilerType(TypeSchema schema) =>
        schema.Name.IndexOf('.') > 0 && !schema.Name.StartsWith("ffi.", StringComparison.Ordinal) && !classes.Contains(schema.Name);

    /// <summary>Type of an argument: everything that is converted.</summary>
    internal string Argument(TypeSchema schema) => Write(schema, isArgument: true);

    /// <summary>Type of a result.</summary>
    internal string Result(TypeSchema schema) => Write(schema, isArgument: false);

    private string Write(TypeSchema schema, bool isArgument) => schema.Name switch
    {
        "int" or "float" or "bool" => Builtin(schema.Name),
        "ffi.String" => Builtin("str"),
        "ffi.Bytes" => Builtin("bytes"),
        "None" => "None",
        "Any" => In("typing", "Any"),
        "void*" => In("ctypes", "c_void_p") + " | None",
        "DataType" => In("tvm_ffi", "dtype") + (isArgument ? " | " + Builtin("str") : ""),
        "Device" => In("tvm_ffi", "Device") + (isArgument ? " | " + Builtin("str") : ""),
        "ffi.Shape" => In("tvm_ffi", "Shape") + (isArgument ? $" | {In("collections.abc", "Sequence")}[{Builtin("int")}]" : ""),
        "ffi.Tensor" => In("tvm_ffi", "Tensor"),

        // Whatever has __dlpack__, such as a tensor of another library.
        "DLTensor*" => In("typing", "Any"),
        "ffi.Error" => isArgument ? Builtin("BaseException") : In("tvm_ffi.core", "Error"),
        "ffi.Module" => In("tvm_ffi", "Module"),
        "ffi.Object" or "ObjectRValueRef" => In("tvm_ffi", "Object"),
        "ffi.Function" => Function(schema, isArgument),
        "ffi.Array" => isArgument ? Generic("collections.abc", "Sequence", schema, true) : Generic("tvm_ffi", "Array", schema, false),
        "ffi.List" => isArgument ? Generic("collections.abc", "Sequence", schema, true) : Generic("tvm_ffi", "List", schema, false),
        "ffi.Map" => isArgument ? Generic("collections.abc", "Mapping", schema, true) : Generic("tvm_ffi", "Map", schema, false),
        "ffi.Dict" => isArgument ? Generic("collections.abc", "Mapping", schema, true) : Generic("tvm_ffi", "Dict", schema, false),

        // tvm-ffi has no tuple: a result is an array of that length.
        "Tuple" => isArgument
            ? $"{Builtin("tuple")}[{string.Join(", ", Arguments(schema).Select(a => Write(a, true)))}]"
            : $"{In("tvm_ffi", "Array")}[{Union(schema, false)}]",
        "Optional" => schema.WithoutOptional.Name is "Any" or "void*" ? Write(schema.WithoutOptional, isArgument) : Write(schema.WithoutOptional, isArgument) + " | None",
        "Variant" or "Expected" => Union(schema, isArgument),
        _ when classes.Contains(schema.Name) => Class(schema.Name),
        _ => OfUpstream(schema.Name),
    };

    private string Function(TypeSchema schema, bool isArgument)
    {
        IReadOnlyList<TypeSchema> arguments = Arguments(schema);
        if (arguments.Count == 0)
        {
            return isArgument ? $"{In("collections.abc", "Callable")}[..., {In("typing", "Any")}]" : In("tvm_ffi", "Function");
        }

        // What a callback gets is what a function returns, and the other way round.
        IEnumerable<string> parameters = arguments.Skip(1).Select(a => Write(a, !isArgument));
        return $"{In("collections.abc", "Callable")}[[{string.Join(", ", parameters)}], {Write(arguments[0], isArgument)}]";
    }

    private string Generic(string module, string name, TypeSchema schema, bool isArgument) =>
        $"{In(module, name)}[{string.Join(", ", Arguments(schema).Select(a => Write(a, isArgument)))}]";

    private string Union(TypeSchema schema, bool isArgument) =>
        string.Join(" | ", Arguments(schema).Select(a => Write(a, isArgument)).Distinct(StringComparer.Ordinal));

    private string OfUpstream(string key)
    {
        int dot = key.LastIndexOf('.');
        return UpstreamExceptions.TryGetValue(key, out string module) || (dot > 0 && Upstream.TryGetValue(key.Substring(0, dot), out module))
            ? In(module, key.Substring(dot + 1))
            : In("tvm_ffi", "Object");
    }

    /// <summary>The class of a type of the package.</summary>
    internal string Class(string key) => In(key.Substring(0, key.LastIndexOf('.')), PythonTypesWriter.LastPart(key));

    /// <summary>A name of Python's own.</summary>
    internal string Builtin(string name) => shadowed?.Contains(name) == true ? In("builtins", name) : name;

    private string In(string module, string name)
    {
        bool isTaken = shadowed?.Contains(module.Split('.')[0]) == true;
        string alias = isTaken ? "_" + module.Replace('.', '_') : module;
        Imports.Add(isTaken ? $"{module} as {alias}" : module);
        return $"{alias}.{name}";
    }

    private static IReadOnlyList<TypeSchema> Arguments(TypeSchema schema) => schema.Arguments ?? [];
}
