#!/usr/bin/env python3
"""Makes the spectra-*.csv files beside it: reference values by SciPy.

Run by hand with Debian's python3-scipy (values committed: SciPy 1.10.1, NumPy 1.24.2).
The input is a formula, so that the tests need no second file:
x(t) = sin(0.37 t) + 0.5 cos(1.3 t + 0.2) + frac(t * 0.6180339887498949)
y(t) = 0.7 sin(0.37 (t - 3)) + frac(t * 0.41421356237309515)
"""
from pathlib import Path

import numpy as np
from scipy import fft, signal, stats
from scipy.spatial.distance import pdist, squareform

here = Path(__file__).parent


def series(n):
    t = np.arange(n, dtype=float)
    x = np.sin(0.37 * t) + 0.5 * np.cos(1.3 * t + 0.2) + (t * 0.6180339887498949) % 1
    y = 0.7 * np.sin(0.37 * (t - 3)) + (t * 0.41421356237309515) % 1
    return x, y


def write(name, header, *columns):
    rows = [",".join(repr(float(v)) for v in row) for row in zip(*columns)]
    (here / f"spectra-{name}.csv").write_text("\n".join([header, *rows]) + "\n")


x, y = series(200)
for n in (60, 67, 128):
    bins = fft.rfft(x[:n])
    write(f"rfft-{n}", "real,imaginary", bins.real, bins.imag)
write("periodogram", "density", signal.periodogram(x, fs=10)[1])
write("welch", "density", signal.welch(x, fs=10, nperseg=32)[1])
write("welch-odd", "density", signal.welch(x, fs=10, nperseg=33, noverlap=16)[1])
write("coherence", "coherence", signal.coherence(x, y, nperseg=32)[1])
dx, dy = x - x.mean(), y - y.mean()
acf = signal.fftconvolve(dx, dx[::-1])[199:]
write("autocorrelation", "biased", (acf / acf[0])[:50])
cross = signal.correlate(dy, dx)[199 - 20:199 + 21]
write("crosscorrelation", "biased", cross / np.sqrt((dx @ dx) * (dy @ dy)))


def dcor(a, b):
    a, b = squareform(pdist(a[:, None])), squareform(pdist(b[:, None]))
    a = a - a.mean(0) - a.mean(1)[:, None] + a.mean()
    b = b - b.mean(0) - b.mean(1)[:, None] + b.mean()
    return np.sqrt((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))


write("correlations", "pearson,spearman,spearman_ties,distance", [stats.pearsonr(x, y)[0]], [stats.spearmanr(x, y)[0]],
      [stats.spearmanr(np.round(x), np.round(y))[0]], [dcor(x, y)])
z = np.array([0.0, 0.5, 1.0, 1.96, 2.9, 3.0, 4.0, 8.0, 20.0])
write("normal-tail", "z,above", z, stats.norm.sf(z))
