#!/usr/bin/env python3
"""Makes the order-*.csv files beside it: quantiles, deviations and ranks by NumPy and SciPy.

Run by hand with Debian's python3-scipy (values committed: SciPy 1.10.1, NumPy 1.24.2). Inputs as in spectra.py: x(t), y(t).
"""
from pathlib import Path

import numpy as np
from scipy import stats

here = Path(__file__).parent
t = np.arange(200, dtype=float)
x = np.sin(0.37 * t) + 0.5 * np.cos(1.3 * t + 0.2) + (t * 0.6180339887498949) % 1
ties = np.round(2 * x) / 2


def write(name, header, *columns):
    rows = [",".join(repr(float(v)) for v in row) for row in zip(*columns)]
    (here / f"order-{name}.csv").write_text("\n".join([header, *rows]) + "\n")


levels = np.array([0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.625, 0.75, 0.9, 0.99, 1])
write("quantiles", "level,of_200,of_7,of_ties", levels, np.quantile(x, levels), np.quantile(x[:7], levels), np.quantile(ties, levels))
sizes = [1, 2, 7, 100, 200]
write("deviations", "count,median,deviation,deviation_of_ties", sizes, [np.median(x[:n]) for n in sizes],
      [stats.median_abs_deviation(x[:n]) for n in sizes], [stats.median_abs_deviation(ties[:n]) for n in sizes])

# 25 steps of 8 ranks: medians, deviations and largest values by step, late and early scores by rank.
steps = ties.reshape(25, 8)
write("spread", "median,deviation,max,argmax", np.median(steps, axis=1), stats.median_abs_deviation(steps, axis=1),
      steps.max(axis=1), steps.argmax(axis=1))
places = stats.rankdata(steps, axis=1)
write("scores", "score", ((places - 4.5) / np.sqrt((8 * 8 - 1) / 12)).sum(axis=0) / np.sqrt(25))
