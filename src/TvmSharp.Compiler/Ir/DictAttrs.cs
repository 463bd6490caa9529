using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class DictAttrs
{
    /// <summary>Attributes by name.</summary>
    public TvmMap<string, Any> Values => Dict;

    /// <summary>Makes attributes.</summary>
    public static DictAttrs Create(IEnumerable<KeyValuePair<string, Any>> values)
    {
        // Upstream registers no constructor for this type; its reflection makes one.
        TvmCompiler.EnsureLoaded();
        return Function.Get("ffi.MakeObjectFromPackedArgs").Call("ir.DictAttrs", "__dict__", TvmMap.Create(values)).As<DictAttrs>();
    }
}
