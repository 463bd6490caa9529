using System.Reflection;
using System.Runtime.Loader;

namespace TvmSharp.Ffi.Tests;

/// <summary>The search for TVM in a program that has not chosen one and does not reference the embedded host.</summary>
public class SearchOrderTests
{
    [Fact]
    public void A_program_without_TVM_is_told_every_place_that_was_searched()
    {
        string python = Directory.CreateTempSubdirectory("tvmsharp").FullName;
        Directory.CreateDirectory(Path.Combine(python, "lib", "python3.99", "site-packages"));
        Exception? error = LoadInFreshContext(new() { ["VIRTUAL_ENV"] = python });
        if (!TestHost.IsEmbedded)
        {
            // The run's own libtvm_ffi is in the process already, and that is the next place.
            Assert.Null(error);
            return;
        }

        Assert.Equal(nameof(TvmLibraryNotFoundException), error!.GetType().Name);
        Assert.Contains("libraries already in the process", error.Message);
        Assert.Contains(Path.Combine(python, "lib", "python3.99", "site-packages", "tvm_ffi", "lib"), error.Message);
        Assert.Contains("does not reference TvmSharp.Embedded", error.Message);
        Assert.Contains("pip install apache-tvm", error.Message);
    }

    [Fact]
    public void A_variable_that_is_wrong_is_an_error_and_not_passed_over()
    {
        Exception? error = LoadInFreshContext(new() { ["TVM_LIBRARY_PATH"] = "/no/such/directory" });
        Assert.Equal(nameof(TvmLibraryNotFoundException), error!.GetType().Name);
        Assert.Contains("TVM_LIBRARY_PATH is '/no/such/directory'", error.Message);
        Assert.Contains("Correct it or unset it", error.Message);
    }

    /// <summary>Lets a second copy of the library, without the embedded host, look for TVM.</summary>
    private static Exception? LoadInFreshContext(Dictionary<string, string> environment)
    {
        string[] cleared = ["TVM_LIBRARY_PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "PATH"];
        Dictionary<string, string?> before = cleared.ToDictionary(static name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (string name in cleared)
            {
                Environment.SetEnvironmentVariable(name, environment.GetValueOrDefault(name));
            }

            Assembly copy = new FreshContext().LoadFromAssemblyPath(typeof(TvmRuntime).Assembly.Location);
            copy.GetType(typeof(TvmRuntime).FullName!)!.GetMethod(nameof(TvmRuntime.Load))!.Invoke(null, [null]);
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        finally
        {
            foreach ((string name, string? value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    private sealed class FreshContext() : AssemblyLoadContext("without the embedded host")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == "TvmSharp.Embedded"
            ? throw new FileNotFoundException("not referenced", assemblyName.Name)
            : null;
    }
}
