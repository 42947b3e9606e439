using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>The columns of training steps, and which series feeds which.</summary>
internal sealed class StepSchema
{
    private readonly StepColumn[] _columns;
    private readonly string _clock;

    public StepSchema(StepDataOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Clock, nameof(StepDataOptions.Clock));
        ArgumentNullException.ThrowIfNull(options.Columns, nameof(StepDataOptions.Columns));
        _clock = options.Clock;
        _columns = [.. options.Columns];
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(StepDataColumns.Job, TextDataViewType.Instance);
        builder.AddColumn(StepDataColumns.Rank, NumberDataViewType.Int32);
        builder.AddColumn(StepDataColumns.Node, TextDataViewType.Instance);
        builder.AddColumn(StepDataColumns.Attempt, NumberDataViewType.Int32);
        builder.AddColumn(StepDataColumns.Step, NumberDataViewType.Int64);
        builder.AddColumn(StepDataColumns.Time, NumberDataViewType.Int64);
        builder.AddColumn(StepDataColumns.Seconds, NumberDataViewType.Single, Unit("s"));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (StepColumn column in _columns)
        {
            string name = StepDataColumns.NameOf(column);
            if (!names.Add(name))
                throw new ArgumentException($"The column {name} is there twice.", nameof(options));

            string unit = column.Aggregation == StepAggregation.LastTime ? "s" : SignalCatalog.Find(column.Signal)?.Unit ?? "";
            builder.AddColumn(name, NumberDataViewType.Single, Unit(unit));
        }

        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public int ColumnCount => _columns.Length;

    public bool IsClock(SeriesKey key) => key.Signal.Name == _clock;

    /// <summary>The needed columns that a series feeds.</summary>
    public int[] FedBy(SeriesKey key, bool[] active) =>
    [
        .. Enumerable.Range(0, _columns.Length).Where(column => active[StepDataColumns.Fixed + column] && Feeds(key, _columns[column])),
    ];

    public StepRowBuilder MakeBuilder(StepRank rank) => new(rank, _columns, _clock == SignalNames.Step);

    private static bool Feeds(SeriesKey key, StepColumn column) =>
        key.Signal.Name == column.Signal
        && (column.Filter is not { } filter || (key.TryGetDimension(filter.Key, out Dimension dimension) && dimension.Text == filter.Text));

    private static DataViewSchema.Annotations? Unit(string unit)
    {
        if (unit.Length == 0)
            return null;

        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(StepDataColumns.UnitAnnotation, TextDataViewType.Instance, unit.AsMemory());
        return builder.ToAnnotations();
    }
}
