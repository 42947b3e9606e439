using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Who asks for which columns of a schema.</summary>
internal static class Columns
{
    /// <summary>The place of a column that must be one of the schema's own.</summary>
    public static int IndexIn(DataViewSchema schema, DataViewSchema.Column column)
    {
        int index = column.Index;
        if ((uint)index >= (uint)schema.Count || schema[index].Name != column.Name || !schema[index].Type.Equals(column.Type))
            throw new ArgumentException($"There is no column '{column.Name}' at place {index} of this data.", nameof(column));

        return index;
    }

    /// <summary>Per column of the schema, whether it is needed.</summary>
    public static bool[] Active(DataViewSchema schema, IEnumerable<DataViewSchema.Column> needed)
    {
        ArgumentNullException.ThrowIfNull(needed);
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in needed)
            active[IndexIn(schema, column)] = true;

        return active;
    }
}
