namespace Feedline.Benchmarks.Signals;

/// <summary>Selection as a user would write it: Hoare's quickselect with the middle value as pivot.</summary>
internal static class ScalarQuickselect
{
    public static double Select(double[] values, int k)
    {
        int low = 0;
        int high = values.Length - 1;
        while (low < high)
        {
            double pivot = values[low + (high - low) / 2];
            int i = low;
            int j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i > j)
                    continue;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (k <= j)
                high = j;
            else if (k >= i)
                low = i;
            else
                break;
        }

        return values[k];
    }
}
