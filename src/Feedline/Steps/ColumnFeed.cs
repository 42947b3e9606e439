namespace Feedline;

/// <summary>A series that feeds a column, and how far it has been read.</summary>
internal sealed class ColumnFeed(int series)
{
    public int Series { get; } = series;

    public long Cursor { get; set; }
}
