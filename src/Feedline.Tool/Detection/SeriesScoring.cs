using System.Globalization;

namespace Feedline.Tool.Detection;

/// <summary>Scores rows one by one and writes them; and says at the end which could not be scored.</summary>
internal sealed class SeriesScoring(RowOutput output, bool isCsv)
{
    private const int TimeWidth = 26;
    private const int NumberWidth = 14;
    private readonly SeriesDetector _detector = new();
    private readonly long[] _unscored = new long[Enum.GetValues<UnscoredReason>().Length];
    private long _rows;
    private long _withoutTime;
    private long _anomalies;

    public void Begin()
    {
        if (isCsv)
            output.Row.Append("timestamp,value,score,anomaly");
        else
            output.Row.Append("timestamp".PadRight(TimeWidth)).Append($"{"value",NumberWidth}{"expected",NumberWidth}{"score",9}");
        output.EndRow();
    }

    public void Score(ReadOnlySpan<char> timestamp, ReadOnlySpan<char> value)
    {
        _rows++;
        AnomalyScore score = default;
        if (SampleText.TryTime(CsvRecord.Content(timestamp), out long time))
        {
            score = _detector.Observe(time, SampleText.Value(CsvRecord.Content(value)));
            _unscored[(int)score.Reason]++;
            _anomalies += score.IsAnomalous ? 1 : 0;
        }
        else
        {
            _withoutTime++;
        }

        if (isCsv)
        {
            output.Row.Append(timestamp).Append(',').Append(value).Append(',')
                .Append(CultureInfo.InvariantCulture, $"{score.Score:R}").Append(score.IsAnomalous ? ",1" : ",0");
            output.EndRow();
        }
        else if (score.IsAnomalous)
        {
            output.Row.Append(Printing.Printable.Of(CsvRecord.Content(timestamp).ToString()).PadRight(TimeWidth))
                .Append(CultureInfo.InvariantCulture, $"{score.Observed,NumberWidth:G6}{score.Expected,NumberWidth:G6}{Math.Floor(score.Score * 1e4) / 1e4,9:F4}");
            output.EndRow();
        }
    }

    public void End()
    {
        if (isCsv)
            return;

        output.Row.Append(CultureInfo.InvariantCulture, $"{_anomalies} {(_anomalies == 1 ? "anomaly" : "anomalies")} in {_rows} rows");
        output.EndRow();
    }

    /// <summary>Why rows score 0 without having been judged, one line a reason.</summary>
    public IEnumerable<string> Notes()
    {
        if (_unscored[(int)UnscoredReason.None] == 0)
            yield return $"nothing was scored: {_rows} rows are too few, since the first {SeriesDetector.WarmUp} with a time and a value are learned from";
        if (_withoutTime > 0)
            yield return $"rows without a time that can be read, which score 0: {_withoutTime}";
        if (_unscored[(int)UnscoredReason.NotFinite] is > 0 and long notFinite)
            yield return $"rows without a finite value, which score 0: {notFinite}";
        if (_unscored[(int)UnscoredReason.OutOfOrder] is > 0 and long late)
            yield return $"rows with a time before that of an earlier row, which score 0: {late}";
        if (_unscored[(int)UnscoredReason.Gap] is > 0 and long gaps)
            yield return $"rows after a gap, which score 0: {gaps}";
    }
}
