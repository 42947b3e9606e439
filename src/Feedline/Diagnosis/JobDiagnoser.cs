using System.Collections.Immutable;

namespace Feedline;

/// <summary>Makes the diagnosis of one job.</summary>
internal static class JobDiagnoser
{
    public static JobDiagnosis Diagnose(JobLedger ledger, ImmutableArray<Finding> allFindings)
    {
        JobSteps job = ledger.Job;
        Finding[] findings = [.. allFindings.Where(finding => finding.Key.Job == job.Job && finding.Rule.Id != EngineRules.RuleQuarantined.Id).OrderBy(finding => finding.StartUnixNanoseconds)];
        LedgerBook book = ledger.Close([.. findings]);
        LedgerSums sums = book.Total;
        int[] roots = RootCauses.Find(findings);
        var diagnoses = ImmutableArray.CreateBuilder<Diagnosis>();
        for (int root = 0; root < findings.Length; root++)
        {
            if (roots[root] != root)
                continue;

            var effects = ImmutableArray.CreateBuilder<Finding>();
            long lost = sums.LostTo(findings[root]);
            for (int i = 0; i < findings.Length; i++)
            {
                if (i == root || roots[i] != root)
                    continue;

                effects.Add(findings[i]);
                lost += sums.LostTo(findings[i]);
            }

            diagnoses.Add(new Diagnosis
            {
                Root = findings[root],
                Effects = effects.ToImmutable(),
                LostGpuSeconds = job.Ranks.IsEmpty ? double.NaN : UnixTime.ToSeconds(lost),
            });
        }

        return new JobDiagnosis
        {
            Job = job.Job,
            WorldSize = job.Ranks.Length,
            StartUnixNanoseconds = job.FirstUnixNanoseconds,
            EndUnixNanoseconds = job.LastUnixNanoseconds,
            Diagnoses = diagnoses.ToImmutable(),
            Ledger = sums.ToLedger(job.Ranks.Length * (job.LastUnixNanoseconds - job.FirstUnixNanoseconds), findings),
            Windows = book.ToWindows(job.Ranks.Length, job.FirstUnixNanoseconds, job.LastUnixNanoseconds, findings),
        };
    }
}
