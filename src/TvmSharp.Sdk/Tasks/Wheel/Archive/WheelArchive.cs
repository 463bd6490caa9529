using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Writes wheels: the binary distribution format.</summary>
internal static class WheelArchive
{
    // ZIP has no earlier years, and no later ones than 2107.
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2107, 12, 31, 23, 59, 58, TimeSpan.Zero);

    /// <summary>Refuses two files with one path.</summary>
    internal static void CheckPaths(IEnumerable<WheelFile> files)
    {
        foreach (IGrouping<string, WheelFile> path in files.GroupBy(static f => f.Path, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            throw new WheelException(
                Errors.TwoWithOnePath,
                $"Two files of the wheel would be '{path.Key}': {string.Join(" and ", path.Select(static f => f.Source))}. Rename or remove one of them.");
        }
    }

    /// <summary>Writes a wheel. Its directory has the old file, or the new one, and never half of it.</summary>
    /// <param name="path">The wheel.</param>
    /// <param name="distInfo">Name of its directory of metadata.</param>
    /// <param name="files">What is in it, but for the RECORD.</param>
    /// <param name="sourceDateEpoch">Time of the files in seconds since 1970, or empty: https://reproducible-builds.org/specs/source-date-epoch.</param>
    internal static void Write(string path, string distInfo, IReadOnlyCollection<WheelFile> files, string sourceDateEpoch)
    {
        CheckPaths(files);

        // The format recommends the metadata last, so that a wheel can be read from its end.
        WheelFile[] sorted =
        [
            .. files
                .OrderBy(f => f.Path.StartsWith(distInfo + "/", StringComparison.Ordinal))
                .ThenBy(static f => f.Path, StringComparer.Ordinal),
        ];
        string record = distInfo + "/RECORD";
        WheelFile last = new(record, "the list of files", Encoding.UTF8.GetBytes(Record(sorted, record)));
        string temporary = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (FileStream stream = File.Create(temporary))
            using (ZipWriter zip = new(stream, Time(sourceDateEpoch)))
            {
                foreach (WheelFile file in sorted.Append(last))
                {
                    zip.Add(file);
                }

                zip.Finish();
            }

            if (File.Exists(path))
            {
                File.Replace(temporary, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw new WheelException(
                Errors.CannotWriteWheel, $"The wheel '{path}' cannot be written: {failure.Message} Set TvmWheelDirectory to a directory that can be.");
        }
    }

    private static string Record(IEnumerable<WheelFile> files, string record)
    {
        StringBuilder lines = new();
        foreach (WheelFile file in files)
        {
            lines.Append($"{Field(file.Path)},sha256={Hash(file.Content)},{file.Content.Length}\n");
        }

        return lines.Append($"{Field(record)},,\n").ToString();
    }

    // The format of Python's csv module.
    private static string Field(string text) => text.IndexOfAny([',', '"']) < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    // Base64 for URLs, without the padding.
    private static string Hash(byte[] content)
    {
        using SHA256 sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static DateTimeOffset Time(string sourceDateEpoch)
    {
        if (sourceDateEpoch.Length == 0)
        {
            return Earliest;
        }

        if (!long.TryParse(sourceDateEpoch, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long seconds))
        {
            throw new WheelException(Errors.InvalidMetadata, $"SOURCE_DATE_EPOCH is '{sourceDateEpoch}', and not a number of seconds since 1970.");
        }

        return seconds <= Earliest.ToUnixTimeSeconds() ? Earliest
            : seconds >= Latest.ToUnixTimeSeconds() ? Latest
            : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
