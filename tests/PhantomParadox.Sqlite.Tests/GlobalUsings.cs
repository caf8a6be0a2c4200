global using Xunit;

// One of the tests counts what the process allocates.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
