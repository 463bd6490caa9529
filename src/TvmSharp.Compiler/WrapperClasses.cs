using System.Runtime.CompilerServices;

namespace TvmSharp;

/// <summary>Tells the runtime which class wraps which TVM type.</summary>
internal static partial class WrapperClasses
{
    [ModuleInitializer]
    internal static void Register() => RegisterGenerated();
}
