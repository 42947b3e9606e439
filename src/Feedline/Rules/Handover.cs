namespace Feedline.Rules;

/// <summary>A key that fell silent as another one of its deployment appeared.</summary>
/// <param name="old">The key left behind.</param>
/// <param name="now">The key in its place.</param>
/// <param name="since">When that was known.</param>
/// <param name="requestsThen">Requests of the old one up to then.</param>
internal sealed class Handover(KeyUse old, KeyUse now, long since, double requestsThen)
{
    public KeyUse Old => old;

    public KeyUse New => now;

    public long Since => since;

    public double RequestsThen => requestsThen;

    /// <summary>Requests of the old key since then.</summary>
    public double RequestsSince { get; set; }
}
