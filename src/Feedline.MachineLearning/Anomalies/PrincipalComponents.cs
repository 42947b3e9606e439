using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Feedline.MachineLearning;

/// <summary>What rows vary along together, found by ML.NET's RandomizedPca.</summary>
/// <param name="Mean">The mean row.</param>
/// <param name="Directions">Unit vectors, orthogonal to each other, one after the other.</param>
internal sealed record PrincipalComponents(double[] Mean, double[] Directions)
{
    private const string Column = "Features";
    private const int Oversampling = 20;

    /// <summary>Fits components.</summary>
    /// <param name="rows">The rows, of equal length.</param>
    /// <param name="rank">How many components at most.</param>
    /// <param name="cancellationToken">Ends the fit early.</param>
    public static PrincipalComponents Fit(IReadOnlyList<float[]> rows, int rank, CancellationToken cancellationToken)
    {
        int width = rows[0].Length;
        for (rank = Math.Min(rank, Math.Min(width, rows.Count)); rank > 0; rank /= 2)
        {
            try
            {
                return FitExactly(rows, width, rank, cancellationToken);
            }
            catch (ArgumentOutOfRangeException)
            {
                // ML.NET's way to say that the rows do not vary in so many directions: its vectors came out as NaN.
            }
        }

        return new PrincipalComponents(MeanOf(rows, width), []);
    }

    private static double[] MeanOf(IReadOnlyList<float[]> rows, int width)
    {
        var mean = new double[width];
        foreach (float[] row in rows)
        {
            for (int i = 0; i < width; i++)
                mean[i] += row[i];
        }

        TensorPrimitives.Divide(mean, rows.Count, mean);
        return mean;
    }

    private static PrincipalComponents FitExactly(IReadOnlyList<float[]> rows, int width, int rank, CancellationToken cancellationToken)
    {
        var ml = new MLContext(seed: 1);
        var definition = SchemaDefinition.Create(typeof(Row));
        definition[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        IDataView data = ml.Data.LoadFromEnumerable(Read(rows, cancellationToken), definition);
        var trainer = ml.AnomalyDetection.Trainers.RandomizedPca(new RandomizedPcaTrainer.Options
        {
            FeatureColumnName = Column,
            Rank = rank,
            Oversampling = Math.Min(Oversampling, Math.Min(width, rows.Count) - rank),
            EnsureZeroMean = true,
            Seed = 1,
        });
        PcaModelParameters model = trainer.Fit(data).Model;

        VBuffer<float>[] vectors = null!;
        model.GetEigenVectors(ref vectors, out int found);
        var directions = new double[found * width];
        for (int k = 0; k < found; k++)
            TensorPrimitives.ConvertTruncating<float, double>([.. vectors[k].DenseValues()], directions.AsSpan(k * width, width));

        return new PrincipalComponents(MeanOf(rows, width), directions);
    }

    /// <summary>The trainer reads the rows several times: there it can be stopped.</summary>
    private static IEnumerable<Row> Read(IReadOnlyList<float[]> rows, CancellationToken cancellationToken)
    {
        var current = new Row();
        foreach (float[] row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            current.Features = row;
            yield return current;
        }
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
