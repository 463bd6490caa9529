using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;
using StepKind = TvmSharp.Embedded.Ffi.AccessPaths.StepKind;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.VisitErrorContext</c>: the objects that an error went through on its way out of a visit, innermost first,
/// and the search for the access paths that lead to where it came from.
/// </summary>
internal static unsafe class VisitErrorContexts
{
    private static readonly NodeField Pattern = new("reverse_visit_pattern", FieldKind.List, 24, HostType.ListOf(HostType.Object("ffi.Object")));
    private static readonly NodeField Previous = new("prev_error_context", FieldKind.Optional, 32, HostType.OptionalOf(HostType.Object("ffi.Object")));

    public static readonly NodeType Type = new(
        "ffi.VisitErrorContext", null, 40, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.VisitErrorContext, Pattern, Previous)
    {
        IsFinal = true,
    };

    public static void Register()
    {
        Node.Register(Type);
        HostFunction.Define(
            "ffi.VisitErrorContext.FindAccessPaths",
            HostType.ArrayOf(HostType.Object("ffi.reflection.AccessPath")),
            [HostType.Object("ffi.Object"), HostType.Object(Type.Key), HostType.Bool],
            static arguments => new Finder(arguments.Object(1), arguments.Bool(2)).Find(arguments.Object(0)));
    }

    /// <summary>Adds an object to the context of an owned error, which it is given back.</summary>
    public static TVMFFIObject* Add(TVMFFIObject* error, TVMFFIAny value)
    {
        TVMFFIErrorCell* cell = (TVMFFIErrorCell*)(error + 1);
        if (cell->ExtraContext == null || cell->ExtraContext->TypeIndex != Type.Index)
        {
            TVMFFIObject* context = Node.Create(Type);
            Node.Set(context, Previous, cell->ExtraContext);
            Node.Store(&cell->ExtraContext, context);
            Host.DecRef(context);
        }

        TVMFFIObject* pattern = Node.Get(cell->ExtraContext, Pattern);
        Sequences.Insert(pattern, Value.Elements(pattern).Length, value);
        return error;
    }

    /// <summary>Walks a value for all places that the objects of a context lead to.</summary>
    private sealed class Finder
    {
        private readonly bool _allowPrefix;
        private readonly List<nint> _pattern = [];
        private readonly List<(StepKind Kind, TVMFFIAny Key)> _path = [];
        private readonly List<TVMFFIAny> _found = [];
        private int _matched;

        public Finder(TVMFFIObject* context, bool allowPrefix)
        {
            _allowPrefix = allowPrefix;
            foreach (TVMFFIAny item in Value.Elements(Node.Get(context, Pattern)))
            {
                // The same object twice in a row is one level that was noted twice.
                if (Value.IsObject(item) && (_pattern.Count == 0 || _pattern[^1] != (nint)item.Obj))
                {
                    _pattern.Add((nint)item.Obj);
                }
            }
        }

        public TVMFFIAny Find(TVMFFIObject* root)
        {
            VisitObject(Value.Object(root));
            return Value.Object(Pool.Keep(Sequences.CreateArray(_found.ToArray())));
        }

        private void Visit(StepKind kind, TVMFFIAny key, TVMFFIAny value)
        {
            Nesting.Check();
            if (!Value.IsObject(value))
            {
                return;
            }

            _path.Add((kind, key));
            switch (value.TypeIndex)
            {
                case TypeIndex.Array or TypeIndex.List:
                    ReadOnlySpan<TVMFFIAny> elements = Sequences.Stable(value.Obj);
                    for (int i = 0; i < elements.Length; i++)
                    {
                        Visit(StepKind.ArrayItem, Value.Int(i), elements[i]);
                    }

                    break;
                case TypeIndex.Map or TypeIndex.Dict:
                    foreach ((TVMFFIAny itemKey, TVMFFIAny item) in Maps.Stable(value.Obj))
                    {
                        if (itemKey.TypeIndex != TypeIndex.None)
                        {
                            Visit(StepKind.MapItem, itemKey, item);
                        }
                    }

                    break;
                default:
                    VisitObject(value);
                    break;
            }

            _path.RemoveAt(_path.Count - 1);
        }

        private void VisitObject(TVMFFIAny value)
        {
            if (TypeTable.Get(value.TypeIndex).Info->Metadata == null)
            {
                return;
            }

            // The pattern is from the inside out, and the walk goes the other way.
            bool matches = _matched < _pattern.Count && _pattern[^(_matched + 1)] == (nint)value.Obj;
            if (matches && ++_matched == _pattern.Count)
            {
                AddPath();
            }
            else
            {
                VisitFields(value);
            }

            if (matches)
            {
                _matched--;
            }
        }

        private void VisitFields(TVMFFIAny value)
        {
            int before = _found.Count;
            foreach (nint address in TypeTable.Fields(value.TypeIndex))
            {
                TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
                Visit(StepKind.Attr, Pool.Keep(Strings.String(field->Name.AsSpan())), Reflection.Get(value.Obj, field));
            }

            if (_allowPrefix && _matched > 0 && _matched < _pattern.Count && _path.Count > 0 && _found.Count == before)
            {
                AddPath();
            }
        }

        private void AddPath() => _found.Add(Value.Object(Pool.Keep(AccessPaths.Create(_path))));
    }
}
