namespace TvmSharp.EndToEnd.Tests;

/// <summary>What a published library needs and shows.</summary>
public class LibraryLayoutTests
{
    [Fact]
    public void It_needs_libtvm_ffi_and_looks_where_pip_puts_it()
    {
        string dynamic = Tool.RunOrThrow("readelf", "-d", Published.HelloPass);
        Assert.Contains("Shared library: [libtvm_ffi.so]", dynamic);
        Assert.Contains("[$ORIGIN:$ORIGIN/../tvm_ffi/lib:$ORIGIN/../../tvm_ffi/lib]", dynamic);
    }

    [Fact]
    public void Its_entry_points_are_its_own_and_its_check_is_the_worlds()
    {
        string symbols = Tool.RunOrThrow("nm", "-D", "--defined-only", Published.HelloPass);
        Assert.Contains("__tvm_ffi_tvmsharp_check", symbols);
        Assert.DoesNotContain("tvmsharp_entry_", symbols);
        Assert.DoesNotContain("TVMFFI", symbols);
    }

    [Fact]
    public void It_comes_with_its_manifest_and_no_library_of_TVMs()
    {
        string directory = Path.GetDirectoryName(Published.HelloPass)!;
        Assert.Contains("\"my_project.add_one\"", File.ReadAllText(Path.Combine(directory, "HelloPass.tvm.json")));
        Assert.Empty(Directory.GetFiles(directory, "libtvm*"));
    }

    [Fact]
    public void Its_thread_local_variables_are_in_the_static_block_of_each_thread()
    {
        string dynamic = Tool.RunOrThrow("readelf", "-d", Published.HelloPass);

        // Only where the linker takes the hint; there few look-ups that no call depends on are left, of more than a hundred.
        Assert.Equal(Published.Rid == "linux-x64", dynamic.Contains("STATIC_TLS", StringComparison.Ordinal));
        if (Published.Rid == "linux-x64")
        {
            string code = Tool.RunOrThrow("objdump", "-d", "--no-show-raw-insn", Published.HelloPass);
            Assert.InRange(code.Split("<__tls_get_addr@plt>\n").Length, 1, 30);
        }
    }

    [Fact]
    public void The_embedded_host_shows_the_C_ABI_and_nothing_else()
    {
        string dynamic = Tool.RunOrThrow("readelf", "-d", Published.Embedded);
        Assert.Contains("Library soname: [libtvm_ffi.so]", dynamic);
        string[] symbols = Tool.RunOrThrow("nm", "-D", "--defined-only", Published.Embedded).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(symbols, static symbol => Assert.Contains(" TVMFFI", symbol));
        Assert.True(symbols.Length >= 38);
    }
}
