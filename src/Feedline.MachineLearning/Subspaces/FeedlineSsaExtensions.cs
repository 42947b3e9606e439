using Feedline.MachineLearning;
using Feedline.Signals;

namespace Microsoft.ML;

/// <summary>Detectors by singular spectrum analysis for ML.NET pipelines: of series with seasons, trends, or both.</summary>
/// <remarks>
/// <para>
/// What <c>DetectSpikeBySsa</c> and <c>DetectChangePointBySsa</c> of Microsoft.ML.TimeSeries are for, with parameters and results of the same names, on
/// Feedline's own kernels: without MKL, for any processor, in double precision. They are trained on the first rows of the data they are
/// fitted to, are saved with a model and loaded after <see cref="FeedlineTransformExtensions.RegisterFeedline"/>.
/// </para>
/// <para>
/// Two things are not as there. Each pass over the data begins anew: the first rows, as many as the season window, are not scored (no alert, NaN
/// else), and what is transformed need not follow what was fitted, or be of the same series. And what is a change is decided
/// otherwise: see <see cref="SsaChangeDetector"/>.
/// </para>
/// <para>
/// Rows are looked at in their order, by one cursor at a time, and never shuffled; there is no prediction engine. A row whose value is not finite is
/// missing: no alert, NaN for its score and p-value; when fitting it is an <see cref="ArgumentException"/>, and so are data with fewer rows than
/// two season windows and one. Transformers may be shared between threads.
/// </para>
/// </remarks>
public static class FeedlineSsaExtensions
{
    /// <summary>Adds whether a row is a spike.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is added, a vector of three Doubles with slot names: alert (1 or 0), raw score (value less prediction), p-value score.</param>
    /// <param name="inputColumnName">The column that is read, of Singles.</param>
    /// <param name="trainingWindowSize">How many rows it is trained on, the first ones; more than two season windows, 1,048,576 at most.</param>
    /// <param name="seasonalityWindowSize">How many rows a window has, at least 2: the longest season or a multiple of it.</param>
    /// <param name="confidence">In percent, above 0 and below 100. Default: 99.</param>
    /// <param name="pvalueHistoryLength">With how many scores before it a row's is compared, 2 to 1,048,576. Default: 100.</param>
    /// <param name="sides">Which spikes it looks for. Default: both.</param>
    /// <remarks>See <see cref="SsaSpikeDetector"/>.</remarks>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static IEstimator<ITransformer> DetectSpikesBySingularSpectrum(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int trainingWindowSize,
        int seasonalityWindowSize,
        double confidence = 99,
        int pvalueHistoryLength = 100,
        TailSides sides = TailSides.Both)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return Estimator(new SsaSettings(
            outputColumnName, inputColumnName, trainingWindowSize, seasonalityWindowSize, pvalueHistoryLength, confidence, sides, ChangeError: null));
    }

    /// <summary>Adds whether the series has changed at a row: its level, slope, season or noise.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is added, a vector of four Doubles with slot names: alert (1 or 0), raw score (the error), p-value score, martingale score (the evidence so far).</param>
    /// <param name="inputColumnName">The column that is read, of Singles.</param>
    /// <param name="trainingWindowSize">How many rows it is trained on, the first ones; more than two season windows, better 100 or more, 1,048,576 at most.</param>
    /// <param name="seasonalityWindowSize">How many rows a window has, at least 2: the longest season or a multiple of it.</param>
    /// <param name="confidence">In percent, above 0 and below 100: so many of quiet stretches as long as the history have no alert. Default: 95.</param>
    /// <param name="changeHistoryLength">How many rows such a stretch has, 1 to 1,048,576. Default: 20. After an alert a season window of rows is not scored.</param>
    /// <param name="error">How far a value is from its prediction. Default: the difference.</param>
    /// <remarks>See <see cref="SsaChangeDetector"/>; it has no martingale to choose.</remarks>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static IEstimator<ITransformer> DetectChangePointsBySingularSpectrum(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        int trainingWindowSize,
        int seasonalityWindowSize,
        double confidence = 95,
        int changeHistoryLength = 20,
        SsaError error = SsaError.SignedDifference)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return Estimator(new SsaSettings(
            outputColumnName, inputColumnName, trainingWindowSize, seasonalityWindowSize, changeHistoryLength, confidence, TailSides.Both, error));
    }

    private static SsaEstimator Estimator(SsaSettings settings)
    {
        settings.Check();
        return new SsaEstimator(settings);
    }
}
