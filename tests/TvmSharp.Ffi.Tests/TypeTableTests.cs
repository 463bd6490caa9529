using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public unsafe class TypeTableTests
{
    [Fact]
    public void Structs_have_the_sizes_of_the_header()
    {
        Assert.Equal(24, sizeof(TVMFFIObject));
        Assert.Equal(120, sizeof(TVMFFIFieldInfo));
        Assert.Equal(72, sizeof(TVMFFIMethodInfo));
        Assert.Equal(32, sizeof(TVMFFITypeMetadata));
        Assert.Equal(72, sizeof(TVMFFITypeInfo));
        Assert.Equal(32, sizeof(TVMFFISeqCell));
        Assert.Equal(16, sizeof(TVMFFIFunctionCell));
        Assert.Equal(72, sizeof(TVMFFIErrorCell));
    }

    [Fact]
    public void Static_types_have_their_keys()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("ffi.Array", TvmArray.Create<long>(1).TypeKey);
        Assert.Equal("ffi.Map", TvmMap.Create<string, long>([]).TypeKey);
        Assert.Equal("ffi.Function", Function.Get("ffi.Array").TypeKey);
        Assert.Equal(-1, ObjectTypes.IndexOf("no.such.Type"));
    }

    [Fact]
    public void Registered_types_know_their_ancestors()
    {
        int parent = Allocate("tvmsharp_tests.Base", 1, TypeIndex.Object, slots: 1);
        int inSlot = Allocate("tvmsharp_tests.InSlot", 2, parent, slots: 0);
        int overflow = Allocate("tvmsharp_tests.Overflow", 2, parent, slots: 0);
        Assert.Equal(parent, Allocate("tvmsharp_tests.Base", 1, TypeIndex.Object, slots: 1));
        Assert.Equal(parent + 1, inSlot);
        Assert.True(overflow > inSlot);
        foreach (int derived in (int[])[inSlot, overflow])
        {
            Assert.True(ObjectTypes.IsInstance(derived, parent));
            Assert.True(ObjectTypes.IsInstance(derived, TypeIndex.Object));
            Assert.False(ObjectTypes.IsInstance(parent, derived));
        }

        Assert.False(ObjectTypes.IsInstance(overflow, inSlot));
        Assert.Equal("tvmsharp_tests.Overflow", ObjectTypes.KeyOf(overflow));
    }

    [Fact]
    public void Unknown_fields_are_named_with_the_known_ones()
    {
        using ObjectScope scope = ObjectScope.Enter();
        MissingFieldException error = Assert.Throws<MissingFieldException>(
            () => TvmArray.Create<long>(1).GetField("no_such_field"));
        Assert.Contains("no_such_field", error.Message);
        Assert.Contains("ffi.Array", error.Message);
    }

    private static int Allocate(string key, int depth, int parent, int slots)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(key);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray name = new() { Data = data, Size = (nuint)utf8.Length };
            return TvmRuntime.Api->TVMFFITypeGetOrAllocIndex(&name, -1, depth, slots, 1, parent);
        }
    }
}
