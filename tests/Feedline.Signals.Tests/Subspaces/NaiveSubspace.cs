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
}
