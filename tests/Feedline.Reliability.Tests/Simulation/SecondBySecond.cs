namespace Feedline.Reliability.Tests.Simulation;

/// <summary>The same job played second by second: slow, and plain to see.</summary>
internal static class SecondBySecond
{
    /// <summary>Plays a job whose times are all whole seconds, with failures at whole seconds.</summary>
    public static JobTime Play(TrainingJob job, int horizon, double[] failures, double[] tierShares)
    {
        CheckpointTier[] tiers = [.. job.Checkpoints.Tiers];
        int interval = (int)job.Checkpoints.IntervalSeconds;
        int detection = (int)job.DetectionSeconds;
        int restart = (int)job.Restart.Seconds(job.Nodes);
        var saves = new List<(int Work, int Tier, double SafeAt)>();
        var back = new List<double>();
        var time = new JobTime();
        int work = 0, computed = 0, sinceSave = 0, saveNumber = 0;
        double saving = 0, detecting = 0, restarting = 0;
        for (int now = 0; now < horizon; now++)
        {
            for (int i = 0; i < failures.Length; i++)
            {
                if ((int)failures[i] != now || (!job.FailsWhileDown && (detecting > 0 || restarting > 0)))
                    continue;

                time.Failures++;
                int nearest = 0;
                for (double share = tierShares[i]; nearest < tiers.Length - 1 && share >= tiers[nearest].FailureShare; nearest++)
                    share -= tiers[nearest].FailureShare;
                saves.RemoveAll(save => save.SafeAt > now || save.Tier < nearest);
                int kept = saves.Count == 0 ? 0 : saves.Max(save => save.Work);
                saves.RemoveAll(save => save.Work > kept);
                (work, sinceSave, saveNumber, saving) = (kept, 0, 0, 0);
                detecting = detection;
                restarting = restart + tiers[nearest].RestoreSeconds;
                back.Add(now + (job.Repair?.Mean ?? 0));
            }

            if (detecting > 0)
            {
                detecting--;
                time.Detecting++;
            }
            else if (restarting > 0 && job.SpareNodes < back.Count(until => until > now))
            {
                time.WaitingForSpares++;
            }
            else if (restarting > 0)
            {
                restarting--;
                time.Restarting++;
            }
            else if (saving > 0)
            {
                saving--;
                time.Saving++;
                if (saving == 0)
                    EndSave(now + 1);
            }
            else
            {
                work++;
                computed++;
                if (++sinceSave == interval)
                {
                    sinceSave = 0;
                    saveNumber++;
                    saving = tiers.Where(tier => saveNumber % tier.Every == 0).Sum(tier => tier.Cost.BlockingSeconds);
                    if (saving == 0)
                        EndSave(now + 1);
                }
            }
        }

        time.Productive = work;
        time.Lost = computed - work;
        return time;

        void EndSave(int at)
        {
            for (int i = 0; i < tiers.Length; i++)
            {
                if (saveNumber % tiers[i].Every == 0)
                    saves.Add((work, i, at + tiers[i].Cost.LagSeconds));
            }
        }
    }
}
