using Xunit.Abstractions;
using Xunit.Sdk;

namespace TvmSharp.Ffi.Tests;

/// <summary>Finds the tests of a <see cref="TestingLibraryFactAttribute"/>: one where the library is, else none.</summary>
public sealed class TestingLibraryFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnostics);

    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        TestingLibrary.File is null ? [] : _facts.Discover(discoveryOptions, testMethod, factAttribute);
}
