using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TvmSharp.Compiler.Tests;

/// <summary>Every property of every object in the saved modules, against what the library's own getters say.</summary>
public class SavedModuleFieldTests
{
    [Fact]
    public void Properties_and_getters_agree_on_all_that_is_in_the_modules() => Check();

    private static void Check([CallerFilePath] string source = "")
    {
        TvmCompiler.EnsureLoaded();
        HashSet<string> classes = new(StringComparer.Ordinal);
        string[] paths = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(source)!, "SavedModules"), "*.json");
        Assert.NotEmpty(paths);
        foreach (string path in paths)
        {
            using ObjectScope scope = ObjectScope.Enter();
            Walk(TvmJson.FromGraphString(File.ReadAllText(path)).As<TvmObject>(), classes);
        }

        Assert.InRange(classes.Count, 40, int.MaxValue);
    }

    private static void Walk(TvmObject root, HashSet<string> classes)
    {
        HashSet<TvmObject> seen = new(TvmObject.IdentityComparer);
        Stack<TvmObject> rest = new([root]);
        while (rest.TryPop(out TvmObject? node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            classes.Add(node.TypeKey);
            foreach (TvmFieldInfo field in node.TypeInfo.AllFields)
            {
                PropertyInfo? property = node.GetType().GetProperties().FirstOrDefault(property =>
                    property.DeclaringType!.Assembly == typeof(IRModule).Assembly && string.Equals(property.Name, field.Name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
                if (property is not null)
                {
                    object? value = property.GetValue(node);
                    Assert.Equal(Text(field.Get(node).ToObject()), Text(value));
                    foreach (TvmObject child in ObjectsIn(value))
                    {
                        rest.Push(child);
                    }
                }
            }
        }
    }

    // Objects by identity, all else by value.
    private static string Text(object? value) => value switch
    {
        null => "null",
        TvmObject reference => $"{reference.TypeKey} {reference.IdentityHash}",
        Any any => Text(any.ToObject()),
        Enum number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<TvmObject> ObjectsIn(object? value)
    {
        switch (value)
        {
            case Any any:
                return ObjectsIn(any.ToObject());
            case TvmObject reference and not IEnumerable:
                return [reference];
            case string or null:
                return [];
            case IEnumerable items:
                return items.Cast<object?>().SelectMany(static item => item is not null && item.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                    ? ObjectsIn(type.GetProperty("Key")!.GetValue(item)).Concat(ObjectsIn(type.GetProperty("Value")!.GetValue(item)))
                    : ObjectsIn(item));
            default:
                return [];
        }
    }
}
