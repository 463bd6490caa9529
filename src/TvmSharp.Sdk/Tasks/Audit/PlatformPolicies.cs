using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>
/// Reads <c>policies.json</c>. In it a policy allows what those before it allow, and what it names itself; the most
/// compatible one comes first. <c>versions</c> are symbol versions by architecture and prefix. <c>forbidden</c> are symbols
/// of a library that some of the systems lack although no version tells, until a policy has them under
/// <c>noLongerForbidden</c>. There is one policy for musl: its symbols have no versions, so that nothing in a library tells
/// 1.1 from 1.2, and .NET needs the latter.
/// </summary>
internal static class PlatformPolicies
{
    internal const string Manylinux = "manylinux";
    internal const string Musllinux = "musllinux";

    /// <summary>The policies for an architecture, the most compatible one first.</summary>
    internal static IReadOnlyList<PlatformPolicy> Read(string family, string architecture)
    {
        using Stream stream = typeof(PlatformPolicies).Assembly.GetManifestResourceStream("TvmSharp.Sdk.Tasks.Audit.policies.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        List<PlatformPolicy> policies = [];
        HashSet<string> libraries = new(StringComparer.Ordinal), versions = new(StringComparer.Ordinal), prefixes = new(StringComparer.Ordinal);
        Dictionary<string, HashSet<string>> forbidden = new(StringComparer.Ordinal);
        bool known = false;
        foreach (JsonElement policy in document.RootElement.GetProperty(family).EnumerateArray())
        {
            libraries.UnionWith(Strings(policy, "libraries"));
            foreach (JsonProperty library in Members(policy, "forbidden"))
            {
                forbidden.Add(library.Name, Copy(Strings(library.Value)));
            }

            foreach (JsonProperty library in Members(policy, "noLongerForbidden"))
            {
                forbidden[library.Name].ExceptWith(Strings(library.Value));
            }

            foreach (JsonProperty machine in Members(policy, "versions").Where(machine => machine.Name == architecture))
            {
                known = true;
                foreach (JsonProperty prefix in machine.Value.EnumerateObject())
                {
                    prefixes.Add(prefix.Name);
                    versions.UnionWith(Strings(prefix.Value).Select(version => $"{prefix.Name}_{version}"));
                }
            }

            if (known)
            {
                policies.Add(new PlatformPolicy(
                    policy.GetProperty("name").GetString()!,
                    Strings(policy, "aliases").ToArray(),
                    Copy(libraries),
                    Copy(versions),
                    Copy(prefixes),
                    forbidden.ToDictionary(pair => pair.Key, pair => Copy(pair.Value), StringComparer.Ordinal)));
            }
        }

        return policies;
    }

    private static HashSet<string> Copy(IEnumerable<string> names) => new(names, StringComparer.Ordinal);

    private static IEnumerable<string> Strings(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement strings) ? Strings(strings) : [];

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);

    private static IEnumerable<JsonProperty> Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement members) ? members.EnumerateObject() : Enumerable.Empty<JsonProperty>();
}
