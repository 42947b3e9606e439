using System.Collections.Immutable;
using Feedline.Tests.Series;

namespace Feedline.Tests.Steps;

/// <summary>A store and its step table, fed by hand. Times are in seconds.</summary>
internal sealed class StepsRig
{
    public static readonly StepColumn Sum = new(SignalNames.Loss);
    public static readonly StepColumn Max = new(SignalNames.Loss, StepAggregation.Max);
    public static readonly StepColumn Last = new(SignalNames.Loss, StepAggregation.Last);
    public static readonly StepColumn LastTime = new(SignalNames.Loss, StepAggregation.LastTime);
    public static readonly StepColumn Reads = new(SignalNames.StorageOperationDuration)
    {
        Filter = new Dimension(DimensionKeys.StorageLayer, "dataset"),
    };

    public StepsRig(int rowsKept = 128, int samplesPerSeries = 4096)
    {
        Store = Stores.Make(samplesPerSeries: samplesPerSeries);
        Table = new StepTable(Store, [Sum, Max, Last, LastTime, Reads], rowsKept);
    }

    public SignalStore Store { get; }

    public StepTable Table { get; }

    public JobSteps Job => (JobSteps)Assert.Single(Table.Jobs.ToArray());

    public JobSteps JobOf(string id) => (JobSteps)Assert.Single(Table.Jobs.ToArray(), job => job.Job == id);

    public static long At(double seconds) => 1_000_000_000_000_000_000 + UnixTime.FromSeconds(seconds);

    public SampleOutcome Write(string signal, int? rank, double seconds, double value, string? job = "job", params Dimension[] further)
    {
        List<Dimension> dimensions = [.. further];
        if (job is not null)
            dimensions.Add(new Dimension(DimensionKeys.Job, job));

        if (rank is { } number)
        {
            dimensions.Add(new Dimension(DimensionKeys.Rank, number));
            dimensions.Add(new Dimension(DimensionKeys.Node, $"node{number}"));
        }

        SeriesHandle series = Store.Add(SignalCatalog.Find(signal)!, [.. dimensions]);
        return Store.Write(series, At(seconds), value);
    }

    /// <summary>A rank ends a step; what it computed for lies within.</summary>
    public void Step(int rank, long step, double seconds, double compute = 0.5, string? job = "job", params Dimension[] further)
    {
        Write(SignalNames.Loss, rank, seconds, compute, job, further);
        Write(SignalNames.Step, rank, seconds, step, job, further);
    }

    public void Update() => Table.Update();

    public ImmutableArray<(long Step, int Attempt)> Rows(string id = "job")
    {
        JobSteps job = JobOf(id);
        var rows = ImmutableArray.CreateBuilder<(long, int)>();
        for (long sequence = job.FirstSequence; sequence < job.EndSequence; sequence++)
            rows.Add((job.Row(sequence).Step, job.Row(sequence).Attempt));

        return rows.ToImmutable();
    }

    public double[] Values(long sequence, StepColumn column, string id = "job") => JobOf(id).Values(sequence, column).ToArray();
}
