using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>The body of a function: takes views, returns a view; what it returns gets a reference afterwards.</summary>
internal delegate TVMFFIAny HostBody(Arguments arguments);

/// <summary>A C# function behind a function object.</summary>
internal sealed unsafe class HostFunction
{
    private readonly string _name;
    private readonly HostType _result;
    private readonly HostType[]? _parameters;
    private readonly HostBody _body;

    private HostFunction(string name, HostType result, HostType[]? parameters, HostBody body)
    {
        _name = name;
        _result = result;
        _parameters = parameters;
        _body = body;
    }

    /// <summary>Makes a function object with one reference. Without parameters it takes anything.</summary>
    public static TVMFFIObject* Create(string name, HostType result, HostType[]? parameters, HostBody body)
    {
        GCHandle handle = GCHandle.Alloc(new HostFunction(name, result, parameters, body));
        TVMFFIObject* function = null;
        try
        {
            Host.Check(Host.Api->TVMFFIFunctionCreate((void*)GCHandle.ToIntPtr(handle), &Invoke, &Free, &function));
        }
        catch
        {
            handle.Free();
            throw;
        }

        return function;
    }

    /// <summary>Registers a global function with its type schema, as upstream's <c>GlobalDef().def</c>.</summary>
    public static void Define(string name, HostType result, HostType[] parameters, HostBody body) =>
        Register(name, Metadata(result, parameters), Create(name, result, parameters, body));

    /// <summary>Registers a global function that takes anything, as upstream's <c>GlobalDef().def_packed</c>.</summary>
    public static void DefinePacked(string name, HostBody body) =>
        Register(name, Metadata("""{"type":"ffi.Function"}"""), Create(name, HostType.Any, null, body));

    /// <summary>The metadata of a function with a signature, as JSON in UTF-8.</summary>
    public static byte[] Metadata(HostType result, HostType[] parameters) => Metadata(parameters.Aggregate(
        """{"type":"ffi.Function","args":[""" + result.Schema, (text, parameter) => text + "," + parameter.Schema) + "]}");

    /// <summary>Metadata with a type schema, which is JSON inside JSON.</summary>
    public static byte[] Metadata(string schema)
    {
        string escaped = schema.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($$"""{"type_schema":"{{escaped}}"}""");
    }

    private static void Register(string name, byte[] metadata, TVMFFIObject* function)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        try
        {
            fixed (byte* nameData = nameBytes)
            fixed (byte* metadataData = metadata)
            {
                TVMFFIMethodInfo info = default;
                info.Name = new() { Data = nameData, Size = (nuint)nameBytes.Length };
                info.Metadata = new() { Data = metadataData, Size = (nuint)metadata.Length };
                info.Flags = FieldFlags.IsStaticMethod;
                info.Method = Value.Object(function);
                Host.Check(Host.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0));
            }
        }
        finally
        {
            Host.DecRef(function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Invoke(void* self, TVMFFIAny* arguments, int count, TVMFFIAny* result)
    {
        int mark = Pool.Mark();
        try
        {
            var function = (HostFunction)GCHandle.FromIntPtr((nint)self).Target!;
            function.CheckArguments(arguments, count);
            *result = Host.ToOwned(function._body(new Arguments(arguments, count)));
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
        finally
        {
            Pool.Drain(mark);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(void* self) => GCHandle.FromIntPtr((nint)self).Free();

    private void CheckArguments(TVMFFIAny* arguments, int count)
    {
        if (_parameters is null)
        {
            return;
        }

        if (count != _parameters.Length)
        {
            throw HostException.Type(
                $"Mismatched number of arguments when calling: `{Signature()}`. Expected {_parameters.Length} but got {count} arguments");
        }

        for (int i = 0; i < count; i++)
        {
            if (!_parameters[i].Accepts(arguments + i))
            {
                throw HostException.Type(
                    $"Mismatched type on argument #{i} when calling: `{Signature()}`. Expected `{_parameters[i].Name}` but got `{_parameters[i].Mismatch(arguments + i)}`");
            }
        }
    }

    private string Signature() =>
        $"{_name}({string.Join(", ", _parameters!.Select((type, index) => $"{index}: {type.Name}"))}) -> {_result.Name}";
}
