#!/usr/bin/env python3
"""Times what a user of Python would call instead of Feedline.Signals, the kernel only, on one core.

Needs Debian's python3-numpy, python3-scipy, python3-bottleneck and python3-pandas; FFTW too, where cc and libfftw3-dev are
there, by fftw.c beside it. Prints a Markdown table: least of many repetitions after a warm-up. Takes about a minute.
"""
import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"

import platform
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import bottleneck
import numpy as np
import pandas
import scipy
import scipy.stats
from scipy import fft, signal

SECONDS = 0.8
rows = []


def best(kernel, prepare=None):
    """Least time of a call. What prepare returns is what the call works on; making it is not timed."""
    calls = 1
    least = float("inf")
    end = time.perf_counter() + SECONDS
    first = True
    while first or time.perf_counter() < end:
        arguments = [prepare()] if prepare else []
        start = time.perf_counter()
        for _ in range(calls):
            kernel(*arguments)
        taken = time.perf_counter() - start
        # Short calls in groups, so that the clock does not count; not where each needs fresh data.
        if prepare is None and taken < 50e-6:
            calls *= 2
        elif not first:
            least = min(least, taken / calls)
        first = False
    return least


def row(peer, what, seconds, count):
    rows.append((peer, what, f"{seconds * 1e6:,.2f}", f"{seconds * 1e9 / count:,.2f}"))


random = np.random.default_rng(1)
million = random.random(1_000_000)
ranks = random.random(16_384)
samples = random.random(100_000)
series = pandas.Series(samples)
large = random.random(16_000_000)

row("NumPy", "partition at the middle, 1,000,000", best(lambda x: x.partition(500_000), lambda: random.permutation(million)), 1_000_000)
row("NumPy", "median, 1,000,000", best(lambda x: np.median(x, overwrite_input=True), lambda: random.permutation(million)), 1_000_000)
row("NumPy", "median, 16,384 ranks", best(lambda x: np.median(x, overwrite_input=True), lambda: random.permutation(ranks)), 16_384)
row("Bottleneck", "median, 16,384 ranks", best(lambda x: bottleneck.median(x), lambda: random.permutation(ranks)), 16_384)
for window in (11, 101, 1001):
    row("Bottleneck", f"move_median, window {window}, 100,000", best(lambda: bottleneck.move_median(samples, window, min_count=1)), 100_000)
    row("pandas", f"rolling median, window {window}, 100,000", best(lambda: series.rolling(window, min_periods=1).median()), 100_000)
for window in (101,):
    row("Bottleneck", f"move_mean, window {window}, 100,000", best(lambda: bottleneck.move_mean(samples, window, min_count=1)), 100_000)
    row("Bottleneck", f"move_std, window {window}, 100,000", best(lambda: bottleneck.move_std(samples, window, min_count=1)), 100_000)
    row("pandas", f"rolling variance, window {window}, 100,000", best(lambda: series.rolling(window, min_periods=1).var(ddof=0)), 100_000)
row("pandas", "ewm mean, 100,000", best(lambda: series.ewm(alpha=0.1, adjust=False).mean()), 100_000)
for name, kernel in (("sum", np.sum), ("mean", np.mean), ("var", np.var), ("min", np.min), ("max", np.max)):
    row("NumPy", f"{name}, 16,000,000", best(lambda: kernel(large)), 16_000_000)
for length in (1_024, 2_005, 2_048, 4_000, 4_096, 65_536):
    x = random.random(length)
    row("SciPy", f"rfft, {length:,}", best(lambda: fft.rfft(x)), length)
for length in (4_096, 65_536):
    x = random.random(length)
    row("SciPy", f"autocorrelation by fftconvolve, {length:,}", best(lambda: signal.fftconvolve(x, x[::-1])), length)
x, y = random.random(4_096), random.random(4_096)
row("SciPy", "coherence, segments of 256, 4,096", best(lambda: signal.coherence(x, y, nperseg=256)), 4_096)
row("NumPy", "corrcoef, 4,096", best(lambda: np.corrcoef(x, y)), 4_096)
row("SciPy", "spearmanr, 4,096", best(lambda: scipy.stats.spearmanr(x, y)), 4_096)

versions = f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}, Bottleneck {bottleneck.__version__}, pandas {pandas.__version__}"
if shutil.which("cc") and Path("/usr/include/fftw3.h").exists():
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "fftw"
        subprocess.run(["cc", "-O2", "-o", program, Path(__file__).parent / "fftw.c", "-lfftw3", "-lm"], check=True)
        lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    versions += f", {lines[0]}"
    for line in lines[1:]:
        length, effort, microseconds = line.replace(":", "").split()
        row("FFTW", f"real transform, {int(length):,} ({effort})", float(microseconds) / 1e6, int(length))
else:
    versions += ", FFTW left out: no compiler or no libfftw3-dev"

print(f"{versions}; least of the repetitions in {SECONDS} s each.\n")
print("| peer | kernel | µs | ns per element |\n|---|---|--:|--:|")
for cells in rows:
    print("| " + " | ".join(cells) + " |")
