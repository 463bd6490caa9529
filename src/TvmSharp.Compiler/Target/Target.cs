using TvmSharp.Ffi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Target;

/// <remarks>
/// Which target is current belongs to the thread, like the <see cref="Ir.PassContext"/>. The embedded host has no targets.
/// </remarks>
public partial class Target
{
    /// <summary>The target that this thread has entered last; null for none.</summary>
    public static Target? Current =>
        TvmCompiler.GetFunction("target.TargetCurrent").Call(true).To<Target?, OptionalMarshaller<Target, ObjectMarshaller<Target>>>();

    /// <summary>Kind of the devices that the code runs on, by <c>target.TargetGetDeviceType</c>: that of the target's kind, unless it has one of its own.</summary>
    public DeviceType DeviceType => (DeviceType)TvmCompiler.GetFunction("target.TargetGetDeviceType").Call(this).As<int>();

    /// <summary>Kinds of targets that this TVM knows, such as <c>llvm</c>, by <c>target.ListTargetKinds</c>.</summary>
    public static IReadOnlyList<string> ListKinds() => [.. TvmCompiler.GetFunction("target.ListTargetKinds").Call().AsArray<string>()];

    /// <summary>Attributes that targets of a kind may have, by <c>target.ListTargetKindOptionsFromName</c>.</summary>
    /// <param name="kind">Name of the kind.</param>
    /// <returns>Type keys of the values by the names of the attributes.</returns>
    /// <exception cref="TvmException">Of kind <c>TypeError</c>: there is no such kind.</exception>
    public static IReadOnlyDictionary<string, string> ListOptions(string kind)
    {
        // TVM itself looks for the kind without saying so when it is not there.
        return ListKinds().Contains(kind, StringComparer.Ordinal)
            ? TvmCompiler.GetFunction("target.ListTargetKindOptionsFromName").Call(kind).AsMap<string, string>().ToDictionary(
                static option => option.Key, static option => option.Value, StringComparer.Ordinal)
            : throw new TvmException("TypeError", $"Target kind \"{kind}\" is not defined. There are: {string.Join(", ", ListKinds().Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Makes a target, by <c>target.Target</c>.</summary>
    /// <param name="target">
    /// A kind, such as <c>llvm</c>; a tag, such as <c>nvidia/geforce-rtx-4090</c>; or attributes in JSON, such as
    /// <c>{"kind": "llvm", "mcpu": "skylake"}</c>.
    /// </param>
    /// <param name="host">Target of the code that runs on the host; null for none but what the attributes have.</param>
    /// <exception cref="TvmException">There is no such kind or attribute, or a value is of the wrong type. TVM says which.</exception>
    public static Target Create(string target, Target? host = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        return WithHost(TvmCompiler.GetFunction("target.Target").Call(target).As<Target>(), host);
    }

    /// <summary>Makes a target, by <c>target.Target</c>.</summary>
    /// <param name="attributes">Attributes, with <c>kind</c> among them.</param>
    /// <param name="host">Target of the code that runs on the host; null for none but what the attributes have.</param>
    /// <exception cref="TvmException">There is no such kind or attribute, or a value is of the wrong type. TVM says which.</exception>
    public static Target Create(IEnumerable<KeyValuePair<string, Any>> attributes, Target? host = null)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return WithHost(TvmCompiler.GetFunction("target.Target").Call(TvmMap.Create(attributes)).As<Target>(), host);
    }

    /// <summary>A copy with a host, by <c>target.WithHost</c>.</summary>
    public Target WithHost(Target host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return TvmCompiler.GetFunction("target.WithHost").Call(this, host).As<Target>();
    }

    /// <summary>A feature, by <c>target.TargetGetFeature</c>.</summary>
    /// <param name="name">Name, without <c>feature.</c>.</param>
    /// <returns>None when there is no such feature.</returns>
    public Any GetFeature(string name) => TvmCompiler.GetFunction("target.TargetGetFeature").Call(this, name);

    /// <summary>All attributes, by <c>target.TargetExport</c>; <see cref="Create(IEnumerable{KeyValuePair{string, Any}}, Target?)"/> takes them back.</summary>
    public IReadOnlyDictionary<string, Any> Export() => TvmCompiler.GetFunction("target.TargetExport").Call(this).AsMap<string, Any>();

    /// <summary>Makes this the current target of the thread until the result is disposed, by <c>target.TargetEnterScope</c>.</summary>
    public Activation Enter() => new(this);

    private static Target WithHost(Target target, Target? host) => host is null ? target : target.WithHost(host);

    /// <summary>A target that a thread has entered.</summary>
    public ref struct Activation
    {
        private Target? _target;

        internal Activation(Target target)
        {
            TvmCompiler.GetFunction("target.TargetEnterScope").Call(target);
            _target = target;
        }

        /// <summary>Leaves the target, by <c>target.TargetExitScope</c>. A second call does nothing.</summary>
        /// <exception cref="InvalidOperationException">A target that was entered after it has not been left. Nothing has changed.</exception>
        public void Dispose()
        {
            if (_target is not { } target)
            {
                return;
            }

            if (Current is not { } current || !current.IsSameAs(target))
            {
                throw new InvalidOperationException(
                    "A target is left that is not the current one of its thread: leave those that were entered after it first, which `using` does by itself.");
            }

            _target = null;
            TvmCompiler.GetFunction("target.TargetExitScope").Call(target);
        }
    }
}
