namespace TvmSharp.Ffi.Tests;

public class ObjectLifetimeTests
{
    [Fact]
    public void A_scope_releases_what_was_made_in_it()
    {
        TvmArray<long> outer = [1];
        Assert.Equal(1, outer.UseCount);
        TvmArray<TvmObject> holder;
        using (ObjectScope.Enter())
        {
            holder = [outer];
            Assert.Equal(2, outer.UseCount);

            // What is read from an array shares the array's owner.
            _ = holder[0];
            Assert.Equal(2, outer.UseCount);
        }

        Assert.Equal(1, outer.UseCount);
        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => holder.Count);
        Assert.Contains("Keep()", error.Message);
    }

    [Fact]
    public void A_kept_object_outlives_its_scope()
    {
        TvmArray<long> array;
        using (ObjectScope.Enter())
        {
            array = [1, 2];
            array.Keep();
        }

        Assert.Equal(2, array.Count);
        Assert.Equal(1, array.UseCount);
    }

    [Fact]
    public void Use_after_the_end_is_an_error_on_every_thread_as_often_as_it_is_tried()
    {
        List<(string Name, Action Use)> uses = [];
        using (ObjectScope.Enter())
        {
            TvmArray<long> array = [1];
            TvmList<long> list = [1];
            TvmMap<string, long> map = TvmMap.Create<string, long>([new("a", 1)]);
            TvmDict<string, long> dict = TvmDict.Create<string, long>([new("a", 1)]);
            Shape shape = Shape.Create([1]);
            Error error = new("ValueError", "message");
            Function function = Function.Create(static args => args[0]);
            Tensor tensor = Tensor.Zeros([1], DataType.Float32);
            Tensor disposed = Tensor.Zeros([1], DataType.Float32);
            disposed.Dispose();
            disposed.Dispose();
            Any any = array;
            uses.AddRange(
            [
                ("array", () => _ = array[0]), ("array enumerated", () => _ = array.Sum()), ("count", () => _ = array.Count),
                ("list", () => list.Add(1)), ("list read", () => _ = list[0]), ("map", () => _ = map["a"]), ("dict", () => dict["a"] = 2),
                ("shape", () => _ = shape[0]), ("error", () => _ = error.Kind), ("function", () => function.Call(1)),
                ("tensor", () => tensor.AsSpan<float>()[0] = 1), ("disposed", () => disposed.AsSpan<float>()[0] = 1),
                ("field", () => array.GetField("x")), ("copy", () => array.DeepCopy()), ("move", () => array.Move()), ("keep", () => array.Keep()), ("weak", () => _ = new TvmWeakReference<TvmObject>(array)),
                ("argument", () => Function.Get("ffi.ArraySize").Call(array)), ("value", () => Function.Get("ffi.ArraySize").Call(any)),
                ("element", () => TvmArray.Create<TvmObject>(array)), ("walk", () => new StructuralWalk().Run(any)),
            ]);
        }

        Exception?[] thrown = new Exception?[uses.Count * 2];
        Thread other = new(() =>
        {
            for (int i = 0; i < thrown.Length; i++)
            {
                thrown[i] = Record.Exception(uses[i / 2].Use);
            }
        });
        other.Start();
        other.Join();
        Assert.All(uses, static use => Assert.True(Record.Exception(use.Use) is ObjectDisposedException, use.Name));
        Assert.All(thrown.Index(), entry => Assert.True(entry.Item is ObjectDisposedException, $"{uses[entry.Index / 2].Name}: {entry.Item}"));
    }

    [Fact]
    public void Scopes_nest()
    {
        using ObjectScope outer = ObjectScope.Enter();
        TvmArray<long> first = [1];
        using (ObjectScope.Enter())
        {
            TvmArray<long> second = [2];
            Assert.Equal(1, second[0]- 1);
        }

        Assert.Equal(1, first[0]);
    }

    [Fact]
    public void Arguments_belong_to_the_call()
    {
        TvmObject? leaked = null;
        Function keep = Function.Create(args =>
        {
            leaked = args[0].As<TvmObject>();
            return Any.None;
        });
        TvmArray<long> array = [1];
        keep.Call(array);
        Assert.Equal(1, array.UseCount);
        Assert.Throws<ObjectDisposedException>(() => leaked!.TypeKey);
    }

    [Fact]
    public void A_result_keeps_its_own_reference()
    {
        Function identity = Function.Create(static args => args[0]);
        TvmArray<long> array = [1];
        using (ObjectScope.Enter())
        {
            TvmObject same = identity.Call(array).As<TvmObject>();
            Assert.True(same == array);
            Assert.Equal(2, same.UseCount);
        }

        Assert.Equal(1, array.UseCount);
    }

    [Fact]
    public void The_garbage_collector_releases_what_no_scope_does()
    {
        TvmArray<long> inner = [1];
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Wrap(TvmObject value)
        {
            TvmArray<TvmObject> outer = [value];
            Assert.Equal(2, value.UseCount);
            GC.KeepAlive(outer);
        }

        Wrap(inner);
        for (int i = 0; i < 10 && inner.UseCount > 1; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(1, inner.UseCount);
    }

    [Fact]
    public unsafe void A_moved_reference_is_taken_over()
    {
        using ObjectScope scope = ObjectScope.Enter();
        int seen = 0;
        Function look = Function.Create(args =>
        {
            seen = ((Any)args[0]).AsArray<Any>().UseCount;
            return Any.None;
        });
        Abi.TVMFFIAny owned = default;
        Function.Get("ffi.Array").CallRaw(null, 0, &owned);
        Abi.TVMFFIObject* slot = owned.Obj;
        Abi.TVMFFIAny argument = new() { TypeIndex = Abi.TypeIndex.ObjectRValueRef, Ptr = &slot };
        Abi.TVMFFIAny result = default;
        look.CallRaw(&argument, 1, &result);
        Assert.True(slot == null);
        Assert.InRange(seen, 1, 2);
    }
}
