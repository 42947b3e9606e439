using CsCheck;
using Feedline.Tests.Evaluation;
using static Feedline.Tests.Evaluation.Engines;

namespace Feedline.Tests.Findings;

public sealed class HysteresisProperties
{
    private const int Keys = 3;

    // What a run of the rule does: it throws, so that the run does not count, or it reports the keys of a bit set.
    private static readonly Gen<int?[]> Runs = Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, (1 << Keys) - 1].Select(keys => (int?)keys)).Array[0, 60];

    [Fact]
    public void The_engine_opens_and_resolves_as_the_reference_does() => Gen
        .Select(Runs, Gen.Int[1, 4], Gen.Int[1, 4])
        .Sample((runs, openAfter, resolveAfter) =>
        {
            int? run = null;
            DiagnosticEngineBuilder builder = Builder().AddRule("T1", context =>
            {
                for (int key = 0; key < Keys; key++)
                {
                    if (((run ?? 0b101) & 1 << key) != 0)
                        context.Report(Draft(discriminator: $"{key}"));
                }

                if (run is null)
                    throw new FormatException("This run does not count.");
            });
            builder.Options.QuarantineAfterFailures = 1_000;
            using DiagnosticEngine engine = builder
                .ConfigureRule("T1", options => (options.OpenAfter, options.ResolveAfter) = (openAfter, resolveAfter))
                .Build();
            for (int i = 0; i < runs.Length; i++)
            {
                run = runs[i];
                EvaluationReport report = engine.EvaluateAt(At(i), CancellationToken.None);
                Assert.Equal(run is null ? 1 : 0, report.Failures.Count);
                for (int key = 0; key < Keys; key++)
                {
                    bool?[] history = [.. runs.Take(i + 1).Select(seen => seen is null ? (bool?)null : (seen & 1 << key) != 0)];
                    Finding? active = engine.ActiveFindings.SingleOrDefault(finding => finding.Key.Discriminator == $"{key}");
                    Finding[] all = [.. engine.Findings.Where(finding => finding.Key.Discriminator == $"{key}")];
                    List<Episode> expected = Reference(history, openAfter, resolveAfter);

                    Assert.Equal(expected.Count, all.Length);
                    Assert.Equal(expected.Select(episode => episode.Hits), all.Select(finding => finding.Occurrences));
                    Assert.Equal(expected.Select(episode => At(episode.OpenedAt)), all.Select(finding => finding.DetectedUnixNanoseconds));
                    Assert.Equal(
                        expected.Select(episode => episode.IsOver), all.Select(finding => finding.State == FindingState.Resolved));
                    Assert.Equal(expected is [.., { IsOver: false }], active is not null);
                }
            }
        });

    // Written from the words of the options, over the whole history, with no state kept from run to run.
    private static List<Episode> Reference(bool?[] history, int openAfter, int resolveAfter)
    {
        (bool Held, int At)[] runs = [.. history.Select((held, at) => (held, at)).Where(run => run.held is not null).Select(run => (run.held!.Value, run.at))];
        var episodes = new List<Episode>();
        for (int i = 0; i < runs.Length;)
        {
            bool opens = i + openAfter <= runs.Length && runs.AsSpan(i, openAfter).ToArray().All(run => run.Held);
            if (!opens)
            {
                i++;
                continue;
            }

            int open = i + openAfter - 1;
            int end = Enumerable.Range(open + 1, runs.Length)
                .FirstOrDefault(last => last < runs.Length && last - open >= resolveAfter
                    && runs.AsSpan(last - resolveAfter + 1, resolveAfter).ToArray().All(run => !run.Held));
            bool isOver = end > 0;
            int next = isOver ? end + 1 : runs.Length;
            episodes.Add(new Episode(runs[open].At, runs[i..next].Count(run => run.Held), isOver));
            i = next;
        }

        return episodes;
    }

    private sealed record Episode(int OpenedAt, int Hits, bool IsOver);
}
