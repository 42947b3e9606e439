using System.Globalization;
using Feedline.Signals;
using Feedline.Tool.CommandLine;
using Feedline.Tool.Json;
using Feedline.Tool.Printing;

namespace Feedline.Tool.Detection;

/// <summary>Reads all rows, looks at them as a whole and writes them in their order; and says which could not be scored.</summary>
internal sealed class WholeScoring(RowOutput output, DetectFormat format)
{
    private const int TimeWidth = 26;
    private readonly List<(string Timestamp, string Value)> _rows = [];
    private readonly List<long> _times = [];
    private readonly List<double> _values = [];

    // The row, from 0, of each sample that has a time.
    private readonly List<int> _rowOf = [];

    /// <returns>Why rows score 0 without having been judged, one line a reason.</returns>
    public IEnumerable<string> Run(SeriesFile input, CancellationToken cancellationToken)
    {
        while (input.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(input.Timestamp, input.Value);
        }

        SeriesReview review = SeriesReview.Of(_times.ToArray(), _values.ToArray());
        switch (format)
        {
            case DetectFormat.Csv:
                WriteRows(review);
                break;
            case DetectFormat.Json:
                output.Row.Append(JsonReport.Write(review, _rows.Count - _rowOf.Count, sample => _rowOf[sample] + 1L).TrimEnd('\n'));
                output.EndRow();
                break;
            default:
                WriteTable(review);
                break;
        }

        return Notes(review);
    }

    private void Add(ReadOnlySpan<char> timestamp, ReadOnlySpan<char> value)
    {
        if (SampleText.TryTime(CsvRecord.Content(timestamp), out long time))
        {
            _times.Add(time);
            _values.Add(SampleText.Value(CsvRecord.Content(value)));
            _rowOf.Add(_rows.Count);
        }

        // The text of rows is written again only as CSV; a table needs that of ranges, JSON none.
        _rows.Add(format == DetectFormat.Json ? ("", "") : (timestamp.ToString(), value.ToString()));
    }

    private void WriteRows(SeriesReview review)
    {
        bool[] isAnomalous = new bool[_rows.Count];
        foreach (AnomalousRange range in review.Ranges)
        {
            // By time, not by row: rows may be in any order.
            for (int sample = 0; sample < _times.Count; sample++)
                isAnomalous[_rowOf[sample]] |= _times[sample] >= range.Start && _times[sample] <= range.End && double.IsFinite(_values[sample]);
        }

        double[] scores = new double[_rows.Count];
        for (int sample = 0; sample < _rowOf.Count; sample++)
            scores[_rowOf[sample]] = review.Scores[sample];
        output.Row.Append("timestamp,value,score,anomaly");
        output.EndRow();
        for (int row = 0; row < _rows.Count; row++)
        {
            output.Row.Append(_rows[row].Timestamp).Append(',').Append(_rows[row].Value).Append(',')
                .Append(CultureInfo.InvariantCulture, $"{scores[row]:R}").Append(isAnomalous[row] ? ",1" : ",0");
            output.EndRow();
        }
    }

    private void WriteTable(SeriesReview review)
    {
        output.Row.Append("from".PadRight(TimeWidth)).Append("to".PadRight(TimeWidth)).Append($"{"rows",16}{"score",9}  what");
        output.EndRow();
        foreach (AnomalousRange range in review.Ranges)
        {
            int first = _rowOf[range.FirstRow], last = _rowOf[range.LastRow];
            output.Row.Append(Time(first)).Append(Time(last))
                .Append(CultureInfo.InvariantCulture, $"{$"{first + 1}–{last + 1}",16}{Math.Floor(range.Score * 1e4) / 1e4,9:F4}  {What(range.View)}");
            output.EndRow();
        }

        output.Row.Append(CultureInfo.InvariantCulture, $"{review.Ranges.Length} unusual {(review.Ranges.Length == 1 ? "range" : "ranges")} in {_rows.Count} rows");
        output.EndRow();

        string Time(int row) => Printable.Of(CsvRecord.Content(_rows[row].Timestamp).ToString()).PadRight(TimeWidth);
    }

    private static string What(RangeView view) => view switch
    {
        RangeView.Level => "level",
        RangeView.Spread => "spread",
        RangeView.Shape => "course",
        RangeView.Spectrum => "jumps",
        _ => "single values",
    };

    private IEnumerable<string> Notes(SeriesReview review)
    {
        if (review.Window == 0)
            yield return $"nothing was scored: it takes {RangeScores.Fewest} rows with a time and a value, not all of them equal";
        if (_rows.Count > _rowOf.Count)
            yield return $"rows without a time that can be read, which score 0: {_rows.Count - _rowOf.Count}";
        if (review.NotFinite > 0)
            yield return $"rows without a finite value, which score 0: {review.NotFinite}";
    }
}
