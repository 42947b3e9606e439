using Feedline.MachineLearning;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Anomalies of a whole series.</summary>
public static class FeedlineAnomalyExtensions
{
    /// <summary>Finds anomalies of a series by spectral residual, batch by batch, with the value expected and a margin around it.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="input">The data: one series, in order, evenly spaced.</param>
    /// <param name="outputColumnName">
    /// The column that is added, a vector of seven Singles with slot names: anomaly (1 or 0), score (0 to 1), saliency, expected, unit of the
    /// margin, upper and lower bound; the last four in the unit of the values.
    /// </param>
    /// <param name="inputColumnName">The column that is read, of Singles.</param>
    /// <param name="threshold">The score above which a row may be an anomaly, 0 to 1. Default: 0.3.</param>
    /// <param name="batchSize">How many rows are looked at together, 12 to 1,048,576; so many are held in memory. Default: 1,024.</param>
    /// <param name="sensitivity">How narrow the margin is, 0 to 100; a row inside it is no anomaly. Default: 70.</param>
    /// <returns>The data with the column; read in order by one cursor at a time, never shuffled.</returns>
    /// <remarks>
    /// <para>
    /// What <c>DetectEntireAnomalyBySrCnn</c> of Microsoft.ML.TimeSeries does with margins and without a period, on Feedline's own transform,
    /// for any processor. Score: |m - a|/(10 a), with m the saliency of the row and a its mean over the last 40; 0 within 1.5 standard deviations of the
    /// batch's mean. Expected: values with a score above 0.35 are put on a line through their neighbours, then the upper quarter of all
    /// frequencies is taken off. Unit: half the running median's size here, half its mean size where nothing stands out; 0.3 where
    /// it is nothing throughout. One thing is not as there: a series that is negative throughout has its own unit.
    /// </para>
    /// <para>
    /// A row is scored in the light of later ones in its batch. Last rows that are fewer than 12 are scored together with those before them; data
    /// of fewer than 12 rows, and a batch with a value that is not finite, has no anomaly and NaN else. Data that differs between
    /// two passes, such as of a store that drops samples meanwhile, throws <see cref="InvalidOperationException"/> while it is read: cache it.
    /// Cost: O(n log n) a batch, and a selection a row.
    /// </para>
    /// <para>
    /// Source: Ren et al., "Time-series anomaly detection service at Microsoft", KDD (2019). For streams see
    /// <see cref="FeedlineTransformExtensions.ScoreSpectralResidual"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">A name is empty, or there is no such column of Singles.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static IDataView DetectBySpectralResidual(
        this AnomalyDetectionCatalog catalog,
        IDataView input,
        string outputColumnName,
        string inputColumnName,
        double threshold = 0.3,
        int batchSize = 1_024,
        double sensitivity = 70)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);

        // Written so that NaN fails too.
        if (!(threshold >= 0 && threshold <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold lies between 0 and 1.");

        if (!(sensitivity >= 0 && sensitivity <= 100))
            throw new ArgumentOutOfRangeException(nameof(sensitivity), sensitivity, "A sensitivity lies between 0 and 100.");

        if (batchSize is < ResidualSettings.Shortest or > WindowSettings.Longest)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "A batch has 12 to 1,048,576 rows.");

        InputColumn column = InputColumn.Of(input.Schema, inputColumnName);
        return column.Column.Type.Equals(NumberDataViewType.Single)
            ? new ResidualDataView(input, outputColumnName, column, new ResidualSettings(threshold, batchSize, ResidualSettings.FactorOf(sensitivity)))
            : throw new ArgumentException($"Column '{inputColumnName}' holds {column.Column.Type}: a series is a column of Singles.", nameof(inputColumnName));
    }
}
