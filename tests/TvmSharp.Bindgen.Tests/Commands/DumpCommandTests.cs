using TvmSharp.Bindgen.Commands;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class DumpCommandTests
{
    [Fact]
    public void A_library_that_is_not_there_is_named_in_one_line()
    {
        (int code, string output, string error) = Tool.Run("dump", "--library", "/nowhere/libtvm_ffi.so");

        Assert.Equal((ExitCodes.Failure, string.Empty), (code, output));
        Assert.Contains("/nowhere/libtvm_ffi.so", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
