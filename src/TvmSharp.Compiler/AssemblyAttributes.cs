using System.Runtime.CompilerServices;

// Every native call passes blittable values through function pointers; nothing is left to the marshaller.
[assembly: DisableRuntimeMarshalling]
