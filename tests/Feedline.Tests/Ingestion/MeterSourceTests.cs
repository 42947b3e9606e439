using System.Diagnostics;
using System.Diagnostics.Metrics;
using Feedline.Tests.Series;

namespace Feedline.Tests.Ingestion;

public sealed class MeterSourceTests
{
    private static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);

    [Fact]
    public void A_histogram_gives_its_raw_samples()
    {
        using var rig = new MeterRig();
        Histogram<double> histogram = rig.Meter.CreateHistogram<double>("load", "s");
        histogram.Record(0.4, Tag(DimensionKeys.Rank, 3));
        rig.Clock.UnixNanoseconds += 100;
        histogram.Record(0.5, Tag(DimensionKeys.Rank, 3));

        SeriesKey key = rig.Only("load");
        Assert.Equal(SignalKind.Duration, key.Signal.Kind);
        Assert.Equal("s", key.Signal.Unit);
        Assert.Equal(3, key.Rank);
        Assert.Equal([0.4, 0.5], rig.ValuesOf("load"));
        Assert.Equal(rig.Clock.UnixNanoseconds, rig.Store.LastTimeOf(0));
    }

    [Theory]
    [InlineData("gen_ai.client.operation.duration")]
    [InlineData("gen_ai.server.request.duration")]
    public void How_long_inference_took_says_how_many_requests_there_were(string name)
    {
        using var rig = new MeterRig();
        Histogram<double> duration = rig.Meter.CreateHistogram<double>(name, "s");
        duration.Record(1.5, Tag(DimensionKeys.Model, "m"));
        rig.Clock.UnixNanoseconds += 100;
        duration.Record(2.5, Tag(DimensionKeys.Model, "m"));
        duration.Record(0.1, Tag(DimensionKeys.Model, "m"), Tag(DimensionKeys.ErrorType, "429"));

        SeriesKey[] requests = rig.Store.Series(SignalNames.InferenceRequests).ToArray();
        SeriesKey[] times = rig.Store.Series(SignalNames.InferenceDuration).ToArray();
        Assert.Equal(2, requests.Length);
        Assert.Equal([1.0, 1.0], rig.Store.Values(new SeriesHandle(rig.Store.IndexOf(requests[0]))));
        Assert.Equal([1.0], rig.Store.Values(new SeriesHandle(rig.Store.IndexOf(requests[1]))));
        Assert.Equal([1.5, 2.5], rig.Store.Values(new SeriesHandle(rig.Store.IndexOf(times[0]))));
        Assert.True(requests[1].TryGetDimension(DimensionKeys.ErrorType, out Dimension error));
        Assert.Equal("429", error.Text);
    }

    [Fact]
    public void Requests_that_several_instruments_see_count_once()
    {
        using var rig = new MeterRig();
        Histogram<double> server = rig.Meter.CreateHistogram<double>("gen_ai.server.request.duration", "s");
        Histogram<double> client = rig.Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s");
        server.Record(2, Tag("side", "server"));
        client.Record(1, Tag("side", "client"));
        Assert.Equal([1.0], rig.ValuesOf(SignalNames.InferenceRequests));

        Counter<long> counter = rig.Meter.CreateCounter<long>(SignalNames.InferenceRequests);
        client.Record(1, Tag("side", "client"));
        counter.Add(3, Tag("side", "client"));
        Assert.Equal([1.0, 3.0], rig.ValuesOf(SignalNames.InferenceRequests));
    }

    [Fact]
    public void All_number_types_arrive()
    {
        using var rig = new MeterRig();
        rig.Meter.CreateHistogram<byte>("byte").Record(1);
        rig.Meter.CreateHistogram<short>("short").Record(2);
        rig.Meter.CreateHistogram<int>("int").Record(3);
        rig.Meter.CreateHistogram<long>("long").Record(4);
        rig.Meter.CreateHistogram<float>("float").Record(5.5f);
        rig.Meter.CreateHistogram<double>("double").Record(6.5);
        rig.Meter.CreateHistogram<decimal>("decimal").Record(7.25m);

        Assert.Equal([1.0], rig.ValuesOf("byte"));
        Assert.Equal([2.0], rig.ValuesOf("short"));
        Assert.Equal([3.0], rig.ValuesOf("int"));
        Assert.Equal([4.0], rig.ValuesOf("long"));
        Assert.Equal([5.5], rig.ValuesOf("float"));
        Assert.Equal([6.5], rig.ValuesOf("double"));
        Assert.Equal([7.25], rig.ValuesOf("decimal"));
    }

    [Fact]
    public void Each_shape_of_instrument_has_its_kind()
    {
        using var rig = new MeterRig();
        Counter<long> counter = rig.Meter.CreateCounter<long>("counter");
        UpDownCounter<int> upDown = rig.Meter.CreateUpDownCounter<int>("updown");
        Gauge<double> gauge = rig.Meter.CreateGauge<double>("gauge");
        long total = 100;
        rig.Meter.CreateObservableCounter("observable.counter", () => total);
        rig.Meter.CreateObservableGauge("observable.gauge", () => total);
        rig.Meter.CreateObservableUpDownCounter("observable.updown", () => -total);
        counter.Add(5);
        counter.Add(7);
        upDown.Add(3);
        upDown.Add(-1);
        gauge.Record(0.5);
        rig.Source.Collect();
        total = 130;
        rig.Source.Collect();

        Assert.Equal(SignalKind.Delta, rig.Only("counter").Signal.Kind);
        Assert.Equal([5.0, 7], rig.ValuesOf("counter"));
        Assert.Equal(SignalKind.Gauge, rig.Only("updown").Signal.Kind);
        Assert.Equal([3.0, 2], rig.ValuesOf("updown"));
        Assert.Equal(SignalKind.Gauge, rig.Only("gauge").Signal.Kind);
        Assert.Equal([0.5], rig.ValuesOf("gauge"));
        Assert.Equal(SignalKind.Counter, rig.Only("observable.counter").Signal.Kind);
        Assert.Equal([30.0], rig.ValuesOf("observable.counter"));
        Assert.Equal(SignalKind.Gauge, rig.Only("observable.gauge").Signal.Kind);
        Assert.Equal([100.0, 130], rig.ValuesOf("observable.gauge"));
        Assert.Equal(SignalKind.Gauge, rig.Only("observable.updown").Signal.Kind);
        Assert.Equal([-100.0, -130], rig.ValuesOf("observable.updown"));
    }

    [Fact]
    public void Observable_instruments_are_asked_by_Collect_alone()
    {
        using var rig = new MeterRig();
        int asked = 0;
        rig.Meter.CreateObservableGauge("level", () => ++asked);
        Assert.Equal(0, asked);
        rig.Source.Collect();
        Assert.Equal(1, asked);
        Assert.Equal([1.0], rig.ValuesOf("level"));
    }

    [Fact]
    public void A_well_known_name_has_the_kind_and_unit_of_the_catalog()
    {
        using var rig = new MeterRig();
        rig.Meter.CreateHistogram<double>(SignalNames.StepDuration, "ms").Record(400);
        rig.Meter.CreateGauge<double>(SignalNames.GpuUtilization, "%").Record(85);
        rig.Meter.CreateObservableCounter(SignalNames.ProcessDiskIo, () => 1_000L, "By");
        rig.Source.Collect();

        Assert.Same(SignalCatalog.Find(SignalNames.StepDuration), rig.Only(SignalNames.StepDuration).Signal);
        Assert.Equal(0.4, Assert.Single(rig.ValuesOf(SignalNames.StepDuration)), 12);
        Assert.Equal(0.85, Assert.Single(rig.ValuesOf(SignalNames.GpuUtilization)), 12);
        Assert.Same(SignalCatalog.Find(SignalNames.ProcessDiskIo), rig.Only(SignalNames.ProcessDiskIo).Signal);
    }

    [Fact]
    public void Increments_of_a_well_known_total_show_as_they_were_from_the_first_on()
    {
        using var rig = new MeterRig();
        Counter<long> counter = rig.Meter.CreateCounter<long>(SignalNames.NetworkIo, "By");
        counter.Add(1_500, Tag(DimensionKeys.NetworkInterface, "eth0"));
        counter.Add(3_000, Tag(DimensionKeys.NetworkInterface, "eth0"));

        Assert.Equal(SignalKind.Counter, rig.Only(SignalNames.NetworkIo).Signal.Kind);
        Assert.Equal([1_500.0, 3_000], rig.ValuesOf(SignalNames.NetworkIo));
        Assert.Equal(0, rig.Store.CountOf(SampleOutcome.CounterReset));
    }

    [Fact]
    public void A_counter_of_steps_shows_the_step()
    {
        using var rig = new MeterRig();
        Counter<int> steps = rig.Meter.CreateCounter<int>(SignalNames.Step);
        for (int i = 0; i < 3; i++)
            steps.Add(1);

        Assert.Equal([1.0, 2, 3], rig.ValuesOf(SignalNames.Step));
    }

    [Fact]
    public void A_total_of_durations_shows_what_was_added()
    {
        using var rig = new MeterRig();
        double total = 10;
        rig.Meter.CreateObservableCounter(SignalNames.DataWaitDuration, () => total, "s");
        rig.Source.Collect();
        total = 12.5;
        rig.Source.Collect();

        Assert.Equal([2.5], rig.ValuesOf(SignalNames.DataWaitDuration));
    }

    [Fact]
    public void A_histogram_in_milliseconds_is_a_duration_in_seconds()
    {
        using var rig = new MeterRig();
        rig.Meter.CreateHistogram<long>("load", "ms").Record(250);
        Assert.Equal(SignalKind.Duration, rig.Only("load").Signal.Kind);
        Assert.Equal("s", rig.Only("load").Signal.Unit);
        Assert.Equal(0.25, Assert.Single(rig.ValuesOf("load")), 12);
    }

    [Fact]
    public void A_level_counted_up_and_down_survives_what_is_no_number()
    {
        using var rig = new MeterRig();
        UpDownCounter<double> level = rig.Meter.CreateUpDownCounter<double>("level");
        level.Add(2);
        level.Add(double.NaN);
        level.Add(1);
        Assert.Equal([2.0, 3], rig.ValuesOf("level"));
        Assert.Equal(1, rig.Store.CountOf(SampleOutcome.NotFinite));
    }

    [Fact]
    public void Instruments_of_equal_name_and_tags_add_to_one_level_and_take_their_part_with_them()
    {
        using var rig = new MeterRig();
        using var other = new Meter(rig.Meter.Name);
        UpDownCounter<int> first = rig.Meter.CreateUpDownCounter<int>("level"), second = other.CreateUpDownCounter<int>("level");
        first.Add(3);
        second.Add(10);
        second.Add(-2);
        other.Dispose();
        first.Add(1);

        Assert.Equal([3.0, 13, 11, 4], rig.ValuesOf("level"));
    }

    [Fact]
    public void The_order_of_tags_does_not_matter()
    {
        using var rig = new MeterRig();
        UpDownCounter<int> level = rig.Meter.CreateUpDownCounter<int>("level");
        for (int i = 0; i < 3; i++)
        {
            level.Add(1, Tag("a", "x"), Tag("b", 7));
            level.Add(1, Tag("b", "7"), Tag("a", "x"));
        }

        Assert.Equal([1.0, 2, 3, 4, 5, 6], rig.ValuesOf("level"));
    }

    [Fact]
    public void Tags_of_equal_values_and_other_keys_are_other_series()
    {
        using var rig = new MeterRig();
        Histogram<int> histogram = rig.Meter.CreateHistogram<int>("h");
        histogram.Record(1, Tag("a", "x"));
        histogram.Record(2, Tag("b", "x"));
        histogram.Record(3, Tag("a", "y"));
        histogram.Record(4);
        histogram.Record(5, Tag("a", "x"), Tag("b", "x"));
        Assert.Equal(5, rig.Store.SeriesCount);
    }

    [Fact]
    public void Tags_of_meter_instrument_and_options_are_merged_and_the_nearest_wins()
    {
        using var rig = new MeterRig(
            meterTags: [Tag("from", "meter"), Tag("zone", "z1")],
            dimensions: [new("from", "options"), new(DimensionKeys.Job, "j1"), new(DimensionKeys.Rank, 4), new("zone", "z0")]);
        Counter<int> counter = rig.Meter.CreateCounter<int>("c", unit: null, description: null, tags: [Tag("from", "instrument"), Tag("kind", 2)]);
        counter.Add(1);
        counter.Add(1, Tag("from", "measurement"), Tag(DimensionKeys.Rank, 5), Tag("none", null), Tag("", "empty"));

        ReadOnlySpan<SeriesKey> keys = rig.Store.Series("c");
        Assert.Equal("c{from=instrument,kind=2,training.job.id=j1,training.rank=4,zone=z1}", keys[0].ToString());
        Assert.Equal("c{from=measurement,kind=2,training.job.id=j1,training.rank=5,zone=z1}", keys[1].ToString());
        Assert.Equal(2, keys.Length);
    }

    [Fact]
    public void Tag_values_of_any_type_become_text_or_integers()
    {
        using var rig = new MeterRig();
        Counter<int> counter = rig.Meter.CreateCounter<int>("c");
        object[] values = [(byte)1, (sbyte)2, (short)3, (ushort)4, 5, 6u, 7L, 8ul, true, 1.5, 2.5m, 'x', DayOfWeek.Friday, new Version(1, 2)];
        foreach (object value in values)
        {
            counter.Add(1, Tag("v", value));
            counter.Add(1, Tag("v", value));
        }

        Assert.Equal(
            ["1", "2", "3", "4", "5", "6", "7", "8", "true", "1.5", "2.5", "x", "Friday", "1.2"],
            rig.Store.Series("c").ToArray().Select(key => key.Dimensions[0].Text));
        Assert.Equal(2 * values.Length, rig.Store.CountOf(SampleOutcome.Accepted));
    }

    [Theory]
    [InlineData("Trainer.*", "Trainer.Loop", true)]
    [InlineData("trainer.*", "TRAINER.Loop", true)]
    [InlineData("Trainer.*", "Trainer", false)]
    [InlineData("Trainer", "Trainer.Loop", false)]
    [InlineData("*.Loop", "Trainer.Loop", true)]
    [InlineData("T*.*p", "Trainer.Loop", true)]
    [InlineData("T*.*p", "Trainer.Loops", false)]
    [InlineData("*", "Anything", true)]
    public void Meters_are_chosen_by_name(string pattern, string name, bool isHeard)
    {
        // A unique instrument name: "*" hears the meters of tests beside this one, too.
        string signal = $"c.{Guid.NewGuid():N}";
        SignalStore store = Stores.Make();
        using var source = new MeterSource(new MeterSourceOptions { Meters = { "no.such.meter", pattern } });
        using var meter = new Meter(name);
        Counter<int> counter = meter.CreateCounter<int>(signal);
        source.Start(store);
        counter.Add(1);
        Assert.Equal(isHeard ? 1 : 0, store.Series(signal).Length);
    }

    [Fact]
    public void The_own_meter_is_never_heard()
    {
        string signal = $"c.{Guid.NewGuid():N}";
        SignalStore store = Stores.Make();
        using var source = new MeterSource(new MeterSourceOptions { Meters = { "Feedline" } });
        source.Start(store);
        using var meter = new Meter("Feedline");
        meter.CreateCounter<int>(signal).Add(1);
        Assert.True(store.Series(signal).IsEmpty);
    }

    [Fact]
    public void A_throwing_callback_shows_in_Collect_and_harms_no_other()
    {
        using var rig = new MeterRig();
        rig.Meter.CreateObservableGauge("bad", int () => throw new TimeoutException("no driver"));
        rig.Meter.CreateObservableGauge("good", () => 1);
        AggregateException e = Assert.Throws<AggregateException>(rig.Source.Collect);
        Assert.IsType<TimeoutException>(Assert.Single(e.InnerExceptions));
        Assert.Equal([1.0], rig.ValuesOf("good"));
    }

    [Fact]
    public void A_tag_that_throws_never_reaches_who_measures_and_shows_in_Collect_once()
    {
        using var rig = new MeterRig();
        Counter<int> counter = rig.Meter.CreateCounter<int>("c");
        counter.Add(1, Tag("v", new Thrower()));
        counter.Add(1, Tag("v", new Thrower()));
        counter.Add(1, Tag("v", "fine"));

        Assert.Equal(2, rig.Source.FailureCount);
        AggregateException e = Assert.Throws<AggregateException>(rig.Source.Collect);
        Assert.Contains("2 measurements", Assert.Single(e.InnerExceptions).Message, StringComparison.Ordinal);
        rig.Source.Collect();
        Assert.Equal([1.0], rig.ValuesOf("c"));
    }

    [Fact]
    public void Over_the_series_limit_measurements_are_counted_and_nothing_is_kept_of_them()
    {
        using var rig = new MeterRig(maxSeries: 4);
        UpDownCounter<int> counter = rig.Meter.CreateUpDownCounter<int>("c");
        for (int i = 0; i < 1_000; i++)
            counter.Add(1, Tag("i", i));
        for (int i = 0; i < 4; i++)
            counter.Add(1, Tag("i", i));

        Assert.Equal(996, rig.Store.CountOf(SampleOutcome.SeriesLimit));
        Assert.Equal(8, rig.Store.CountOf(SampleOutcome.Accepted));
        Assert.Equal(0, rig.Source.FailureCount);
    }

    [Fact]
    public void When_a_meter_goes_its_series_stay()
    {
        using var rig = new MeterRig();
        rig.Meter.CreateCounter<int>("c").Add(1);
        rig.Meter.Dispose();
        rig.Source.Collect();
        Assert.Equal([1.0], rig.ValuesOf("c"));
    }

    [Fact]
    public void After_Dispose_nothing_is_heard()
    {
        using var rig = new MeterRig();
        Counter<int> counter = rig.Meter.CreateCounter<int>("c");
        counter.Add(1);
        rig.Source.Dispose();
        Assert.False(counter.Enabled);
        counter.Add(1);
        Assert.Equal([1.0], rig.ValuesOf("c"));
    }

    [Fact]
    public void It_starts_once()
    {
        using var rig = new MeterRig();
        Assert.Throws<InvalidOperationException>(() => rig.Source.Start(rig.Store));
    }

    [Fact]
    public void A_meter_without_a_name_is_a_mistake_of_the_options() =>
        Assert.Throws<ArgumentException>(() => new MeterSource(new MeterSourceOptions { Meters = { " " } }));

    [Fact]
    public void A_tag_list_is_taken_like_tags()
    {
        using var rig = new MeterRig();
        Histogram<double> histogram = rig.Meter.CreateHistogram<double>("h", "s");
        var tags = new TagList { { DimensionKeys.Job, "j" }, { DimensionKeys.Rank, 1 }, { DimensionKeys.Node, "n" }, { "x", "y" } };
        histogram.Record(0.5, tags);
        Assert.Equal("j", rig.Only("h").Job);
        Assert.Equal(4, rig.Only("h").Dimensions.Length);
    }

    private sealed class Thrower
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
