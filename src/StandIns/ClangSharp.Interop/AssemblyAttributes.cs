using System.Runtime.CompilerServices;

// As the package: structures cross as they are.
[assembly: DisableRuntimeMarshalling]
