namespace Feedline.MachineLearning.Classification;

/// <summary>How one number lies over the ranks of a step.</summary>
/// <param name="Least">The least; NaN without any value, as are the others.</param>
/// <param name="Typical">The upper median.</param>
/// <param name="Greatest">The greatest.</param>
/// <param name="LeastSlot">The rank with the least, by its place; -1 without any value.</param>
/// <param name="GreatestSlot">The rank with the greatest, by its place; -1 without any value.</param>
internal readonly record struct RankSpread(double Least, double Typical, double Greatest, int LeastSlot, int GreatestSlot)
{
    public static RankSpread None => new(double.NaN, double.NaN, double.NaN, -1, -1);
}
