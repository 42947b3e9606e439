using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>Anomalies of a batch of values of one length, with what was expected and the margin around it.</summary>
internal sealed class ResidualBatch(int length, ResidualSettings settings)
{
    /// <summary>How many numbers a value gets.</summary>
    public const int Results = 7;

    private readonly ResidualScores _scoring = new(length);
    private readonly ResidualExpectation _expecting = new(length);
    private readonly double[] _scores = new double[length];
    private readonly double[] _saliency = new double[length];
    private readonly double[] _expected = new double[length];
    private readonly double[] _trend = new double[length];
    private readonly double[] _scratch = new double[length];

    public int Length => length;

    /// <summary>The names of the numbers, in their order.</summary>
    public static string[] Names => ["anomaly", "score", "saliency", "expected", "unit", "upper", "lower"];

    /// <param name="values">As many values as a batch has.</param>
    /// <param name="results">Takes the numbers of each value in turn; NaN but for the first, which is 0, when a value is not finite.</param>
    public void Detect(ReadOnlySpan<double> values, Span<float> results)
    {
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                continue;

            Unknown(results);
            return;
        }

        _scoring.Compute(values, _scores, _saliency);
        _expecting.Compute(values, _scores, _expected);
        double typical = Trend(values);
        for (int i = 0; i < length; i++)
        {
            double unit = typical < 0 ? 0.3 : (typical + Math.Abs(_trend[i])) / 2;
            double margin = unit * settings.Factor;
            bool isAnomaly = _scores[i] > settings.Threshold && Math.Abs(values[i] - _expected[i]) > margin;
            Span<float> row = results.Slice(i * Results, Results);
            row[0] = isAnomaly ? 1 : 0;
            row[1] = (float)_scores[i];
            row[2] = (float)_saliency[i];
            row[3] = (float)_expected[i];
            row[4] = (float)unit;
            row[5] = (float)(_expected[i] + margin);
            row[6] = (float)(_expected[i] - margin);
        }
    }

    /// <summary>What cannot be told is no anomaly.</summary>
    public static void Unknown(Span<float> results)
    {
        results.Fill(float.NaN);
        for (int i = 0; i < results.Length; i += Results)
            results[i] = 0;
    }

    /// <summary>The running median, and how large it typically is where nothing stands out; -1 where it is nothing throughout.</summary>
    private double Trend(ReadOnlySpan<double> values)
    {
        int reach = Math.Min(length / 3, 512) / 2;
        double sum = 0;
        int count = 0;
        bool isSomething = false;
        for (int i = 0; i < length; i++)
        {
            ReadOnlySpan<double> around = values[Math.Max(0, i - reach)..Math.Min(length, i + reach + 1)];
            around.CopyTo(_scratch);
            _trend[i] = Median.InPlace(_scratch.AsSpan(0, around.Length));
            if (_scores[i] > settings.Threshold)
                continue;

            double size = Math.Abs(_trend[i]);
            isSomething |= size > 1e-8;
            sum += size;
            count++;
        }

        return isSomething ? sum / count : -1;
    }
}
