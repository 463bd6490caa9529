using System.Globalization;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Text of element types, as upstream's <c>dtype.cc</c> reads and writes it.</summary>
internal static class DataTypes
{
    private const byte Int = 0;
    private const byte UInt = 1;
    private const byte Float = 2;
    private const byte Handle = 3;
    private const byte BFloat = 4;
    private const byte Bool = 6;
    private const byte FirstNarrowFloat = 7;
    private const byte CustomBegin = 129;

    /// <summary>Float types narrower than eight bits and of eight bits: name after "float", code, bits.</summary>
    private static readonly (string Name, byte Code, byte Bits)[] NarrowFloats =
    [
        ("8_e4m3b11fnuz", 9, 8), ("8_e4m3fnuz", 11, 8), ("8_e4m3fn", 10, 8), ("8_e5m2fnuz", 13, 8),
        ("8_e8m0fnu", 14, 8), ("8_e3m4", 7, 8), ("8_e4m3", 8, 8), ("8_e5m2", 12, 8),
        ("6_e2m3fn", 15, 6), ("6_e3m2fn", 16, 6), ("4_e2m1fn", 17, 4),
    ];

    public static string ToText(DLDataType type)
    {
        if (type is { Code: Bool, Bits: 8, Lanes: 1 })
        {
            return "bool";
        }

        if (type is { Code: Handle, Bits: 0, Lanes: 0 })
        {
            return "";
        }

        string text = type.Code switch
        {
            Int => "int",
            UInt => "uint",
            Float => "float",
            Handle => "handle",
            BFloat => "bfloat",
            Bool => "bool",
            >= CustomBegin => throw HostException.Unsupported("know custom data types"),
            _ => NarrowName(type.Code),
        };
        if (type.Code == Handle)
        {
            return text;
        }

        if (type.Code < FirstNarrowFloat && (type.Code != Bool || type.Bits != 8))
        {
            text += type.Bits.ToString(CultureInfo.InvariantCulture);
        }

        short lanes = (short)type.Lanes;
        return lanes switch
        {
            > 1 => string.Create(CultureInfo.InvariantCulture, $"{text}x{lanes}"),
            < -1 => string.Create(CultureInfo.InvariantCulture, $"{text}xvscalex{-lanes}"),
            _ => text,
        };
    }

    public static DLDataType Parse(string text)
    {
        if (text is "" or "void")
        {
            return new() { Code = Handle };
        }

        string full = Expand(text);
        foreach ((string name, byte code, byte bits) in NarrowFloats)
        {
            string prefix = "float" + name;
            if (!full.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            int end = prefix.Length;
            if (bits == 4 && end < full.Length && full[end] == '_')
            {
                end++;
            }

            if (end == full.Length || full[end] == 'x')
            {
                return WithLanes(full, end, code, bits, mayScale: false);
            }
        }

        foreach (string family in (ReadOnlySpan<string>)["8", "6", "4"])
        {
            if (full.StartsWith($"float{family}_", StringComparison.Ordinal))
            {
                throw HostException.Value($"unknown float{family} type `{full}`");
            }
        }

        (int start, byte baseCode, byte defaultBits) = full switch
        {
            _ when Starts("int") => (3, Int, (byte)32),
            _ when Starts("uint") => (4, UInt, (byte)32),
            _ when Starts("bool") => (4, Bool, (byte)8),
            _ when Starts("float") => (5, Float, (byte)32),
            _ when Starts("handle") => (6, Handle, (byte)64),
            _ when Starts("bfloat") => (6, BFloat, (byte)16),
            _ when Starts("custom") => throw HostException.Unsupported("know custom data types"),
            _ => throw HostException.Value($"unknown dtype `{full}`"),
        };
        int position = start;
        uint parsed = Digits(full, ref position);
        if (parsed > byte.MaxValue)
        {
            throw HostException.Value($"Bits value {parsed} is out of range for uint8_t in dtype '{full}'");
        }

        return WithLanes(full, position, baseCode, parsed == 0 ? defaultBits : (byte)parsed, mayScale: true);

        bool Starts(string prefix) => full.StartsWith(prefix, StringComparison.Ordinal);
    }

    private static string NarrowName(byte code)
    {
        foreach ((string name, byte candidate, _) in NarrowFloats)
        {
            if (candidate == code)
            {
                return "float" + name;
            }
        }

        throw HostException.Value($"DLDataType contains unknown type_code={code}");
    }

    /// <summary>Short forms such as i32, bf16 and fp8_e4m3 in full.</summary>
    private static string Expand(string text)
    {
        return text switch
        {
            ['i', >= '0' and <= '9', ..] => "int" + text[1..],
            ['u', >= '0' and <= '9', ..] => "uint" + text[1..],
            ['b', 'f', >= '0' and <= '9', ..] => "bfloat" + text[2..],
            ['f', 'p', '8' or '6' or '4', '_', ..] => "float" + text[2..],
            ['f', >= '0' and <= '9', ..] => "float" + text[1..],
            _ => text,
        };
    }

    private static DLDataType WithLanes(string text, int position, byte code, byte bits, bool mayScale)
    {
        int sign = 1;
        if (mayScale && text.AsSpan(position).StartsWith("xvscale"))
        {
            sign = -1;
            position += "xvscale".Length;
        }

        int lanes = 1;
        if (position < text.Length && text[position] == 'x')
        {
            position++;
            int start = position;
            uint parsed = Digits(text, ref position);
            if (position == start || parsed == 0)
            {
                throw HostException.Value($"Invalid lanes specification in dtype '{text}'. Lanes must be a positive integer.");
            }

            if (parsed > ushort.MaxValue)
            {
                throw HostException.Value($"Lanes value {parsed} is out of range for uint16_t in dtype '{text}'");
            }

            lanes = sign * (int)parsed;
        }

        return position == text.Length
            ? new() { Code = code, Bits = bits, Lanes = unchecked((ushort)lanes) }
            : throw HostException.Value($"unknown dtype `{text}`");
    }

    private static uint Digits(string text, ref int position)
    {
        int start = position;
        ulong value = 0;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            value = Math.Min((value * 10) + (ulong)(text[position] - '0'), uint.MaxValue + 1UL);
            position++;
        }

        return value <= uint.MaxValue
            ? (uint)value
            : throw HostException.Value(
                $"Integer value in dtype string '{text[start..position]}' is out of range for uint32_t");
    }
}
