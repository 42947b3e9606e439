namespace Feedline.DetectionScoring.Series;

/// <summary>What a detector gave for each row of a series.</summary>
/// <param name="Scores">The scores.</param>
/// <param name="Alarms">Whether it raised an alarm; null where it has no threshold of its own.</param>
internal sealed record SeriesScores(double[] Scores, bool[]? Alarms);
