#!/usr/bin/env python3
"""Times Bottleneck's and pandas' moving windows on uniform random doubles, the kernel only: best of many, ns per sample."""
import time

import bottleneck
import numpy as np
import pandas


def best(kernel, samples):
    for _ in range(5):
        kernel()
    times = []
    for _ in range(30):
        start = time.perf_counter()
        kernel()
        times.append(time.perf_counter() - start)
    return min(times) / samples * 1e9


x = np.random.default_rng(1).random(100_000)
series = pandas.Series(x)
print(f"Bottleneck {bottleneck.__version__}, pandas {pandas.__version__}, NumPy {np.__version__}")
for window in (11, 101, 1001):
    for name in ("move_median", "move_mean", "move_std", "move_max"):
        kernel = getattr(bottleneck, name)
        print(f"{name} {window}: {best(lambda: kernel(x, window, min_count=1), len(x)):.1f}")
    print(f"pandas rolling median {window}: {best(lambda: series.rolling(window).median(), len(x)):.1f}")
    print(f"pandas rolling quantile 0.9 {window}: {best(lambda: series.rolling(window).quantile(0.9), len(x)):.1f}")
