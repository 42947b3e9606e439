namespace Feedline.Tests.Rules;

/// <summary>Makes keys that were used, without an engine.</summary>
internal static class KeyUses
{
    public const long Start = 1_764_000_000 * UnixTime.NanosecondsPerSecond;

    /// <summary>A key with a request every some seconds, while all keys make one a second.</summary>
    public static KeyUse Every(double period, double from, double to, double tokens = 500, params (ModelUse Model, double Share)[] models)
    {
        var key = new KeyUse($"key-{from}");
        double before = from;
        for (double time = from; time < to; time += period)
        {
            key.Add(Start + UnixTime.FromSeconds(time), 1);
            key.Settle(Start, before, time + 1);
            before = time + 1;
        }

        key.TotalTokens = tokens * key.Requests;
        foreach ((ModelUse model, double share) in models)
            key.Pairs.Add(new PairUse(key, model) { Requests = share * key.Requests });

        return key;
    }
}
