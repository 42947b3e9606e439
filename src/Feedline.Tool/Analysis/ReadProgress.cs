namespace Feedline.Tool.Analysis;

/// <summary>How far the reading has come. Written by the analysing thread, read by the one that draws.</summary>
internal sealed class ReadProgress
{
    private double _fraction;

    /// <summary>The share of the input that has been read, 0 to 1.</summary>
    public double Fraction
    {
        get => Volatile.Read(ref _fraction);
        set => Volatile.Write(ref _fraction, Math.Clamp(value, 0, 1));
    }
}
