using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi.Tests;

public unsafe class GlobalFunctionTests
{
    private static bool s_deleterCouldLookUp;

    private const string Name = "tvmsharp_tests.described";
    private const string Schema = "Callable[[int], int]";
    private const string Metadata = """{"type_schema":"{\"type\":\"ffi.Function\",\"args\":[{\"type\":\"int\"},{\"type\":\"int\"}]}","arg_names":["x"]}""";

    [Fact]
    public void A_function_is_registered_with_its_description()
    {
        Function.SetGlobal(Name, Function.From(static (long x) => x + 1), "Adds one.", Metadata);
        try
        {
            GlobalFunctionInfo info = Function.GetGlobalInfo(Name);
            Assert.Equal(Name, info.Name);
            Assert.Equal(Schema, info.Schema?.ToString());
            Assert.Equal("Adds one.", info.Doc);
            Assert.Equal("x", info.Metadata.Entries["arg_names"][0].GetString());
            GlobalFunctionInfo listed = Assert.Single(Function.ListGlobals(), static f => f.Name == Name);
            Assert.Equal(info.Metadata.Json, listed.Metadata.Json);
            Assert.Equal($"{Name}: {Schema}", listed.ToString());
            Assert.Equal(2, Function.Get(Name).Call<long, long>(1));
            Assert.Throws<TvmException>(() => Function.SetGlobal(Name, Function.From(static () => 1), "Another."));
            Function.SetGlobal(Name, Function.From(static () => 1), "Another.", overwrite: true);
            Assert.Equal("Another.", Function.GetGlobalInfo(Name).Doc);
        }
        finally
        {
            Function.RemoveGlobal(Name);
        }
    }

    [Theory]
    [InlineData("set")]
    [InlineData("remove")]
    [InlineData("table")]
    public void What_is_replaced_or_removed_ends_when_others_can_use_the_table_again(string way)
    {
        s_deleterCouldLookUp = false;
        TVMFFIObject* native;
        Native.Succeeds(Native.Api->TVMFFIFunctionCreate(null, &ReturnNothing, &LookUpOnAnotherThread, &native));
        using (ObjectScope.Enter())
        {
            Function.SetGlobal(Name, Function.Wrap(ObjectReference.Take(native)));
        }

        Assert.False(s_deleterCouldLookUp);
        switch (way)
        {
            case "set":
                Function.SetGlobal(Name, Function.From(static () => 1), overwrite: true);
                break;
            case "table":
                EntryPoint.Register([new EntryPointInfo(Name, string.Empty, string.Empty, &ReturnNothing)], [], overwrite: true);
                break;
            default:
                Assert.True(Function.RemoveGlobal(Name));
                break;
        }

        Assert.True(s_deleterCouldLookUp);
        Assert.Equal(way != "remove", Function.RemoveGlobal(Name));
    }

    [Fact]
    public void A_function_without_a_description_has_none()
    {
        Function.SetGlobal(Name, Function.From(static () => 1));
        try
        {
            GlobalFunctionInfo info = Function.GetGlobalInfo(Name);
            Assert.Equal(string.Empty, info.Metadata.Json);
            Assert.Null(info.Schema);
            Assert.Null(info.Doc);
        }
        finally
        {
            Function.RemoveGlobal(Name);
        }
    }

    [Fact]
    public void Metadata_is_a_json_object()
    {
        Function function = Function.From(static () => 1);
        Assert.Throws<ArgumentException>(() => Function.SetGlobal(Name, function, "Doc.", "[1]"));
        Assert.Throws<ArgumentException>(() => Function.SetGlobal(Name, function, "Doc.", "{"));
        Assert.False(Function.TryGet(Name, out _));
    }

    [Fact]
    public void A_function_that_is_not_there_is_named()
    {
        Assert.Contains("no.such.function", Assert.Throws<MissingFunctionException>(() => Function.GetGlobalInfo("no.such.function")).Message);
        Assert.Throws<ArgumentException>(() => Function.SetGlobal("", Function.From(static () => 1)));
        Assert.Throws<ArgumentNullException>(() => Function.SetGlobal(Name, null!));
    }

    [Fact]
    public void Functions_of_TVMs_have_schemas()
    {
        GlobalFunctionInfo info = Function.GetGlobalInfo("ffi.ArrayGetItem");
        Assert.Equal("Callable[[Array[Any], int], Any]", info.Schema?.ToString());
        Assert.True(Function.ListGlobals().Count(static f => f.Schema is not null) > 20);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ReturnNothing(void* self, TVMFFIAny* args, int count, TVMFFIAny* result) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void LookUpOnAnotherThread(void* self)
    {
        Thread thread = new(static () => s_deleterCouldLookUp = Function.TryGet("ffi.ArrayGetItem", out _)) { IsBackground = true };
        thread.Start();
        thread.Join(TimeSpan.FromSeconds(5));
    }
}
