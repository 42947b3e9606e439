namespace Feedline.MachineLearning;

/// <summary>What is taken of the values of the ranks.</summary>
internal enum OverRanks
{
    /// <summary>The median.</summary>
    Median,

    /// <summary>The least.</summary>
    Least,

    /// <summary>The greatest.</summary>
    Greatest,

    /// <summary>By how much the greatest is above the median.</summary>
    GreatestLessMedian,

    /// <summary>The sum.</summary>
    Sum,
}
