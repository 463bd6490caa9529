namespace ClangSharp.Interop;

public struct CXTranslationUnitImpl;
