using System.Runtime.CompilerServices;

// The entry points and every call into a host pass blittable values only.
[assembly: DisableRuntimeMarshalling]
