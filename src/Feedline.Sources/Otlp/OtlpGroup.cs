namespace Feedline.Sources;

/// <summary>The points of a line that come from one resource.</summary>
internal readonly record struct OtlpGroup(int Resource, int Start, int Count);
