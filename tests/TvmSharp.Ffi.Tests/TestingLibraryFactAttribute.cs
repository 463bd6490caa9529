using Xunit.Sdk;

namespace TvmSharp.Ffi.Tests;

/// <summary>
/// A test that uses upstream's <c>testing.*</c> types and functions. Without that library there is no such test: it is
/// neither passed nor skipped, and the run's report says that the library was missing.
/// </summary>
[XunitTestCaseDiscoverer("TvmSharp.Ffi.Tests.TestingLibraryFactDiscoverer", "TvmSharp.Ffi.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class TestingLibraryFactAttribute : FactAttribute;
