using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>Which C# types are values of TVM. The one place that decides so.</summary>
internal static class Values
{
    /// <summary>What the message about an unsupported type lists.</summary>
    public const string Supported =
        "integers, bool, double, float, Half, string, byte[], nint, Any, object?, RawString, DataType, Device, Shape, Tensor, TensorView as a parameter of an export or import, "
        + "TvmArray<T>, TvmList<T>, TvmMap<K, V>, TvmDict<K, V>, "
        + "tuples and Variant<...> of two to eight, Expected<T> and enumerations of these, Exception, Function, Func<>, Action<> and other delegate types "
        + "with up to sixteen parameters of these that are not ref, in or out, Moved, "
        + "TvmObject and classes derived from it that have [TvmObject(\"type.key\")] and implement ITvmObject<T> of themselves, and T? of these";

    // What the runtime has marshallers and Variant<...> for.
    private const int MaxElements = 8;

    private const string Marshalling = "global::TvmSharp.Ffi.Marshalling.";

    /// <summary>The marshalling of a type, or null when it is not supported.</summary>
    public static ValueModel? Gather(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            ITypeSymbol underlying = nullable.TypeArguments[0];
            return Gather(underlying) is { } value ? Optional(type, "NullableMarshaller", underlying, value) : null;
        }

        if (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated)
        {
            // None is null, which needs no marshaller of its own.
            if (type.SpecialType == SpecialType.System_Object)
            {
                return Plain(type, "BoxedMarshaller", "Any", "Any", ValueHolds.Any) with { IsOptional = true };
            }

            ITypeSymbol underlying = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
            return Gather(underlying) is { } value ? Optional(type, "OptionalMarshaller", underlying, value) : null;
        }

        return type.SpecialType switch
        {
            SpecialType.System_Int64 or SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_SByte
                or SpecialType.System_UInt64 or SpecialType.System_UInt32 or SpecialType.System_UInt16
                or SpecialType.System_Byte => Number(type, "IntegerMarshaller", "int"),
            SpecialType.System_Double or SpecialType.System_Single => Number(type, "FloatMarshaller", "float"),
            SpecialType.System_Boolean => Plain(type, "BooleanMarshaller", "bool", "bool", ValueHolds.Nothing),
            SpecialType.System_IntPtr => Plain(type, "PointerMarshaller", "void*", "void*", ValueHolds.Nothing),
            SpecialType.System_String => Plain(type, "StringMarshaller", "str", "ffi.String", ValueHolds.Memory),
            _ => GatherOther(type),
        };
    }

    /// <summary>The marshalling of a parameter of a method that is over when the call is: borrowed values are allowed too.</summary>
    public static ValueModel? GatherBorrowed(ITypeSymbol type)
        => type.IsFfiType("TensorView")
            ? Plain(type, "TensorViewMarshaller", "DLTensor*", "DLTensor*", ValueHolds.Memory)
            : Gather(type);

    private static ValueModel? GatherOther(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte }:
                return Plain(type, "BytesMarshaller", "bytes", "ffi.Bytes", ValueHolds.Memory);

            case INamedTypeSymbol { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }:
                return Number(type, "FloatMarshaller", "float");

            case INamedTypeSymbol when type.IsFfiType("Any"):
                return Plain(type, "AnyMarshaller", "Any", "Any", ValueHolds.Any);

            case INamedTypeSymbol when type.IsFfiType("DataType"):
                return Plain(type, "DataTypeMarshaller", "DataType", "DataType", ValueHolds.Nothing);

            case INamedTypeSymbol when type.IsFfiType("Device"):
                return Plain(type, "DeviceMarshaller", "Device", "Device", ValueHolds.Nothing);

            case INamedTypeSymbol when type.IsFfiType("Shape"):
                return Plain(type, "ShapeMarshaller", "ffi.Shape", "ffi.Shape", ValueHolds.Object);

            case INamedTypeSymbol when type.IsFfiType("RawString"):
                return Plain(type, "RawStringMarshaller", "str", "ffi.String", ValueHolds.Memory);

            case INamedTypeSymbol when type.IsFfiType("Moved"):
                return Plain(type, "MovedMarshaller", "RValueRef<ffi.Object>", "ObjectRValueRef", ValueHolds.Object);

            case INamedTypeSymbol { TypeKind: TypeKind.Delegate } @delegate:
                return GatherDelegate(@delegate);

            // Its type arguments are the elements only up to the seventh.
            case INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: >= 2 and <= MaxElements } elements }:
                return Compound(type, elements.Select(static e => e.Type), "TupleMarshaller", "Tuple", "Tuple");

            case INamedTypeSymbol { TypeArguments: { Length: >= 2 and <= MaxElements } arguments } when type.IsFfiType("Variant"):
                return Compound(type, arguments, "VariantMarshaller", "Variant", "Variant");

            case INamedTypeSymbol { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }:
                return Plain(type, "ExceptionMarshaller", "ffi.Error", "ffi.Error", ValueHolds.Memory);

            case INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } when type.IsFfiType("Expected"):
                return Compound(type, arguments, "ExpectedMarshaller", "Expected", "Expected", ValueHolds.Object) is { } expected
                    ? expected with { Schema = $$"""{"type":"Expected","args":[{{Gather(arguments[0])!.Schema}},{"type":"ffi.Error"}]}""" }
                    : null;

            case INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } when type.IsFfiType("TvmArray"):
                return Compound(type, arguments, "ArrayMarshaller", "Array", "ffi.Array", ValueHolds.Object);

            case INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } when type.IsFfiType("TvmList"):
                return Compound(type, arguments, "ListMarshaller", "List", "ffi.List", ValueHolds.Object);

            case INamedTypeSymbol { TypeArguments: { Length: 2 } arguments } when type.IsFfiType("TvmMap"):
                return Compound(type, arguments, "MapMarshaller", "Map", "ffi.Map", ValueHolds.Object);

            case INamedTypeSymbol { TypeArguments: { Length: 2 } arguments } when type.IsFfiType("TvmDict"):
                return Compound(type, arguments, "DictMarshaller", "Dict", "ffi.Dict", ValueHolds.Object);

            case INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } when Gather(underlying) is { } number:
                return number with
                {
                    Type = type.QualifiedName(),
                    Marshaller = $"{Marshalling}EnumMarshaller<{type.QualifiedName()}, {number.Type}, {number.Marshaller}>",
                    IsPublic = type.IsPublic(),
                };

            case INamedTypeSymbol { IsGenericType: false } when type.IsWrapper() && type.TypeKey() is { } typeKey:
                return new ValueModel(
                    type.QualifiedName(),
                    $"{Marshalling}ObjectMarshaller<{type.QualifiedName()}>",
                    typeKey,
                    $$"""{"type":{{JsonText.Quote(typeKey)}}}""",
                    ValueHolds.Object,
                    IsPublic: type.IsPublic());

            default:
                return null;
        }
    }

    /// <summary>Whether the type is a delegate type other than .NET's own <c>Func</c> and <c>Action</c>.</summary>
    public static bool IsCustomDelegate(ITypeSymbol type)
        => type.TypeKind == TypeKind.Delegate
            && type is not { Name: "Func" or "Action", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The types in the signature of a delegate type: its parameters', then that of what it returns, if anything.</summary>
    public static IEnumerable<ITypeSymbol> SignatureOf(INamedTypeSymbol type)
    {
        IMethodSymbol invoke = type.DelegateInvokeMethod!;
        IEnumerable<ITypeSymbol> parameters = invoke.Parameters.Select(static p => p.Type);
        return invoke.ReturnsVoid ? parameters : parameters.Append(invoke.ReturnType);
    }

    private static ValueModel? GatherDelegate(INamedTypeSymbol type)
    {
        const int MaxParameters = 16;
        if (type.DelegateInvokeMethod is not { } invoke
            || invoke.Parameters.Length > MaxParameters
            || invoke.Parameters.Any(MethodRules.IsByReference)
            || MethodRules.ReturnsReference(invoke)
            || IsEndless(type, []))
        {
            return null;
        }

        ValueModel?[] signature = [.. SignatureOf(type).Select(Gather)];
        if (signature.Contains(null))
        {
            return null;
        }

        ValueModel[] types = [.. signature.Take(invoke.Parameters.Length).Select(static p => p!)];
        ValueModel? result = invoke.ReturnsVoid ? null : signature[types.Length];
        string standard = result is null ? "Action" : "Func";
        string standardType = $"global::System.{standard}{Generic(signature.Select(static v => v!.Type))}";
        string marshaller = $"{standardType}, {Marshalling}{standard}Signature{Generic(signature.Select(static v => $"{v!.Type}, {v.Marshaller}"))}";
        string resultSchema = result?.Schema ?? """{"type":"None"}""";
        return new ValueModel(
            type.QualifiedName(),
            IsCustomDelegate(type)
                ? $"{Marshalling}CustomDelegateMarshaller<{type.QualifiedName()}, {marshaller}>"
                : $"{Marshalling}DelegateMarshaller<{marshaller}>",
            $"({string.Join(", ", types.Select(static (p, i) => $"{i}: {p.Name}"))}) -> {result?.Name ?? "void"}",
            $$"""{"type":"ffi.Function","args":[{{string.Join(",", types.Select(static p => p.Schema).Prepend(resultSchema))}}]}""",
            ValueHolds.Memory,
            IsPublic: type.IsPublic());
    }

    private static string Generic(IEnumerable<string> arguments)
    {
        string list = string.Join(", ", arguments);
        return list.Length > 0 ? $"<{list}>" : "";
    }

    /// <summary>Whether a delegate type has itself in its signature, or ever larger types: there is no finite name for how it crosses.</summary>
    private static bool IsEndless(ITypeSymbol type, ImmutableStack<ITypeSymbol> within)
    {
        const int MaxDepth = 8;
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        if (IsCustomDelegate(named))
        {
            if (within.Contains(named, SymbolEqualityComparer.Default) || within.Count() >= MaxDepth)
            {
                return true;
            }

            within = within.Push(named);
        }

        IEnumerable<ITypeSymbol> parts = named.DelegateInvokeMethod is null ? named.TypeArguments : SignatureOf(named);
        return parts.Any(p => IsEndless(p, within));
    }

    private static ValueModel Plain(ITypeSymbol type, string marshaller, string name, string schema, ValueHolds holds)
        => new(
            type.QualifiedName(),
            Marshalling + marshaller,
            name,
            $$"""{"type":"{{schema}}"}""",
            holds);

    private static ValueModel Number(ITypeSymbol type, string marshaller, string name)
        => Plain(type, $"{marshaller}<{type.QualifiedName()}>", name, name, ValueHolds.Nothing);

    private static ValueModel Optional(ITypeSymbol type, string marshaller, ITypeSymbol underlying, ValueModel value)
        => value with
        {
            Type = type.QualifiedName(),
            Marshaller = $"{Marshalling}{marshaller}<{underlying.QualifiedName()}, {value.Marshaller}>",
            Name = $"Optional<{value.Name}>",
            Schema = $$"""{"type":"Optional","args":[{{value.Schema}}]}""",
            IsOptional = true,
        };

    /// <summary>A type made of others; null when one of them is not supported.</summary>
    private static ValueModel? Compound(
        ITypeSymbol type, IEnumerable<ITypeSymbol> parts, string marshaller, string name, string schema, ValueHolds holds = ValueHolds.Memory)
    {
        ValueModel?[] values = [.. parts.Select(Gather)];
        if (values.Contains(null))
        {
            return null;
        }

        string marshallers = string.Join(", ", parts.Zip(values, static (part, value) => $"{part.QualifiedName()}, {value!.Marshaller}"));
        bool holdsObjects = values.Any(static value => value!.Holds is ValueHolds.Object or ValueHolds.Any);
        return new ValueModel(
            type.QualifiedName(),
            $"{Marshalling}{marshaller}<{marshallers}>",
            $"{name}<{string.Join(", ", values.Select(static value => value!.Name))}>",
            $$"""{"type":"{{schema}}","args":[{{string.Join(",", values.Select(static value => value!.Schema))}}]}""",
            holdsObjects ? ValueHolds.Object : holds,
            IsPublic: type.IsPublic());
    }
}
