using System.Globalization;

namespace TvmSharp.Generators;

/// <summary>The methods that TVM calls.</summary>
internal static class EntryPoints
{
    public const string Any = "global::TvmSharp.Ffi.Abi.TVMFFIAny";
    public const string Marshalling = "global::TvmSharp.Ffi.Marshalling.";

    /// <summary>Writes an entry point.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="symbol">Its symbol in the native library, or null when only C# takes its address.</param>
    /// <param name="accessibility">Accessibility of the method.</param>
    /// <param name="name">Its name in C#.</param>
    /// <param name="signature">Its signature in messages; null when it takes whatever arguments there are.</param>
    /// <param name="parameters">What it reads; defaults stand for arguments that are left out at the end.</param>
    /// <param name="body">Writes what comes between the reads, into <c>arg0</c>..., and the return.</param>
    public static void Write(
        IndentedWriter writer,
        string? symbol,
        string accessibility,
        string name,
        string? signature,
        IReadOnlyList<ParameterModel> parameters,
        Action body)
    {
        writer.Line(Attribute(symbol));

        // Every local is written before it is read.
        writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInit]");
        using (writer.Block($"{accessibility} static int {name}(void* self, {Any}* args, int count, {Any}* result)"))
        {
            if (signature is not null)
            {
                writer.Line($"const string Signature = {CSharpText.Literal(signature)};");
                WriteCountCheck(writer, parameters);
            }

            writer.Line($"var scope = {Marshalling}CallScope.Enter();");
            bool reads = parameters.Count > 0;
            if (reads)
            {
                writer.Line("int reading = 0;");
            }

            using (writer.Block("try"))
            {
                for (int i = 0; i < parameters.Count; i++)
                {
                    WriteRead(writer, i, parameters[i]);
                }

                if (reads)
                {
                    writer.Line("reading = -1;");
                }

                body();
            }

            // The scope ends before an error is raised: that runs deleters, which may call functions that raise and
            // clear errors of their own.
            using (writer.Block("catch (global::System.Exception exception)"))
            {
                writer.Line("scope.Exit();");
                writer.Line(reads
                    ? $"return reading >= 0 ? {Marshalling}EntryPoint.RaiseArgument(Signature, reading, exception) : {Marshalling}EntryPoint.Raise(exception);"
                    : $"return {Marshalling}EntryPoint.Raise(exception);");
            }

            writer.Line();
            writer.Line("scope.Exit();");
            writer.Line("return 0;");
        }
    }

    /// <summary>The attribute of an entry point.</summary>
    /// <param name="symbol">Its symbol in the native library, or null when only C# takes its address.</param>
    public static string Attribute(string? symbol)
        => "[global::System.Runtime.InteropServices.UnmanagedCallersOnly(CallConvs = new[] "
            + "{ typeof(global::System.Runtime.CompilerServices.CallConvCdecl) }"
            + (symbol is null ? "" : $", EntryPoint = {CSharpText.Literal(symbol)}") + ")]";

    /// <summary>Writes the call of a method and of what becomes of its result.</summary>
    public static void WriteCall(IndentedWriter writer, string call, ValueModel? result)
    {
        if (result is null)
        {
            writer.Line($"{call};");
            writer.Line("*result = default;");
        }
        else
        {
            writer.Line($"{result.Marshaller}.Write({call}, result);");
        }
    }

    /// <summary>The local that holds an argument.</summary>
    public static string Local(int index) => "arg" + Number(index);

    /// <summary>A number in C#.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteCountCheck(IndentedWriter writer, IReadOnlyList<ParameterModel> parameters)
    {
        int most = parameters.Count;
        int least = parameters.Count(static p => p.Default is null);
        string condition = least == most ? $"count != {Number(most)}"
            : least == 0 ? $"count > {Number(most)}"
            : $"count < {Number(least)} || count > {Number(most)}";
        using (writer.Block($"if ({condition})"))
        {
            writer.Line(
                $"return {Marshalling}EntryPoint.RaiseArgumentCount(Signature, {Number(least)}, {Number(most)}, count);");
        }

        writer.Line();
    }

    private static void WriteRead(IndentedWriter writer, int index, ParameterModel parameter)
    {
        ValueModel value = parameter.Value;
        if (index > 0)
        {
            writer.Line($"reading = {Number(index)};");
        }

        string read = $"!{value.Marshaller}.TryRead(args + {Number(index)}, out ";
        if (parameter.Default is { } defaultValue)
        {
            writer.Line($"{value.Type} {Local(index)} = {defaultValue.Expression};");
            read = $"count > {Number(index)} && {read}{Local(index)})";
        }
        else
        {
            read += $"{value.Type} {Local(index)})";
        }

        using (writer.Block($"if ({read})"))
        {
            writer.Line("scope.Exit();");
            writer.Line(
                $"return {Marshalling}EntryPoint.RaiseArgumentType<{value.Type}, {value.Marshaller}>("
                + $"Signature, {Number(index)}, args + {Number(index)});");
        }

        writer.Line();
    }
}
