using Feedline.DetectionScoring.Series;

namespace Feedline.DetectionScoring.TsbAd;

/// <summary>
/// How alarms meet labelled events. An alarm is the row on which it is raised, not the rows on which it lasts: an event counts as
/// found if an alarm is raised within it, more of them in the same event count for nothing, and each raised outside is false. So an
/// alarm that is always on finds nothing.
/// </summary>
/// <param name="Events">How many events there are.</param>
/// <param name="False">How many alarms were raised outside of all.</param>
/// <param name="Delays">For each event found, how many rows after its start the first alarm in it was raised.</param>
internal sealed record EventScore(int Events, int False, int[] Delays)
{
    /// <summary>Harmonic mean of precision, found / (found + false), and recall, found / events; 0 where nothing was found.</summary>
    public double F1 => Delays.Length == 0 ? 0 : 2.0 * Delays.Length / (Delays.Length + False + Events);

    /// <summary>Median of the delays in rows, the lower of two; NaN where nothing was found.</summary>
    public double Delay => Delays.Length == 0 ? double.NaN : Delays.Order().ElementAt((Delays.Length - 1) / 2);

    public static EventScore Of(bool[] labels, bool[] alarms)
    {
        RowSpan[] events = LabelledSeries.Runs(labels);
        int[] raised = [.. LabelledSeries.Runs(alarms).Select(alarm => alarm.First)];
        int[] delays =
        [
            .. from span in events
               let within = raised.Where(row => row >= span.First && row <= span.Last).ToArray()
               where within.Length > 0
               select within[0] - span.First,
        ];
        return new EventScore(events.Length, raised.Count(row => !labels[row]), delays);
    }

    /// <summary>The events of all series together.</summary>
    public static EventScore Sum(IReadOnlyCollection<EventScore> scores) =>
        new(scores.Sum(score => score.Events), scores.Sum(score => score.False), [.. scores.SelectMany(score => score.Delays)]);
}
