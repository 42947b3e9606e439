#!/usr/bin/env python3
"""Makes the robust-*.csv files beside it: robust lines by SciPy, scale by definition.

Run by hand with Debian's python3-scipy (values committed: SciPy 1.10.1, NumPy 1.24.2). Inputs as in spectra.py: x(t), y(t).
"""
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.spatial.distance import pdist

here = Path(__file__).parent
t = np.arange(60, dtype=float)
x = np.sin(0.37 * t) + 0.5 * np.cos(1.3 * t + 0.2) + (t * 0.6180339887498949) % 1
y = 0.7 * np.sin(0.37 * (t - 3)) + (t * 0.41421356237309515) % 1

rows = []
for count in (2, 3, 10, 59, 60):
    along = stats.theilslopes(x[:count], t[:count], method="joint")
    across = stats.theilslopes(x[:count], y[:count], method="joint")
    half = count // 2 + 1
    # With the corrections for small samples of Croux and Rousseeuw (1992).
    small = {2: 0.399, 3: 0.994, 4: 0.512, 5: 0.844, 6: 0.611, 7: 0.857, 8: 0.669, 9: 0.872}
    correction = small.get(count) or count / (count + (3.8 if count % 2 == 0 else 1.4))
    qn = correction * 2.2219 * np.sort(pdist(x[:count, None]))[half * (half - 1) // 2 - 1]
    rows.append(",".join(repr(float(v)) for v in (count, along[0], along[1], across[0], across[1], qn)))
(here / "robust-lines.csv").write_text("\n".join(["count,slope,intercept,slope_across,intercept_across,qn", *rows]) + "\n")
