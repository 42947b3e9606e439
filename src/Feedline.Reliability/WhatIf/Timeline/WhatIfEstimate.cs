namespace Feedline.Reliability;

/// <summary>An estimate and its 95 % interval.</summary>
/// <param name="Value">The mean over the replicates.</param>
/// <param name="Low">A fortieth of the replicates are lower.</param>
/// <param name="High">A fortieth of the replicates are higher.</param>
public readonly record struct WhatIfEstimate(double Value, double Low, double High);
