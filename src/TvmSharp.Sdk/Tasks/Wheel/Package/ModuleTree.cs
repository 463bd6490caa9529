using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>
/// Puts what an extension registers into modules by the parts of the names. What is registered outside of the package's name, for
/// TVM to look up, has no place in it.
/// </summary>
internal static class ModuleTree
{
    /// <summary>Name of the loader's module.</summary>
    internal const string Library = "_library";

    /// <summary>Name of the module with the classes.</summary>
    internal const string Types = "_types";

    /// <summary>What the object is called in its methods.</summary>
    internal const string Self = "self";

    /// <summary>The package.</summary>
    /// <exception cref="WheelException">Two things have one name, or something a name that Python has no use for.</exception>
    internal static PythonModule Build(ExtensionManifest manifest)
    {
        string package = PackageOf(manifest);
        PackageName.Check(package);
        PythonModule root = new(package);
        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        foreach (ManifestFunction function in manifest.Functions.Where(f => IsIn(package, f.Name)))
        {
            Add(root, owners, function.Name, $"the function '{function.Name}'", (module, name) => module.Functions.Add(name, function));
            CheckParameters($"A parameter of '{function.Name}'", function.Arguments);
        }

        foreach (ManifestType type in manifest.Types.Where(t => IsIn(package, t.Key)))
        {
            Add(root, owners, type.Key, $"the type '{type.Key}'", (module, name) => module.Classes.Add(name, type));
            CheckMembers(type);
            if (!IsIn(package, type.Parent) && manifest.Types.Any(t => t.Key == type.Parent))
            {
                throw new WheelException(
                    Errors.InvalidName,
                    $"The type '{type.Key}' derives from '{type.Parent}', which has no place in the package '{package}'. Begin its key with '{package}.'.");
            }
        }

        return root;
    }

    /// <summary>Name of the package.</summary>
    internal static string PackageOf(ExtensionManifest manifest) => manifest.Prefix.Split('.')[0];

    private static bool IsIn(string package, string name) => name.StartsWith(package + ".", StringComparison.Ordinal);

    private static void Add(
        PythonModule root, Dictionary<string, string> owners, string name, string what, Action<PythonModule, string> add)
    {
        string[] parts = name.Split('.');
        PythonModule module = root;
        for (int i = 1; i < parts.Length; i++)
        {
            bool isLast = i == parts.Length - 1;
            PythonName.Check(parts[i], isLast ? Capitalized(what) : $"A part of the name of {what}", "Give it another name in its attribute.");
            string path = string.Join(".", parts.Take(i + 1));
            string owner = isLast ? what : $"the module '{path}' of {what}";
            if (parts[i] is Library or Types)
            {
                throw Taken(owner, "a module that every package has", path);
            }

            if (!isLast && module.Modules.TryGetValue(parts[i], out PythonModule? next))
            {
                module = next;
                continue;
            }

            if (owners.TryGetValue(path, out string? other))
            {
                throw Taken(other, owner, path);
            }

            owners.Add(path, owner);
            if (isLast)
            {
                add(module, parts[i]);
            }
            else
            {
                next = new PythonModule(path);
                module.Modules.Add(parts[i], next);
                module = next;
            }
        }
    }

    private static WheelException Taken(string one, string other, string name) => new(
        Errors.TwoWithOneName, $"{Capitalized(one)} and {other} would both be '{name}' in Python. Give one of them another name.");

    private static void CheckParameters(string what, IReadOnlyList<ManifestArgument> arguments)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string name in arguments.Select(static a => a.Name))
        {
            PythonName.Check(name, what, "Rename the parameter.");
            if (name == Library)
            {
                throw new WheelException(Errors.TwoWithOneName, $"{what} is named '{name}', as a module that every package has. Rename the parameter.");
            }

            if (!names.Add(PythonName.Normalize(name)))
            {
                throw new WheelException(Errors.TwoWithOneName, $"{what} and another one of it would both be '{name}' in Python. Rename one of them.");
            }
        }
    }

    private static void CheckMembers(ManifestType type)
    {
        foreach (ManifestField field in type.Fields)
        {
            PythonName.Check(field.Argument.Name, $"A field of the type '{type.Key}'", "Set Name of its [TvmField].");
            if (field.Argument.Name == Self)
            {
                throw new WheelException(
                    Errors.TwoWithOneName,
                    $"A field of the type '{type.Key}' is named '{Self}', as the object itself is in the constructor in Python. Set Name of its [TvmField].");
            }
        }

        foreach (ManifestMethod method in PublicMethods(type))
        {
            PythonName.Check(method.Name, $"A method of the type '{type.Key}'", "Give [TvmMethod] a name.");
            CheckParameters($"A parameter of the method '{method.Name}' of the type '{type.Key}'", method.Arguments);
        }
    }

    /// <summary>The methods that one calls, and not those that TVM finds by itself.</summary>
    internal static IEnumerable<ManifestMethod> PublicMethods(ManifestType type) =>
        type.Methods.Where(static m => !m.Name.StartsWith("__", StringComparison.Ordinal) || !m.Name.EndsWith("__", StringComparison.Ordinal));

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
