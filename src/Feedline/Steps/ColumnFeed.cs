namespace Feedline;

/// <summary>A series that feeds a column, and how far it has been read.</summary>
/// <remarks>A mutable struct, so that those of a rank lie side by side: read it by reference.</remarks>
internal struct ColumnFeed(int series, int column)
{
    public readonly int Series = series;
    public readonly int Column = column;
    public long Cursor;
}
