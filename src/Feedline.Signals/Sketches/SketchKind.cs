namespace Feedline.Signals;

/// <summary>Which sketch or model some bytes hold: the third of them.</summary>
internal enum SketchKind : byte
{
    DDSketch = (byte)'D',
    SsaModel = (byte)'M',
    SlidingSum = (byte)'S',
    TDigest = (byte)'T',
}
