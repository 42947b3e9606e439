using System.Numerics.Tensors;

namespace Feedline.Signals;

/// <summary>The errors a model makes in forecasting its own training series, and where another lies among them.</summary>
/// <remarks>
/// What is ranked is the surprise, u(t) = (e(t) - m) - φ (e(t - 1) - m), m the mean of the errors and φ their correlation with the error before,
/// 0 to 0.95: errors that follow each other are no news.
/// </remarks>
internal sealed class ForecastErrors
{
    // Further out is no more evidence: one value alone never makes a change.
    private const double FarthestScore = 2.5;
    private const double MostPersistent = 0.95;

    private readonly SsaError _measure;
    private readonly double _rounding;
    private readonly double _persistence;
    private readonly double[] _sorted;

    // By how many errors are below, and how many are not above, added up.
    private readonly double[] _scores;

    public ForecastErrors(SsaModel model, SsaError measure)
    {
        _measure = measure;
        _rounding = model.Rounding;
        int count = model.Series.Length - model.Window;
        var errors = new double[count];
        var forecaster = new SubspaceForecaster(model, isContinued: false);
        for (int t = 0; t < model.Series.Length; t++)
        {
            if (forecaster.IsFull)
            {
                errors[t - model.Window] = Of(model.Series[t], forecaster.Next);
                Widest = Math.Max(Widest, Math.Abs(model.Series[t] - forecaster.Next));
            }

            forecaster.Add(model.Series[t]);
        }

        Widest = Math.Max(Widest, _rounding);
        Mean = TensorPrimitives.Sum<double>(errors) / count;
        _persistence = Persistence(errors, Mean);
        _sorted = new double[count];
        for (int i = 0; i < count; i++)
            _sorted[i] = Surprise(errors[i], i == 0 ? Mean : errors[i - 1]);
        Array.Sort(_sorted);
        _scores = new double[(2 * _sorted.Length) + 1];
        for (int i = 0; i < _sorted.Length; i++)
        {
            double score = Math.Min(NormalTail.Quantile((i + 1) / (2.0 * (_sorted.Length + 1))), FarthestScore);
            _scores[i] = -score;
            _scores[^(i + 1)] = score;
        }
    }

    /// <summary>The largest difference between a value of the training series and its prediction.</summary>
    public double Widest { get; }

    /// <summary>Mean of the errors.</summary>
    public double Mean { get; }

    /// <summary>The error of a prediction; 0 where it may be rounding.</summary>
    public double Of(double value, double prediction)
    {
        double difference = value - prediction;
        if (Math.Abs(difference) <= _rounding)
            return 0;
        return _measure switch
        {
            SsaError.AbsoluteDifference => Math.Abs(difference),
            SsaError.SignedProportion => prediction == 0 ? 0 : difference / prediction,
            SsaError.AbsoluteProportion => prediction == 0 ? 0 : Math.Abs(difference / prediction),
            SsaError.SquaredDifference => difference * difference,
            _ => difference,
        };
    }

    /// <summary>Where an error lies, given the one before.</summary>
    /// <returns>Probability of a surprise as high, of n + 1 ranks the middle of those that are equal; and the normal value above which as much lies.</returns>
    public (double Above, double Score) Rank(double error, double before)
    {
        double surprise = Surprise(error, before);
        int place = LowerBound(surprise) + LowerBound(Math.BitIncrement(surprise));
        return (1 - ((place + 1) / (2.0 * (_sorted.Length + 1))), _scores[place]);
    }

    private double Surprise(double error, double before) => error - Mean - (_persistence * (before - Mean));

    private static double Persistence(ReadOnlySpan<double> errors, double mean)
    {
        double squares = 0, products = 0;
        for (int i = 1; i < errors.Length; i++)
        {
            squares += (errors[i] - mean) * (errors[i] - mean);
            products += (errors[i] - mean) * (errors[i - 1] - mean);
        }

        return squares > 0 ? Math.Clamp(products / squares, 0, MostPersistent) : 0;
    }

    private int LowerBound(double surprise)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_sorted[middle] < surprise)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
