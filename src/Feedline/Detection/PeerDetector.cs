using System.Numerics.Tensors;
using Feedline.Signals;

namespace Feedline;

/// <summary>Finds the rank, node or device that is unlike the others, of values that all report at one instant, such as the times of a step.</summary>
/// <remarks>
/// <para>A peer's distance from the median of all, over the greater of 1.4826 MAD and half the standard deviation across peers. What the
/// farthest of them usually reaches is learned from instant to instant, as <see cref="SeriesDetector"/> learns its own; so a score of
/// 0.99 is one false alarm in about 100 windows of <see cref="SeriesDetector.WindowLength"/> quiet instants, over all peers.</para>
/// <para>What all peers share, a slow step or a shift of the level, is no anomaly here. A peer that stays apart keeps its score, and is
/// an alarm only where it begins. Half the peers or more apart cannot be told from the others.</para>
/// <para>NaN and infinities are passed over (<see cref="UnscoredReason.NotFinite"/>), as are values beyond ±1e150. Instants with fewer than 4 values,
/// and the first <see cref="SeriesDetector.WarmUp"/> others, score 0. Where all are equal nothing is anomalous. O(peers) per instant, no
/// allocation after construction. Not thread-safe.</para>
/// </remarks>
public sealed partial class PeerDetector : IPeerDetector
{
    private const int FewestPeers = 4;
    private const double Greatest = 1e150;
    private const double MostDeviations = 1e9;
    private const double ClipAt = 5;

    // A peer is back among the others when a quiet window holds one such value: else noise would begin its alarm again and again.
    private const double BackBelow = 1;

    private readonly BlockTail _tail = new(views: 1, knowsRepeats: false);
    private readonly double[] _work;
    private readonly bool[] _wasRare;
    private long _seen;

    /// <summary>Makes a detector that has seen nothing.</summary>
    /// <param name="peers">How many peers there are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="peers"/> is less than 1.</exception>
    public PeerDetector(int peers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(peers, 1);
        _work = new double[peers];
        _wasRare = new bool[peers];
    }

    /// <summary>How many peers there are.</summary>
    public int Peers => _work.Length;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A span has another length than <see cref="Peers"/>.</exception>
    public void Score(ReadOnlySpan<double> values, Span<AnomalyScore> scores)
    {
        if (values.Length != Peers)
            throw new ArgumentException($"There are {Peers} peers, not {values.Length}.", nameof(values));
        if (scores.Length != Peers)
            throw new ArgumentException($"There are {Peers} peers, not {scores.Length}.", nameof(scores));

        int count = 0;
        foreach (double value in values)
        {
            if (Math.Abs(value) <= Greatest)
                _work[count++] = value;
        }

        if (count < FewestPeers)
        {
            for (int i = 0; i < Peers; i++)
                scores[i] = Unscored(values[i], double.NaN);
            return;
        }

        double scale = ScaleOf(_work.AsSpan(0, count), out double median);
        double reach = scale * _tail.AlarmLevel;
        double farthest = 0;
        for (int i = 0; i < Peers; i++)
        {
            double value = values[i];
            if (!(Math.Abs(value) <= Greatest) || _seen < SeriesDetector.WarmUp)
            {
                scores[i] = Unscored(value, median);
                if (Math.Abs(value) <= Greatest)
                    farthest = Math.Max(farthest, Deviations(value - median, scale));
                continue;
            }

            double deviations = Deviations(value - median, scale);
            double expected = BlockTail.Expected(_tail.Rarity(deviations));
            bool isRare = expected <= SeriesDetector.AlarmExpected;
            scores[i] = new AnomalyScore(
                Math.Exp(-expected), value, median, median - reach, median + reach, isRare && !_wasRare[i], UnscoredReason.None);

            // What a peer that stays apart does is not what quiet peers do.
            if (!isRare || !_wasRare[i])
                farthest = Math.Max(farthest, deviations);
            _wasRare[i] = isRare || (_wasRare[i] && expected < BackBelow);
        }

        _seen++;
        _tail.Learn(farthest);
    }

    private static double Deviations(double difference, double scale) => Math.Min(Math.Abs(difference) / scale, MostDeviations);

    private static AnomalyScore Unscored(double value, double median) =>
        new(0, value, median, double.NaN, double.NaN, false, Math.Abs(value) <= Greatest ? UnscoredReason.WarmUp : UnscoredReason.NotFinite);

    private static double ScaleOf(Span<double> values, out double median)
    {
        double deviation = MedianAbsoluteDeviation.NormalScale * MedianAbsoluteDeviation.InPlace(values, out median);

        // The values are now their deviations. A floor where most are equal; a peer far out must not raise it and hide itself.
        if (deviation > 0)
            TensorPrimitives.Min(values, ClipAt * deviation, values);
        double spread = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(values) / values.Length);
        return Math.Max(Math.Max(deviation, 0.5 * spread), Math.Max(1e-9 * Math.Abs(median), 1e-200));
    }
}
