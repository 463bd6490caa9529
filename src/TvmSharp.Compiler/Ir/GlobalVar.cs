namespace TvmSharp.Ir;

public partial class GlobalVar
{
    /// <summary>Name of the function.</summary>
    public string Name => NameHint;
}
