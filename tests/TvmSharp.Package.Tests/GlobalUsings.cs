global using Xunit;

// They share a feed and a folder of restored packages.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
