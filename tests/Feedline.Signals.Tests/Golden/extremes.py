#!/usr/bin/env python3
"""Makes the extremes-*.csv files beside it: the generalized extreme value distribution by SciPy.

Run by hand with Debian's python3-scipy (values committed: SciPy 1.10.1, NumPy 1.24.2). SciPy's shape c is -xi.
"""
from pathlib import Path

import numpy as np
from scipy import integrate, optimize, special, stats

here = Path(__file__).parent


def write(name, header, rows):
    (here / f"extremes-{name}.csv").write_text("\n".join([header, *(",".join(repr(float(v)) for v in row) for row in rows)]) + "\n")


# Expected largest of N draws when that of 8 has location 2 and scale 0.3: the mean of the distribution to the power N/8,
# as 2 + the integral of its upper tail above 2 - the integral of its lower tail below 2.
rows = []
for shape in (-0.4, -0.1, 0.0, 0.1, 0.3):
    for draws in (8, 64, 8192):
        gev = stats.genextreme(-shape, loc=2, scale=0.3)
        least, greatest = gev.support()
        above = integrate.quad(lambda v: -np.expm1(draws / 8 * gev.logcdf(v)), 2, greatest, limit=500)[0]
        below = integrate.quad(lambda v: np.exp(draws / 8 * gev.logcdf(v)), least, 2, limit=500)[0]
        mean = 2 + above - below
        rows.append((shape, draws, mean))
write("mean", "shape,draws,expected", rows)


# L-moment fits of quantiles of the distribution itself, the shape solved for instead of approximated.
def fit(x):
    x = np.sort(x)
    n = len(x)
    i = np.arange(n)
    b0, b1, b2 = x.mean(), (i / (n - 1) * x).mean(), (i * (i - 1) / ((n - 1) * (n - 2)) * x).mean()
    l1, l2, l3 = b0, 2 * b1 - b0, 6 * b2 - 6 * b1 + b0
    k = optimize.brentq(lambda k: 2 * (1 - 3.0 ** -k) / (1 - 2.0 ** -k) - 3 - l3 / l2, -0.9, 3.1, xtol=1e-14)
    gamma = special.gamma(1 + k)
    scale = l2 * k / ((1 - 2.0 ** -k) * gamma)
    return l1 - scale * (1 - gamma) / k, scale, -k


levels = (np.arange(500) + 0.5) / 500
write("fit", "shape,location,scale,fitted_shape",
      [(shape, *fit(stats.genextreme.ppf(levels, -shape, loc=2, scale=0.3))) for shape in (-0.4, -0.1, 0.1, 0.3)])
