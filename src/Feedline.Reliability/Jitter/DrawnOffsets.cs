namespace Feedline.Reliability;

/// <summary>The offsets of the ranks of one job: what will be seen of it is the luck of these, and no average over jobs.</summary>
/// <remarks>
/// Few ranks are drawn one by one. Of many the greatest are, exactly, by their order: -ln of the share below falls by Exp(1) / left from one to the next; the
/// others stand at even places below them, since there are too many of them for chance to move them.
/// </remarks>
internal sealed class DrawnOffsets
{
    private const int Most = 96;
    private const int Greatest = 64;
    private readonly double[] _offsets = new double[Most];
    private readonly double[] _ranksEach = new double[Most];

    /// <summary>Draws offsets and has the slowest rank with them looked at.</summary>
    public void Set(SlowestRank slowest, JitterDraw draw, int ranks, double independent, Random random)
    {
        int count = Math.Min(ranks, Most);
        Span<double> offsets = _offsets.AsSpan(0, count);
        Span<double> ranksEach = _ranksEach.AsSpan(0, count);
        if (ranks <= Most)
        {
            foreach (ref double offset in offsets)
                offset = draw.RankDeviation * Draws.Normal(random);
            ranksEach.Fill(1);
        }
        else
        {
            double below = 0;
            for (int i = 0; i < Greatest; i++)
            {
                below += Draws.Exponential(random) / (ranks - i);
                offsets[i] = -draw.RankDeviation * NormalDistribution.Quantile(-double.ExpM1(-below));
                ranksEach[i] = 1;
            }

            int rest = Most - Greatest;
            for (int i = 0; i < rest; i++)
            {
                offsets[Greatest + i] = draw.RankDeviation * NormalDistribution.Quantile(Math.Exp(-below) * (i + 0.5) / rest);
                ranksEach[Greatest + i] = (ranks - Greatest) / (double)rest;
            }
        }

        slowest.Set(draw.Body, draw.Tail, offsets, ranksEach, independent);
    }
}
