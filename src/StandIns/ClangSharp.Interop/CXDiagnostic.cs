namespace ClangSharp.Interop;

public unsafe struct CXDiagnostic(IntPtr handle) : IDisposable, IEquatable<CXDiagnostic>
{
    public IntPtr Handle { get; set; } = handle;

    public static explicit operator CXDiagnostic(void* value) => new((IntPtr)value);

    public static implicit operator void*(CXDiagnostic value) => (void*)value.Handle;

    public static bool operator ==(CXDiagnostic left, CXDiagnostic right) => left.Handle == right.Handle;

    public static bool operator !=(CXDiagnostic left, CXDiagnostic right) => left.Handle != right.Handle;

    public static CXDiagnosticDisplayOptions DefaultDisplayOptions => (CXDiagnosticDisplayOptions)clang.defaultDiagnosticDisplayOptions();

    public readonly CXSourceLocation Location => clang.getDiagnosticLocation(this);

    public readonly CXDiagnosticSeverity Severity => clang.getDiagnosticSeverity(this);

    public readonly CXString Spelling => clang.getDiagnosticSpelling(this);

    public readonly CXString Format(CXDiagnosticDisplayOptions options) => clang.formatDiagnostic(this, (uint)options);

    public void Dispose()
    {
        if (Handle != IntPtr.Zero)
        {
            clang.disposeDiagnostic(this);
            Handle = IntPtr.Zero;
        }
    }

    public override readonly bool Equals(object? obj) => obj is CXDiagnostic other && Equals(other);

    public readonly bool Equals(CXDiagnostic other) => this == other;

    public override readonly int GetHashCode() => Handle.GetHashCode();
}
