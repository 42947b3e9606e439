using Feedline.DetectionScoring.Series;
using Feedline.DetectionScoring.TsbAd;
using Feedline.Signals;

namespace Feedline.DetectionScoring.Retrospective;

/// <summary>How the ranges that are flagged meet labelled events: an event is found by a range whose peak lies in it.</summary>
/// <param name="Events">How many events there are.</param>
/// <param name="Found">How many hold the peak of a range.</param>
/// <param name="False">How many ranges peak outside of all.</param>
internal sealed record RangeEvents(int Events, int Found, int False)
{
    /// <summary>Harmonic mean of precision and recall; 0 where nothing was found.</summary>
    public double F1 => Found == 0 ? 0 : 2.0 * Found / (Found + False + Events);

    public static RangeEvents Of(LabelledSeries[] all)
    {
        int events = 0, found = 0, wrong = 0;
        foreach (LabelledSeries series in all)
        {
            RowSpan[] runs = LabelledSeries.Runs(series.Labels);
            int[] peaks = [.. RangeScores.Of(series.Values).Ranges.ToArray().Select(range => range.Peak)];
            events += runs.Length;
            found += runs.Count(run => peaks.Any(peak => peak >= run.First && peak <= run.Last));
            wrong += peaks.Count(peak => !series.Labels[peak]);
        }

        return new RangeEvents(events, found, wrong);
    }
}
