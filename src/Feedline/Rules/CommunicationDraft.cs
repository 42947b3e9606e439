namespace Feedline.Rules;

/// <summary>What network jitter and incast say alike.</summary>
internal static class CommunicationDraft
{
    /// <summary>Where collectives are not timed, the fabric is what is left when input and computing are taken away.</summary>
    private const double HiddenConfidence = 0.6;

    public static FindingDraft Make(JobView job, CommunicationWatch watch, string what, double confidence, params Mitigation[] mitigations)
    {
        Spread before = watch.Before;
        Spread during = watch.During;
        string where = watch.SlowSlots.Count > 0
            ? $"at the link of {RuleHelp.Ranks(job, watch.SlowSlots)}, {(watch.IsNamedByPort ? "whose port counts it" : "where the collective ends last")}"
            : "no rank stands out";
        List<Evidence> evidence =
        [
            new Evidence("pure communication time, median", during.Median, before.Median, "s"),
            new Evidence("pure communication time, 99th percentile", during.P99, before.P99, "s"),
            new Evidence("pure communication time, coefficient of variation", during.CoefficientOfVariation, before.CoefficientOfVariation, "1"),
        ];
        if (watch.SlowSlots.Count > 0 && !watch.IsNamedByPort)
            evidence.Add(new Evidence($"share of steps rank {job.Ranks[watch.SlowSlots[0]].Rank} ends last", watch.LastShare, 1.0 / job.Ranks.Length, "1"));

        if (watch.RetransmitSlot >= 0)
            evidence.Add(new Evidence($"TCP segments rank {job.Ranks[watch.RetransmitSlot].Rank} sends again", watch.RetransmitRate, 0, "{segment}/s"));

        if (!double.IsNaN(watch.SentExcess))
            evidence.Add(new Evidence("bytes sent by the busiest rank beyond the typical one, share", watch.SentExcess, 0, "1"));

        evidence.AddRange(watch.Ports.Evidence(job));
        List<string> missing = [];

        // A lossless fabric counts other things than segments that are sent again.
        if (!job.Has(StepColumns.Retransmits) && !watch.Ports.IsMeasured)
            missing.Add(SignalNames.TcpRetransmits);

        if (!job.Has(StepColumns.BytesSent))
            missing.Add(SignalNames.NetworkIo);

        return new FindingDraft
        {
            Job = job.Job,
            Message = $"{what}: pure communication takes {RuleHelp.Time(during.Median)} a step instead of {RuleHelp.Time(before.Median)} "
                + $"(p99 {RuleHelp.Time(during.P99)} instead of {RuleHelp.Time(before.P99)}); {where}.",
            StartUnixNanoseconds = watch.Episode.Start,
            EndUnixNanoseconds = watch.Episode.End,
            Discriminator = "",
            Subjects = [.. watch.SlowSlots.Select(slot => RuleHelp.Subject(job, slot) with { Device = watch.Ports.PortOf(slot) })],
            Severity = watch.Severity(during.Median - before.Median, isNamed: watch.SlowSlots.Count > 0),
            Confidence = confidence,
            Evidence = [.. evidence],
            MissingInputs = [.. missing],
            Mitigations = [.. mitigations],
        };
    }

    public static FindingDraft Make(JobView job, HiddenCommunication hidden, string what, params Mitigation[] mitigations)
    {
        int slot = hidden.Ports.CrowdedSlot >= 0 ? hidden.Ports.CrowdedSlot : hidden.Ports.FaultySlot;
        List<Evidence> evidence = [new Evidence("time of a step beside input and computing, mean", hidden.Rest, hidden.NormalRest, "s")];
        if (hidden.IsCollapse && !double.IsNaN(hidden.SentExcess))
            evidence.Add(new Evidence("bytes sent by the busiest rank beyond the typical one, share", hidden.SentExcess, 0, "1"));

        evidence.AddRange(hidden.Ports.Evidence(job));
        return new FindingDraft
        {
            Job = job.Job,
            Message = $"{what}{(what.Length > 0 ? "steps" : "Steps")} take {RuleHelp.Time(hidden.Rest)} beside input and computing instead of {RuleHelp.Time(hidden.NormalRest)}, "
                + "and the network's counters have risen with it; collectives are not timed, so which link it is is "
                + (slot >= 0 ? "told by the counters of one port alone." : "not known."),
            StartUnixNanoseconds = hidden.Episode.Start,
            EndUnixNanoseconds = hidden.Episode.End,
            Discriminator = "",
            Subjects = slot >= 0 ? [RuleHelp.Subject(job, slot) with { Device = hidden.Ports.PortOf(slot) }] : [],
            Severity = hidden.Severity(hidden.Rest - hidden.NormalRest, isNamed: slot >= 0),
            Confidence = HiddenConfidence,
            Evidence = [.. evidence],
            MissingInputs = job.Has(StepColumns.DataWait) ? [SignalNames.CollectiveDuration] : [SignalNames.CollectiveDuration, SignalNames.DataWaitDuration],
            Mitigations = [.. mitigations],
        };
    }
}
