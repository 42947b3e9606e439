namespace Feedline.Signals;

/// <summary>Which sketch some bytes hold: the third of them.</summary>
internal enum SketchKind : byte
{
    DDSketch = (byte)'D',
    SlidingSum = (byte)'S',
    TDigest = (byte)'T',
}
