using Feedline.Signals;

namespace Feedline.MachineLearning;

/// <summary>What the values of a batch would have been: what stands out is put on a line through its neighbours, and what is fast is taken off.</summary>
internal sealed class ResidualExpectation(int length)
{
    /// <summary>What scores more is not believed.</summary>
    private const double Doubtful = 0.35;
    private const int Neighbours = 4;

    private readonly RealFft _fft = new(length);
    private readonly double[] _real = new double[(length / 2) + 1];
    private readonly double[] _imaginary = new double[(length / 2) + 1];
    private readonly double[] _mended = new double[length];

    public void Compute(ReadOnlySpan<double> values, ReadOnlySpan<double> scores, Span<double> expected)
    {
        for (int i = 0; i < length; i++)
            _mended[i] = scores[i] > Doubtful ? OnLine(values, scores, i) : values[i];

        _fft.Forward(_mended, _real, _imaginary);
        for (int k = (3 * length / 8) + 1; k < _real.Length; k++)
            _real[k] = _imaginary[k] = 0;

        _fft.Inverse(_real, _imaginary, expected);
        bool hasPositive = false, hasNegative = false;
        foreach (double value in values)
        {
            hasPositive |= value > 0;
            hasNegative |= value < 0;
        }

        // What is never negative is not expected to be.
        foreach (ref double value in expected)
            value = !hasNegative ? Math.Max(0, value) : !hasPositive ? Math.Min(0, value) : value;
    }

    /// <summary>Least squares through at least four neighbours that are believed, the nearest there are.</summary>
    private static double OnLine(ReadOnlySpan<double> values, ReadOnlySpan<double> scores, int at)
    {
        for (int reach = 1; ; reach += 2)
        {
            int first = Math.Max(0, at - reach), last = Math.Min(values.Length - 1, at + reach);
            double count = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
            for (int i = first; i <= last; i++)
            {
                if (scores[i] > Doubtful)
                    continue;

                double x = i - at;
                count++;
                sumX += x;
                sumY += values[i];
                sumXX += x * x;
                sumXY += x * values[i];
            }

            bool isAll = first == 0 && last == values.Length - 1;
            if (count < Neighbours && !isAll)
                continue;

            if (count == 0)
                return values[at];

            double spread = (count * sumXX) - (sumX * sumX);
            double slope = spread > 0 ? ((count * sumXY) - (sumX * sumY)) / spread : 0;
            return (sumY - (slope * sumX)) / count;
        }
    }
}
