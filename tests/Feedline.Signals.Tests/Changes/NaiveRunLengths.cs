namespace Feedline.Signals.Tests.Changes;

/// <summary>Adams and MacKay's recursion written down as in the paper, with densities evaluated in full.</summary>
internal sealed class NaiveRunLengths(NormalGammaPrior prior, double hazard, int cap)
{
    private List<NormalGammaPrior> _runs = [prior];

    public List<double> Probabilities { get; private set; } = [1];

    public double LogEvidence { get; private set; }

    public void Add(double x)
    {
        double[] log = [.. _runs.Select(run => LogStudent(x, run))];
        double max = log.Where((_, r) => Probabilities[r] > 0).Max();
        double[] joint = [.. log.Select((l, r) => Probabilities[r] * Math.Exp(l - max))];
        double sum = joint.Sum();
        LogEvidence = max + Math.Log(sum);
        Probabilities = [hazard, .. joint.Select(j => j * (1 - hazard) / sum)];
        _runs = [prior, .. _runs.Select(run => After(x, run))];
        if (_runs.Count == cap + 2)
        {
            if (Probabilities[cap + 1] >= Probabilities[cap])
            {
                NormalGammaPrior longer = _runs[cap + 1];
                double shape = prior.Shape + cap / 2.0;
                _runs[cap] = new(longer.Mean, prior.Weight + cap, shape, longer.Scale * shape / longer.Shape);
            }

            Probabilities[cap] += Probabilities[cap + 1];
            Probabilities.RemoveAt(cap + 1);
            _runs.RemoveAt(cap + 1);
        }
    }

    private static NormalGammaPrior After(double x, NormalGammaPrior p) => new(
        (p.Weight * p.Mean + x) / (p.Weight + 1),
        p.Weight + 1,
        p.Shape + 0.5,
        p.Scale + p.Weight * (x - p.Mean) * (x - p.Mean) / (2 * (p.Weight + 1)));

    private static double LogStudent(double x, NormalGammaPrior p)
    {
        double freedom = 2 * p.Shape;
        double square = p.Scale * (p.Weight + 1) / (p.Shape * p.Weight);
        return LogGamma((freedom + 1) / 2) - LogGamma(freedom / 2) - 0.5 * Math.Log(freedom * Math.PI * square)
            - (freedom + 1) / 2 * Math.Log(1 + (x - p.Mean) * (x - p.Mean) / (freedom * square));
    }

    private static double LogGamma(double a)
    {
        double shift = 0;
        for (; a < 15; a++)
            shift -= Math.Log(a);
        return shift + (a - 0.5) * Math.Log(a) - a + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * a) - 1 / (360 * a * a * a) + 1 / (1260 * Math.Pow(a, 5));
    }
}
