using TvmSharp.Embedded.Compiler;
using TvmSharp.Embedded.Nodes;

namespace TvmSharp.Compiler.Tests;

/// <summary>The types of the schema that the embedded host is made from, against the reflection of the TVM at hand.</summary>
public class SchemaTypeTests
{
    // Of a runtime for several processes, which a library may be built without.
    private static readonly string[] Optional = ["runtime.disco.DRef", "runtime.disco.Session", "tvm.runtime.disco.cuda_ipc_memory"];

    [Fact]
    public void Layouts_are_those_of_the_running_library()
    {
        TvmCompiler.EnsureLoaded();
        List<string> differences = [];
        int compared = 0;
        foreach (NodeType type in Schema.Types.Where(static type => !TestHost.IsRealCompiler || !Optional.Contains(type.Key)))
        {
            if (!ObjectTypes.TryGet(type.Key, out TvmTypeInfo? info))
            {
                differences.Add($"{type.Key} is not registered");
                continue;
            }

            Expect(type.Parent?.Key ?? "ffi.Object", info.Parent!.Key, $"{type.Key}: parent");
            if (!type.IsReflected)
            {
                continue;
            }

            Expect(type.Size, info.TotalSize, $"{type.Key}: size");
            Expect((StructuralKind)type.Equality, info.StructuralKind, $"{type.Key}: structural kind");
            NodeField[] fields = [.. type.OwnFields.Where(static field => field.Name.Length > 0)];
            Expect(string.Join(", ", fields.Select(static field => field.Name)), string.Join(", ", info.Fields.Select(static field => field.Name)), $"{type.Key}: fields");
            foreach (NodeField field in fields)
            {
                if (info.TryGetField(field.Name, out TvmFieldInfo? actual))
                {
                    compared++;
                    const long Compared = ~(long)TvmFieldFlags.SetterIsFunction;
                    Expect(field.Offset, actual.Offset, $"{type.Key}.{field.Name}: offset");
                    Expect(field.Size, actual.Size, $"{type.Key}.{field.Name}: size");
                    Expect(field.Alignment, actual.Alignment, $"{type.Key}.{field.Name}: alignment");
                    Expect(field.Flags & Compared, (long)actual.Flags & Compared, $"{type.Key}.{field.Name}: flags");
                }
            }
        }

        Assert.Empty(differences);
        Assert.True(compared > 800, $"{compared} fields");

        void Expect<T>(T expected, T actual, string what)
        {
            if (!Equals(expected, actual))
            {
                differences.Add($"{what} is {expected} in the schema, {actual} in the library");
            }
        }
    }

    [Fact]
    public void A_field_takes_only_objects_of_its_class()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmCompiler.EnsureLoaded();
        TvmObject statement = Function.Get("tirx.Evaluate").Call(1, Any.None).As<TvmObject>();
        TvmObject doc = Function.Get("script.printer.BreakDoc").Call().As<TvmObject>();
        TvmFieldInfo paths = doc.TypeInfo.GetField("source_paths");

        TvmException error = Assert.Throws<TvmException>(() => paths.Set(doc, TvmArray.Create<TvmObject>([statement])));

        Assert.Equal("TypeError", error.Kind);
        Assert.Contains("tirx.Evaluate", error.Message);
        doc.TypeInfo.GetField("comment").Set(doc, "said");
        Assert.Equal("said", doc.GetField<string>("comment"));
    }
}
