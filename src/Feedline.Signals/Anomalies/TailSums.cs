using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Feedline.Signals;

/// <summary>What the likelihood of a generalised Pareto tail needs of the excesses y at z = γ / σ, in one pass; all over how many are known.</summary>
/// <remarks>An excess below 0 stands for one known only to be above its magnitude (censored). Every 1 + z |y| must be above 0.</remarks>
/// <param name="Share">How many excesses there are, over those known: 1 or more.</param>
/// <param name="Log">A = Σ ln(1 + z |y|): the shape γ that goes best with z.</param>
/// <param name="KnownLog">The same sum over the known ones.</param>
/// <param name="Inverse">B = Σ 1 / (1 + z |y|).</param>
/// <param name="KnownInverse">The same sum over the known ones.</param>
/// <param name="Square">C = Σ 1 / (1 + z |y|)².</param>
/// <param name="KnownSquare">The same sum over the known ones.</param>
internal readonly record struct TailSums(
    double Share, double Log, double KnownLog, double Inverse, double KnownInverse, double Square, double KnownSquare)
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>Has the sign of the likelihood's slope in z; 0 at Grimshaw's roots. (1 + A) B - 1 when all are known.</summary>
    public double Slope => Log * KnownInverse - Share + Inverse;

    /// <summary>0 where the likelihood is highest at shape -½, falling with z. B - 2 when all are known.</summary>
    public double Edge => 2 * Inverse - KnownInverse - 2 * Share;

    public static TailSums At(ReadOnlySpan<double> excesses, double z) =>
        Vector512.IsHardwareAccelerated ? At<Simd512<double>, Vector512<double>>(excesses, z)
        : Vector256.IsHardwareAccelerated ? At<Simd256<double>, Vector256<double>>(excesses, z)
        : At<Simd128<double>, Vector128<double>>(excesses, z);

    /// <summary>How <see cref="Log"/> changes with z.</summary>
    public double LogBend(double z) => (Share - Inverse) / z;

    /// <summary>How <see cref="Slope"/> changes with z.</summary>
    public double SlopeBend(double z) => ((Share - Inverse) * KnownInverse + Log * (KnownSquare - KnownInverse) + Square - Inverse) / z;

    /// <summary>How <see cref="Edge"/> changes with z.</summary>
    public double EdgeBend(double z) => (2 * (Square - Inverse) - (KnownSquare - KnownInverse)) / z;

    private static TailSums At<TSimd, TVector>(ReadOnlySpan<double> excesses, double z)
        where TSimd : ISimd<TVector, double>
        where TVector : unmanaged
    {
        ref double start = ref MemoryMarshal.GetReference(excesses);
        TVector zero = TSimd.Create(0);
        TVector one = TSimd.Create(1);
        TVector factor = TSimd.Create(z);
        TVector logs = zero, knownLogs = zero, inverses = zero, knownInverses = zero, squares = zero, knownSquares = zero, counts = zero;
        int i = 0;
        for (; i + TSimd.Count <= excesses.Length; i += TSimd.Count)
        {
            TVector y = TSimd.Load(ref start, (nuint)i);
            TVector known = TSimd.WhereLess(zero, y, one, zero);
            TVector u = TSimd.MultiplyAdd(TSimd.Abs(y), factor, one);
            TVector log = BinaryPowers.Log2<TSimd, TVector>(u);
            TVector inverse = TSimd.Divide(one, u);
            TVector square = TSimd.Multiply(inverse, inverse);
            counts = TSimd.Add(counts, known);
            logs = TSimd.Add(logs, log);
            knownLogs = TSimd.MultiplyAdd(log, known, knownLogs);
            inverses = TSimd.Add(inverses, inverse);
            knownInverses = TSimd.MultiplyAdd(inverse, known, knownInverses);
            squares = TSimd.Add(squares, square);
            knownSquares = TSimd.MultiplyAdd(square, known, knownSquares);
        }

        double count = TSimd.Sum(counts);
        var sums = new TailSums(
            0, Ln2 * TSimd.Sum(logs), Ln2 * TSimd.Sum(knownLogs), TSimd.Sum(inverses), TSimd.Sum(knownInverses), TSimd.Sum(squares), TSimd.Sum(knownSquares));
        for (; i < excesses.Length; i++)
        {
            double u = 1 + z * Math.Abs(excesses[i]);
            double known = excesses[i] > 0 ? 1 : 0;
            count += known;
            sums = new TailSums(
                0, sums.Log + Math.Log(u), sums.KnownLog + known * Math.Log(u), sums.Inverse + 1 / u, sums.KnownInverse + known / u,
                sums.Square + 1 / (u * u), sums.KnownSquare + known / (u * u));
        }

        // With none known the tail is as if one were, at 0.
        double per = 1 / Math.Max(1, count);
        return new TailSums(
            excesses.Length * per, sums.Log * per, sums.KnownLog * per, sums.Inverse * per, sums.KnownInverse * per, sums.Square * per, sums.KnownSquare * per);
    }
}
