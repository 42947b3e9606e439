using Feedline.MachineLearning;

namespace Microsoft.ML;

/// <summary>Feedline's components for ML.NET pipelines.</summary>
/// <remarks>
/// <para>
/// They are saved with a model by <see cref="ModelOperationsCatalog.Save(ITransformer, DataViewSchema, Stream)"/>. Before a model is loaded,
/// call <see cref="RegisterFeedline"/> once for the context. A part that is damaged, cut short or of another version is a
/// <see cref="FormatException"/>, which ML.NET may wrap.
/// </para>
/// <para>
/// An input column holds a Single, or a vector of Singles of known size; each of its slots is looked at by itself. Any other is an
/// <see cref="ArgumentException"/> when the pipeline is fitted. Transformers may be shared between threads; the cursors and prediction
/// engines made of them belong to one thread each.
/// </para>
/// <para>
/// Components that look at several rows take them in the order in which they come: their data has one cursor and is never shuffled, and
/// each pass begins anew. Rows of groups, told apart by columns of text, whole numbers, keys or truth values, may be mixed; of each group
/// the last rows are held. There is no prediction engine for a pipeline with such a component.
/// </para>
/// </remarks>
public static class FeedlineTransformExtensions
{
    /// <summary>The default of how many rows <see cref="ExtractWindowFeatures"/> looks at.</summary>
    public const int DefaultFeatureWindow = 64;

    /// <summary>The default of how many rows <see cref="ScoreSpectralResidual"/> looks at: with the five it appends, a fast length.</summary>
    public const int DefaultResidualWindow = 123;

    /// <summary>Makes the loaders of Feedline's components known to a context, so that it can load models with them in. May be called again.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The context.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="NotSupportedException">ML.NET is of a version that these components do not know.</exception>
    public static MLContext RegisterFeedline(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ComponentRegistration.Register(context.ComponentCatalog);
        return context;
    }

    /// <summary>Adds a vector with the features of the last rows: level, spread, tails, spectrum, autocorrelation, change.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is added: a vector of Singles, per slot one of each of <see cref="Feedline.Signals.WindowFeatures.Names"/>; its slots have names.</param>
    /// <param name="inputColumnName">The column that is read; that of <paramref name="outputColumnName"/> if null.</param>
    /// <param name="windowLength">How many rows a window has, 8 to 1,048,576; the row itself is the last of them. Default: 64.</param>
    /// <param name="groupColumnNames">Columns that tell groups of rows apart, such as job and rank.</param>
    /// <remarks>
    /// The first rows of a group, before a window is full, have NaN throughout, and so has a slot with a value in its window that is not
    /// finite: fill gaps first. Cost: that of <see cref="Feedline.Signals.WindowFeatures"/> a row and slot, and only where the column is read.
    /// </remarks>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="windowLength"/> is out of range.</exception>
    public static IEstimator<ITransformer> ExtractWindowFeatures(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int windowLength = DefaultFeatureWindow,
        params string[] groupColumnNames)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new WindowEstimator(new WindowFeaturesTransformer(
            WindowSettings.Checked(outputColumnName, inputColumnName, windowLength, WindowFeaturesTransformer.Shortest, groupColumnNames)));
    }

    /// <summary>Adds the spectral-residual score of a row: by which share it is more salient among the last rows than those before it. Above 3 stands out.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is added: a Single for a Single, a vector for a vector.</param>
    /// <param name="inputColumnName">The column that is read; that of <paramref name="outputColumnName"/> if null.</param>
    /// <param name="windowLength">How many rows a window has, 12 to 1,048,576; the row itself is the last of them. Default: 123.</param>
    /// <param name="groupColumnNames">Columns that tell groups of rows apart, such as job and rank.</param>
    /// <remarks>
    /// See <see cref="Feedline.Signals.SpectralResidual"/>; no later row is looked at. The first rows of a group, before a window is full,
    /// have NaN, and so has a slot with a value in its window that is not finite: fill gaps first. Constant windows have 0.
    /// </remarks>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="windowLength"/> is out of range.</exception>
    public static IEstimator<ITransformer> ScoreSpectralResidual(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int windowLength = DefaultResidualWindow,
        params string[] groupColumnNames)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new WindowEstimator(new SpectralResidualTransformer(
            WindowSettings.Checked(outputColumnName, inputColumnName, windowLength, SpectralResidualTransformer.Shortest, groupColumnNames)));
    }

    /// <summary>Scales by median and median absolute deviation: (x - median)/(1.4826 MAD), slot by slot. Half of the rows cannot spoil it.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is added, of the input's type.</param>
    /// <param name="inputColumnName">The column that is read; that of <paramref name="outputColumnName"/> if null.</param>
    /// <remarks>
    /// What is not finite is passed over when fitting, and stays as it is when scaling. Where over half of the values are equal the MAD is
    /// 0: half the standard deviation takes its place, and 1 where all are equal. A slot without a value is left as it is. Fitting holds
    /// the column in memory: 4 bytes a row and slot; of more than 1,048,576 rows an even sample of so many, the same each time.
    /// </remarks>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static IEstimator<ITransformer> ScaleByMedianDeviation(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new RobustScalingEstimator(outputColumnName, Input(outputColumnName, inputColumnName), range: null);
    }

    /// <summary>Scales by median and the range between two quantiles: (x - median)/(q(upper) - q(lower)), slot by slot.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The column that is added, of the input's type.</param>
    /// <param name="inputColumnName">The column that is read; that of <paramref name="outputColumnName"/> if null.</param>
    /// <param name="lower">The lower quantile's level, in [0, 1]. Default: 0.25.</param>
    /// <param name="upper">The upper quantile's level, above <paramref name="lower"/>. Default: 0.75.</param>
    /// <remarks>As <see cref="ScaleByMedianDeviation"/>, with the range in the place of the deviation.</remarks>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A level is outside [0, 1], or they are not in order.</exception>
    public static IEstimator<ITransformer> ScaleByQuantileRange(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, double lower = 0.25, double upper = 0.75)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);

        // Written so that NaN fails too.
        if (!(lower >= 0 && lower < 1))
            throw new ArgumentOutOfRangeException(nameof(lower), lower, "A quantile's level lies between 0 and 1.");

        if (!(upper > lower && upper <= 1))
            throw new ArgumentOutOfRangeException(nameof(upper), upper, "The upper level lies above the lower one, up to 1.");

        return new RobustScalingEstimator(outputColumnName, Input(outputColumnName, inputColumnName), (lower, upper));
    }

    private static string Input(string output, string? input) => string.IsNullOrEmpty(input) ? output : input;
}
