using TvmSharp.Sdk.Tasks.Native;

namespace TvmSharp.Sdk.Tests.Native;

public class DependencyFileTests
{
    [Theory]
    [InlineData("a.o: a.c\n", "a.c")]
    [InlineData("a.o: a.c \\\n  /usr/include/stdio.h b.h\n", "a.c|/usr/include/stdio.h|b.h")]
    [InlineData("a.o: a.c \\\r\n b.h\r\n", "a.c|b.h")]
    [InlineData("out\\ put/a.o: my\\ dir/a.c \\\n c\\#/x.h d$$/y.h", "my dir/a.c|c#/x.h|d$/y.h")]
    [InlineData("a.o:\n", "")]
    [InlineData("", "")]
    public void Names_come_out_as_the_compiler_opened_them(string rule, string expected) =>
        Assert.Equal(expected, string.Join('|', DependencyFile.Parse(rule)));
}
