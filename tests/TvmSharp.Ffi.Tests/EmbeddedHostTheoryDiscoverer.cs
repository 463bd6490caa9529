using Xunit.Abstractions;
using Xunit.Sdk;

namespace TvmSharp.Ffi.Tests;

/// <summary>Finds the tests of an <see cref="EmbeddedHostTheoryAttribute"/>: on the embedded host those it has, else none.</summary>
public sealed class EmbeddedHostTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    private readonly TheoryDiscoverer _theories = new(diagnostics);

    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        TestHost.IsEmbedded ? _theories.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
