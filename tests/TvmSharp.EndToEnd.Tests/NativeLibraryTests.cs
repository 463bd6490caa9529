namespace TvmSharp.EndToEnd.Tests;

/// <summary>Published extensions in a process without .NET.</summary>
public class NativeLibraryTests
{
    private static readonly string LoadHelloPass = "load " + Published.HelloPass;
    private static readonly string LoadSecond = "load " + Published.Second;

    private static readonly string[] MakeModule =
    [
        "set number ir.IntImm s:int32 i:1 n",
        "set body tirx.Evaluate v:number n",
        "set none ffi.Array",
        "set void ir.TupleType v:none n",
        "set nothing ffi.Map",
        "set attrs ffi.MakeObjectFromPackedArgs s:ir.DictAttrs s:__dict__ v:nothing",
        "set function tirx.PrimFunc v:none v:body v:void v:attrs n",
        "set name ir.GlobalVar s:main",
        "set functions ffi.Map v:name v:function",
        "set module ir.IRModule v:functions n v:nothing",
    ];

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Loading_registers_and_calls_work(string host)
    {
        string output = new Host(host).Run(
            LoadHelloPass, "check " + Published.HelloPass, "call my_project.add_one i:41", "loop 100000 my_project.add_one i:1");
        Assert.Contains("check ok\n", output);
        Assert.Contains("my_project.add_one = int 42\n", output);
        Assert.Contains("loop done\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void An_extension_is_a_module(string host)
    {
        string output = new Host(host).Run(
            "set library ffi.ModuleLoadFromFile s:" + Published.HelloPass,
            "call ffi.ModuleGetKind v:library",
            "call ffi.ModuleImplementsFunction v:library s:tvmsharp_check i:0",
            "check " + Published.HelloPass,
            "call my_project.add_one i:41");
        Assert.Contains("ffi.ModuleGetKind = str library\n", output);
        Assert.Contains("ffi.ModuleImplementsFunction = bool 1\n", output);
        Assert.Contains("check ok\n", output);
        Assert.Contains("my_project.add_one = int 42\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void An_extension_may_be_loaded_before_TVM(string host) => Assert.Contains(
        "my_project.add_one = int 42\n",
        new Host(host).RunAfter(Published.HelloPass, "check " + Published.HelloPass, "call my_project.add_one i:41"));

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Loading_twice_changes_nothing(string host) => Assert.Contains(
        "check ok\n", new Host(host).Run(LoadHelloPass, LoadHelloPass, "check " + Published.HelloPass));

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void A_second_copy_registers_nothing_and_its_check_names_everything(string host)
    {
        string copy = Copy(Published.HelloPass, Published.Output("copy"));
        string output = new Host(host).Run(
            LoadHelloPass, "load " + copy, "check " + Published.HelloPass, "check " + copy, "call my_project.add_one i:41");
        Assert.StartsWith("check ok\ncheck raised RuntimeError: ", output);
        Assert.Contains("my_project.add_one, my_project.transform.MyCustomPass", output);
        Assert.Contains("my_project.add_one = int 42\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void In_pips_layout_an_extension_finds_TVM_by_itself(string host)
    {
        string packages = Published.Output(Path.Combine("site-packages", host));
        string tvm = Copy(new Host(host).Library, Path.Combine(packages, "tvm_ffi", "lib"));
        foreach (string place in (string[])["my_project", Path.Combine("my_project", "lib")])
        {
            string extension = Copy(Published.HelloPass, Path.Combine(packages, place));
            (int exitCode, string output) = Host.RunAlone("load " + extension, "ffi " + tvm, "call my_project.add_one i:41");
            Assert.Equal("my_project.add_one = int 42\nend\n", output);
            Assert.Equal(0, exitCode);
        }
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void The_TVM_of_the_process_counts_and_not_the_one_of_the_environment(string host)
    {
        foreach (string elsewhere in (string[])["/nowhere", Path.GetDirectoryName(Published.Embedded)!])
        {
            string output = new Host(host).RunMisled(
                elsewhere, LoadHelloPass, LoadSecond, "call second_project.add_two i:40", "call second_project.fail s:there");
            Assert.Contains("second_project.add_two = int 42\n", output);
            Assert.Contains("second_project.fail raised ValueError: System.ArgumentException: there\n", output);
        }
    }

    [Fact]
    public void Without_TVM_the_loader_names_what_is_missing()
    {
        (int exitCode, string output) = Host.RunAlone(LoadHelloPass);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("libtvm_ffi.so: cannot open shared object file", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Threads_that_call_may_come_and_go(string host)
    {
        string output = new Host(host).Run(
            LoadHelloPass,
            LoadSecond,
            "thread call my_project.add_one i:0",
            "thread call second_project.add_two i:0",
            "thread call second_project.fail s:there",
            "call my_project.add_one i:2");
        Assert.Contains("my_project.add_one = int 1\nsecond_project.add_two = int 2\nsecond_project.fail raised ValueError: ", output);
        Assert.Contains("my_project.add_one = int 3\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Wrong_arguments_have_upstreams_messages(string host)
    {
        string output = new Host(host).Run(
            LoadSecond,
            "call second_project.greet i:5",
            "call second_project.greet",
            "call second_project.greet s:a s:b s:c",
            "call second_project.echo_byte i:256",
            "call second_project.echo_byte n",
            "call second_project.greet s:you");
        Assert.Contains("raised TypeError: Mismatched type on argument #0 when calling: `second_project.greet(0: str, 1: str) -> str`. Expected `str` but got `int`\n", output);
        Assert.Contains("raised TypeError: Mismatched number of arguments when calling: `second_project.greet(0: str, 1: str) -> str`. Expected 1 to 2 but got 0 arguments\n", output);
        Assert.Contains("Expected 1 to 2 but got 3 arguments\n", output);
        Assert.Contains("raised OverflowError: Invalid argument #0 when calling: `second_project.echo_byte(0: int) -> int`. 256 is out of the range 0 to 255 of Byte\n", output);
        Assert.Contains("Expected `int` but got `None`\n", output);
        Assert.Contains("second_project.greet = str Hello, you!\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void An_exception_is_an_error_with_kind_message_and_managed_frames(string host)
    {
        string output = new Host(host).Run(LoadSecond, "call second_project.fail s:because", "call second_project.dereference_null n");
        Assert.Contains("second_project.fail raised ValueError: System.ArgumentException: because\n", output);
        Assert.Matches("""  File ".*", line \d+, in SecondExtension\.Functions\.Fail""", output);
        Assert.Contains("second_project.dereference_null raised RuntimeError: System.NullReferenceException", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void A_name_that_is_taken_stays_and_the_check_names_it(string host)
    {
        string output = new Host(host).Run(
            "take second_project.greet",
            "take second_project.transform.Mark",
            LoadSecond,
            "check " + Published.Second,
            "call second_project.greet",
            "has second_project.add_two");
        Assert.Contains("check raised RuntimeError: ", output);
        Assert.Contains("second_project.greet, second_project.transform.Mark", output);
        Assert.Contains("second_project.greet = int 7\n", output);
        Assert.Contains("second_project.add_two is not registered\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Two_extensions_in_one_process_call_each_other(string host)
    {
        string output = new Host(host).Run(
            LoadHelloPass,
            LoadSecond,
            "check " + Published.HelloPass,
            "check " + Published.Second,
            "call second_project.add_two i:40",
            "call second_project.add_two i:9223372036854775807",
            "set f second_project.get_fail",
            "call second_project.apply v:f s:inner");
        Assert.Contains("second_project.add_two = int 42\n", output);

        // Two .NET runtimes: the exception of one arrives in the other as a TVM error, and goes on as that.
        Assert.Contains("second_project.add_two raised OverflowError: System.OverflowException", output);
        Assert.Matches("""File "HelloPass", line 0, in HelloPass\..*AddOne\n""", output);
        Assert.Matches("""File "SecondExtension", line 0, in SecondExtension\..*AddTwo\n""", output);
        Assert.Contains("second_project.apply raised ValueError: System.ArgumentException: inner\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Types_are_there_when_the_library_is_loaded(string host)
    {
        // Objects are made, read and written by reflection before anything else has started .NET.
        string output = new Host(host).Run(
            LoadSecond,
            "check " + Published.Second,
            "type second_project.Point",
            "type second_project.SpacePoint",
            "set made ffi.MakeObjectFromPackedArgs s:second_project.Point s:x i:3",
            "get v:made x",
            "get v:made y",
            "get v:made name",
            "get v:made next",
            "put v:made y i:5",
            "get v:made y",
            "put v:made y s:text",
            "put v:made y i:2147483648",
            "put v:made next v:made",
            "put v:made next n",
            "method v:made sum",
            "set space ffi.MakeObjectFromPackedArgs s:second_project.SpacePoint s:x i:10 s:name s:last s:next v:made",
            "get v:space z",
            "method v:space sum",
            "call second_project.describe_point v:space",
            "set copy ffi.DeepCopy v:space",
            "call ffi.StructuralEqual v:made v:made i:0 i:0",
            "call second_project.describe_point v:copy",
            "call second_project.describe_point i:1",
            "set of_csharp second_project.make_point i:1 s:hello",
            "get v:of_csharp name",
            "get v:of_csharp y",
            "method v:of_csharp sum",
            "call ffi.ReprPrint v:made",
            "set combine second_project.combiner i:3",
            "call second_project.apply_combine v:combine i:10",
            "call second_project.apply_combine i:1 i:10");
        Assert.Contains("check ok\n", output);
        Assert.Contains("type second_project.Point depth 1: A point with a name.\n", output);
        Assert.Contains("  method sum: The sum of the coordinates, and of those of the points behind it.\n", output);
        Assert.Contains("type second_project.SpacePoint depth 2: A point in space.\n", output);
        Assert.Contains("x = int 3\ny = int -7\nname = str a name that is longer than seven\nnext = None\n", output);
        Assert.Contains("y = None\ny = int 5\n", output);
        Assert.Contains("raised TypeError: Field `y` of `second_project.Point`: expected `int` but got `", output);
        Assert.Contains("Invalid value for field `y` of `second_project.Point`. 2147483648 is out of the range", output);
        Assert.Contains("sum = int 8\n", output);
        Assert.Contains("z = float 0.5\nsum = int 11\n", output);
        Assert.Contains("second_project.describe_point = str SpacePoint 10 -7 last 11\n", output);
        Assert.Equal(2, output.Split("describe_point = str SpacePoint 10 -7 last 11\n").Length - 1);
        Assert.Contains("Expected `second_project.Point` but got `int`", output);
        Assert.Contains("name = str hello\ny = int -7\nsum = int -3\n", output);
        Assert.Contains("ffi.ReprPrint = str Point(3, 5)\n", output);
        Assert.Contains("second_project.apply_combine = int 34\n", output);
        Assert.Contains("Expected `(0: int, 1: str) -> int` but got `int`", output);
    }

    [Theory]
    [MemberData(nameof(Host.WithPasses), MemberType = typeof(Host))]
    public void Passes_run_on_a_module(string host)
    {
        string output = new Host(host).RunWithPasses([
            LoadHelloPass,
            LoadSecond,
            .. MakeModule,
            "set first my_project.transform.MyCustomPass s:seen",
            "set second second_project.transform.Mark i:77",
            "set passes ffi.Array v:first v:second",
            "set sequence transform.Sequential v:passes i:0 s:both v:none i:0",
            "set changed transform.RunPass v:sequence v:module",
            "call ffi.ReprPrint v:changed",
            "call ffi.ReprPrint v:module"]);
        Assert.DoesNotContain("raised", output);
        string[] printed = output.Split("ffi.ReprPrint = str ");
        Assert.Equal(3, printed.Length);
        Assert.Contains("my_project.seen", printed[1]);
        Assert.Contains("77", printed[1]);
        Assert.DoesNotContain("my_project.seen", printed[2]);
    }

    [Theory]
    [MemberData(nameof(Host.WithPasses), MemberType = typeof(Host))]
    public void An_exception_in_a_pass_is_an_error_with_kind_message_and_managed_frames(string host)
    {
        string output = new Host(host).RunWithPasses([
            LoadSecond,
            .. MakeModule,
            "set pass second_project.transform.Refuse s:on_purpose",
            "call transform.RunPass v:pass v:module",
            "set mark second_project.transform.Mark i:77",
            "set changed transform.RunPass v:mark v:module",
            "call ffi.ReprPrint v:changed"]);
        Assert.Contains("transform.RunPass raised RuntimeError: System.InvalidOperationException: on_purpose\n", output);
        Assert.Matches("""  File ".*", line \d+, in SecondExtension\.Functions\.Refuse""", output);
        Assert.Contains("77", output.Split("ffi.ReprPrint = str ")[1]);
    }

    private static string Copy(string file, string directory)
    {
        string target = Path.Combine(Directory.CreateDirectory(directory).FullName, Path.GetFileName(file));
        File.Copy(file, target, overwrite: true);
        return target;
    }
}
