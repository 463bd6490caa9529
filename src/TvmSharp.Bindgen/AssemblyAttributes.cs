using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("TvmSharp.Bindgen.Tests")]
