using TvmSharp;

// Everything that this assembly registers in TVM starts with "my_extension_prefix.".
[assembly: TvmExtension("my_extension_prefix")]
