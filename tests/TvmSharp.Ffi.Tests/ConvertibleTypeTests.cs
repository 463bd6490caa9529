namespace TvmSharp.Ffi.Tests;

/// <summary>What converts by name does not depend on what was made before. The generator sees no types of generic code.</summary>
public class ConvertibleTypeTests
{
    [Fact]
    public void A_container_that_nobody_registered_is_always_an_error_that_says_how()
    {
        using ObjectScope scope = ObjectScope.Enter();
        CheckUnknown((short)1, (sbyte)2);
    }

    [Fact]
    public void Containers_that_nobody_registered_are_arguments_and_elements()
    {
        using ObjectScope scope = ObjectScope.Enter();
        CheckMade((ushort)1);
    }

    private static void CheckUnknown<TKey, TValue>(TKey key, TValue value)
        where TKey : notnull
    {
        // The second time there are objects of each type.
        for (int round = 0; round < 2; round++)
        {
            CheckError(typeof(TvmArray<TKey>), static () => default(Any).As<TvmArray<TKey>>());
            CheckError(typeof(TvmList<TKey>), static () => default(Any).As<TvmList<TKey>>());
            CheckError(typeof(TvmMap<TKey, TValue>), static () => default(Any).As<TvmMap<TKey, TValue>>());
            CheckError(typeof(TvmDict<TKey, TValue>), static () => default(Any).As<TvmDict<TKey, TValue>>());
            Assert.Single(TvmArray.Create(key));
            Assert.Single(TvmList.Create(key));
            Assert.Single(TvmMap.Create([KeyValuePair.Create(key, value)]));
            Assert.Single(TvmDict.Create([KeyValuePair.Create(key, value)]));
        }
    }

    private static void CheckError(Type type, Func<object> convert)
    {
        string message = Assert.Throws<NotSupportedException>(convert).Message;
        Assert.Contains("ConvertibleTypes", message);
        Assert.Contains(type.ToString(), message);
    }

    private static void CheckMade<T>(T item)
    {
        TvmArray<T> made = TvmArray.Create(item, item);
        Assert.Equal(2, Function.Create(static args => args[0].As<TvmArray<Any>>().Count).Call<TvmArray<T>, int>(made));
        Assert.Equal([item, item], TvmArray.Create(made)[0]);
    }
}
