using System.Text;

namespace TvmSharp.Ffi.Tests;

/// <summary>Strings that are arguments, which cross without an object where that is possible.</summary>
public sealed class StringArgumentTests
{
    public static TheoryData<string> Texts =>
    [
        "",
        "a",
        "1234567",
        "12345678",
        "fifteen letters",
        "sixteen letters!",
        "seventeen letters",
        "äöü",
        "a letter beyond ASCII at the end: ß",
        "日本語のとても長い文字列です",
        "a pair of surrogates: 😀",
        "zero \0 in a short one",
        "\0",
        "a zero far behind the first sixteen bytes of this text: \0 and more",
        new string('x', 340),
        new string('x', 341),
        new string('x', 342),
        new string('ß', 341),
        new string('語', 341),
        new string('語', 342),
        new string('x', 100_000),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_text_arrives_as_it_was(string text)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function echo = Function.From((string value) => value);
        Assert.Equal(text, echo.Call<string, string>(text));
    }

    [Fact]
    public void A_lone_surrogate_arrives_as_the_replacement_character()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function echo = Function.From((string value) => value);
        Assert.Equal("a lone surrogate: \uFFFD.", echo.Call<string, string>("a lone surrogate: \uD800."));
    }

    [Fact]
    public void Arguments_of_nested_calls_do_not_touch_each_other()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function? join = null;
        join = Function.From((long depth, string a, string b) =>
            depth == 0 ? a + b : join!.Call<long, string, string, string>(depth - 1, a + "<", ">" + b) + a.Length + b.Length);
        StringBuilder expected = new();
        expected.Append('<', 60).Insert(0, "the first argument").Append('>', 60).Append("the second argument");
        for (int depth = 59; depth >= 0; depth--)
        {
            expected.Append("the first argument".Length + depth).Append("the second argument".Length + depth);
        }

        Assert.Equal(expected.ToString(), join.Call<long, string, string, string>(60, "the first argument", "the second argument"));
    }

    [Fact]
    public void Memory_is_given_back_when_a_call_fails()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string text = new('x', 300);
        Function fail = Function.From((string a, string b) => a == b ? throw new ArgumentException("refused") : 0L);
        Function echo = Function.From((string value) => value);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Throws<ArgumentException>(() => fail.Call<string, string, long>(text, text));
            Assert.Throws<ArgumentNullException>(() => fail.Call<string, string, long>(text, null!));
        }

        Assert.Equal(text, echo.Call<string, string>(text));
    }

    [Fact]
    public void A_callee_keeps_a_copy()
    {
        using ObjectScope scope = ObjectScope.Enter();
        List<Any> kept = [];
        Function keep = Function.Create(args =>
        {
            kept.Add(args[0]);
            return Any.None;
        });
        keep.CallVoid("the first of two long strings");
        keep.CallVoid("the second of two long strings");
        Assert.Equal(["the first of two long strings", "the second of two long strings"], kept.Select(static value => value.As<string>()));
    }
}
