namespace ClangSharp.Interop;

public unsafe struct CXTranslationUnit(IntPtr handle) : IDisposable, IEquatable<CXTranslationUnit>
{
    public IntPtr Handle { get; set; } = handle;

    public static implicit operator CXTranslationUnit(CXTranslationUnitImpl* value) => new((IntPtr)value);

    public static implicit operator CXTranslationUnitImpl*(CXTranslationUnit value) => (CXTranslationUnitImpl*)value.Handle;

    public static bool operator ==(CXTranslationUnit left, CXTranslationUnit right) => left.Handle == right.Handle;

    public static bool operator !=(CXTranslationUnit left, CXTranslationUnit right) => left.Handle != right.Handle;

    public readonly CXCursor Cursor => clang.getTranslationUnitCursor(this);

    public readonly uint NumDiagnostics => clang.getNumDiagnostics(this);

    public readonly CXString Spelling => clang.getTranslationUnitSpelling(this);

    public static CXErrorCode TryParse(
        CXIndex index,
        string sourceFileName,
        ReadOnlySpan<string> commandLineArgs,
        ReadOnlySpan<CXUnsavedFile> unsavedFiles,
        CXTranslationUnit_Flags options,
        out CXTranslationUnit translationUnit)
    {
        using MarshaledString name = new(sourceFileName);
        MarshaledString[] arguments = new MarshaledString[commandLineArgs.Length];
        sbyte** pointers = stackalloc sbyte*[commandLineArgs.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = new MarshaledString(commandLineArgs[i]);
            pointers[i] = arguments[i];
        }

        try
        {
            fixed (CXUnsavedFile* files = unsavedFiles)
            fixed (CXTranslationUnit* result = &translationUnit)
            {
                return clang.parseTranslationUnit2(
                    index,
                    name,
                    pointers,
                    arguments.Length,
                    files,
                    (uint)unsavedFiles.Length,
                    (uint)options,
                    (CXTranslationUnitImpl**)result);
            }
        }
        finally
        {
            foreach (MarshaledString argument in arguments)
            {
                argument.Dispose();
            }
        }
    }

    public readonly CXDiagnostic GetDiagnostic(uint index) => (CXDiagnostic)clang.getDiagnostic(this, index);

    public readonly CXFile GetFile(string fileName)
    {
        using MarshaledString name = new(fileName);
        return (CXFile)clang.getFile(this, name);
    }

    public readonly CXCursor GetCursor(CXSourceLocation location) => clang.getCursor(this, location);

    public readonly CXSourceLocation GetLocation(CXFile file, uint line, uint column) =>
        clang.getLocation(this, file, line, column);

    public readonly Span<CXToken> Tokenize(CXSourceRange sourceRange)
    {
        CXToken* tokens;
        uint count;
        clang.tokenize(this, sourceRange, &tokens, &count);
        return new Span<CXToken>(tokens, (int)count);
    }

    public readonly void DisposeTokens(ReadOnlySpan<CXToken> tokens)
    {
        fixed (CXToken* first = tokens)
        {
            clang.disposeTokens(this, first, (uint)tokens.Length);
        }
    }

    public override readonly string ToString() => Spelling.ToString();

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            clang.disposeTranslationUnit(this);
            Handle = IntPtr.Zero;
        }
    }

    public override readonly bool Equals(object? obj) => obj is CXTranslationUnit other && Equals(other);

    public readonly bool Equals(CXTranslationUnit other) => this == other;

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
