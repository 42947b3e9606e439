using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning;

/// <summary>The column that a component adds.</summary>
internal static class AddedColumn
{
    /// <summary>A schema with a column more; one of the same name is hidden by it.</summary>
    public static DataViewSchema After(DataViewSchema input, string name, DataViewType type, string[]? slotNames)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(name, type, Annotations(slotNames));
        return builder.ToSchema();
    }

    /// <summary>A shape with a column more, or with it in place of one of the same name; of Singles unless told.</summary>
    public static SchemaShape After(SchemaShape input, string name, bool isVector, bool hasSlotNames, PrimitiveDataViewType? item = null)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(
            name,
            isVector ? new VectorDataViewType(item ?? NumberDataViewType.Single, 1) : item ?? NumberDataViewType.Single,
            Annotations(isVector && hasSlotNames ? [""] : null));
        return new SchemaShape([.. input.Where(column => column.Name != name), .. MlNetInternals.ShapeOf(builder.ToSchema())]);
    }

    private static DataViewSchema.Annotations? Annotations(string[]? slotNames)
    {
        if (slotNames is null)
            return null;

        ReadOnlyMemory<char>[] names = [.. slotNames.Select(name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            "SlotNames",
            new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, names.Length);
                names.CopyTo(editor.Values);
                value = editor.Commit();
            });
        return builder.ToAnnotations();
    }
}
