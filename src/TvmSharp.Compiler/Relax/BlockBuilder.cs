using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Relax;

/// <summary>Makes bindings in normal form: <c>tvm::relax::BlockBuilder</c> (<c>tvm/relax/block_builder.h</c>).</summary>
public partial class BlockBuilder
{
    /// <summary>The module that the builder adds functions to.</summary>
    public IRModule ContextIRModule => Call("GetContextIRModule").As<IRModule>();

    /// <summary>Whether the innermost block that has begun is a dataflow block.</summary>
    public bool CurrentBlockIsDataflow => Call("CurrentBlockIsDataFlow").As<bool>();

    /// <summary>Makes a builder, by <c>relax.BlockBuilderCreate</c>.</summary>
    /// <param name="module">Module whose functions can be called; null for an empty one.</param>
    public static BlockBuilder Create(IRModule? module = null) =>
        TvmCompiler.GetFunction("relax.BlockBuilderCreate").Call(module).As<BlockBuilder>();

    /// <summary>Begins a dataflow block.</summary>
    public void BeginDataflowBlock() => Call("BeginDataflowBlock");

    /// <summary>Begins a block that is no dataflow block.</summary>
    public void BeginBindingBlock() => Call("BeginBindingBlock");

    /// <summary>Ends the innermost block that has begun.</summary>
    /// <returns>The block, with all that was emitted.</returns>
    public BindingBlock EndBlock() => Call("EndBlock").As<BindingBlock>();

    /// <summary>Begins a scope in which the symbolic variables are those of the parameters' types.</summary>
    /// <param name="parameters">Parameters; null for none.</param>
    public void BeginScope(TvmArray<Var>? parameters = null) => Call("BeginScope", parameters);

    /// <summary>Ends the innermost scope.</summary>
    public void EndScope() => Call("EndScope");

    /// <summary>Brings an expression into normal form, with its type, and emits bindings for its parts where needed.</summary>
    /// <exception cref="TvmException">The expression has no valid type.</exception>
    public Expr Normalize(Expr node) => Call("Normalize", node).As<Expr>();

    /// <summary>Emits a binding of a new variable.</summary>
    /// <param name="value">Its value, which is brought into normal form.</param>
    /// <param name="name">Name of the variable; another is made up when it is taken or empty.</param>
    /// <returns>The variable.</returns>
    public Var Emit(Expr value, string name = "") => Call("Emit", value, name).As<Var>();

    /// <summary>Emits a binding of a variable of a type that the value is checked against when it runs.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type.</param>
    /// <param name="name">Name of the variable.</param>
    /// <returns>The variable.</returns>
    public Var EmitMatchCast(Expr value, Ir.Type type, string name = "") => Call("EmitMatchCast", value, type, name).As<Var>();

    /// <summary>Emits a binding whose variable is seen outside of the dataflow block.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Name of the variable.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="TvmException">The current block is no dataflow block.</exception>
    public Var EmitOutput(Expr value, string name = "") => Call("EmitOutput", value, name).As<Var>();

    /// <summary>Emits a binding that is in normal form.</summary>
    public void EmitNormalized(Binding binding) => Call("EmitNormalized", binding);

    /// <summary>The value that was bound to a variable; null when there is none, as for parameters.</summary>
    public Expr? LookupBinding(Var variable) => Call("LookupBinding", variable).As<Expr?>();

    /// <summary>A name that no other has yet.</summary>
    /// <param name="prefix">What it begins with.</param>
    public string GetUniqueName(string prefix) => Call("GetUniqueName", prefix).As<string>();

    /// <summary>Adds a function to the module.</summary>
    /// <param name="function">The function.</param>
    /// <param name="name">Name; another is made up when it is taken.</param>
    /// <returns>The variable that stands for it; that of an equal function when there is one.</returns>
    public GlobalVar AddFunction(BaseFunc function, string name) => Call("AddFunction", function, name).As<GlobalVar>();

    /// <summary>Replaces a function of the module.</summary>
    public void UpdateFunction(GlobalVar name, BaseFunc function) => Call("UpdateFunction", name, function);

    /// <summary>The module with all functions, their names made consistent.</summary>
    public IRModule Complete() => Call("Finalize").As<IRModule>();

    private Any Call(string method, params ReadOnlySpan<Any> arguments) =>
        TvmCompiler.GetFunction("relax.BlockBuilder" + method).Call([this, .. arguments]);
}
