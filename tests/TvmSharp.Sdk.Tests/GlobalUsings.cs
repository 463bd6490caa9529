global using TvmSharp.Sdk.Tasks;
global using Xunit;
