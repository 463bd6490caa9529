using System.Globalization;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary><c>ffi.ReprPrint</c>: a value as text, by the printers of its types and otherwise by its fields.</summary>
internal sealed unsafe class ReprPrinter
{
    private static readonly string[] DeviceNames =
    [
        "unknown", "cpu", "cuda", "cuda_host", "opencl", "unknown", "unknown", "vulkan", "metal", "vpi", "rocm",
        "rocm_host", "ext_dev", "cuda_managed", "oneapi", "webgpu", "hexagon", "maia", "trn",
    ];

    /// <summary>Texts of objects seen; null while one is being printed.</summary>
    private readonly Dictionary<nint, string?> _seen = [];

    public string Print(TVMFFIAny value)
    {
        Nesting.Check();
        switch (value.TypeIndex)
        {
            case TypeIndex.None:
                return "None";
            case TypeIndex.Bool:
                return value.Int64 != 0 ? "True" : "False";
            case TypeIndex.Int:
                return value.Int64.ToString(CultureInfo.InvariantCulture);
            case TypeIndex.Float:
                return Number(value.Float64);
            case TypeIndex.DataType:
                return DataTypes.ToText(value.DType);
            case TypeIndex.Device:
                return Device(value.Device);
            case TypeIndex.SmallStr or TypeIndex.Str:
                return Quote(Value.Text(value));
            case TypeIndex.SmallBytes or TypeIndex.Bytes:
                return Quote(Value.Bytes(&value));
            case < TypeIndex.StaticObjectBegin:
                return Host.TypeKey(value.TypeIndex);
        }

        if (value.Obj == Builtins.Missing)
        {
            return "<MISSING>";
        }

        if (value.Obj == Builtins.Keywords)
        {
            return "<KWARGS>";
        }

        if (_seen.TryGetValue((nint)value.Obj, out string? known))
        {
            return known ?? "...";
        }

        _seen[(nint)value.Obj] = null;
        string text = PrintObject(value);
        _seen[(nint)value.Obj] = text;
        return text;
    }

    private string PrintObject(TVMFFIAny value)
    {
        TVMFFIAny custom = TypeTable.Attribute(TypeTable.Repr, value.TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            TVMFFIObject* printer = Pool.Keep(HostFunction.Create(
                "", HostType.Text, [HostType.AnyView], arguments => Pool.Keep(Value.String(Print(arguments.Any(0))))));
            return Value.Text(Pool.Keep(Host.Call(custom.Obj, value, Value.Object(printer))));
        }

        switch (value.TypeIndex)
        {
            case TypeIndex.Tensor:
                DLTensor* tensor = (DLTensor*)(value.Obj + 1);
                return $"{DataTypes.ToText(tensor->DType)}[{Join(new(tensor->Shape, tensor->NDim))}]@{Device(tensor->Device)}";
            case TypeIndex.Shape:
                TVMFFIShapeCell* shape = (TVMFFIShapeCell*)(value.Obj + 1);
                return $"Shape({Join(new(shape->Data, (int)shape->Size))})";
            case TypeIndex.Array:
                List<string> items = Items(value.Obj);
                return items.Count == 1 ? $"({items[0]},)" : $"({string.Join(", ", items)})";
            case TypeIndex.List:
                return $"[{string.Join(", ", Items(value.Obj))}]";
            case TypeIndex.Map or TypeIndex.Dict:
                return "{" + string.Join(", ", Maps.Stable(value.Obj).Select(entry => $"{Print(entry.Key)}: {Print(entry.Value)}")) + "}";
        }

        if (Enums.IsEnum(value.TypeIndex))
        {
            return $"{Host.TypeKey(value.TypeIndex)}.{Enums.NameOf(value.Obj)}";
        }

        List<string> fields = [];
        HashSet<string> names = [];
        foreach (nint address in TypeTable.Fields(value.TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if ((field->Flags & FieldFlags.ReprOff) == 0 && names.Add(Reflection.Name(field)))
            {
                fields.Add($"{Reflection.Name(field)}={Print(Reflection.Get(value.Obj, field))}");
            }
        }

        string key = Host.TypeKey(value.TypeIndex);
        return fields.Count == 0 ? key : $"{key}({string.Join(", ", fields)})";
    }

    private List<string> Items(TVMFFIObject* sequence)
    {
        List<string> items = [];
        foreach (TVMFFIAny element in Sequences.Stable(sequence))
        {
            items.Add(Print(element));
        }

        return items;
    }

    private static string Join(ReadOnlySpan<long> values) => string.Join(", ", values.ToArray());

    private static string Device(DLDevice device)
    {
        int type = device.DeviceType;
        return string.Create(
            CultureInfo.InvariantCulture, $"{(type > 0 && type < DeviceNames.Length ? DeviceNames[type] : "unknown")}:{device.DeviceId}");
    }

    /// <summary>Six significant digits, as a C++ stream prints a double.</summary>
    private static string Number(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        string text = value.ToString("G6", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }

        int power = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return power is < 0 and >= -4
            ? value.ToString("0." + new string('#', 5 - power), CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{text[..exponent]}e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}");
    }

    private static string Quote(string text)
    {
        StringBuilder result = new("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                '\r' => result.Append("\\r"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                < ' ' or '\x7f' => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    private static string Quote(ReadOnlySpan<byte> bytes)
    {
        StringBuilder result = new("b\"");
        foreach (byte b in bytes)
        {
            if (b is >= 32 and < 127 and not (byte)'"' and not (byte)'\\')
            {
                result.Append((char)b);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            }
        }

        return result.Append('"').ToString();
    }
}
