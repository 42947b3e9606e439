namespace Feedline;

/// <summary>What one key asked of one model.</summary>
internal sealed class PairUse(KeyUse key, ModelUse model)
{
    public Minutes Tokens;
    public Minutes Asked;

    public KeyUse Key => key;

    public ModelUse Model => model;

    public double Requests { get; set; }

    public double Refused { get; set; }

    public double TotalTokens { get; set; }

    /// <summary>Tokens a minute that the gateway allows it; NaN where that is not said.</summary>
    public double TokenLimit { get; set; } = double.NaN;

    /// <summary>Requests a minute that the gateway allows it; NaN where that is not said.</summary>
    public double RequestLimit { get; set; } = double.NaN;

    public long First { get; set; } = long.MaxValue;

    /// <summary>The most it asked in a minute, of the episode or of the last two; only followed where there is a limit to it.</summary>
    public double AskedAtMost { get; set; }

    // Where the counts stood when the model's episode began.
    public double RequestsBefore { get; set; }

    public double RefusedBefore { get; set; }

    public double TokensBefore { get; set; }
}
