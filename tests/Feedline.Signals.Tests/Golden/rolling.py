#!/usr/bin/env python3
"""Makes the rolling-*.csv files beside it: rolling statistics by pandas.

Run by hand with Debian's python3-pandas (values committed: pandas 1.5.3, NumPy 1.24.2). Input as in spectra.py: x(t).
"""
from pathlib import Path

import numpy as np
import pandas as pd

here = Path(__file__).parent
t = np.arange(120, dtype=float)
x = pd.Series(np.sin(0.37 * t) + 0.5 * np.cos(1.3 * t + 0.2) + (t * 0.6180339887498949) % 1)


def write(name, header, *columns):
    rows = [",".join(repr(float(v)) for v in row) for row in zip(*columns)]
    (here / f"rolling-{name}.csv").write_text("\n".join([header, *rows]) + "\n")


def deviation(window):
    return np.nanmedian(np.abs(window - np.nanmedian(window)))


for width in (5, 32):
    r = x.rolling(width, min_periods=1)
    write(f"window-{width}", "mean,variance,min,max,median,quantile_90,deviation", r.mean(), r.var(ddof=0), r.min(), r.max(),
          r.median(), r.quantile(0.9, interpolation="linear"), r.apply(deviation, raw=True))
    before = x.shift(1).rolling(width, min_periods=1)
    spread = np.maximum(1.4826 * before.apply(deviation, raw=True), 0.01)
    write(f"hampel-{width}", "score", (x - before.median()).abs() / spread)

e = x.ewm(alpha=0.2, adjust=False)
write("exponential", "mean,variance", e.mean(), e.var(bias=True))
