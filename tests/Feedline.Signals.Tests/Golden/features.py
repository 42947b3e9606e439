#!/usr/bin/env python3
"""Makes features-windows.csv beside it: the eighteen features of WindowFeatures by NumPy, for several series.

Run by hand with Debian's python3-numpy (values committed: NumPy 1.24.2). Each feature by its definition, with NumPy's own median, quantile,
fft and correlate. Inputs are formulas, so that the tests need no second file; see series().
"""
from pathlib import Path

import numpy as np

here = Path(__file__).parent
names = ["level", "spread", "upper-tail", "lower-tail", "top", "bottom", "rise", "roughness", "jump", "asymmetry", "spectral-centroid",
         "spectral-peak", "spectral-peak-frequency", "spectral-entropy", "autocorrelation", "recurrence", "change", "crossings"]


def noise(n):
    """Four scrambled fractions added up, less their mean."""
    t = np.arange(1, n + 1, dtype=float)
    return sum((t * t * f) % 1 for f in (0.6180339887498949, 0.41421356237309515, 0.7320508075688772, 0.2360679774997897)) - 2


def series():
    t64, t100, t97, t512 = (np.arange(n, dtype=float) for n in (64, 100, 97, 512))
    yield "noise", noise(64)
    yield "long noise", 5 + 3 * noise(512)
    yield "odd noise", noise(97)
    yield "season", 10 + 2 * np.sin(2 * np.pi * t64 / 8 + 0.1) + 0.1 * noise(64)
    yield "two seasons and a trend", 0.03 * t512 + np.sin(0.37 * t512) + 0.5 * np.cos(1.3 * t512 + 0.2) + 0.2 * noise(512)
    yield "constant", np.full(33, 0.1)
    yield "steps", np.where(t100 < 40, 1.0, np.where(t100 < 75, 3.0, 2.5)) + 0.01 * noise(100)
    yield "whole numbers", np.round(2 * noise(97))
    yield "stalls", 1 + 0.02 * noise(100) + np.where(t100 % 31 == 17, 4.0, 0.0)
    yield "mostly equal", np.where(t64 % 5 == 3, 2.0 + noise(64), 2.0)
    yield "shortest", np.array([3.0, 1.0, 4.0, 1.5, 5.0, 9.0, 2.0, 6.0])


def features(x):
    n = len(x)
    m = np.median(x)
    low, high = np.quantile(x, [0.05, 0.95])
    steps = np.abs(np.diff(x))
    f = dict.fromkeys(names, 0.0)
    f["level"] = m
    if x.max() == x.min():
        return f
    f["spread"] = 1.4826 * np.median(np.abs(x - m))
    f["upper-tail"], f["lower-tail"] = high - m, m - low
    f["top"], f["bottom"] = x.max() - m, m - x.min()
    f["rise"] = np.median(x[n - n // 3:]) - np.median(x[:n // 3])
    f["roughness"] = 1.4826 / np.sqrt(2) * np.median(steps)
    f["jump"] = steps.max()
    f["asymmetry"] = (high + low - 2 * m) / (high - low) if high > low else 0.0

    centered = x - x.mean()
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n)
    power = np.abs(np.fft.rfft(centered * window)) ** 2
    power[1:] *= 2
    if n % 2 == 0:
        power[-1] /= 2
    share = power[1:] / power[1:].sum()
    frequency = np.fft.rfftfreq(n)[1:]
    f["spectral-centroid"] = (share * frequency).sum()
    f["spectral-peak"] = share.max()
    f["spectral-peak-frequency"] = frequency[share.argmax()]
    f["spectral-entropy"] = -(share * np.log(share, where=share > 0, out=np.zeros_like(share))).sum() / np.log(len(share))

    r = np.correlate(centered, centered, "full")[n - 1:n + n // 2]
    r = r / r[0]
    f["autocorrelation"] = r[1]
    peaks = [r[k] for k in range(2, len(r) - 1) if r[k] > r[k - 1] and r[k] > r[k + 1]]
    f["recurrence"] = max(peaks + [0.0])
    f["change"] = np.abs(np.cumsum(centered)).max() / (x.std() * np.sqrt(n))
    side = np.sign(x - m)
    side = side[side != 0]
    f["crossings"] = np.count_nonzero(side[1:] != side[:-1]) / (n - 1)
    return f


if __name__ == "__main__":
    columns = list(series())
    rows = [",".join(["feature"] + [name for name, _ in columns])]
    found = [features(x) for _, x in columns]
    for name in names:
        rows.append(",".join([name] + [repr(float(f[name])) for f in found]))
    (here / "features-windows.csv").write_text("\n".join(rows) + "\n")
