using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Tests;

/// <summary>Errors and exceptions on their way through calls of several languages, and their backtraces.</summary>
public class ErrorChainTests
{
    [Fact]
    public void Managed_frames_stand_behind_those_that_are_more_recent()
    {
        Function inner = Function.Create(static _ => RaiseFromInner());
        Function outer = Function.Create(args => CallFromOuter(inner));
        TvmException error = Assert.Throws<TvmException>(() => RaisingLibrary.Call.Call(outer));
        AssertOrder(error.Backtrace, nameof(RaiseFromInner), nameof(CallFromOuter));
        Assert.All(error.Backtrace.TrimEnd('\n').Split('\n'), static line => Assert.Matches("^  File \".*\", line \\d+, in .+$", line));
    }

    [Fact]
    public void Frames_of_other_languages_stay_between_managed_ones()
    {
        Function inner = Function.Create(static _ => RaiseFromInner());
        Function outer = Function.Create(args => CallFromOuterWithFrame(inner));
        TvmException error = Assert.Throws<TvmException>(() => RaisingLibrary.CallWithFrame.Call(outer));
        AssertOrder(error.Backtrace, nameof(RaiseFromInner), "in call_with_frame", nameof(CallFromOuterWithFrame), "in call_with_frame");
    }

    [Fact]
    public void So_do_those_of_an_exception_of_CSharp()
    {
        InvalidOperationException thrown = new("from C#");
        Function inner = Function.Create(_ => ThrowFromInner(thrown));
        Function outer = Function.Create(args => CallFromOuterWithFrame(inner));
        using ObjectScope scope = ObjectScope.Enter();
        Error error = RaisingLibrary.CallWithFrame.CallExpected<Any>(outer).Error!;
        AssertOrder(error.Backtrace, nameof(ThrowFromInner), "in call_with_frame", nameof(CallFromOuterWithFrame), "in call_with_frame");
        Assert.Same(thrown, error.ToException());

        // Thrown anew, it has come no way yet.
        Error again = inner.CallExpected<Any>().Error!;
        AssertOrder(again.Backtrace, nameof(ThrowFromInner));
        Assert.DoesNotContain("call_with_frame", again.Backtrace);
        Assert.DoesNotContain(nameof(CallFromOuterWithFrame), again.Backtrace);
    }

    [Fact]
    public void An_error_that_is_raised_again_and_again_does_not_grow()
    {
        TvmException raised = Assert.Throws<TvmException>(() => RaisingLibrary.Raise("ValueError", "once"));
        Function again = Function.Create(_ => throw raised);
        int first = Assert.Throws<TvmException>(() => again.Call()).Backtrace.Length;
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(first, Assert.Throws<TvmException>(() => again.Call()).Backtrace.Length);
        }
    }

    [Fact]
    public void An_exception_comes_back_as_itself_through_a_library_and_twice()
    {
        InvalidOperationException thrown = new("from C#");
        Function fail = Function.Create(_ => throw thrown);
        Function middle = Function.Create(_ => RaisingLibrary.Call.Call(fail));
        for (int i = 0; i < 2; i++)
        {
            Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => RaisingLibrary.Call.Call(middle)));
        }

        Assert.Contains(nameof(An_exception_comes_back_as_itself_through_a_library_and_twice), thrown.StackTrace!);
    }

    [Fact]
    public async Task An_exception_comes_back_as_itself_to_an_asynchronous_caller()
    {
        InvalidOperationException thrown = new("from C#");
        Function fail = (Function)Function.Create(_ => throw thrown).Keep();
        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => RaisingLibrary.Call.Call(fail))));
        await Task.Yield();
        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await Task.Yield();
            RaisingLibrary.Call.Call(fail);
        }));
    }

    [Fact]
    public void Every_thread_gets_its_own_exception()
    {
        Function fail = (Function)Function.Create(static args => throw new InvalidOperationException(args[0].As<string>())).Keep();
        Parallel.For(0, 64, i =>
        {
            using ObjectScope scope = ObjectScope.Enter();
            string text = $"the exception of call number {i}";
            Assert.Equal(text, Assert.Throws<InvalidOperationException>(() => RaisingLibrary.Call.Call(fail, text)).Message);
            Assert.Equal(text, Assert.Throws<TvmException>(() => RaisingLibrary.Raise("ValueError", text)).Message);
        });
    }

    [Fact]
    public void One_exception_can_be_thrown_by_many_threads()
    {
        TvmException raised = Assert.Throws<TvmException>(() => RaisingLibrary.Raise("ValueError", "of all threads"));
        Function again = (Function)Function.Create(_ => throw raised).Keep();
        Parallel.For(0, 256, _ =>
        {
            using ObjectScope scope = ObjectScope.Enter();
            TvmException error = Assert.Throws<TvmException>(() => RaisingLibrary.CallWithFrame.Call(again));
            Assert.Equal(("ValueError", "of all threads"), (error.Kind, error.Message));
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Any RaiseFromInner()
    {
        RaisingLibrary.Raise("ValueError", "from C");
        return Any.None;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Any ThrowFromInner(Exception exception) => throw exception;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Any CallFromOuter(Function inner)
    {
        Any result = RaisingLibrary.Call.Call(inner);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Any CallFromOuterWithFrame(Function inner)
    {
        Any result = RaisingLibrary.CallWithFrame.Call(inner);
        return result;
    }

    private static void AssertOrder(string backtrace, params ReadOnlySpan<string> names)
    {
        int position = 0;
        foreach (string name in names)
        {
            int found = backtrace.IndexOf(name, position, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{name} is not where it belongs in:\n{backtrace}");
            position = found + name.Length;
        }
    }
}
