namespace Feedline.Rules;

/// <summary>Where the time goes that steps wait for input, as far as it is measured, each part during the episode and before.</summary>
internal static class InputEvidence
{
    public static IEnumerable<Evidence> Of(InputWatch watch)
    {
        ReadSources sources = watch.Sources;
        if (!double.IsNaN(watch.Metadata.Observed))
            yield return new Evidence("time in metadata operations a rank and step, mean", watch.Metadata.Observed, watch.Metadata.Normal, "s");

        if (!double.IsNaN(watch.Reads.Observed))
        {
            (double observed, double normal) = watch.Reads;
            yield return new Evidence("time in dataset reads a rank and step, mean", observed, normal, "s");
            if (sources.AreTold)
            {
                double cold = sources.During.ColdTimeShare, coldBefore = sources.Before.ColdTimeShare;
                yield return new Evidence("of it in cold reads", observed * cold, normal * coldBefore, "s");
                yield return new Evidence("of it in cached reads", observed * (1 - cold), normal * (1 - coldBefore), "s");
                yield return new Evidence("share of reads that are cached", sources.During.HitShare, sources.Before.HitShare, "1");
            }
        }

        if (!double.IsNaN(watch.Decode.Observed))
            yield return new Evidence("wait outside storage operations, as for decoding, a rank and step, mean", watch.Decode.Observed, watch.Decode.Normal, "s");

        if (!double.IsNaN(sources.Disk.Observed))
            yield return new Evidence("bytes from local disk for each dataset read", sources.Disk.Observed, sources.Disk.Normal, "By");

        if (!double.IsNaN(sources.Network.Observed))
            yield return new Evidence("bytes from the network for each dataset read", sources.Network.Observed, sources.Network.Normal, "By");
    }
}
