using TvmSharp;

// Everything this assembly registers in TVM starts with "my_project.".
[assembly: TvmExtension("my_project")]
