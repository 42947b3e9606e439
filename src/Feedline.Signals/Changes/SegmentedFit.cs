namespace Feedline.Signals;

/// <summary>A series as levels or lines between changes, under noise that remembers.</summary>
internal sealed class SegmentedFit
{
    private const int MostChanges = 20;
    private const double PerChange = 3;
    private const double MostMemory = 0.9;

    // Σ u² of standardised values has rounding below this.
    private const double Rounding = 1e-14;

    private readonly double[] _residuals;
    private readonly double _memory;

    private SegmentedFit(double[] values, double[] scales, WeightedLineCosts costs, int[] cuts, bool hasSlopes)
    {
        Cuts = cuts;
        HasSlopes = hasSlopes;
        MinimumLength = LeastLength(values.Length, hasSlopes);
        _residuals = new double[values.Length];
        double n = values.Length, squares = 0, penalty = PerChange * cuts.Length * Math.Log(n);
        for (int s = 0; s <= cuts.Length; s++)
        {
            costs.Residuals(values, scales, Start(s), End(s), _residuals);
            penalty += Math.Log((End(s) - Start(s)) / n) + (hasSlopes ? Math.Log(n) : 0);
        }

        _memory = Memory();
        foreach (double innovation in Innovations())
            squares += innovation * innovation;
        Criterion = n * Math.Log(squares / n + Rounding) + penalty;
    }

    /// <summary>The first index of each segment but the first.</summary>
    public int[] Cuts { get; }

    public bool HasSlopes { get; }

    /// <summary>The least length that a segment could have.</summary>
    public int MinimumLength { get; }

    /// <summary>Less is better.</summary>
    public double Criterion { get; }

    /// <summary>Levels or lines with the number of changes that has the least criterion.</summary>
    /// <param name="values">Standardised values.</param>
    /// <param name="scales">How large noise is at each, in any unit.</param>
    public static SegmentedFit Best(double[] values, double[] scales)
    {
        SegmentedFit levels = Best(values, scales, hasSlopes: false), lines = Best(values, scales, hasSlopes: true);
        return lines.Criterion < levels.Criterion ? lines : levels;
    }

    private static SegmentedFit Best(double[] values, double[] scales, bool hasSlopes)
    {
        int shortest = LeastLength(values.Length, hasSlopes);
        var costs = new WeightedLineCosts(values, scales, hasSlopes);
        SegmentedFit? best = null;
        foreach (int[] cuts in BestCuts.Find(costs, values.Length, shortest, Math.Min(MostChanges, values.Length / (2 * shortest))))
        {
            var fit = new SegmentedFit(values, scales, costs, cuts, hasSlopes);
            if (best is null || fit.Criterion < best.Criterion)
                best = fit;
        }

        return best!;
    }

    /// <summary>What of the residuals the ones before do not tell.</summary>
    public double[] Innovations()
    {
        double[] innovations = new double[_residuals.Length];
        for (int s = 0; s <= Cuts.Length; s++)
        {
            int start = Start(s);
            innovations[start] = _residuals[start] * Math.Sqrt(1 - _memory * _memory);
            for (int i = start + 1; i < End(s); i++)
                innovations[i] = _residuals[i] - _memory * _residuals[i - 1];
        }

        return innovations;
    }

    private static int LeastLength(int n, bool hasSlopes) => Math.Max(3, (int)(1.5 * Math.Log(n))) + (hasSlopes ? 1 : 0);

    private int Start(int segment) => segment == 0 ? 0 : Cuts[segment - 1];

    private int End(int segment) => segment == Cuts.Length ? _residuals.Length : Cuts[segment];

    private double Memory()
    {
        double products = 0, squares = 0;
        for (int s = 0; s <= Cuts.Length; s++)
        {
            for (int i = Start(s); i < End(s); i++)
            {
                squares += _residuals[i] * _residuals[i];
                products += i > Start(s) ? _residuals[i] * _residuals[i - 1] : 0;
            }
        }

        if (squares == 0)
            return 0;

        // A fit of so many parameters makes residuals remember less than the noise does (Kendall, Biometrika 41, 1954).
        double memory = products / squares;
        int parameters = (Cuts.Length + 1) * (HasSlopes ? 2 : 1);
        return Math.Clamp(memory + (parameters + 3 * memory) / _residuals.Length, 0, MostMemory);
    }
}
