namespace Feedline.Reliability;

/// <summary>An acknowledgement on its way back.</summary>
/// <param name="At">When it reaches the sender.</param>
/// <param name="Sender">Whose it is.</param>
/// <param name="UpTo">The first segment that is still missing.</param>
/// <param name="IsMarked">Whether the segment it answers was marked.</param>
internal readonly record struct SegmentAcknowledgement(double At, int Sender, int UpTo, bool IsMarked);
