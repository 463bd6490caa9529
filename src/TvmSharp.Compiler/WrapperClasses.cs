using System.Runtime.CompilerServices;
using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace TvmSharp;

/// <summary>Tells the runtime which class wraps which TVM type.</summary>
internal static class WrapperClasses
{
    [ModuleInitializer]
    internal static void Register()
    {
        ObjectTypes.Register<IRModule>();
        ObjectTypes.Register<GlobalVar>();
        ObjectTypes.Register<DictAttrs>();
        ObjectTypes.Register<BaseFunc>();
        ObjectTypes.Register<PrimFunc>();
        ObjectTypes.Register<PassInfo>();
        ObjectTypes.Register<PassContext>();
        ObjectTypes.Register<Pass>();
        ObjectTypes.Register<Sequential>();
    }
}
