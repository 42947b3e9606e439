using System.Diagnostics;
using System.Diagnostics.Metrics;
using Feedline.Tests.Series;

namespace Feedline.Tests.Ingestion;

[Collection(typeof(ProcessWideListeners))]
public sealed class MeterSourceAllocationTests
{
    private const int Times = 5_000;

    private static readonly object Flag = true;

    [Fact]
    public void Three_text_tags_cost_no_bytes()
    {
        using var rig = new MeterRig();
        Histogram<double> histogram = rig.Meter.CreateHistogram<double>("h", "s");
        // New strings of equal content: the cache must not live by references.
        string[] nodes = [new("node1"), new("node1"), new("node2")];
        int next = 0;
        Assert.Equal(0, Bytes.Of(Times, () => histogram.Record(
            0.4,
            new(DimensionKeys.Job, "j1"),
            new("training.phase", "warm"),
            new KeyValuePair<string, object?>(DimensionKeys.Node, nodes[next++ % 3]))));
        Assert.Equal(2, rig.Store.SeriesCount);
        Assert.Equal(2 * Times, rig.Store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void A_tag_list_of_four_with_a_boxed_rank_costs_no_bytes()
    {
        using var rig = new MeterRig();
        Histogram<double> histogram = rig.Meter.CreateHistogram<double>("h", "s");
        object[] ranks = [3, 3, 4L];
        int next = 0;
        Assert.Equal(0, Bytes.Of(Times, () =>
        {
            var tags = new TagList
            {
                { DimensionKeys.Job, "j1" }, { DimensionKeys.Rank, ranks[next++ % 3] }, { DimensionKeys.Node, "n1" }, { "x", Flag },
            };
            histogram.Record(0.4, tags);
        }));
        Assert.Equal(2, rig.Store.SeriesCount);
        Assert.Equal(2 * Times, rig.Store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void Requests_counted_by_their_times_cost_no_bytes()
    {
        using var rig = new MeterRig();
        Histogram<double> histogram = rig.Meter.CreateHistogram<double>(SignalNames.InferenceDuration, "s");
        Assert.Equal(0, Bytes.Of(Times, () => histogram.Record(0.4, new KeyValuePair<string, object?>(DimensionKeys.Model, "m"))));
        Assert.Equal(2, rig.Store.SeriesCount);
        Assert.Equal(4 * Times, rig.Store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void Running_sums_and_no_tags_cost_no_bytes()
    {
        using var rig = new MeterRig();
        UpDownCounter<int> level = rig.Meter.CreateUpDownCounter<int>("level");
        Assert.Equal(0, Bytes.Of(Times, () => level.Add(1)));
        Assert.Equal(2 * Times, rig.ValuesOf("level")[^1]);
    }

    [Fact]
    public void Tag_sets_over_the_series_limit_cost_no_bytes()
    {
        using var rig = new MeterRig(maxSeries: 2);
        Counter<int> counter = rig.Meter.CreateCounter<int>("c");
        object[] values = [.. Enumerable.Range(0, 1_000).Select(i => (object)$"value{i}")];
        int next = 0;
        Assert.Equal(0, Bytes.Of(Times, () => counter.Add(1, new KeyValuePair<string, object?>("v", values[next++ % 1_000]))));
        Assert.Equal(3, rig.Store.SeriesCount);
        Assert.Equal(2 * Times * 2 / 1_000, rig.Store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void Collecting_costs_no_bytes_beyond_the_runtimes_own()
    {
        using var rig = new MeterRig();
        long total = 0;
        rig.Meter.CreateObservableCounter("c", () => ++total);
        // The runtime wraps each observation in an array of one: how large that is, a bare listener says.
        using var bare = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter == rig.Meter) l.EnableMeasurementEvents(i); } };
        bare.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        bare.Start();
        long runtime = Bytes.Of(Times, bare.RecordObservableInstruments);
        Assert.Equal(runtime, Bytes.Of(Times, rig.Source.Collect));
    }

}
