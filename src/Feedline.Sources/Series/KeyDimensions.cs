using System.Text;

namespace Feedline.Sources;

/// <summary>Brings what gateways call an API key and its owner to Feedline's names, and takes care that no key itself is kept.</summary>
internal static class KeyDimensions
{
    public static void Bring(List<Dimension> dimensions)
    {
        for (int i = 0; i < dimensions.Count; i++)
        {
            Dimension dimension = dimensions[i];
            UsageField field = UsageColumns.Find(Encoding.UTF8.GetBytes(dimension.Key)).Field;
            if (dimension.Key == DimensionKeys.InferenceKey || field == UsageField.Key)
            {
                dimensions[i] = new Dimension(DimensionKeys.InferenceKey, KeyText.Of(Encoding.UTF8.GetBytes(dimension.Text)));
            }
            else if (field == UsageField.Owner)
            {
                dimensions[i] = new Dimension(DimensionKeys.InferenceKeyOwner, dimension.Text);
            }
        }

        // Two names for the same thing: the first counts.
        for (int i = dimensions.Count - 1; i > 0; i--)
        {
            if (dimensions.FindIndex(other => other.Key == dimensions[i].Key) < i)
            {
                dimensions.RemoveAt(i);
            }
        }
    }
}
