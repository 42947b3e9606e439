using CsCheck;

namespace Feedline.Sources.Tests.Usage;

public class UsageLogTests
{
    private const long S = Otlp.Second;
    private const long T = UsageText.Start;

    [Fact]
    public void Requests_are_added_up_by_second_key_and_model()
    {
        (FakeWriter writer, InputReport report) = UsageText.All(UsageText.Header
            + $"{T / S}.25,a,m,100,10,200,1.5,x,d\n{T / S}.75,a,m,50,5,200,0.5,x,d\n{T / S}.8,a,m,70,0,429,0.01,x,d\n{(T / S) + 1},b,m,1,2,504,60,,\n");

        Assert.Equal([2], writer.Values("inference.requests{gen_ai.request.model=m,inference.key.id=a}"));
        Assert.Equal([1], writer.Values("inference.requests{error.type=429,gen_ai.request.model=m,inference.key.id=a}"));
        Assert.Equal([1], writer.Values("inference.requests{error.type=timeout,gen_ai.request.model=m,inference.key.id=b}"));
        Assert.Equal([220], writer.Values("gen_ai.client.token.usage{gen_ai.request.model=m,gen_ai.token.type=input,inference.key.id=a}"));
        Assert.Equal([1], writer.Values("gen_ai.client.operation.duration{gen_ai.request.model=m,inference.key.id=a}"));
        Assert.Equal([1], writer.Values("inference.key.info{inference.key.id=a,inference.key.owner=x,k8s.deployment.name=d}"));
        Assert.Equal([1], writer.Values("inference.key.info{inference.key.id=b,inference.key.owner=,k8s.deployment.name=}"));
        Assert.Contains(writer.Samples, sample => sample.Series.StartsWith("inference.requests{gen", StringComparison.Ordinal) && sample.Time == T + (S * 8 / 10));
        Assert.Equal(4, report.Points);
        Assert.Empty(report.Dropped);
    }

    [Theory]
    [InlineData("1795432314.5")]
    [InlineData("1795432314500")]
    [InlineData("1795432314500000")]
    [InlineData("1795432314500000000")]
    [InlineData("2026-11-23T11:11:54.5Z")]
    [InlineData("2026-11-23 11:11:54.500")]
    [InlineData("2026-11-23T13:11:54.5+02:00")]
    [InlineData("2026-11-23T06:11:54,5-0500")]
    public void Times_of_any_form_are_the_same(string time)
    {
        (FakeWriter writer, _) = UsageText.All($"time;key;total_tokens\n\"{time}\";k;7\n");

        Assert.Contains(writer.Samples, sample => sample.Time == T + (S / 2));
        Assert.All(writer.Times(), written => Assert.Equal(T + (S / 2), written));
    }

    [Theory]
    [InlineData("1795432314,k,7\n", 1)]
    [InlineData("2026-11-31 10:00:00,k,7\n", 0)]
    [InlineData("2026-02-30T10:00:00Z,k,7\n", 0)]
    [InlineData("12,k,7\n", 0)]
    [InlineData("99999999999999999999999,k,7\n", 0)]
    [InlineData("-1795432314,k,7\n", 0)]
    public void What_is_no_time_is_counted(string row, int taken)
    {
        (_, InputReport report) = UsageText.All("time,key,tokens\n1795432300,k,1\n" + row);

        Assert.Equal(1 - taken, report.Dropped.Where(dropped => dropped.Reason == "bad-time").Sum(dropped => dropped.Count));
    }

    [Fact]
    public void Limits_are_written_when_they_change()
    {
        (FakeWriter writer, InputReport report) = UsageText.All(
            $"time,key,tokens,tpm_limit,rpm_limit\n{T / S},k,7,1000,60\n{(T / S) + 1},k,7,1000,60\n{(T / S) + 2},k,7,1000,30\n{(T / S) + 3},k,7,2000,\n");

        Assert.Empty(report.Dropped);
        Assert.Equal([1000, 2000], writer.Values("inference.token.limit{inference.key.id=k}"));
        Assert.Equal([60, 30], writer.Values("inference.request.limit{inference.key.id=k}"));
    }

    [Fact]
    public void A_quote_that_never_ends_costs_only_its_own_line()
    {
        string rows = string.Concat(Enumerable.Range(1, 9000).Select(i => $"{(T / S) + (i / 10)},k,7\n"));
        (_, InputReport report) = UsageText.All($"time,key,tokens\n{T / S},\"k,7\n{rows}");

        Assert.Equal(9001, report.Points);
        Assert.Equal(1, Assert.Single(report.Dropped).Count);
    }

    [Fact]
    public void JSON_lines_give_what_CSV_gives()
    {
        (FakeWriter csv, _) = UsageText.All(UsageText.Header + $"{T / S},a,m,100,10,429,0.2,x,\n{(T / S) + 2},b,m,1,2,200,3,y,d\n");
        (FakeWriter json, InputReport report) = UsageText.All(
            $$"""
            {"timestamp":{{T / S}},"metadata":{"user_api_key_hash":"a"},"model":"m","usage":{"prompt_tokens":100,"completion_tokens":10},"status":"RateLimitError","latency_s":0.2,"owner":"x","deployment":null,"tags":["p",{"q":1}]}
            {"timestamp":"{{UnixTime.ToDateTimeOffset(T + (2 * S)):O}}","api_key_id":"\u0062","model":"m","input_tokens":1,"output_tokens":2,"status":200,"latency_ms":3000,"owner":"y","deployment":"d"}
            """);

        Assert.Empty(report.Dropped);
        Assert.Equal(UsageText.Sorted(csv), UsageText.Sorted(json));
    }

    [Fact]
    public void Quotes_delimiters_and_line_ends_stand_in_quoted_fields()
    {
        (FakeWriter writer, InputReport report) = UsageText.All(
            $"time,prompt,key,tokens\r\n{T / S},\"say \"\"hi\"\",\r\nthen go\",\"a \"\"b\"\"\",3\r\n{(T / S) + 1},plain,c,4\r\n");

        Assert.Empty(report.Dropped);
        Assert.Equal([3], writer.Values("gen_ai.client.token.usage{gen_ai.token.type=input,inference.key.id=a \"b\"}"));
        Assert.Equal([4], writer.Values("gen_ai.client.token.usage{gen_ai.token.type=input,inference.key.id=c}"));
    }

    [Fact]
    public void A_quote_that_never_ends_costs_one_row()
    {
        string rows = string.Concat(Enumerable.Range(1, 50).Select(i => $"{(T / S) + i},k,x,1\n"));
        (FakeWriter writer, InputReport report) = UsageText.All($"time,key,prompt,tokens\n{T / S},k,\"open,1\n" + rows);

        Assert.Equal(("corrupt-line", 1L, 2), (Replay.Only(report).Reason, Replay.Only(report).Count, Replay.Only(report).Line));
        Assert.Equal(50, writer.Values("gen_ai.client.token.usage{gen_ai.token.type=input,inference.key.id=k}").Sum());
    }

    [Theory]
    [InlineData("1795432315,k\n", "corrupt-line")]
    [InlineData("1795432315,k,1,2,3\n", "corrupt-line")]
    [InlineData("yesterday,k,1\n", "bad-time")]
    [InlineData("1795432315,k,many\n", "bad-number")]
    [InlineData("1795432315,k,-4\n", "bad-number")]
    [InlineData("1795431000,k,1\n", "out-of-order")]
    [InlineData("2795432315,k,1\n", "stray-time")]
    public void A_bad_row_is_counted_with_its_line_and_the_rest_is_read(string row, string reason)
    {
        string before = string.Concat(Enumerable.Range(0, 900).Select(i => $"{(T / S) + i},k,1\n"));
        string after = string.Concat(Enumerable.Range(900, 50).Select(i => $"{(T / S) + i},k,1\n"));
        UsageLog log = UsageText.Open("time,key,tokens\n" + before + row + after);
        var writer = new FakeWriter();
        // As in a replay: what is old enough has been written before the late row comes.
        for (long time = T; log.TryPeek(out _); time += S)
            log.WriteUntil(writer, time, TestContext.Current.CancellationToken);

        InputReport report = log.GetReport();
        log.Dispose();
        Assert.Equal((reason, 1L, 902), (Replay.Only(report).Reason, Replay.Only(report).Count, Replay.Only(report).Line));
        Assert.Equal(950, writer.Values("inference.requests{inference.key.id=k}").Sum());
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "its header names no column for the time")]
    [InlineData("time,level,message\n1795432315,info,hello\n", "its header names no column for a key or for tokens")]
    [InlineData("time,key\n", "it has a header but no rows")]
    [InlineData("time,key\nx,k\n", "line 2: the time is missing or none")]
    [InlineData("{\"resourceMetrics\":[]}\n", "it is OTLP, and no log of requests")]
    [InlineData("{\"a\":1}\n", "line 1: the time is missing or none")]
    [InlineData("{\"time\":1795432315,\"level\":\"info\"}\n", "its rows name neither a key nor tokens")]
    [InlineData("{\"time\":17954323", "line 1:")]
    [InlineData("", "it is empty")]
    public void What_is_no_usage_log_is_one_error_that_says_why(string text, string reason)
    {
        RecordingException exception = Assert.Throws<RecordingException>(() => UsageText.Open(text));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("file0: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_file_that_is_something_else_only_the_start_is_read()
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":1,\"b\":\"text of another kind\"}\n", 200_000)));
        using var stream = new MemoryStream(text);
        Assert.Throws<RecordingException>(() => UsageLog.Open("test", [new RecordingInput("f", text.Length, () => new Watched(stream))], []));
        Assert.InRange(stream.Position, 1, 1 << 20);
    }

    [Fact]
    public void A_compressed_file_gives_the_same_and_a_folder_is_read_by_names()
    {
        using var folder = new TempFolder();
        string text = UsageText.Header + string.Concat(Enumerable.Range(0, 200).Select(i => $"{(T / S) + i},k{i % 3},m,{i},1,200,1,o,d\n"));
        folder.Write("usage.csv.gz", TempFolder.Gzip(text));
        folder.Write("notes.txt", "nothing");
        (FakeWriter packed, InputReport report) = UsageText.All(UsageLog.Open(folder.Path));
        (FakeWriter plain, _) = UsageText.All(text);

        Assert.Equal(UsageText.Sorted(plain), UsageText.Sorted(packed));
        Assert.Equal(2, report.Files.Length);
        Assert.Contains(report.Files, file => file.Skipped == "by its name it is no recording");
    }

    [Fact]
    public void Rows_from_the_youngest_to_the_oldest_give_the_same()
    {
        string[] rows = [.. Enumerable.Range(0, 3000).Select(i => $"{(T / S) + i},k{i % 3},m,{i},1,200,1,o,d")];
        (FakeWriter forwards, _) = UsageText.All(UsageText.Header + string.Join('\n', rows));
        (FakeWriter backwards, InputReport report) = UsageText.All(UsageText.Header + string.Join('\n', rows.Reverse()));

        Assert.Empty(report.Dropped);
        Assert.Equal(UsageText.Sorted(forwards), UsageText.Sorted(backwards));
    }

    [Fact]
    public void Neither_the_order_within_minutes_nor_the_split_into_files_nor_the_unit_of_time_changes_what_is_read() =>
        Gen.Select(Gen.Int[1, 300].Array[1, 200], Gen.Int[1, 4], Gen.Int[0, int.MaxValue]).Sample((gaps, files, seed) =>
        {
            var random = new Random(seed);
            long time = T;
            var rows = new List<(long Time, string Cells)>();
            foreach (int gap in gaps)
            {
                time += gap * (S / 100);
                rows.Add((time, $",k{random.Next(4)},m{random.Next(2)},{random.Next(100)},{random.Next(10)},{(random.Next(5) == 0 ? 429 : 200)},0.5,{(random.Next(2) == 0 ? "o" : "")},d"));
            }

            (FakeWriter expected, _) = UsageText.All(UsageText.Header + string.Join('\n', rows.Select(row => $"{row.Time}{row.Cells}")));

            List<string>[] parts = [.. Enumerable.Range(0, files).Select(_ => new List<string>())];
            foreach ((long at, string rest) in rows.OrderBy(row => row.Time + random.NextInt64(60 * S)))
                parts[random.Next(files)].Add($"{at / 10_000_000}{rest}".Insert(10, ".") + "");

            string[] texts = [.. parts.Where(part => part.Count > 0).Select(part => UsageText.Header + string.Join('\n', part))];
            (FakeWriter actual, InputReport report) = UsageText.All(texts);
            Assert.Empty(report.Dropped);
            Assert.Equal(UsageText.Sorted(expected), UsageText.Sorted(actual));
        }, iter: 100);

    [Fact]
    public void Keys_beyond_the_limit_count_together_and_are_told()
    {
        string rows = string.Concat(Enumerable.Range(0, UsageSamples.MaxKeys + 100).Select(i => $"{(T / S) + (i / 10)},k{i},1\n"));
        (FakeWriter writer, InputReport report) = UsageText.All("time,key,tokens\n" + rows);

        Assert.Equal(("key-limit", 100L), (Replay.Only(report).Reason, Replay.Only(report).Count));
        Assert.Equal(100, writer.Values("inference.requests{inference.key.id=(other)}").Sum());
        Assert.Equal(UsageSamples.MaxKeys + 1, writer.Keys.Count(key => key.Signal.Name == SignalNames.InferenceRequests));
    }

    [Fact]
    public void A_row_costs_no_byte_once_its_key_is_known()
    {
        string text = UsageText.Header + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{(T / S) + (i / 20)},k{i % 30},m{i % 2},{i},1,200,1.25,o,\"d\"\n"));
        using UsageLog log = UsageText.Open(text);
        var writer = new CountingWriter();
        log.WriteUntil(writer, T + (1000 * S), CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        log.WriteUntil(writer, T + (2000 * S), CancellationToken.None);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(writer.Samples > 10_000);
    }

    /// <summary>Stays open, so that it can be asked how far it was read.</summary>
    private sealed class Watched(Stream stream) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => stream.Length;

        public override long Position
        {
            get => stream.Position;
            set => stream.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
