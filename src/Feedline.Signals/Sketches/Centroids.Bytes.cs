namespace Feedline.Signals;

/// <content>As bytes.</content>
internal sealed partial class Centroids
{
    public void Write(ref SketchWriter writer)
    {
        writer.Number(_isUpward ? 1u : 0);
        for (int i = 0; i < Count; i++)
        {
            writer.Double(_means[i]);
            writer.Number((ulong)_weights[i]);
        }
    }

    /// <summary>Fills empty centroids from bytes.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="most">The greatest weight of all together.</param>
    /// <returns>The weight of all together.</returns>
    public long Read(ref SketchReader reader, long most)
    {
        _isUpward = reader.Number(1) == 1;
        long left = most;
        for (; reader.Left > 0; Count++)
        {
            double mean = reader.Double();
            long weight = reader.Number(left);
            left -= weight;
            bool isOrdered = double.IsFinite(mean) && (Count == 0 || mean >= _means[Count - 1]);
            if (!isOrdered || weight == 0 || Count == Capacity)
                throw SketchReader.Impossible();

            _means[Count] = mean;
            _weights[Count] = weight;
        }

        // Both extremes always stand alone.
        if (Count > 0 && (_weights[0] != 1 || _weights[Count - 1] != 1))
            throw SketchReader.Impossible();

        Weight = most - left;
        return most - left;
    }
}
