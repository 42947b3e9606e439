namespace Feedline.MachineLearning.Classification;

/// <summary>Makes a probability of a score: 1 / (1 + exp(−(slope × score + offset))) (Platt 1999).</summary>
internal readonly record struct Calibration(double Slope, double Offset)
{
    private const int Iterations = 100;

    /// <summary>How strongly the slope is held back: scores that separate perfectly would make it infinite.</summary>
    private const double Ridge = 1e-2;

    public double Probability(double score) => 1 / (1 + Math.Exp(-((Slope * score) + Offset)));

    /// <summary>Fits both numbers by Newton's method on scores of windows that the trees were not trained on.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="labels">Which windows are of the mode.</param>
    public static Calibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        int positives = 0;
        foreach (bool label in labels)
            positives += label ? 1 : 0;

        // Platt's targets: neither class is ever quite sure.
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (labels.Length - positives + 2.0);
        double slope = 1;
        double offset = Math.Log((positives + 1.0) / (labels.Length - positives + 1.0));
        double loss = Loss(scores, labels, slope, offset, high, low);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            (double aa, double ab, double bb, double ga, double gb) = (Ridge, 0, 1e-6, Ridge * (slope - 1), 0);
            for (int i = 0; i < scores.Length; i++)
            {
                double p = new Calibration(slope, offset).Probability(scores[i]);
                double d = p - (labels[i] ? high : low);
                double w = Math.Max(p * (1 - p), 1e-12);
                ga += d * scores[i];
                gb += d;
                aa += w * scores[i] * scores[i];
                ab += w * scores[i];
                bb += w;
            }

            double determinant = (aa * bb) - (ab * ab);
            double stepA = ((bb * ga) - (ab * gb)) / determinant;
            double stepB = ((aa * gb) - (ab * ga)) / determinant;
            double length = 1;
            double next = Loss(scores, labels, slope - stepA, offset - stepB, high, low);
            while (next > loss && length > 1e-6)
            {
                length /= 2;
                next = Loss(scores, labels, slope - (length * stepA), offset - (length * stepB), high, low);
            }

            if (next >= loss)
                break;

            slope -= length * stepA;
            offset -= length * stepB;
            bool isDone = loss - next < 1e-9 * Math.Max(1, loss);
            loss = next;
            if (isDone)
                break;
        }

        return new Calibration(slope, offset);
    }

    private static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double slope, double offset, double high, double low)
    {
        double loss = 0.5 * Ridge * (slope - 1) * (slope - 1);
        for (int i = 0; i < scores.Length; i++)
        {
            double z = (slope * scores[i]) + offset;
            double target = labels[i] ? high : low;

            // log(1 + exp(z)) without overflow.
            loss += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (target * z);
        }

        return loss;
    }
}
