#!/usr/bin/env python3
"""Times SciPy's real transforms and autocorrelation, the kernel only: best of many, microseconds."""
import time

import numpy as np
import scipy
from scipy import fft, signal


def best(kernel, calls):
    for _ in range(20):
        kernel()
    times = []
    for _ in range(50):
        start = time.perf_counter()
        for _ in range(calls):
            kernel()
        times.append((time.perf_counter() - start) / calls)
    return min(times) * 1e6


random = np.random.default_rng(1)
print(f"SciPy {scipy.__version__}, NumPy {np.__version__}")
for n in (1024, 2005, 2048, 4000, 4096, 65536):
    x = random.random(n)
    print(f"rfft {n}: {best(lambda: fft.rfft(x), 200_000 // n + 1):.2f}")
for n in (4096, 65536):
    x = random.random(n)
    print(f"autocorrelation by fftconvolve {n}: {best(lambda: signal.fftconvolve(x, x[::-1]), 40_000 // n + 1):.2f}")
