using Xunit.Sdk;

namespace TvmSharp.Ffi.Tests;

/// <summary>
/// A test of what the embedded host alone can do, such as raising an error where a libtvm_ffi ends the process. Elsewhere
/// there is no such test: it is neither passed nor skipped.
/// </summary>
[XunitTestCaseDiscoverer("TvmSharp.Ffi.Tests.EmbeddedHostTheoryDiscoverer", "TvmSharp.Ffi.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedHostTheoryAttribute : TheoryAttribute;
