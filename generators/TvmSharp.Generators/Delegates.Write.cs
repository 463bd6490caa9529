namespace TvmSharp.Generators;

internal static partial class Delegates
{
    /// <summary>Writes what registers the types when the assembly is loaded.</summary>
    public static string Write(EquatableArray<DelegateModel> types)
    {
        IndentedWriter writer = CSharpText.File();
        writer.Line(CSharpText.GeneratedCode);
        using (writer.Block("file static class DelegateTypes"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            using (writer.Block("internal static void Register()"))
            {
                foreach (DelegateModel type in types)
                {
                    writer.Line($"{EntryPoints.Marshalling}DelegateTypes.Register<{type.Type}, {type.Marshaller}>();");
                }
            }
        }

        return writer.ToString();
    }
}
