using ClangSharp.Interop;
using TvmSharp.Bindgen.Clang;

namespace TvmSharp.Bindgen.Headers;

/// <summary>A C++ class as libclang sees it: members, bases and layout.</summary>
/// <param name="Cursor">Its definition: of the class, or of the template that it is made from.</param>
/// <param name="Type">Its type, with the template arguments.</param>
internal sealed record CppClass(CXCursor Cursor, CXType Type)
{
    /// <summary>The class whose members every object has; offsets in reflection count from it.</summary>
    private const string Root = "tvm::ffi::Object";

    private List<CXCursor>? _members;
    private List<CppClass>? _bases;
    private bool? _isDynamic;

    /// <summary>Name with namespaces.</summary>
    public string QualifiedName { get; } = Cursor.QualifiedName();

    /// <summary>Members and bases, in the order of their declaration.</summary>
    public List<CXCursor> Members => _members ??= Cursor.Children();

    /// <summary>Direct base classes.</summary>
    public List<CppClass> Bases => _bases ??=
    [
        .. Members
            .Where(static member => member.Kind == CXCursorKind.CXCursor_CXXBaseSpecifier)
            .Select(static member => Of(member.Type)).OfType<CppClass>(),
    ];

    // Whether its objects begin with the address of a table of virtual functions.
    private bool IsDynamic => _isDynamic ??= Members.Any(static member => member.CXXMethod_IsVirtual) || Bases.Exists(static b => b.IsDynamic);

    /// <summary>The class of a type; null when it is none, or only declared.</summary>
    public static CppClass? Of(CXType type)
    {
        CXType canonical = type.CanonicalType;
        CXCursor definition = canonical.Declaration().Definition();
        if (definition.IsNull)
        {
            // A template that nothing has instantiated yet.
            definition = canonical.Declaration();
        }

        CXCursor template = definition.SpecializedCursorTemplate;
        if (!template.IsNull)
        {
            definition = template.Definition();
        }

        return definition.Kind
            is CXCursorKind.CXCursor_ClassDecl or CXCursorKind.CXCursor_StructDecl
            or CXCursorKind.CXCursor_ClassTemplate or CXCursorKind.CXCursor_ClassTemplatePartialSpecialization
            ? new CppClass(definition, canonical)
            : null;
    }

    /// <summary>A member of the class itself by name; the null cursor for none.</summary>
    public CXCursor Member(string name, CXCursorKind kind) =>
        Members.FirstOrDefault(member => member.Kind == kind && member.Name() == name, CXCursor.Null);

    /// <summary>The class and all those that it derives from, the nearest first.</summary>
    public IEnumerable<CppClass> SelfAndBases()
    {
        yield return this;
        foreach (CppClass ancestor in Bases.SelectMany(static b => b.SelfAndBases()))
        {
            yield return ancestor;
        }
    }

    /// <summary>A field, its own or inherited.</summary>
    /// <param name="name">Name of the member.</param>
    /// <param name="offset">Bytes from the start of the <c>ffi::Object</c> in the class; null when unknown.</param>
    /// <returns>The declaration; the null cursor for none.</returns>
    public CXCursor FindField(string name, out int? offset)
    {
        CXCursor field = FindInClass(name, out offset);
        offset -= OffsetOfBase(Root);
        return field;
    }

    private CXCursor FindInClass(string name, out int? offset)
    {
        CXCursor own = Member(name, CXCursorKind.CXCursor_FieldDecl);
        if (!own.IsNull)
        {
            long bits = Type.GetOffsetOf(name);
            offset = bits >= 0 ? (int)(bits / 8) : null;
            return own;
        }

        foreach (CppClass b in Bases)
        {
            CXCursor inherited = b.FindInClass(name, out offset);
            if (!inherited.IsNull)
            {
                offset += OffsetOf(b);
                return inherited;
            }
        }

        offset = null;
        return CXCursor.Null;
    }

    private int? OffsetOfBase(string qualifiedName)
    {
        if (QualifiedName == qualifiedName)
        {
            return 0;
        }

        foreach (CppClass b in Bases)
        {
            if (b.OffsetOfBase(qualifiedName) is { } offset)
            {
                return offset + OffsetOf(b);
            }
        }

        return null;
    }

    // libclang says it from version 20 on only. The first base stands at the start, behind the table of virtual functions
    // where the class has one and the base has none (Itanium C++ ABI 2.4).
    private int? OffsetOf(CppClass b) =>
        b.Type != Bases[0].Type ? null : IsDynamic && !b.IsDynamic ? (int)Math.Max(8, b.Type.AlignOf) : 0;
}
