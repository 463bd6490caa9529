using System.Globalization;

namespace VerifyTests;

/// <summary>Where the verified file of one test is, and under what name.</summary>
public sealed class VerifySettings
{
    private readonly List<string> _parameters = [];

    /// <summary>Copies nothing: the defaults.</summary>
    public VerifySettings()
    {
    }

    /// <summary>Copies other settings.</summary>
    public VerifySettings(VerifySettings? other)
    {
        if (other is not null)
        {
            Directory = other.Directory;
            FileName = other.FileName;
            TypeName = other.TypeName;
            MethodName = other.MethodName;
            TextForParameters = other.TextForParameters;
            _parameters.AddRange(other._parameters);
        }
    }

    internal string? Directory { get; private set; }

    internal string? FileName { get; private set; }

    internal string? TypeName { get; private set; }

    internal string? MethodName { get; private set; }

    internal string? TextForParameters { get; private set; }

    internal IReadOnlyList<string> Parameters => _parameters;

    /// <summary>Puts the files into a directory, relative to the test's source file.</summary>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>Names the files, without their ending, in place of the class, the method and the parameters.</summary>
    public void UseFileName(string fileName) => FileName = fileName;

    /// <summary>Stands in for the name of the class.</summary>
    public void UseTypeName(string name) => TypeName = name;

    /// <summary>Stands in for the name of the method.</summary>
    public void UseMethodName(string name) => MethodName = name;

    /// <summary>Adds the values of the test's parameters to the name.</summary>
    public void UseParameters(params object?[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters.Clear();
        _parameters.AddRange(parameters.Select(static p => Convert.ToString(p, CultureInfo.InvariantCulture) ?? "null"));
    }

    /// <summary>Adds a text to the name, in place of the parameters.</summary>
    public void UseTextForParameters(string parametersText) => TextForParameters = parametersText;
}
