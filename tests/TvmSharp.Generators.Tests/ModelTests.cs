using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators.Tests;

/// <summary>Nothing that the generator keeps between runs holds on to a compilation.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Names => [.. Features.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_model_holds_a_Roslyn_type(string feature)
    {
        GeneratorRunResult result = Features.All[feature].Generate().Result;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in StepNames.All.Where(result.TrackedSteps.ContainsKey))
        {
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(static s => s.Outputs))
            {
                Walk(value, step, seen);
            }
        }
    }

    [Fact]
    public void Every_step_is_tracked()
    {
        IEnumerable<string> tracked = Features.All.Values.SelectMany(static p => p.Generate().Result.TrackedSteps.Keys);
        Assert.Empty(StepNames.All.Except(tracked));
    }

    [Fact]
    public void Walk_finds_a_Roslyn_type()
    {
        object[] holder = [new { Location = Location.None }];
        Assert.ThrowsAny<Exception>(() => Walk(holder, "holder", new HashSet<object>(ReferenceEqualityComparer.Instance)));
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType() is { IsPrimitive: true } or { IsEnum: true })
        {
            return;
        }

        Type type = value.GetType();
        Assert.False(
            type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true, $"{path} is a {type}");
        if (!type.IsValueType && !seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            int i = 0;
            foreach (object? item in items)
            {
                Walk(item, $"{path}[{i++}]", seen);
            }
        }

        for (Type? current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in current.GetFields(Fields))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
