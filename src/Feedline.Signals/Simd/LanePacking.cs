namespace Feedline.Signals;

/// <summary>For every mask of lanes, the order of 32-bit lanes (a byte each) that moves the chosen ones to the front.</summary>
internal static class LanePacking
{
    /// <summary>Masks of 8 lanes of 32 bits.</summary>
    public static readonly ulong[] Narrow = Make(lanes: 8, parts: 1);

    /// <summary>Masks of 4 lanes of 64 bits.</summary>
    public static readonly ulong[] Wide = Make(lanes: 4, parts: 2);

    private static ulong[] Make(int lanes, int parts)
    {
        var orders = new ulong[1 << lanes];
        for (int mask = 0; mask < orders.Length; mask++)
        {
            int to = 0;
            for (int lane = 0; lane < lanes; lane++)
            {
                for (int part = 0; part < parts && (mask >> lane & 1) != 0; part++)
                    orders[mask] |= (ulong)(lane * parts + part) << (8 * to++);
            }
        }

        return orders;
    }
}
