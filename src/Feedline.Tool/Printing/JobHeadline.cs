using Feedline.Tool.Terminals;

namespace Feedline.Tool.Printing;

/// <summary>The first lines about a job: which one, when, and how much of its GPU time was of use.</summary>
internal static class JobHeadline
{
    public static void Write(Screen screen, JobDiagnosis job)
    {
        string name = job.Job.Length == 0 ? "Job without a name" : $"Job {Printable.Of(job.Job)}";
        if (job.WorldSize == 0)
        {
            WriteInference(screen, job);
            return;
        }

        string ranks = job.WorldSize == 1 ? "1 rank" : $"{QuantityText.Count(job.WorldSize)} ranks";
        screen.Line($"{name} · {ranks}", Styles.Strong);
        screen.Line($"{TimeText.Span(job.StartUnixNanoseconds, job.EndUnixNanoseconds)} · "
            + $"{TimeText.Length(job.EndUnixNanoseconds - job.StartUnixNanoseconds)} wall time");

        GpuTimeLedger ledger = job.Ledger;
        double lost = UnixTime.ToSeconds(ledger.GpuNanoseconds - ledger.ProductiveNanoseconds);
        screen.Line(
            $"Goodput {QuantityText.Percent(ledger.Goodput)}: lost {QuantityText.GpuSeconds(lost)} "
            + $"of {QuantityText.GpuSeconds(UnixTime.ToSeconds(ledger.GpuNanoseconds))} GPU-seconds",
            Styles.Strong);
    }

    // Requests for inference come from no rank: there is no GPU time to account for.
    private static void WriteInference(Screen screen, JobDiagnosis job)
    {
        screen.Line(job.Job == "inference-api" ? "Inference API" : $"Inference of job {Printable.Of(job.Job)}", Styles.Strong);
        screen.Line($"{TimeText.Span(job.StartUnixNanoseconds, job.EndUnixNanoseconds)} · "
            + $"{TimeText.Length(job.EndUnixNanoseconds - job.StartUnixNanoseconds)} of requests");
    }
}
