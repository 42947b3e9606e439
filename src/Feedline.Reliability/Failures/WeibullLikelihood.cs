namespace Feedline.Reliability;

/// <summary>The log likelihood of a Weibull distribution, one parameter at its best for the other.</summary>
internal sealed class WeibullLikelihood
{
    public const double Flattest = 0.05;
    public const double Steepest = 200;

    // Logarithms of times in units of the greatest one: none is above 0, so no power overflows.
    private readonly double[] _logs;
    private readonly double _sumOfFailureLogs;

    public WeibullLikelihood(ReadOnlySpan<Lifetime> lifetimes)
    {
        foreach (Lifetime lifetime in lifetimes)
            Unit = Math.Max(Unit, lifetime.Duration);

        _logs = new double[lifetimes.Length];
        for (int i = 0; i < lifetimes.Length; i++)
        {
            _logs[i] = Math.Log(lifetimes[i].Duration / Unit);
            if (lifetimes[i].IsFailure)
            {
                Failures++;
                _sumOfFailureLogs += _logs[i];
            }
        }
    }

    /// <summary>The longest time: the unit of all that follows.</summary>
    public double Unit { get; }

    public int Failures { get; }

    /// <summary>There is a likeliest shape between the flattest and the steepest.</summary>
    public bool HasTop => Slope(Steepest) < 0 && Slope(Flattest) > 0;

    public double BestShape() => RootSearch.Falling(Slope, Flattest, Steepest);

    public double BestLogScale(double shape) => Math.Log(Powers(shape).Sum / Failures) / shape;

    /// <summary>With the scale at its best.</summary>
    public double AtShape(double shape) => At(shape, BestLogScale(shape));

    /// <summary>With the shape at its best.</summary>
    public double AtLogScale(double logScale) =>
        At(RootSearch.Falling(k => SlopeInShape(k, logScale), Flattest, Steepest), logScale);

    private double At(double shape, double logScale)
    {
        double hazard = Powers(shape).Sum * Math.Exp(-shape * logScale);
        return Failures * (Math.Log(shape) - shape * logScale) + (shape - 1) * _sumOfFailureLogs - hazard;
    }

    private double Slope(double shape)
    {
        (double sum, double weighted) = Powers(shape);
        return Failures / shape + _sumOfFailureLogs - Failures * weighted / sum;
    }

    private double SlopeInShape(double shape, double logScale)
    {
        (double sum, double weighted) = Powers(shape);
        return Failures / shape + _sumOfFailureLogs - Failures * logScale
            - Math.Exp(-shape * logScale) * (weighted - logScale * sum);
    }

    /// <summary>Σ tᵏ and Σ tᵏ ln t.</summary>
    private (double Sum, double Weighted) Powers(double shape)
    {
        double sum = 0, weighted = 0;
        foreach (double log in _logs)
        {
            double power = Math.Exp(shape * log);
            sum += power;
            weighted += power * log;
        }

        return (sum, weighted);
    }
}
