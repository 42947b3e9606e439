using System.Runtime.CompilerServices;

namespace Feedline.Signals;

/// <summary>Where the twiddle factors of outputs 1, 2, ... of one short transform lie.</summary>
internal readonly ref struct Twiddles(ref double start, nuint stride, nuint sine)
{
    private readonly ref double _start = ref start;
    private readonly nuint _stride = stride;
    private readonly nuint _sine = sine;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref double Cos(nuint output) => ref Unsafe.Add(ref _start, (output - 1) * _stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref double Sin(nuint output) => ref Unsafe.Add(ref _start, (output - 1) * _stride + _sine);
}
