using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi;
using TvmSharp.Ffi.Marshalling;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>
/// Rewrites statements and expressions: <c>tvm::tirx::StmtExprMutator</c> (<c>tvm/tirx/stmt_functor.h</c>). Override the
/// method of a class of nodes and return another node, or what the base method returns, which has visited the children.
/// </summary>
/// <remarks>
/// <para>
/// A node is rebuilt only when one of its children was replaced; what did not change comes back as the same object. An
/// expression is rebuilt by its constructor, without its span where upstream drops it; a statement is copied with all else
/// that it has. Sequences are flattened. Children and their order are those of <see cref="StmtExprVisitor"/>, with the
/// lanes of <see cref="Ramp"/> and <see cref="Broadcast"/>.
/// </para>
/// <para>
/// A buffer whose shape, strides, offset or layout changed is replaced where it is defined, and so are its later uses
/// (<see cref="BufferRemap"/>).
/// </para>
/// <para>
/// Statements that nobody else can see are rewritten in place when the function was handed over: see
/// <see cref="Mutate(Moved)"/>. In all other cases the tree that is given stays as it is.
/// </para>
/// </remarks>
/// <exception cref="InvalidOperationException">
/// A method returned null, a node of a class that its place does not take, or an expression of another type.
/// </exception>
/// <exception cref="InsufficientExecutionStackException">The tree is nested deeper than the stack of the thread allows.</exception>
[DynamicallyAccessedMembers(FunctorMethods.Kept)]
public partial class StmtExprMutator
{
    private readonly FunctorMethods _methods;

    // Whether every ancestor of the node at hand is held by its parent alone: src/tirx/ir/stmt_functor.cc.
    private bool _allowCopyOnWrite;

    // Too great after an exception, which changes nothing but where the stack is looked at.
    private uint _depth;

    /// <summary>Makes a mutator.</summary>
    public StmtExprMutator() => _methods = FunctorMethods.Of(GetType(), typeof(StmtExprMutator));

    /// <summary>Buffers that were replaced where they are defined, by the buffer they replace: <c>buffer_remap_</c>.</summary>
    protected Dictionary<Var, Var> BufferRemap { get; } = new(TvmObject.IdentityComparer);

    /// <summary>
    /// Whether methods may return an expression of another primitive type than the one it replaces, as rewrites of data
    /// types do. No, unless overridden.
    /// </summary>
    protected virtual bool AllowsTypeChange => false;

    /// <summary>Rewrites the body of a function. The function that is given stays as it is.</summary>
    /// <returns>The function itself when nothing changed.</returns>
    public PrimFunc Mutate(PrimFunc function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _allowCopyOnWrite = false;
        return MutateBody(function);
    }

    /// <summary>
    /// Rewrites the body of a function that is handed over by <see cref="TvmObject.Move"/>. Where the function and the
    /// statements above a change belong to nobody else they are changed in place, as upstream's mutators do with what is
    /// moved into them, which saves the copies.
    /// </summary>
    /// <remarks>
    /// Wrappers of the function and of its parts from before <see cref="TvmObject.Move"/> have ended. Those that the methods
    /// get stay valid as long as the result, but show what their object is after a change in place.
    /// </remarks>
    /// <exception cref="InvalidCastException">What is handed over is no <c>tirx.PrimFunc</c>.</exception>
    public PrimFunc Mutate(Moved function)
    {
        ArgumentNullException.ThrowIfNull(function);
        PrimFunc taken = function.Take<PrimFunc>();
        _allowCopyOnWrite = InPlace.IsUnique(taken);
        try
        {
            return MutateBody(taken);
        }
        finally
        {
            _allowCopyOnWrite = false;
        }
    }

    /// <summary>Rewrites an expression by the method of its class. Overridden, it sees every expression.</summary>
    /// <returns>The same object when nothing changed.</returns>
    /// <exception cref="NotSupportedException">There is no method for the class; the message names its type key.</exception>
    public virtual Expr VisitExpr(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if ((++_depth % FunctorErrors.LevelsBetweenChecks) == 0)
        {
            FunctorErrors.EnsureStack(this);
        }

        Expr result = _allowCopyOnWrite ? AcceptAsCopy(node) : node.Accept(this);
        _depth--;
        return result;
    }

    /// <summary>Rewrites a statement by the method of its class. Overridden, it sees every statement.</summary>
    /// <returns>The same object when nothing changed, or when it was changed in place.</returns>
    /// <exception cref="NotSupportedException">There is no method for the class; the message names its type key.</exception>
    public virtual Stmt VisitStmt(Stmt node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if ((++_depth % FunctorErrors.LevelsBetweenChecks) == 0)
        {
            FunctorErrors.EnsureStack(this);
        }

        bool allowed = _allowCopyOnWrite;
        _allowCopyOnWrite = allowed && InPlace.IsUnique(node);
        Stmt result = node.Accept(this);
        _allowCopyOnWrite = allowed;
        _depth--;
        return result;
    }

    /// <summary>Rewrites an expression that there is no method for: an error, by default.</summary>
    protected internal virtual Expr VisitExprDefault(Expr node) => throw FunctorErrors.NoMethod(this, node);

    /// <summary>Rewrites a statement that there is no method for: an error, by default.</summary>
    protected internal virtual Stmt VisitStmtDefault(Stmt node) => throw FunctorErrors.NoMethod(this, node);

    /// <summary>
    /// Rewrites a buffer where it is defined. When an expression of its shape, strides, offset, allocated address or layout
    /// changed there is a new one, and it is recorded in <see cref="BufferRemap"/>.
    /// </summary>
    /// <param name="buffer">A variable whose type is a <see cref="BufferType"/>.</param>
    /// <param name="allocData">Whether its data are allocated there too, or exist already.</param>
    /// <returns>The same object when nothing changed.</returns>
    protected virtual Var VisitBufferDef(Var buffer, bool allocData)
    {
        if (BufferRemap.TryGetValue(buffer, out Var? known))
        {
            return known;
        }

        BufferType type = buffer.Ty as BufferType ?? throw FunctorErrors.NoBuffer(buffer);
        TvmArray<Expr> oldShape = type.Shape, newShape = MutateAll(oldShape);
        TvmArray<Expr> oldStrides = type.Strides, newStrides = MutateAll(oldStrides);
        Expr oldOffset = type.ElemOffset, newOffset = MutatePrimExpr(oldOffset);
        TvmArray<Expr> oldAddress = type.AllocatedAddr, newAddress = MutateAll(oldAddress);
        Layout? oldLayout = type.Layout, newLayout = MutateLayout(oldLayout);
        if (ReferenceEquals(oldShape, newShape) && ReferenceEquals(oldStrides, newStrides) && ReferenceEquals(oldOffset, newOffset)
            && ReferenceEquals(oldAddress, newAddress) && ReferenceEquals(oldLayout, newLayout))
        {
            return buffer;
        }

        BufferType newType = BufferType.Create(
            type.StorageScope, type.DType, newShape, newStrides, newOffset, type.DataAlignment, type.OffsetFactor, newLayout, newAddress, type.Span);
        Var result = Var.Create(buffer.Name, newType, buffer.Span);
        BufferRemap[buffer] = result;
        return result;
    }

    /// <summary>Rewrites a buffer where it is used: what <see cref="BufferRemap"/> has for it, or itself.</summary>
    /// <param name="buffer">A variable whose type is a <see cref="BufferType"/>.</param>
    protected virtual Var VisitBufferUse(Var buffer) =>
        BufferRemap.Count != 0 && BufferRemap.TryGetValue(buffer, out Var? result) ? result : buffer;

    /// <summary>Rewrites a <c>ir.Var</c>: by default a buffer by <see cref="VisitBufferUse"/>; others stay as they are.</summary>
    /// <param name="node">The node.</param>
    protected internal virtual Expr VisitVar(Var node) => node.HasType<BufferType>() ? VisitBufferUse(node) : node;

    /// <summary>
    /// Rewrites a <c>ir.Call</c>: by default its arguments. <c>tirx.buffer_data</c> of a replaced buffer gets the pointer
    /// type of the new one.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Expr VisitCall(Call node)
    {
        TvmArray<Expr>? newArgs = MutateExprs(node.ElementsOfArgs);
        if (newArgs is null)
        {
            return node;
        }

        Expr op = node.Op;
        Ir.Type type = node.Ty;
        if (op is Op { Name: "tirx.buffer_data" })
        {
            if (newArgs.Count != 1 || newArgs[0] is not Var { Ty: BufferType buffer })
            {
                throw new InvalidOperationException($"{GetType().Name} left `tirx.buffer_data` with arguments {newArgs}, where there must be one buffer.");
            }

            type = PointerType.Create(buffer.DType, buffer.StorageScope);
        }

        return Call.Create(type, op, newArgs, node.Attrs, node.TyArgs, node.Span);
    }

    /// <summary>Rewrites a <c>tirx.BufferLoad</c>: by default <c>buffer</c>, <c>indices</c>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Expr VisitBufferLoad(BufferLoad node)
    {
        Var? oldBuffer = KeepsBuffers ? null : node.Buffer, newBuffer = oldBuffer is null ? null : MutateBufferUse(oldBuffer);
        TvmArray<Expr>? newIndices = MutatePrimExprs(node.ElementsOfIndices);
        BufferLoad result = newIndices is null ? node : BufferLoad.Create(node.Buffer, newIndices, node.Predicate);
        if (ReferenceEquals(oldBuffer, newBuffer))
        {
            return result;
        }

        // A copy, as upstream's: its constructor would derive the type from the new buffer.
        BufferLoad copy = InPlace.ShallowCopy(result);
        SetField(copy, "buffer", oldBuffer, newBuffer);
        return copy;
    }

    /// <summary>
    /// Rewrites a <c>tirx.SeqStmt</c>: by default its statements, of which those that are sequences are spliced in and those
    /// that do nothing (<c>Evaluate(0)</c>) left out. One that is left alone takes the place of the sequence.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Stmt VisitSeqStmt(SeqStmt node)
    {
        NodeElements<Stmt> oldSeq = node.ElementsOfSeq;
        TvmArray<Stmt>? newSeq = MutateStmts(oldSeq, out bool isFlat);
        if (newSeq is null)
        {
            return isFlat ? node : SeqStmt.Flatten(node);
        }

        SeqStmt copy = CopyOnWrite(node);
        SetField(copy, "seq", null, newSeq);
        return isFlat ? copy : SeqStmt.Flatten(copy);
    }

    /// <summary>Rewrites a <c>tirx.ScopeIdDefStmt</c>: by default the extents of its definition, and the preferred ones.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Stmt VisitScopeIdDefStmt(ScopeIdDefStmt node)
    {
        ScopeIdDef oldDef = node.Def;
        TvmArray<Expr>? oldExtents = oldDef.Extents, newExtents = oldExtents is null ? null : MutateShared(oldExtents);
        TvmArray<Expr>? oldPreferred = oldDef.PreferredExtents, newPreferred = oldPreferred is null ? null : MutateShared(oldPreferred);
        if (ReferenceEquals(oldExtents, newExtents) && ReferenceEquals(oldPreferred, newPreferred))
        {
            return node;
        }

        // Not by the constructor, which takes the scope apart into two names.
        ScopeIdDef newDef = InPlace.ShallowCopy(oldDef);
        SetField(newDef, "extents", oldExtents, newExtents);
        SetField(newDef, "preferred_extents", oldPreferred, newPreferred);
        ScopeIdDefStmt copy = CopyOnWrite(node);
        SetField(copy, "def", oldDef, newDef);
        return copy;
    }

    /// <summary>
    /// Rewrites a <c>tirx.TilePrimitiveCall</c>: by default the expressions, statements, buffers and regions in its arguments
    /// and configuration, also inside of arrays.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Stmt VisitTilePrimitiveCall(TilePrimitiveCall node)
    {
        // What is inside of values may be shared.
        bool allowed = _allowCopyOnWrite;
        _allowCopyOnWrite = false;
        TvmArray<Any> oldArgs = node.Args, newArgs = MutateValues(oldArgs);
        TvmMap<string, Any> oldConfig = node.Config, newConfig = oldConfig;
        List<KeyValuePair<string, Any>> entries = [];
        foreach ((string key, Any oldValue) in oldConfig)
        {
            Any newValue = MutateValue(oldValue);
            entries.Add(new(key, newValue));
            newConfig = IsSame(oldValue, newValue) ? newConfig : null!;
        }

        _allowCopyOnWrite = allowed;
        newConfig ??= TvmMap.Create<string, Any>(entries);
        if (ReferenceEquals(oldArgs, newArgs) && ReferenceEquals(oldConfig, newConfig))
        {
            return node;
        }

        TilePrimitiveCall copy = CopyOnWrite(node);
        SetField(copy, "args", oldArgs, newArgs);
        SetField(copy, "config", oldConfig, newConfig);
        return copy;
    }

    /// <summary>
    /// The statement itself when it may be changed in place, or a copy of it: what C++ calls by the same name. For methods
    /// that change a statement's fields by <see cref="TvmObject.SetField"/>.
    /// </summary>
    private T CopyOnWrite<T>(T node)
        where T : Stmt => _allowCopyOnWrite ? node : InPlace.ShallowCopy(node);

    private static void SetField(TvmObject target, string name, TvmObject? oldValue, TvmObject? newValue)
    {
        if (!ReferenceEquals(oldValue, newValue))
        {
            InPlace.SetField(target, name, newValue);
        }
    }

    // Whether uses of buffers stay as they are, so that there is no need for a wrapper to find that out.
    private bool KeepsBuffers => !_methods.SeesBufferUses && BufferRemap.Count == 0;

    // An expression in a field; null when there is none, or one that stays as it is whatever it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Expr? ChildOf(TvmObject node, int offset)
    {
        int typeIndex = NodeFields.TypeIndexOf(node, offset);
        return typeIndex == 0 || IsKept(typeIndex) ? null : NodeFields.Read<Expr>(node, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsKept(int typeIndex)
    {
        FunctorMethods methods = _methods;
        return typeIndex == methods.UnseenIntImm || (typeIndex == methods.UnseenVar && KeepsBuffers);
    }

    // Expressions may be shared though the statement above them is not: nothing in them is changed in place.
    private Expr AcceptAsCopy(Expr node)
    {
        _allowCopyOnWrite = false;
        Expr result = node.Accept(this);
        _allowCopyOnWrite = true;
        return result;
    }

    private PrimFunc MutateBody(PrimFunc function)
    {
        Stmt oldBody = function.Body, newBody = MutateStmt(oldBody);
        if (ReferenceEquals(oldBody, newBody))
        {
            return function;
        }

        PrimFunc result = _allowCopyOnWrite ? function : InPlace.ShallowCopy(function);
        InPlace.SetField(result, "body", newBody);
        return result;
    }

    // Each of these gives back the wrapper that it got when the object is still the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Expr MutateExpr(Expr node)
    {
        Expr result = VisitExpr(node);
        return ReferenceEquals(result, node) ? node : Checked(node, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Expr MutatePrimExpr(Expr node)
    {
        Expr result = VisitExpr(node);
        return ReferenceEquals(result, node) ? node : CheckedType(node, Checked(node, result));
    }

    private T MutateExpr<T>(T node)
        where T : Expr
    {
        Expr result = MutateExpr((Expr)node);
        return result as T ?? throw FunctorErrors.WrongClass(this, node, result, node.TypeKey);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Stmt MutateStmt(Stmt node)
    {
        Stmt result = VisitStmt(node);
        return ReferenceEquals(result, node) ? node : Checked(node, result);
    }

    private T MutateStmt<T>(T node)
        where T : Stmt
    {
        Stmt result = MutateStmt((Stmt)node);
        return result as T ?? throw FunctorErrors.WrongClass(this, node, result, node.TypeKey);
    }

    private Var MutateBufferUse(Var buffer)
    {
        Var result = VisitBufferUse(buffer);
        return ReferenceEquals(result, buffer) ? buffer : Checked(buffer, result);
    }

    private Var MutateBufferDef(Var buffer, bool allocData)
    {
        // A type may be shared by several buffers: nothing in it is changed in place.
        bool allowed = _allowCopyOnWrite;
        _allowCopyOnWrite = false;
        Var result = VisitBufferDef(buffer, allocData);
        _allowCopyOnWrite = allowed;
        return ReferenceEquals(result, buffer) ? buffer : Checked(buffer, result);
    }

    // Null for what did not change, or was changed in place.
    private TvmArray<Expr>? MutateExprs(NodeElements<Expr> nodes)
    {
        Expr[]? changed = null;
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeChild<Expr> child = nodes.At(i);
            if (IsKept(child.TypeIndex))
            {
                continue;
            }

            Expr oldNode = child.Wrap(), newNode = MutateExpr(oldNode);
            if (!ReferenceEquals(oldNode, newNode))
            {
                Change(nodes, i, newNode, ref changed);
            }
        }

        return changed is null ? null : TvmArray.Create<Expr>(changed);
    }

    private TvmArray<Expr>? MutatePrimExprs(NodeElements<Expr> nodes)
    {
        Expr[]? changed = null;
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeChild<Expr> child = nodes.At(i);
            if (IsKept(child.TypeIndex))
            {
                continue;
            }

            Expr oldNode = child.Wrap(), newNode = MutatePrimExpr(oldNode);
            if (!ReferenceEquals(oldNode, newNode))
            {
                Change(nodes, i, newNode, ref changed);
            }
        }

        return changed is null ? null : TvmArray.Create<Expr>(changed);
    }

    private TvmArray<Stmt>? MutateStmts(NodeElements<Stmt> nodes, out bool isFlat)
    {
        bool allowed = _allowCopyOnWrite;
        _allowCopyOnWrite = allowed && nodes.IsUnique;
        Stmt[]? changed = null;
        isFlat = nodes.Count > 1;
        for (int i = 0; i < nodes.Count; i++)
        {
            Stmt oldNode = nodes[i], newNode = MutateStmt(oldNode);
            isFlat &= !SeqStmt.IsFlattened(newNode);
            if (!ReferenceEquals(oldNode, newNode))
            {
                Change(nodes, i, newNode, ref changed);
            }
        }

        _allowCopyOnWrite = allowed;
        return changed is null ? null : TvmArray.Create<Stmt>(changed);
    }

    private void Change<T>(NodeElements<T> nodes, int index, T value, ref T[]? changed)
        where T : TvmObject
    {
        // Once there is a new array the old one is left alone, even if nobody else holds it any more: changes to it would be lost.
        if (changed is null && _allowCopyOnWrite && nodes.IsUnique)
        {
            nodes.Replace(index, value);
            return;
        }

        if (changed is null)
        {
            changed = new T[nodes.Count];
            for (int i = 0; i < changed.Length; i++)
            {
                changed[i] = nodes[i];
            }
        }

        changed[index] = value;
    }

    private TvmArray<Expr> MutateAll(TvmArray<Expr> nodes) => MutateArray(nodes, static (self, node) => self.MutatePrimExpr(node));

    private TvmArray<T> MutateExprs<T>(TvmArray<T> nodes)
        where T : Expr => MutateArray(nodes, static (self, node) => self.MutateExpr<T>(node));

    private TvmArray<Var> MutateBufferDefs(TvmArray<Var> buffers, bool allocData) => allocData
        ? MutateArray(buffers, static (self, buffer) => self.MutateBufferDef(buffer, allocData: true))
        : MutateArray(buffers, static (self, buffer) => self.MutateBufferDef(buffer, allocData: false));

    private TvmArray<IterVar> MutateIterVars(TvmArray<IterVar> variables) => MutateArray(
        variables,
        static (self, variable) =>
        {
            // A thread that is bound to a loop has none.
            Ir.Range? oldDomain = variable.Dom, newDomain = oldDomain is null ? null : self.MutateRange(oldDomain);
            return ReferenceEquals(oldDomain, newDomain)
                ? variable
                : IterVar.Create(newDomain, variable.Var, variable.IterType, variable.ThreadTag);
        });

    private TvmArray<BufferRegion> MutateBufferRegions(TvmArray<BufferRegion> regions) =>
        MutateArray(regions, static (self, region) => self.MutateBufferRegion(region));

    private TvmArray<MatchBufferRegion> MutateMatchBufferRegions(TvmArray<MatchBufferRegion> regions) => MutateArray(
        regions,
        static (self, region) =>
        {
            Var oldBuffer = region.Buffer, newBuffer = self.MutateBufferDef(oldBuffer, allocData: true);
            BufferRegion oldSource = region.Source, newSource = self.MutateBufferRegion(oldSource);
            return ReferenceEquals(oldBuffer, newBuffer) && ReferenceEquals(oldSource, newSource)
                ? region
                : MatchBufferRegion.Create(newBuffer, newSource);
        });

    private BufferRegion MutateBufferRegion(BufferRegion region)
    {
        Var oldBuffer = region.Buffer, newBuffer = MutateBufferUse(oldBuffer);

        // The region may be shared, though its array is its own.
        bool allowed = _allowCopyOnWrite;
        _allowCopyOnWrite = false;
        TvmArray<Ir.Range> oldRanges = region.Region, newRanges = MutateArray(oldRanges, static (self, range) => self.MutateRange(range));
        _allowCopyOnWrite = allowed;
        return ReferenceEquals(oldBuffer, newBuffer) && ReferenceEquals(oldRanges, newRanges) ? region : BufferRegion.Create(newBuffer, newRanges);
    }

    private Ir.Range MutateRange(Ir.Range range)
    {
        Expr oldMin = range.Min, newMin = MutatePrimExpr(oldMin);
        Expr oldExtent = range.Extent, newExtent = MutatePrimExpr(oldExtent);
        return ReferenceEquals(oldMin, newMin) && ReferenceEquals(oldExtent, newExtent)
            ? range
            : Ir.Range.FromMinExtent(newMin, newExtent);
    }

    private Layout? MutateLayout(Layout? layout)
    {
        if (layout is not TileLayout tiles)
        {
            return layout;
        }

        TvmArray<Iter> oldShard = tiles.Shard, newShard = MutateArray(oldShard, static (self, iter) => self.MutateIter(iter));
        TvmArray<Iter> oldReplica = tiles.Replica, newReplica = MutateArray(oldReplica, static (self, iter) => self.MutateIter(iter));
        return ReferenceEquals(oldShard, newShard) && ReferenceEquals(oldReplica, newReplica)
            ? layout
            : TileLayout.Create(newShard, newReplica, tiles.Offset);
    }

    private Iter MutateIter(Iter iter)
    {
        Expr oldExtent = iter.Extent, newExtent = MutatePrimExpr(oldExtent);
        Expr oldStride = iter.Stride, newStride = MutatePrimExpr(oldStride);
        return ReferenceEquals(oldExtent, newExtent) && ReferenceEquals(oldStride, newStride) ? iter : Iter.Create(newExtent, newStride, iter.Axis);
    }

    private Any MutateValue(Any value) => value.ToObject() switch
    {
        BufferRegion region => MutateBufferRegion(region),
        Var { Ty: BufferType } buffer => MutateBufferUse(buffer),
        Expr { Ty: PrimType } expr => MutatePrimExpr(expr),
        Stmt stmt => MutateStmt(stmt),
        TvmArray<Any> items => MutateValues(items),
        _ => value,
    };

    private TvmArray<Any> MutateValues(TvmArray<Any> values)
    {
        bool changed = false;
        Any[] results = new Any[values.Count];
        for (int i = 0; i < results.Length; i++)
        {
            Any value = values[i];
            results[i] = MutateValue(value);
            changed |= !IsSame(value, results[i]);
        }

        return changed ? TvmArray.Create<Any>(results) : values;
    }

    // Values that are no objects stay as they are.
    private static bool IsSame(Any oldValue, Any newValue) =>
        oldValue.Kind != AnyKind.Object || oldValue.As<TvmObject>().IsSameAs(newValue.As<TvmObject>());

    private TvmArray<Expr> MutateShared(TvmArray<Expr> nodes)
    {
        bool allowed = _allowCopyOnWrite;
        _allowCopyOnWrite = false;
        TvmArray<Expr> result = MutateAll(nodes);
        _allowCopyOnWrite = allowed;
        return result;
    }

    private TvmArray<T> MutateArray<T>(TvmArray<T> items, Func<StmtExprMutator, T, T> mutate)
        where T : TvmObject
    {
        bool allowed = _allowCopyOnWrite, inPlace = allowed && InPlace.IsUnique(items);
        _allowCopyOnWrite = inPlace;
        T[]? changed = null;
        int count = items.Count;
        for (int i = 0; i < count; i++)
        {
            T oldItem = items[i], newItem = mutate(this, oldItem);
            if (changed is not null)
            {
                changed[i] = newItem;
            }
            else if (ReferenceEquals(oldItem, newItem))
            {
                continue;
            }
            else if (inPlace)
            {
                InPlace.SetElement(items, i, newItem);
            }
            else
            {
                changed = new T[count];
                for (int k = 0; k < i; k++)
                {
                    changed[k] = items[k];
                }

                changed[i] = newItem;
            }
        }

        _allowCopyOnWrite = allowed;
        return changed is null ? items : TvmArray.Create<T>(changed);
    }

    private T Checked<T>(T node, T? result)
        where T : TvmObject
    {
        if (result is null)
        {
            throw FunctorErrors.ReturnedNull(this, node);
        }

        return result.IsSameAs(node) ? node : result;
    }

    private Expr CheckedType(Expr node, Expr result)
    {
        if (ReferenceEquals(node, result) || AllowsTypeChange)
        {
            return result;
        }

        Ir.Type oldType = node.Ty, newType = result.Ty;
        bool isSame = oldType.IsSameAs(newType)
            || (oldType is PrimType oldPrimitive && newType is PrimType newPrimitive ? oldPrimitive.DType == newPrimitive.DType : oldType.StructuralEquals(newType));
        return isSame ? result : throw FunctorErrors.ChangedType(this, node, result);
    }
}
