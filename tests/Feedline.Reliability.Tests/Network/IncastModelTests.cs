using System.Globalization;
using CsCheck;

namespace Feedline.Reliability.Tests.Network;

public class IncastModelTests
{
    /// <summary>A gigabit port of a shallow switch and 256 KB from each sender, as in the studies of 2008 and 2009.</summary>
    private static readonly IncastScenario Gigabit = new()
    {
        FanIn = 1,
        RequestBytes = 256e3,
        LinkBytesPerSecond = 125e6,
        BufferBytes = 64e3,
        InitialWindowSegments = 3,
    };

    private static readonly IncastOptions FewBlocks = new() { Replications = 3, MaxThreads = 1 };

    private static readonly Gen<IncastScenario> Scenarios = Gen.Select(
        Gen.Int[1, 60], Gen.Double[3, 5.5], Gen.Double[8, 11], Gen.Double[3, 7], Gen.Double[-5, -3], Gen.Double[-3, 0],
        (fanIn, request, link, buffer, trip, timeout) => new IncastScenario
        {
            FanIn = fanIn,
            RequestBytes = Math.Pow(10, request),
            LinkBytesPerSecond = Math.Pow(10, link),
            BufferBytes = Math.Pow(10, buffer),
            RoundTripSeconds = Math.Pow(10, trip),
            MinimumTimeoutSeconds = Math.Pow(10, timeout),
        });

    public static TheoryData<double, double, double> Ports { get; } = new()
    {
        { 125e6, 32e3, 0.2 }, { 125e6, 64e3, 0.2 }, { 125e6, 256e3, 0.2 }, { 125e6, 64e3, 0.01 }, { 125e6, 64e3, 0.001 }, { 125e6, 64e3, 200e-6 },
        { 1.25e9, 32e3, 0.2 }, { 1.25e9, 128e3, 0.2 }, { 1.25e9, 256e3, 0.01 }, { 1.25e9, 128e3, 200e-6 },
    };

    [Theory]
    [MemberData(nameof(Ports))]
    public void Blocks_take_what_a_second_simulation_has_them_take(double link, double buffer, double timeout)
    {
        IncastScenario port = Gigabit with { LinkBytesPerSecond = link, BufferBytes = buffer, MinimumTimeoutSeconds = timeout, InitialWindowSegments = 10 };
        for (int fanIn = 2; fanIn <= 64; fanIn *= 2)
        {
            IncastScenario scenario = port with { FanIn = fanIn };
            double[] reference = [.. Enumerable.Range(1, fanIn > 16 ? 10 : 40).Select(seed => PacketIncast.Block(scenario, seed).Seconds)];
            double mean = reference.Average();
            double error = Math.Sqrt(reference.Sum(value => (value - mean) * (value - mean)) / (reference.Length - 1.0) / reference.Length);
            Estimate model = Predict(scenario, new IncastOptions { Replications = 200 }).BlockSeconds;
            double ratio = model.Value / mean;
            TestContext.Current.TestOutputHelper?.WriteLine($"{fanIn,4} reference {mean:F5} ± {error:F5} s, model {model.Value:F5} s, ratio {ratio:F2}");

            // Where a block in ten stalls, forty blocks do not know their own mean to a factor of 1.5.
            double both = 3 * Math.Sqrt(error * error + Math.Pow((model.Upper - model.Lower) / 4, 2));
            Assert.True(ratio is > 1 / 1.5 and < 1.5 || Math.Abs(model.Value - mean) < both, $"{scenario}: {ratio}");
        }
    }

    /// <summary>All cells of up to 16 senders that ns-2 played (benchmarks/results/incast.md): a stack that neither of ours was written from.</summary>
    [Fact]
    public void Blocks_take_about_what_ns2_has_them_take()
    {
        using Stream stream = typeof(IncastModelTests).Assembly.GetManifestResourceStream("ns2-grid.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        int cells = 0;
        int near = 0;
        while (reader.ReadLine() is { } line)
        {
            double[] cell = [.. line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            if (cell[3] > 16)
                continue;
            var scenario = new IncastScenario
            {
                FanIn = (int)cell[3],
                RequestBytes = 176 * 1_460,
                LinkBytesPerSecond = cell[0] / 8,
                BufferBytes = cell[1],
                MinimumTimeoutSeconds = cell[2],
                ReactionSeconds = 1e4 / cell[0],
            };
            Estimate model = Predict(scenario).BlockSeconds;
            double ratio = model.Value / cell[5];
            double both = 3 * Math.Sqrt(cell[6] * cell[6] / cell[4] + Math.Pow((model.Upper - model.Lower) / 4, 2));
            Assert.True(ratio is > 0.5 and < 2 || Math.Abs(model.Value - cell[5]) < both, $"{line}: {ratio}");
            cells++;
            near += ratio is > 1 / 1.5 and < 1.5 ? 1 : 0;
        }

        // Where few blocks stall, thirty blocks of ns-2 do not say how many.
        Assert.True(near >= 0.85 * cells, $"{near} of {cells}");
    }

    [Fact]
    public void Twice_the_buffer_carries_about_twice_the_fan_in()
    {
        // FAST 2008, on requests that the buffer takes as they come: windows are small beside it, and senders lose only together.
        IncastScenario small = Gigabit with { RequestBytes = 16e3 };
        int[] safe = [.. Enumerable.Range(0, 3).Select(i => SafeFanIn(small with { BufferBytes = 128e3 * (1 << i) }))];
        Assert.InRange(safe[1] / (double)safe[0], 1.5, 2.5);
        Assert.InRange(safe[2] / (double)safe[1], 1.5, 2.5);
    }

    [Fact]
    public void A_timeout_near_the_round_trip_undoes_the_collapse()
    {
        IncastScenario collapsed = Gigabit with { FanIn = 32 };
        IncastPrediction slow = Predict(collapsed);
        IncastPrediction fast = Predict(collapsed with { MinimumTimeoutSeconds = 200e-6 });

        // FAST 2008 and SIGCOMM 2009: an order of magnitude lost, and most of it back, though segments are dropped as before. They ran block after block; a single
        // one pays for its first windows and for its last senders, whose timeouts have doubled (ns-2 in four blocks: 0.68 to 0.96).
        Assert.InRange(slow.Utilisation, 0.01, 0.25);
        Assert.InRange(fast.Utilisation, 0.6, 1);
        Assert.True(fast.Utilisation > 5 * slow.Utilisation);
        Assert.True(fast.BlocksWithTimeout.Value > 0.9 && fast.DroppedSegments > 100);
    }

    [Fact]
    public void Marks_put_the_collapse_off()
    {
        // Senders slow down while the queue is short, until windows of two together overrun the buffer: 100 senders do.
        IncastScenario query = Gigabit with { FanIn = 20, RequestBytes = 50e3, BufferBytes = 150e3, InitialWindowSegments = 2, SegmentBytes = 1_500, MinimumTimeoutSeconds = 0.3 };
        IncastPrediction marked = Predict(query with { Control = IncastControl.Dctcp });
        IncastPrediction lost = Predict(query);
        Assert.Equal(0, marked.BlocksWithTimeout.Value);
        Assert.InRange(marked.Utilisation, 0.8, 1);
        Assert.True(lost.Utilisation < 0.2 && lost.BlocksWithTimeout.Lower > 0.5);
        Assert.True(Predict(query with { Control = IncastControl.Dctcp, FanIn = 100, RequestBytes = 10e3 }).BlocksWithTimeout.Value > 0.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_blocks_with_any_number_of_threads()
    {
        IncastScenario onset = Gigabit with { FanIn = 6 };
        IncastPrediction one = Predict(onset, new IncastOptions { MaxThreads = 1 });
        IncastPrediction two = Predict(onset, new IncastOptions { MaxThreads = 2 });
        Assert.Equal(one.BlockSeconds, two.BlockSeconds);
        Assert.Equal(one.MedianSeconds, two.MedianSeconds);
        Assert.NotEqual(one.BlockSeconds, Predict(onset, new IncastOptions { Seed = 2 }).BlockSeconds);
        Assert.True(one.BlockQuantile(0) <= one.MedianSeconds && one.MedianSeconds <= one.BlockQuantile(1));
    }

    [Fact]
    public void A_long_simulation_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        IncastScenario large = Gigabit with { FanIn = 1_000, RequestBytes = 10e6 };
        Assert.ThrowsAny<OperationCanceledException>(() => IncastModel.Predict(large, cancellationToken: source.Token));
    }

    [Fact]
    public void A_block_without_drops_is_the_link_and_its_round_trips()
    {
        // One sender, whose own link is as fast: 1, 2, 4 … segments a round trip until the pipe is full. By hand: S/C and the round trips it starts with.
        IncastScenario alone = Gigabit with { FanIn = 1, RequestBytes = 14_600, InitialWindowSegments = 10, StartSpreadSeconds = 0, ReactionSeconds = 0 };
        IncastPrediction prediction = Predict(alone);
        Assert.Equal(14_600 / 125e6 + 1_460 / 125e6 + 100e-6, prediction.BlockSeconds.Value, 2e-3 * 1_460 / 125e6);
        Assert.Equal(0, prediction.DroppedSegments);
        Assert.Equal(0, prediction.BlocksWithTimeout.Value);
    }

    [Fact]
    public void Pacing_and_a_lossless_fabric_keep_the_link_busy_and_only_the_latter_pauses_others()
    {
        IncastScenario collapsed = Gigabit with { FanIn = 64 };
        IncastPrediction paced = Predict(collapsed with { Control = IncastControl.Paced });
        IncastPrediction lossless = Predict(collapsed with { Control = IncastControl.Lossless });
        Assert.InRange(paced.Utilisation, 0.99, 1);
        Assert.Equal(paced.BlockSeconds, lossless.BlockSeconds);
        Assert.Equal((64 * 256e3 / 125e6) + 100e-6, paced.MedianSeconds, 1e-12);
        Assert.Equal((0, 0), (paced.PausedSeconds, paced.TimeoutSeconds));

        // All but what link and buffer hold: (64 × 256 kB - 64 kB - 12.5 kB) / 125 MB/s.
        Assert.Equal((64 * 256e3 - 64e3 - 12.5e3) / 125e6, lossless.PausedSeconds, 1e-12);
    }

    [Fact]
    public void What_fits_link_and_buffer_is_never_dropped()
    {
        IncastScenario small = Gigabit with { RequestBytes = 10e3 };
        Assert.Equal(7, IncastModel.LossFreeFanIn(small));
        Assert.Equal(0, Predict(small with { FanIn = 7 }).Timeouts);
        Assert.Equal(100 * 10e3 - 12.5e3, IncastModel.LossFreeBufferBytes(small with { FanIn = 100 }));
    }

    [Fact]
    public void Every_prediction_is_within_its_bounds() => Scenarios.Sample(scenario =>
    {
        IncastPrediction prediction = Predict(scenario, FewBlocks);
        Estimate block = prediction.BlockSeconds;
        Assert.InRange(prediction.Utilisation, double.Epsilon, 1);
        Assert.InRange(prediction.TimeoutSeconds, 0, block.Value);
        Assert.True(prediction.Timeouts >= 0 && double.IsFinite(block.Upper) && block.Contains(block.Value));
        Assert.True(prediction.GoodputBytesPerSecond.Contains(prediction.GoodputBytesPerSecond.Value) && prediction.BlocksWithTimeout.Contains(prediction.BlocksWithTimeout.Value));
        double bytes = scenario.FanIn * scenario.RequestBytes;
        Assert.Equal(bytes / block.Value, prediction.GoodputBytesPerSecond.Value, 1e-9 * prediction.GoodputBytesPerSecond.Value);

        // Nothing is faster than the link, and no stall shorter than the least timeout.
        double least = bytes / scenario.LinkBytesPerSecond + scenario.RoundTripSeconds;
        Assert.True(prediction.BlockQuantile(0) >= least * (1 - 1e-9));
        Assert.True(prediction.Timeouts == 0 || prediction.BlockQuantile(1) >= scenario.MinimumTimeoutSeconds);
        Assert.True(Predict(scenario with { Control = IncastControl.Paced }).Utilisation >= prediction.Utilisation - 1e-9);
    }, iter: 100);

    [Fact]
    public void A_buffer_for_all_drops_nothing() => Scenarios.Sample(
        scenario => Assert.Equal(0, Predict(scenario with { BufferBytes = scenario.FanIn * scenario.RequestBytes * (1 + 1e-9) }, FewBlocks).DroppedSegments),
        iter: 100);

    [Fact]
    public void Bad_values_are_named()
    {
        Assert.Equal("FanIn", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { FanIn = 0 }).ParamName);
        Assert.Equal("RequestBytes", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { RequestBytes = double.NaN }).ParamName);
        Assert.Equal("LinkBytesPerSecond", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { LinkBytesPerSecond = 0 }).ParamName);
        Assert.Equal("BufferBytes", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { BufferBytes = -1 }).ParamName);
        Assert.Equal("MinimumTimeoutSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { MinimumTimeoutSeconds = double.PositiveInfinity }).ParamName);
        Assert.Equal("StartSpreadSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { StartSpreadSeconds = -1 }).ParamName);
        Assert.Equal("ReactionSeconds", Assert.Throws<ArgumentOutOfRangeException>(() => Gigabit with { ReactionSeconds = double.NaN }).ParamName);
        Assert.Equal("Replications", Assert.Throws<ArgumentOutOfRangeException>(() => new IncastOptions { Replications = 1 }).ParamName);
        Assert.Equal("Confidence", Assert.Throws<ArgumentOutOfRangeException>(() => new IncastOptions { Confidence = 1 }).ParamName);
        Assert.Equal("scenario", Assert.Throws<ArgumentException>(() => Predict(Gigabit with { FanIn = 1_000_000 })).ParamName);
        Assert.Equal("greatest", Assert.Throws<ArgumentOutOfRangeException>(() => SafeFanIn(Gigabit, 0)).ParamName);
        Assert.Throws<ArgumentNullException>(() => Predict(null!));
    }

    private static IncastPrediction Predict(IncastScenario scenario, IncastOptions? options = null) =>
        IncastModel.Predict(scenario, options, TestContext.Current.CancellationToken);

    private static int SafeFanIn(IncastScenario scenario, int greatest = 1_024) =>
        IncastModel.SafeFanIn(scenario, greatest, cancellationToken: TestContext.Current.CancellationToken);
}
