namespace Feedline.Signals;

/// <summary>The weights that samples get before a transform.</summary>
public enum SpectralWindow
{
    /// <summary>All alike: the sharpest lines, but strong ones leak far.</summary>
    None = 0,

    /// <summary>w(j) = (1 - cos(2πj/n)) / 2: lines twice as wide, leakage gone a few bins away.</summary>
    Hann = 1,
}
