namespace Feedline.DetectionScoring.Detectors;

/// <summary>A detector that is fed one series, sample by sample, and knows nothing of later ones.</summary>
internal interface IStreamDetector
{
    /// <summary>Takes the next sample.</summary>
    /// <returns>How unusual it is, in [0, 1].</returns>
    double Observe(double value);
}
