namespace TvmSharp.Ffi.Tests;

/// <summary>Libraries that the C compiler makes of a few lines.</summary>
internal static class CLibrary
{
    /// <summary>What the others begin with: values, objects with a function in them, and how to return a short string.</summary>
    internal const string Prelude = """
        typedef struct { int type_index; unsigned size; union { long long i; void* p; char b[8]; } v; } Any;
        typedef struct { unsigned long long count; int type_index; unsigned padding; void* deleter; int (*call)(void*, const Any*, int, Any*); } Function;
        static int text(Any* r, const char* s) {
            r->type_index = 11; r->size = 0; r->v.i = 0;
            while (s[r->size]) { r->v.b[r->size] = s[r->size]; r->size++; }
            return 0;
        }

        """;

    /// <summary><c>add</c> with metadata and documentation, and <c>call</c>, which calls its first argument with the rest.</summary>
    internal const string Numbers = Prelude + """
        int __tvm_ffi_add(void* h, const Any* a, int n, Any* r) {
            r->type_index = 1; r->size = 0; r->v.i = a[0].v.i + a[1].v.i;
            return 0;
        }
        int __tvm_ffi__metadata_add(void* h, const Any* a, int n, Any* r) { return text(r, "{\"a\":1}"); }
        int __tvm_ffi__doc_add(void* h, const Any* a, int n, Any* r) { return text(r, "Adds."); }
        int __tvm_ffi_call(void* h, const Any* a, int n, Any* r) {
            return ((Function*)a[0].v.p)->call(a[0].v.p, a + 1, n - 1, r);
        }
        """;

    /// <summary>Compiles a library in a directory of its own.</summary>
    /// <returns>The file, whose name no other library has.</returns>
    internal static string Compile(string source, string extension = ".so", params ReadOnlySpan<string> options)
    {
        string directory = Directory.CreateTempSubdirectory("tvmsharp").FullName;
        string file = Path.Combine(directory, "library.c");
        string library = Path.Combine(directory, $"lib{Path.GetFileName(directory)}{extension}");
        File.WriteAllText(file, source);
        CCompiler.Run([.. options, "-shared", "-fPIC", "-o", library, file]);
        return library;
    }

    /// <summary>Whether a library is in the process.</summary>
    internal static bool IsLoaded(string path) => File.ReadAllText("/proc/self/maps").Contains(path, StringComparison.Ordinal);
}
