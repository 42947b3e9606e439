using System.Numerics.Tensors;

namespace Feedline.MachineLearning.Classification;

/// <summary>Walks the rows of a job once each and tells, at any evaluation, the features of its last <see cref="Rows"/> rows.</summary>
internal sealed class WindowWatch
{
    /// <summary>How many rows a window has: as many as a strong fault needs to show beyond doubt.</summary>
    public const int Rows = 16;

    /// <summary>So many of the greatest rows do not count for a mean.</summary>
    private const int Trimmed = 2;

    /// <summary>How many features a window has.</summary>
    public static readonly int FeatureCount = Enum.GetValues<WindowFeature>().Length;

    /// <summary>The least spread in which a score is taken, as a share of the normal step; of disagreement, as a share of the norm.</summary>
    private const double LeastSpread = 0.02;
    private const double LeastDisagreement = 2.5e-4;

    /// <summary>Beyond this it no longer matters by how much.</summary>
    private const double MostScore = 50;
    private const double MostExcess = 50;

    private static readonly int NumberCount = Enum.GetValues<RowNumber>().Length;

    private readonly RunNormal[] _normals = [.. Enumerable.Range(0, NumberCount).Select(static _ => new RunNormal())];
    private readonly double[] _numbers = new double[Rows * NumberCount];
    private readonly int[] _slowest = new int[Rows];
    private readonly int[] _leastWaiting = new int[Rows];
    private readonly long[] _starts = new long[Rows];
    private readonly long[] _ends = new long[Rows];
    private readonly double[] _lengths = new double[64];
    private readonly CheckpointWatch _checkpoints = new();
    private readonly SentWatch _sent = new(Rows);
    private readonly ProgressWatch _progress = new();
    private readonly WorkerWatch _workers = new();
    private long _next;
    private int _rows;
    private long _seen;

    /// <summary>True once what is normal is known and a window is full.</summary>
    public bool IsReady => Normal(RowNumber.Step).IsReady && _rows == Rows;

    /// <summary>The normal step in seconds.</summary>
    public double NormalStep => Normal(RowNumber.Step).Median;

    /// <summary>The last row with a checkpoint; see <see cref="CheckpointWatch"/>.</summary>
    public CheckpointWatch Checkpoints => _checkpoints;

    /// <summary>When the rows of the window began, oldest first.</summary>
    public long StartOf(int row) => _starts[(int)((_seen + row) % Rows)];

    public long EndOf(int row) => _ends[(int)((_seen + row) % Rows)];

    /// <summary>Takes in the rows that were closed since the last call.</summary>
    public void Observe(RuleContext context, JobView job)
    {
        // Rows that were dropped before anybody looked are gone.
        _next = Math.Max(_next, job.FirstSequence);
        if (_next >= job.EndSequence)
            return;

        Span<double> scratch = context.Scratch(job.Ranks.Length + 1);
        for (; _next < job.EndSequence; _next++)
            Observe(job, job.Row(_next), scratch);
    }

    /// <summary>Writes the features of the window; NaN for what is not measured.</summary>
    public void Read(RuleContext context, JobView job, Span<double> features)
    {
        double longest = 0;
        foreach (double length in _lengths)
            longest = Math.Max(longest, length);

        Duration(RowNumber.Step, features, WindowFeature.StepExcess, WindowFeature.StepScore);
        features[(int)WindowFeature.StepVariation] = Variation(RowNumber.Step);
        Duration(RowNumber.Wait, features, WindowFeature.WaitExcess, WindowFeature.WaitScore);
        Duration(RowNumber.WaitSlowest, features, WindowFeature.WaitSlowestExcess, null);
        Duration(RowNumber.Compute, features, WindowFeature.ComputeExcess, WindowFeature.ComputeScore);
        Duration(RowNumber.ComputeSlowest, features, WindowFeature.ComputeSlowestExcess, WindowFeature.ComputeSlowestScore);
        features[(int)WindowFeature.ComputeSlowestSame] = Same(_slowest, job.Ranks.Length);
        Duration(RowNumber.Collective, features, WindowFeature.CollectiveExcess, WindowFeature.CollectiveScore);
        features[(int)WindowFeature.CollectiveVariation] = Variation(RowNumber.Collective);
        Duration(RowNumber.CollectiveSpread, features, WindowFeature.CollectiveSpreadExcess, null);
        features[(int)WindowFeature.CollectiveLeastSame] = Same(_leastWaiting, job.Ranks.Length);
        Duration(RowNumber.Read, features, WindowFeature.ReadExcess, WindowFeature.ReadScore);
        Duration(RowNumber.ReadSlowest, features, WindowFeature.ReadSlowestExcess, null);
        Duration(RowNumber.Metadata, features, WindowFeature.MetadataExcess, WindowFeature.MetadataScore);
        Duration(RowNumber.MetadataSlowest, features, WindowFeature.MetadataSlowestExcess, null);
        Duration(RowNumber.Decode, features, WindowFeature.DecodeExcess, null);
        Duration(RowNumber.Rest, features, WindowFeature.RestExcess, WindowFeature.RestScore);
        features[(int)WindowFeature.DisagreementScore] = Score(RowNumber.Disagreement, LeastDisagreement);
        _checkpoints.Read(job.EndSequence - 1, job.Has(ClassifierColumns.CheckpointWrite), job.Has(ClassifierColumns.Checkpoint), features);
        _sent.Read(job.Has(ClassifierColumns.BytesSent), job.Has(ClassifierColumns.Retransmits), context.Scratch(job.Ranks.Length + 1), features);
        _progress.Read(context, job, longest, features);
        _workers.Read(context, job, features);
    }

    private RunNormal Normal(RowNumber number) => _normals[(int)number];

    private void Observe(JobView job, in StepRow row, Span<double> scratch)
    {
        int place = (int)(_seen % Rows);
        Span<double> numbers = _numbers.AsSpan(place * NumberCount, NumberCount);
        double checkpoint = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.Checkpoint), scratch).Greatest;
        double write = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.CheckpointWrite), scratch).Greatest;
        double evaluation = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.Evaluation), scratch).Greatest;
        double pause = Math.Max(double.IsNaN(checkpoint) ? 0 : checkpoint, double.IsNaN(write) ? 0 : write) + (double.IsNaN(evaluation) ? 0 : evaluation);
        RankSpread compute = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.Compute), scratch);
        RankSpread collective = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.Collective), scratch);
        Fill(job, row, Math.Max(0, row.Seconds - pause), compute, collective, scratch, numbers);
        _slowest[place] = compute.GreatestSlot;
        _leastWaiting[place] = collective.LeastSlot;
        _starts[place] = row.StartUnixNanoseconds;
        _ends[place] = row.EndUnixNanoseconds;
        _lengths[_seen % _lengths.Length] = row.Seconds;
        _seen++;
        _rows = Math.Min(_rows + 1, Rows);

        // The first step makes connections and fills caches.
        if (row.Sequence == 0)
            return;

        bool isQuiet = Learn(numbers);
        _checkpoints.Observe(row, write, checkpoint, evaluation, NormalStep);
        _sent.Observe(
            job.Values(row.Sequence, ClassifierColumns.BytesSent), job.Values(row.Sequence, ClassifierColumns.Retransmits), isQuiet);
    }

    private static void Fill(
        JobView job, in StepRow row, double plain, in RankSpread compute, in RankSpread collective, Span<double> scratch, Span<double> numbers)
    {
        RankSpread wait = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.DataWait), scratch);
        RankSpread read = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.DatasetRead), scratch);
        RankSpread metadata = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.Metadata), scratch);
        RankSpread norm = RankStatistics.Of(job.Values(row.Sequence, ClassifierColumns.GradientNorm), scratch);
        numbers[(int)RowNumber.Step] = plain;
        numbers[(int)RowNumber.Wait] = wait.Typical;
        numbers[(int)RowNumber.WaitSlowest] = wait.Greatest - wait.Typical;
        numbers[(int)RowNumber.Compute] = compute.Typical;
        numbers[(int)RowNumber.ComputeSlowest] = compute.Greatest - compute.Typical;
        numbers[(int)RowNumber.Collective] = collective.Least;
        numbers[(int)RowNumber.CollectiveSpread] = collective.Greatest - collective.Least;
        numbers[(int)RowNumber.Read] = read.Typical;
        numbers[(int)RowNumber.ReadSlowest] = read.Greatest - read.Typical;
        numbers[(int)RowNumber.Metadata] = metadata.Typical;
        numbers[(int)RowNumber.MetadataSlowest] = metadata.Greatest - metadata.Typical;
        numbers[(int)RowNumber.Decode] = wait.Typical - read.Typical - (double.IsNaN(metadata.Typical) ? 0 : metadata.Typical);
        numbers[(int)RowNumber.Rest] = plain - compute.Typical - (double.IsNaN(wait.Typical) ? 0 : wait.Typical);
        numbers[(int)RowNumber.Disagreement] = norm.Typical != 0 ? Math.Min((norm.Greatest - norm.Least) / Math.Abs(norm.Typical), 1e6) : double.NaN;
    }

    /// <summary>Learns a row as normal, unless something is suspicious.</summary>
    private bool Learn(ReadOnlySpan<double> numbers)
    {
        double leastSpread = Normal(RowNumber.Step).IsReady ? LeastSpread * NormalStep : 0;
        bool isSuspicious = false;
        for (int number = 0; number < NumberCount; number++)
        {
            _normals[number].Watch(numbers[number], number == (int)RowNumber.Disagreement ? LeastDisagreement : leastSpread);
            isSuspicious |= _normals[number].IsSuspicious;
        }

        for (int number = 0; number < NumberCount; number++)
        {
            if (isSuspicious)
                _normals[number].ForgetWaiting();
            else
                _normals[number].Learn(numbers[number]);
        }

        return !isSuspicious;
    }

    private void Duration(RowNumber number, Span<double> features, WindowFeature excess, WindowFeature? score)
    {
        double least = LeastSpread * NormalStep;
        features[(int)excess] = !Normal(number).IsReady || !(NormalStep > 0) ? double.NaN
            : Math.Clamp((Mean(number) - Normal(number).Median) / NormalStep, -MostExcess, MostExcess);
        if (score is { } other)
            features[(int)other] = Score(number, least);
    }

    private double Score(RowNumber number, double leastSpread)
    {
        RunNormal normal = Normal(number);
        double spread = Math.Max(normal.Spread, leastSpread);
        return !normal.IsReady || !(spread > 0) ? double.NaN : Math.Clamp((Mean(number) - normal.Median) / spread, -MostScore, MostScore);
    }

    /// <summary>The mean of the window's rows without the greatest few: now and then a step is long for no reason.</summary>
    private double Mean(RowNumber number)
    {
        Span<double> values = stackalloc double[Rows];
        int count = 0;
        for (int row = 0; row < _rows; row++)
        {
            double value = _numbers[(row * NumberCount) + (int)number];
            if (!double.IsNaN(value))
                values[count++] = value;
        }

        values = values[..count];
        values.Sort();
        int kept = Math.Max(count - Trimmed, (count + 1) / 2);
        return kept > 0 ? TensorPrimitives.Sum<double>(values[..kept]) / kept : double.NaN;
    }

    /// <summary>The standard deviation over the window, in normal steps.</summary>
    private double Variation(RowNumber number)
    {
        double mean = Mean(number);
        double sum = 0;
        int count = 0;
        for (int row = 0; row < _rows; row++)
        {
            double value = _numbers[(row * NumberCount) + (int)number];
            if (double.IsNaN(value))
                continue;

            sum += (value - mean) * (value - mean);
            count++;
        }

        return count > 1 && NormalStep > 0 ? Math.Min(Math.Sqrt(sum / (count - 1)) / NormalStep, MostExcess) : double.NaN;
    }

    /// <summary>The share of the rows in which one rank stands out, that which does most often; 0 for chance, 1 for always.</summary>
    private double Same(int[] slots, int ranks)
    {
        int most = 0;
        int rows = 0;
        for (int row = 0; row < _rows; row++)
        {
            if (slots[row] < 0)
                continue;

            rows++;
            int same = 0;
            for (int other = 0; other < _rows; other++)
                same += slots[other] == slots[row] ? 1 : 0;

            most = Math.Max(most, same);
        }

        return rows == 0 || ranks < 2 ? double.NaN : Math.Max(0, ((most / (double)rows) - (1.0 / ranks)) / (1 - (1.0 / ranks)));
    }
}
