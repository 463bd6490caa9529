using System.Collections.Generic;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Makes names that nothing else has.</summary>
internal static class UniqueName
{
    /// <summary>The name, with as many underscores behind it as it takes, and adds it to the taken ones.</summary>
    internal static string Add(ISet<string> taken, string name)
    {
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
