namespace Feedline.Reliability;

/// <summary>How a job's failures grow with its size: in proportion to nodes^exponent, as measured at a reference size.</summary>
/// <remarks>
/// 1 is independent nodes. Above 1, larger jobs fail more often per node, as shared fabric, stragglers near time-outs and longer
/// collectives do. The default value grows in proportion. Immutable, so any thread may read it.
/// </remarks>
public readonly record struct FailureScaling
{
    // Held as the distance from 1, so that the default value is the plain one.
    private readonly double _excess;
    private readonly double _referenceNodes;

    /// <summary>Creates a law of growth.</summary>
    /// <param name="exponent">The exponent, above 0; 1 for growth in proportion.</param>
    /// <param name="referenceNodes">Nodes of the job that the rate was measured on, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FailureScaling(double exponent, double referenceNodes)
    {
        _excess = Require.Positive(exponent) - 1;
        _referenceNodes = Require.Positive(referenceNodes);
    }

    /// <summary>The exponent; 1 by default.</summary>
    public double Exponent => 1 + _excess;

    /// <summary>Nodes of the job that the rate was measured on; 1 by default.</summary>
    public double ReferenceNodes => _referenceNodes == 0 ? 1 : _referenceNodes;

    internal double FactorPerNode(double nodes) => _excess == 0 ? 1 : Math.Pow(nodes / ReferenceNodes, _excess);
}
