namespace Feedline.Tool.Analysis;

/// <summary>How far the reading has come. Given by the analysing thread, asked by the one that draws.</summary>
internal sealed class ReadProgress
{
    private volatile Func<double>? _fraction;

    /// <summary>The share of the input that has been read, 0 to 1.</summary>
    public double Fraction => Math.Clamp(_fraction?.Invoke() ?? 0, 0, 1);

    /// <summary>Says where to ask.</summary>
    /// <param name="fraction">Gives the share, on any thread.</param>
    public void Follow(Func<double> fraction) => _fraction = fraction;
}
