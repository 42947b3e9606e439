using System.Collections.Immutable;

namespace Feedline;

public sealed partial class DiagnosticEngine
{
    /// <summary>Joins the findings so far into causes with their effects, and says for each job where its GPU time went.</summary>
    /// <returns>One diagnosis a job that has samples, and ranks or inference requests, in the order the jobs were first seen.</returns>
    /// <remarks>Call it on the evaluating thread, between evaluations. Allocates.</remarks>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public IReadOnlyList<JobDiagnosis> Diagnose()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        var diagnoses = new List<JobDiagnosis>();
        ImmutableArray<Finding> findings = Findings;
        foreach (JobLedger ledger in _ledgers.All)
        {
            // Not of one whose series nobody has written to yet: it has no time.
            JobSteps job = ledger.Job;
            if ((!job.Ranks.IsEmpty || job.HasInference) && job.FirstUnixNanoseconds <= job.LastUnixNanoseconds)
                diagnoses.Add(JobDiagnoser.Diagnose(ledger, findings));
        }

        return diagnoses;
    }
}
