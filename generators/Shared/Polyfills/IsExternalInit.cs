namespace System.Runtime.CompilerServices;

// Records need this type, and netstandard2.0 has none.
internal static class IsExternalInit
{
}
