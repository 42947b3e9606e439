namespace Feedline.Sources;

/// <summary>What a name of a column or field stands for.</summary>
/// <param name="Field">What it holds.</param>
/// <param name="Preference">Of several columns for the same thing the lowest number counts.</param>
/// <param name="UnitSeconds">Of a latency its unit in seconds; 0 where the name does not say.</param>
internal readonly record struct UsageColumn(UsageField Field, byte Preference, double UnitSeconds);
