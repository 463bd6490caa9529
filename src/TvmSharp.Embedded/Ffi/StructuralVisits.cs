using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.StructuralWalk</c> and the visitor behind it, as <c>tvm/ffi/extra/structural_visit.h</c>: callbacks for
/// each value before or after what is inside it, by type, until one of them interrupts.
/// </summary>
internal static unsafe class StructuralVisits
{
    private const int PreOrder = 0;
    private const int SkipTag = 1;

    private static readonly TypeTable.Column VisitColumn = TypeTable.EnsureColumn("__s_visit__");

    private static readonly NodeField InterruptValue = new("value", FieldKind.Any, 24, HostType.Any, FieldFlags.HasDefault);

    /// <summary><c>ffi.VisitInterrupt</c>.</summary>
    public static readonly NodeType InterruptType = new(
        "ffi.VisitInterrupt", null, 40, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.VisitInterrupt, InterruptValue)
    {
        StaticIndex = TypeIndex.VisitInterrupt,
        IsFinal = true,
    };

    private static readonly NodeType VisitorType = new("ffi.StructuralVisitor", null, 40, 0, SEqHashKind.Unsupported, 0) { IsReflected = true };

    private static readonly void** VisitorTable = CreateVisitorTable();

    /// <summary>What is behind the header of a visitor: the table with its only function, and the kind of region.</summary>
    private struct Visitor
    {
        public void** Table;
        public int Region;
    }

    /// <summary>The 16 bytes of a value as C passes and returns them: two words.</summary>
    private struct Words
    {
        public ulong First;
        public ulong Second;
    }

    /// <summary>A walk, which a visitor of ours holds behind its own fields.</summary>
    private sealed class Walk(ReadOnlySpan<TVMFFIAny> callbacks, ReadOnlySpan<TVMFFIAny> callbacksWithRegion, bool isPreOrder)
    {
        private readonly TVMFFIAny[] _callbacks = callbacks.ToArray();
        private readonly TVMFFIAny[] _callbacksWithRegion = callbacksWithRegion.ToArray();

        public bool IsPreOrder => isPreOrder;

        /// <summary>What the first callback for the type of a value says: None, a tag, or an interrupt.</summary>
        public TVMFFIAny Dispatch(TVMFFIAny value, int region)
        {
            foreach (TVMFFIAny entry in _callbacks)
            {
                if (Matches(value.TypeIndex, entry))
                {
                    return Checked(Host.Call(Value.Elements(entry.Obj)[1].Obj, value));
                }
            }

            foreach (TVMFFIAny entry in _callbacksWithRegion)
            {
                if (Matches(value.TypeIndex, entry))
                {
                    return Checked(Host.Call(Value.Elements(entry.Obj)[1].Obj, value, Value.Int(region)));
                }
            }

            return Value.None;
        }

        private static TVMFFIAny Checked(TVMFFIAny owned)
        {
            Pool.Keep(owned);
            return owned.TypeIndex is TypeIndex.None or TypeIndex.Int or TypeIndex.Bool or TypeIndex.VisitInterrupt
                ? owned
                : throw HostException.Type($"Cannot convert from type `{Host.TypeKey(owned.TypeIndex)}` to `WalkResult`");
        }

        private static bool Matches(int typeIndex, TVMFFIAny entry)
        {
            int wanted = (int)Value.Elements(entry.Obj)[0].Int64;
            return wanted switch
            {
                TypeIndex.Any => true,
                TypeIndex.Str => typeIndex is TypeIndex.Str or TypeIndex.SmallStr,
                TypeIndex.Bytes => typeIndex is TypeIndex.Bytes or TypeIndex.SmallBytes,
                _ => Host.IsInstance(typeIndex, wanted),
            };
        }
    }

    public static void Register()
    {
        Node.Register(InterruptType);
        VisitorType.Register();
        VisitorType.RegisterReflection();
        TVMFFIAny visit = new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = (delegate* unmanaged[Cdecl]<TVMFFIObject*, Words, Words>)&VisitContainer };
        foreach (int type in (ReadOnlySpan<int>)[TypeIndex.Array, TypeIndex.List, TypeIndex.Map, TypeIndex.Dict])
        {
            TypeTable.RegisterAttribute(type, "__s_visit__", visit);
        }

        HostType visitor = HostType.Object(VisitorType.Key);
        HostType interrupt = HostType.OptionalOf(HostType.Object(InterruptType.Key));
        HostType callbacks = HostType.ArrayOf(HostType.TupleOf(HostType.Int, HostType.Function));
        HostFunction.Define("ffi.VisitInterrupt", HostType.Object(InterruptType.Key), [HostType.Any], static arguments =>
        {
            TVMFFIObject* result = Pool.Keep(Node.Create(InterruptType));
            Node.SetView(result, InterruptValue, arguments.Any(0));
            return Value.Object(result);
        });
        HostFunction.Define("ffi.StructuralVisitorVisit", interrupt, [visitor, HostType.AnyView],
            static arguments => Visit(arguments.Object(0), arguments.Any(1)));
        HostFunction.Define("ffi.StructuralVisitorDefRegionKind", HostType.Int, [visitor],
            static arguments => Value.Int(Of(arguments.Object(0))->Region));
        HostFunction.Define("ffi.StructuralVisitorWithDefRegionKind", HostType.Any, [visitor, HostType.Int, HostType.Function], static arguments =>
        {
            Visitor* self = Of(arguments.Object(0));
            TVMFFIObject* callback = arguments.Object(2);
            return InRegion(self, checked((int)arguments.Int(1)), () => Pool.Keep(Host.Call(callback)));
        });
        HostFunction.Define("ffi.StructuralWalk", interrupt, [HostType.AnyView, callbacks, callbacks, HostType.Int], static arguments =>
        {
            Walk walk = new(Value.Elements(arguments.Object(1)), Value.Elements(arguments.Object(2)), arguments.Int(3) == PreOrder);
            TVMFFIObject* self = Pool.Keep(Create(walk));
            return Visit(self, arguments.Any(0));
        });
    }

    private static TVMFFIObject* Create(Walk walk)
    {
        TVMFFIObject* visitor = Memory.Allocate(
            (nuint)(sizeof(TVMFFIObject) + sizeof(Visitor) + sizeof(nint)), VisitorType.Index, &Delete);
        Of(visitor)->Table = VisitorTable;
        *WalkOf(visitor) = GCHandle.ToIntPtr(GCHandle.Alloc(walk));
        return visitor;
    }

    private static Visitor* Of(TVMFFIObject* visitor) => (Visitor*)(visitor + 1);

    private static nint* WalkOf(TVMFFIObject* visitor) => (nint*)(Of(visitor) + 1);

    private static void** CreateVisitorTable()
    {
        void** table = (void**)NativeMemory.Alloc((nuint)sizeof(void*));
        *table = (delegate* unmanaged[Cdecl]<TVMFFIObject*, Words, Words>)&VisitWalk;
        return table;
    }

    /// <summary>Visits a value: None, or the interrupt that ended the visit, kept until the call ends.</summary>
    private static TVMFFIAny Visit(TVMFFIObject* visitor, TVMFFIAny value) =>
        Result(((delegate* unmanaged[Cdecl]<TVMFFIObject*, Words, Words>)Of(visitor)->Table[0])(visitor, ToWords(value)));

    /// <summary>What a visit function returned: None, an interrupt, or an error, which is raised.</summary>
    private static TVMFFIAny Result(Words words)
    {
        TVMFFIAny result = *(TVMFFIAny*)&words;
        switch (result.TypeIndex)
        {
            case TypeIndex.Error:
                throw new RaisedException(result.Obj);
            case TypeIndex.None or TypeIndex.VisitInterrupt:
                return Pool.Keep(result);
            default:
                Host.Release(result);
                throw HostException.Type($"Cannot convert from type `{Host.TypeKey(result.TypeIndex)}` to `Optional<{InterruptType.Key}>`");
        }
    }

    private static Words ToWords(TVMFFIAny value) => *(Words*)&value;

    private static T InRegion<T>(Visitor* visitor, int region, Func<T> action)
    {
        int saved = visitor->Region;
        visitor->Region = region;
        try
        {
            return action();
        }
        finally
        {
            visitor->Region = saved;
        }
    }

    /// <summary>The function of our visitors.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Words VisitWalk(TVMFFIObject* visitor, Words value) => Run(visitor, *(TVMFFIAny*)&value, static (visitor, value) =>
    {
        Nesting.Check();
        if (value.TypeIndex == TypeIndex.None)
        {
            return Value.None;
        }

        Walk walk = (Walk)GCHandle.FromIntPtr(*WalkOf((TVMFFIObject*)visitor)).Target!;
        try
        {
            int region = Of((TVMFFIObject*)visitor)->Region;
            TVMFFIAny said = walk.IsPreOrder ? walk.Dispatch(value, region) : Value.None;
            if (said.TypeIndex == TypeIndex.VisitInterrupt)
            {
                return said;
            }

            if (said.TypeIndex != TypeIndex.None && said.Int64 == SkipTag)
            {
                return Value.None;
            }

            TVMFFIAny inside = VisitInside((TVMFFIObject*)visitor, value);
            if (inside.TypeIndex == TypeIndex.VisitInterrupt || walk.IsPreOrder)
            {
                return inside;
            }

            said = walk.Dispatch(value, region);
            return said.TypeIndex == TypeIndex.VisitInterrupt ? said : Value.None;
        }
        catch (Exception exception) when (Value.IsObject(value))
        {
            throw new RaisedException(VisitErrorContexts.Add(Errors.ToError(exception), value));
        }
    });

    /// <summary>What <c>__s_visit__</c> is for arrays, lists, maps and dictionaries.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static Words VisitContainer(TVMFFIObject* visitor, Words value) => Run(visitor, *(TVMFFIAny*)&value, static (visitor, value) =>
    {
        IEnumerable<TVMFFIAny> parts = value.TypeIndex is TypeIndex.Array or TypeIndex.List
            ? Sequences.Stable(value.Obj).ToArray()
            : Maps.Stable(value.Obj).SelectMany(static entry => (TVMFFIAny[])[entry.Key, entry.Value]);
        foreach (TVMFFIAny part in parts)
        {
            TVMFFIAny result = Visit((TVMFFIObject*)visitor, part);
            if (result.TypeIndex != TypeIndex.None)
            {
                return result;
            }
        }

        return Value.None;
    });

    /// <summary>Turns the result of a visit, or its exception, into what C gets: an owned value or error.</summary>
    private static Words Run(TVMFFIObject* visitor, TVMFFIAny value, Func<nint, TVMFFIAny, TVMFFIAny> visit)
    {
        int mark = Pool.Mark();
        try
        {
            return ToWords(Host.ToOwned(visit((nint)visitor, value)));
        }
        catch (Exception exception)
        {
            return ToWords(Value.Object(Errors.ToError(exception)));
        }
        finally
        {
            Pool.Drain(mark);
        }
    }

    /// <summary>Visits what is inside a value: by what its type registered, else by its fields.</summary>
    private static TVMFFIAny VisitInside(TVMFFIObject* visitor, TVMFFIAny value)
    {
        TVMFFIAny custom = TypeTable.Attribute(VisitColumn, value.TypeIndex);
        switch (custom.TypeIndex)
        {
            case TypeIndex.OpaquePtr:
                return Result(((delegate* unmanaged[Cdecl]<TVMFFIObject*, Words, Words>)custom.Ptr)(visitor, ToWords(value)));
            case TypeIndex.Function:
                TVMFFIAny result = Host.Call(custom.Obj, Value.Object(visitor), value);
                return Result(ToWords(result));
            case not TypeIndex.None:
                throw HostException.Type("__s_visit__ must be an opaque function pointer or ffi.Function");
        }

        return Value.IsObject(value) ? VisitFields(visitor, value.Obj) : Value.None;
    }

    private static TVMFFIAny VisitFields(TVMFFIObject* visitor, TVMFFIObject* value)
    {
        // A region that defines variables one by one ends at the variable.
        TVMFFITypeMetadata* metadata = TypeTable.Get(value->TypeIndex).Info->Metadata;
        int inherited = Of(visitor)->Region;
        if (inherited == DefRegionNonRecursive && metadata != null && metadata->StructuralEqHashKind == SEqHashKind.FreeVar)
        {
            inherited = DefRegionNone;
        }

        foreach (nint address in TypeTable.Fields(value->TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if ((field->Flags & FieldFlags.SEqHashIgnore) != 0)
            {
                continue;
            }

            int region = (field->Flags & FieldFlags.SEqHashDefNonRecursive) != 0 ? DefRegionNonRecursive
                : (field->Flags & FieldFlags.SEqHashDefRecursive) != 0 ? DefRegionRecursive
                : inherited;
            TVMFFIAny content = Reflection.Get(value, field);
            TVMFFIAny result = InRegion(Of(visitor), region, () => Visit(visitor, content));
            if (result.TypeIndex != TypeIndex.None)
            {
                return result;
            }
        }

        return Value.None;
    }

    private const int DefRegionNone = 0;
    private const int DefRegionRecursive = 1;
    private const int DefRegionNonRecursive = 2;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            GCHandle.FromIntPtr(*WalkOf((TVMFFIObject*)self)).Free();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
