global using Xunit;

// They publish the same projects to the same places.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
