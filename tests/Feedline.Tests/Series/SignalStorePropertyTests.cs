using CsCheck;

namespace Feedline.Tests.Series;

public sealed class SignalStorePropertyTests
{
    private static readonly Gen<double> Values = Gen.Frequency(
        (20, Gen.Double[0, 1_000]),
        (10, Gen.Int[0, 500].Select(i => (double)i)),
        (2, Gen.Double[-5, 0]),
        (1, Gen.OneOf(double.NaN, double.PositiveInfinity, 4294967295.0, 2147483632.0)));

    // How far time moves before the sample, and its value; every so often many samples at once, so that rings wrap.
    private static readonly Gen<(int Step, double Value)[]> Samples =
        Gen.Select(Gen.Frequency((10, Gen.Int[0, 9]), (1, Gen.Int[-6, -1])), Values).Array[0, 60];

    [Fact]
    public void A_series_gives_what_the_reference_gives()
    {
        Gen<SignalKind> kinds = Gen.Enum<SignalKind>();
        Gen<(int Step, double Value)[][]> rounds = Samples.Array[1, 8];
        Gen.Select(kinds, Gen.OneOf(16, 32, 64), rounds, Gen.Int[1, 70], Gen.Int[1, 400]).Sample((kind, kept, parts, room, length) =>
        {
            SignalStore store = Stores.Make(samplesPerSeries: kept);
            SeriesHandle series = store.Add(new SignalDescriptor("s", "1", kind));
            var reference = new ReferenceSeries(kind, kept);
            long now = 100, cursor = 0, expectedCursor = 0;
            var outcomes = new long[Enum.GetValues<SampleOutcome>().Length];
            foreach ((int Step, double Value)[] part in parts)
            {
                foreach ((int step, double value) in part)
                {
                    now += step;
                    SampleOutcome outcome = reference.Write(now, value);
                    outcomes[(int)outcome]++;
                    Assert.Equal(outcome, store.Write(series, now, value));
                }

                Assert.Equal(reference.End, store.EndOf(series.Index));
                Assert.Equal(reference.Kept() is [.., var last] ? last.Time : long.MinValue, store.LastTimeOf(series.Index));
                CheckRead(store, series, reference, ref cursor, ref expectedCursor, room);
                CheckWindows(store, series, reference, now, room, length);
            }

            foreach (SampleOutcome outcome in Enum.GetValues<SampleOutcome>())
                Assert.Equal(outcomes[(int)outcome], store.CountOf(outcome));
        });
    }

    [Fact]
    public void Series_are_told_apart_by_their_sorted_dimensions()
    {
        Gen<string> texts = Gen.OneOf(
            Gen.Int[-2, 12].Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Gen.OneOf("x", "01", ""));
        Gen<Dimension> dimension = Gen.Select(Gen.OneOf("a", "b", "cc", "dd"), Gen.Bool, Gen.Int[-2, 12], texts)
            .Select((key, isNumber, number, text) => isNumber ? new Dimension(key, number) : new Dimension(key, text));
        Gen<(string Name, Dimension[] Dimensions)> identity = Gen.Select(Gen.OneOf("s1", "s2"), dimension.Array[0, 4]);
        identity.Array[1, 80].Sample(identities =>
        {
            SignalStore store = Stores.Make(maxSeries: 4_096);
            var reference = new Dictionary<string, int>();
            foreach ((string name, Dimension[] dimensions) in identities)
            {
                int index = store.GetOrAddSeries(new SignalDescriptor(name, "1", SignalKind.Gauge), dimensions).Index;
                var canonical = new SortedDictionary<string, string>(StringComparer.Ordinal);
                foreach (Dimension given in dimensions)
                    canonical[given.Key] = given.Text;
                string key = $"{name}{{{string.Join(',', canonical.Select(pair => $"{pair.Key}={pair.Value}"))}}}";
                if (!reference.TryAdd(key, index))
                    Assert.Equal(reference[key], index);
                Assert.Equal(key, store.KeyAt(index).ToString());
            }

            Assert.Equal(reference.Count, store.SeriesCount);
            Assert.Equal(reference.Count, store.Series("s1").Length + store.Series("s2").Length);
        });
    }

    [Fact]
    public void Window_memory_never_gives_the_same_place_twice()
    {
        Gen.Int[0, 9_000].Array[1, 20].Array[1, 3].Sample(rules =>
        {
            var memory = new WindowMemory();
            foreach (int[] rule in rules)
            {
                memory.Reset();
                CheckNested(memory, rule, 0);
            }
        });

        // Spans cannot be kept in a list: each call holds its own and looks at it again after those within it.
        static void CheckNested(WindowMemory memory, int[] lengths, int index)
        {
            if (index == lengths.Length)
                return;
            memory.Take(lengths[index], out Span<long> times, out Span<double> values);
            Assert.Equal(lengths[index], times.Length);
            Assert.Equal(lengths[index], values.Length);
            times.Fill(index);
            values.Fill(index);
            CheckNested(memory, lengths, index + 1);
            Assert.Equal(-1, times.IndexOfAnyExcept(index));
            Assert.Equal(-1, values.IndexOfAnyExcept(index));
        }
    }

    private static void CheckRead(
        SignalStore store, SeriesHandle series, ReferenceSeries reference, ref long cursor, ref long expectedCursor, int room)
    {
        var times = new long[room];
        var values = new double[room];
        (long Time, double Value)[] expected = reference.ReadFrom(ref expectedCursor, room);
        int count = store.ReadFrom(series.Index, ref cursor, times, values);
        Assert.Equal(expected, times.Zip(values).Take(count));
        Assert.Equal(expectedCursor, cursor);
    }

    private static void CheckWindows(
        SignalStore store, SeriesHandle series, ReferenceSeries reference, long now, int room, int length)
    {
        int minimum = 1 + (length % 5);
        long after = now - (length / 2);
        // Times are in steps of 1 ns, lengths of windows in steps of 100.
        TimeSpan span = TimeSpan.FromTicks((length / 100) + 1);
        Same(reference.Window(long.MinValue, 0, room, minimum, now), store.Window(series.Index, WindowSpec.LastSamples(room, minimum), now));
        Same(reference.Window(after, 0, 0, 1, now), store.Window(series.Index, WindowSpec.After(after), now));
        Same(
            reference.Window(long.MinValue, UnixTime.ToNanoseconds(span), 0, minimum, now),
            store.Window(series.Index, WindowSpec.Last(span, minimum), now));
    }

    private static void Same((long Time, double Value)[] expected, SampleWindow window)
    {
        Assert.Equal(expected.Select(sample => sample.Time), window.UnixNanoseconds.ToArray());
        Assert.Equal(expected.Select(sample => sample.Value), window.Values.ToArray());
    }
}
