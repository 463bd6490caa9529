global using TvmSharp.Ffi;
global using TvmSharp.Ir;
global using TvmSharp.Tirx;
global using Xunit;
