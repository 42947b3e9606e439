namespace Feedline.Tests;

/// <summary>
/// Tests that listen to what all engines of the process tell, or that such a listener would disturb: they run by themselves.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ProcessWideListeners;
