namespace Feedline.Signals.Tests.Subspaces;

/// <summary>The same by its definition: whole trajectory matrices, each projected and averaged along its diagonals.</summary>
internal static class NaiveSubspace
{
    /// <summary>Predictions of each value of the rest of a series, given directions of the signal.</summary>
    public static double[] Predictions(double[] training, double[] rest, double[][] directions)
    {
        int window = directions[0].Length;
        double verticality = directions.Sum(u => u[^1] * u[^1]);
        double[] recurrence = [.. Enumerable.Range(0, window - 1).Select(j => directions.Sum(u => u[^1] * u[j]) / (1 - verticality))];
        double[] all = [.. training, .. rest];
        var predictions = new double[rest.Length];
        for (int i = 0; i < rest.Length; i++)
        {
            // The last window of the training series stands for those before it.
            int end = training.Length + i;
            double sum = 0;
            for (int j = 0; j < window - 1; j++)
            {
                int time = end - window + 1 + j;
                var held = new List<double>();
                for (int last = time; last < end; last++)
                {
                    int start = Math.Max(last, training.Length - 1) - window + 1;
                    held.Add(Project(all[start..(start + window)], directions)[time - start]);
                }

                sum += recurrence[j] * held.Average();
            }

            predictions[i] = sum;
        }

        return predictions;
    }

    public static double[] Project(double[] values, double[][] directions) =>
        [.. values.Select((_, j) => directions.Sum(u => u[j] * u.Zip(values, (a, b) => a * b).Sum()))];

    /// <summary>X Xᵀ from the trajectory matrix.</summary>
    public static double[] Gram(double[] series, int window)
    {
        double[][] columns = [.. Enumerable.Range(0, series.Length - window + 1).Select(k => series[k..(k + window)])];
        return [.. from i in Enumerable.Range(0, window) from j in Enumerable.Range(0, window) select columns.Sum(c => c[i] * c[j])];
    }

    /// <summary>An orthonormal basis of the space of the largest values, by multiplying again and again.</summary>
    public static double[][] Dominant(double[] gram, int window, int rank)
    {
        var random = new Random(1);
        double[][] basis = [.. Enumerable.Range(0, rank).Select(_ => Enumerable.Range(0, window).Select(_ => random.NextDouble() - 0.5).ToArray())];
        for (int round = 0; round < 150; round++)
        {
            for (int k = 0; k < rank; k++)
            {
                double[] u = [.. Enumerable.Range(0, window).Select(i => Enumerable.Range(0, window).Sum(j => gram[i * window + j] * basis[k][j]))];

                // Twice: once leaves what rounding brings back.
                for (int again = 0; again < 2; again++)
                {
                    for (int other = 0; other < k; other++)
                    {
                        double along = u.Zip(basis[other], (a, b) => a * b).Sum();
                        u = [.. u.Select((x, i) => x - along * basis[other][i])];
                    }
                }

                double length = Math.Sqrt(u.Sum(x => x * x));
                basis[k] = [.. u.Select(x => x / length)];
            }
        }

        return basis;
    }
}
