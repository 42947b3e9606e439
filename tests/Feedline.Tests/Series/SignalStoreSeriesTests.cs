namespace Feedline.Tests.Series;

public sealed class SignalStoreSeriesTests
{
    [Fact]
    public void Handles_are_dense_and_lead_to_their_keys()
    {
        SignalStore store = Stores.Make();
        for (int i = 0; i < 200; i++)
            Assert.Equal(i, store.Add(Stores.Gauge, new Dimension(DimensionKeys.Rank, i)).Index);

        Assert.Equal(200, store.SeriesCount);
        for (int i = 0; i < 200; i++)
        {
            SeriesKey key = store.KeyAt(i);
            Assert.Equal(i, key.Rank);
            Assert.Equal(i, store.IndexOf(key));
        }
    }

    [Fact]
    public void The_order_of_dimensions_does_not_matter()
    {
        SignalStore store = Stores.Make();
        Dimension job = new(DimensionKeys.Job, "j1"), rank = new(DimensionKeys.Rank, 3), node = new(DimensionKeys.Node, "n1");
        SeriesHandle first = store.Add(Stores.Gauge, job, rank, node);

        Assert.Equal(first, store.Add(Stores.Gauge, rank, node, job));
        Assert.Equal(first, store.Add(Stores.Gauge, node, job, rank));
        Assert.Equal(1, store.SeriesCount);
        Assert.Equal(
            [DimensionKeys.Node, DimensionKeys.Job, DimensionKeys.Rank],
            store.KeyAt(0).Dimensions.Select(dimension => dimension.Key));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0", 0)]
    [InlineData("-17", -17)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void An_integer_equals_its_text(string text, long number)
    {
        SignalStore store = Stores.Make();
        Assert.Equal(
            store.Add(Stores.Gauge, new Dimension("k", text)),
            store.Add(Stores.Gauge, new Dimension("k", number)));
    }

    [Theory]
    [InlineData("03", 3)]
    [InlineData("+3", 3)]
    [InlineData(" 3", 3)]
    [InlineData("-0", 0)]
    [InlineData("", 0)]
    [InlineData("-", 0)]
    [InlineData("3a", 3)]
    public void A_text_that_an_integer_is_not_written_as_differs_from_it(string text, long number)
    {
        SignalStore store = Stores.Make();
        Assert.NotEqual(
            store.Add(Stores.Gauge, new Dimension("k", text)),
            store.Add(Stores.Gauge, new Dimension("k", number)));
    }

    [Fact]
    public void Any_other_key_value_signal_or_number_of_dimensions_is_another_series()
    {
        SignalStore store = Stores.Make();
        SeriesHandle[] handles =
        [
            store.Add(Stores.Gauge),
            store.Add(Stores.Counter),
            store.Add(Stores.Gauge, new Dimension("a", "1")),
            store.Add(Stores.Gauge, new Dimension("b", "1")),
            store.Add(Stores.Gauge, new Dimension("a", "2")),
            store.Add(Stores.Gauge, new Dimension("a", "1"), new Dimension("b", "2")),
            store.Add(Stores.Gauge, new Dimension("a", "2"), new Dimension("b", "1")),
        ];
        Assert.Equal(handles.Length, handles.Distinct().Count());
    }

    [Fact]
    public void A_dimension_given_twice_counts_once_and_the_last_wins()
    {
        SignalStore store = Stores.Make();
        SeriesHandle plain = store.Add(Stores.Gauge, new Dimension("a", "2"));
        Assert.Equal(plain, store.Add(Stores.Gauge, new Dimension("a", "1"), new Dimension("a", "2")));
        Assert.Equal(plain, store.Add(Stores.Gauge, new Dimension("a", "2"), default));
        Assert.Equal(1, store.SeriesCount);
    }

    [Fact]
    public void The_first_descriptor_of_a_name_decides()
    {
        SignalStore store = Stores.Make();
        store.Add(Stores.Gauge);
        SeriesHandle other = store.Add(new SignalDescriptor(Stores.Gauge.Name, "By", SignalKind.Counter), new Dimension("a", 1));
        Assert.Same(Stores.Gauge, store.KeyAt(other.Index).Signal);
    }

    [Fact]
    public void A_key_of_another_store_is_unknown()
    {
        SignalStore store = Stores.Make(), other = Stores.Make();
        store.Add(Stores.Gauge);
        other.Add(Stores.Gauge);
        Assert.Equal(-1, store.IndexOf(other.KeyAt(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.KeyAt(1));
    }

    [Fact]
    public void The_series_of_a_signal_come_in_order_and_a_span_stays_as_it_was()
    {
        SignalStore store = Stores.Make();
        Assert.True(store.Series("unknown").IsEmpty);
        for (int i = 0; i < 3; i++)
        {
            store.Add(Stores.Gauge, new Dimension("i", i));
            store.Add(Stores.Counter, new Dimension("i", i));
        }

        ReadOnlySpan<SeriesKey> before = store.Series(Stores.Gauge.Name);
        for (int i = 3; i < 100; i++)
            store.Add(Stores.Gauge, new Dimension("i", i));

        Assert.Equal(3, before.Length);
        ReadOnlySpan<SeriesKey> after = store.Series(Stores.Gauge.Name);
        Assert.Equal(100, after.Length);
        for (int i = 0; i < 100; i++)
            Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), after[i].Dimensions[0].Text);
        for (int i = 0; i < 3; i++)
            Assert.Same(after[i], before[i]);
    }

    [Fact]
    public void Over_the_limit_samples_are_counted_and_the_store_says_when()
    {
        SignalStore store = Stores.Make(maxSeries: 2);
        SeriesHandle kept = store.Add(Stores.Gauge, new Dimension("i", 0));
        store.Add(Stores.Gauge, new Dimension("i", 1));
        Assert.Equal(2, store.SeriesCount);

        SeriesHandle refused = store.Add(Stores.Gauge, new Dimension("i", 2));
        Assert.Equal(-1, refused.Index);
        Assert.Equal(2, store.SeriesCount);
        Assert.Equal(kept, store.Add(Stores.Gauge, new Dimension("i", 0)));

        Assert.Equal(SampleOutcome.SeriesLimit, store.Write(refused, 100, 1));
        Assert.Equal(SampleOutcome.SeriesLimit, store.Write(refused, 90, 1));
        Assert.Equal(SampleOutcome.Accepted, store.Write(kept, 90, 1));

        Assert.Equal(2, store.CountOf(SampleOutcome.SeriesLimit));
        Assert.Equal(1, store.CountOf(SampleOutcome.Accepted));
        SeriesKey overflow = Assert.Single(store.Series(SignalStore.OverflowSignal).ToArray());
        Assert.Equal(SignalKind.Delta, overflow.Signal.Kind);
        (long[] times, double[] values) = store.All(new SeriesHandle(store.IndexOf(overflow)));
        Assert.Equal([100, 100], times);
        Assert.Equal([1.0, 1.0], values);
    }

    [Fact]
    public void A_made_up_handle_is_refused_and_takes_no_room_from_others()
    {
        SignalStore store = Stores.Make(maxSeries: 2);
        Assert.Equal(SampleOutcome.SeriesLimit, store.Write(new SeriesHandle(7), 1, 1));
        Assert.Equal(SampleOutcome.SeriesLimit, store.Write(new SeriesHandle(int.MinValue), 1));
        SeriesHandle first = store.Add(Stores.Gauge), second = store.Add(Stores.Counter);
        Assert.Equal(SampleOutcome.Accepted, store.Write(first, 1, 1));
        Assert.Equal(SampleOutcome.Accepted, store.Write(second, 1, 1));
        Assert.Equal(-1, store.Add(Stores.Delta).Index);
        Assert.Equal(2, store.CountOf(SampleOutcome.Accepted));
    }

    [Fact]
    public void The_signal_of_the_overflow_is_not_for_others()
    {
        SignalStore store = Stores.Make();
        SignalDescriptor signal = new(SignalStore.OverflowSignal, "1", SignalKind.Gauge);
        Assert.Equal(-1, store.Add(signal).Index);
        store.Write(new SeriesHandle(-1), 1, 1);
        Assert.Equal(-1, store.Add(signal).Index);
        Assert.Equal(-1, store.Add(signal, new Dimension("a", 1)).Index);
    }

    [Theory]
    [InlineData(0, 64, nameof(SignalStoreOptions.MaxSeries))]
    [InlineData(4_194_305, 64, nameof(SignalStoreOptions.MaxSeries))]
    [InlineData(64, 15, nameof(SignalStoreOptions.SamplesPerSeries))]
    [InlineData(64, 1_048_577, nameof(SignalStoreOptions.SamplesPerSeries))]
    public void Options_out_of_range_name_their_property(int maxSeries, int samples, string property)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => Stores.Make(maxSeries, samples));
        Assert.Equal(property, e.ParamName);
    }
}
