using TvmSharp.Sdk.Tasks.Native;

namespace TvmSharp.Sdk.Tests.Native;

public sealed class HeaderSearchTests : IDisposable
{
    private const string NoPython = "no-such-python";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("tree/include", "tree", "tree/include")]
    [InlineData("tree/include", "tree/lib", "tree/include")]
    [InlineData("packages/tvm_ffi/include", "packages/tvm", "packages/tvm_ffi/include")]
    [InlineData("src/3rdparty/tvm-ffi/include", "src/build", "src/3rdparty/tvm-ffi/include")]
    public void A_prebuilt_TVM_is_a_tree_its_libraries_or_a_build_below_its_sources(string headers, string path, string expected)
    {
        Write(headers);
        Directory.CreateDirectory(_directory[path]);
        HeaderSearch search = new();
        Assert.True(search.Find("", _directory[path], "", NoPython));
        Assert.Equal(_directory[expected], search.Directories[0]);
    }

    [Fact]
    public void A_build_elsewhere_remembers_its_sources()
    {
        Write("sources/include");
        Directory.CreateDirectory(_directory["build"]);
        File.WriteAllText(_directory["build/CMakeCache.txt"], $"A:STRING=b\nCMAKE_HOME_DIRECTORY:INTERNAL={_directory["sources"]}\n");
        HeaderSearch search = new();
        Assert.True(search.Find("", _directory["build"], "", NoPython));
        Assert.Equal([_directory["sources/include"], _directory["sources/3rdparty/dlpack/include"]], search.Directories);
    }

    [Fact]
    public void The_sources_of_TVM_give_its_own_headers_too()
    {
        Write("tvm/3rdparty/tvm-ffi/include");
        Touch("tvm/include/tvm/ir/expr.h");
        HeaderSearch search = new();
        Assert.True(search.Find("", "", _directory["tvm"], NoPython));
        Assert.Equal(
            [_directory["tvm/3rdparty/tvm-ffi/include"], _directory["tvm/3rdparty/tvm-ffi/3rdparty/dlpack/include"], _directory["tvm/include"]],
            search.Directories);
    }

    [Fact]
    public void The_first_that_is_named_counts()
    {
        Write("a/include");
        Write("b/include");
        Write("c/include");
        HeaderSearch search = new();
        Assert.True(search.Find(_directory["a/include"], _directory["b"], _directory["c"], NoPython));
        Assert.Equal(_directory["a/include"], search.Directories[0]);

        search = new();
        Assert.True(search.Find("", _directory["b"], _directory["c"], NoPython));
        Assert.Equal(_directory["b/include"], search.Directories[0]);

        // And no other, when it has none.
        search = new();
        Assert.False(search.Find("", _directory["elsewhere"], _directory["c"], NoPython));
        Assert.Equal("TVM_PREBUILD_PATH", search.Refused);
        Assert.Equal(["TvmFfiIncludeDirectory is not set", $"TVM_PREBUILD_PATH is '{_directory["elsewhere"]}', which has none"], search.Places);
    }

    [Fact]
    public void Where_nothing_is_named_it_is_the_package_of_Python()
    {
        Write("packages/tvm_ffi/include");
        HeaderSearch search = new();
        Assert.True(search.Find("", "", "", Python($"echo '{_directory["packages/tvm_ffi"]}'")));
        Assert.Equal(_directory["packages/tvm_ffi/include"], search.Directories[0]);
    }

    [Theory]
    [InlineData("echo", "has no package tvm_ffi")]
    [InlineData("exit 1", "has no package tvm_ffi")]
    [InlineData("echo /nowhere", "in '/nowhere', has none")]
    public void A_Python_without_them_is_a_place_where_they_are_not(string script, string expected)
    {
        HeaderSearch search = new();
        Assert.False(search.Find("", "", "", Python(script)));
        Assert.Null(search.Refused);
        Assert.Contains(expected, search.Places[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_without_those_of_DLPack_are_none()
    {
        Touch("a/tvm/ffi/c_api.h");
        Assert.False(new HeaderSearch().Find(_directory["a"], "", "", NoPython));
    }

    /// <summary>The headers as a wheel has them, or for an include directory of sources as these do.</summary>
    private void Write(string include)
    {
        Touch(include + "/tvm/ffi/c_api.h");
        string root = Path.GetDirectoryName(include)!;
        Touch((root.Contains("tvm-ffi", StringComparison.Ordinal) || root == "sources" ? root + "/3rdparty/dlpack/include" : include) + "/dlpack/dlpack.h");
    }

    private void Touch(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[file])!);
        File.WriteAllText(_directory[file], "");
    }

    private string Python(string script)
    {
        File.WriteAllText(_directory["python"], $"#!/bin/sh\n{script}\n");
        Scripts.MakeExecutable(_directory["python"]);
        return _directory["python"];
    }
}
