using TvmSharp.Sdk.Tasks.Native;

namespace TvmSharp.Sdk.Tests.Native;

public class CompilerMessageTests
{
    [Fact]
    public void Errors_and_warnings_of_gcc_and_clang_have_a_place()
    {
        const string Output = """
            In file included from a.cc:1:
            b.h: In function 'int f()':
            b.h:3:8: error: 'x' was not declared in this scope
                3 | return x;
                  |        ^
            /src/a b.cc:12: warning: "N" redefined
            a.cc:1:10: fatal error: 'tvm/ffi/any.h' file not found
            a.cc:4:1: note: here
            /usr/bin/ld: a.o: undefined reference to `g'
            1 error generated.
            """;

        Assert.Equal(
            [
                ("b.h", 3, 8, true, "'x' was not declared in this scope"),
                ("/src/a b.cc", 12, 0, false, "\"N\" redefined"),
                ("a.cc", 1, 10, true, "'tvm/ffi/any.h' file not found"),
            ],
            CompilerMessage.Parse(Output).Select(static m => (m.File, m.LineNumber, m.Column, m.IsError, m.Text)));
    }
}
