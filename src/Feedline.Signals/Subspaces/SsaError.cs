namespace Feedline.Signals;

/// <summary>By what measure a value is away from its prediction.</summary>
public enum SsaError
{
    /// <summary>value - prediction: the default.</summary>
    SignedDifference,

    /// <summary>|value - prediction|: only larger errors count, on either side.</summary>
    AbsoluteDifference,

    /// <summary>(value - prediction)/prediction, 0 where the prediction is 0: for noise that grows with the level.</summary>
    SignedProportion,

    /// <summary>|(value - prediction)/prediction|, 0 where the prediction is 0.</summary>
    AbsoluteProportion,

    /// <summary>(value - prediction)²: alarms as <see cref="AbsoluteDifference"/> does.</summary>
    SquaredDifference,
}
