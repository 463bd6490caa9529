namespace TvmSharp.Generators;

internal static partial class Conversions
{
    /// <summary>Writes what registers the types when the assembly is loaded.</summary>
    public static string Write(EquatableArray<ConversionModel> types)
    {
        IndentedWriter writer = CSharpText.File();
        writer.Line(CSharpText.GeneratedCode);
        using (writer.Block("file static class ConvertibleTypes"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            using (writer.Block("internal static void Register()"))
            {
                foreach (ConversionModel type in types)
                {
                    writer.Line(type.IsCustomDelegate
                        ? $"{type.Marshaller}.Register(static d => d.Invoke, static d => d.Invoke);"
                        : $"{EntryPoints.Marshalling}ConvertibleTypes.Register<{type.Type}, {type.Marshaller}>();");
                }
            }
        }

        return writer.ToString();
    }
}
