#!/usr/bin/env python3
"""Makes the changes-*.csv and anomalies-*.csv files beside it: reference values by the formulas written down plainly.

Run by hand; needs nothing but Python's standard library (values committed: Python 3.11).
The input is a formula, so that the tests need no second file:
x(t) = sin(0.37 t) + 0.5 cos(1.3 t + 0.2) + frac(t * 0.6180339887498949)
y(t) = 0.7 sin(0.37 (t - 3)) + frac(t * 0.41421356237309515)
s(t) = x(t) + 2 floor(t / 40), steps
p(t) = (1 - frac(t * 0.7548776662466927))^(-1/3), a Pareto tail
"""
import cmath
from math import ceil, cos, exp, floor, inf, lgamma, log, log1p, pi, sin, sqrt
from pathlib import Path
from statistics import fmean, median

here = Path(__file__).parent


def x(n):
    return [sin(0.37 * t) + 0.5 * cos(1.3 * t + 0.2) + (t * 0.6180339887498949) % 1 for t in range(n)]


def y(n):
    return [0.7 * sin(0.37 * (t - 3)) + (t * 0.41421356237309515) % 1 for t in range(n)]


def write(name, header, rows):
    lines = [",".join(repr(float(v)) for v in row) for row in rows]
    (here / f"{name}.csv").write_text("\n".join([header, *lines]) + "\n")


# Least total of all ways to cut, by dynamic programming over every pair of ends.
def optimum(series, cost, penalty):
    best, starts = [-penalty], [0]
    for t in range(1, len(series) + 1):
        total, start = min((best[s] + cost(series[s:t]) + penalty, s) for s in range(t))
        best.append(total)
        starts.append(start)
    changes, t = 0, starts[-1]
    while t > 0:
        changes, t = changes + 1, starts[t]
    return best[-1], changes


def squared(segment):
    level = fmean(segment)
    return sum((v - level) ** 2 for v in segment)


def absolute(segment):
    level = median(segment)
    return sum(abs(v - level) for v in segment)


steps = [v + 2 * floor(t / 40) for t, v in enumerate(x(200))]
write("changes-optimum", "absolute,penalty,total,changes",
      [(kind, penalty, *optimum(steps, [squared, absolute][kind], penalty)) for kind in (0, 1) for penalty in (1, 5, 20, 80)])


# Adams and MacKay's recursion, densities in full, no cap.
def run_lengths(series, hazard, mean, weight, shape, scale):
    runs, probabilities = [(mean, weight, shape, scale)], [1.0]
    for value in series:
        joint = []
        for p, (m, k, a, b) in zip(probabilities, runs):
            squares = b * (k + 1) / (a * k)
            density = exp(lgamma(a + 0.5) - lgamma(a)) / sqrt(2 * a * pi * squares) * (1 + (value - m) ** 2 / (2 * a * squares)) ** -(a + 0.5)
            joint.append(p * density)
        evidence = sum(joint)
        probabilities = [hazard] + [j * (1 - hazard) / evidence for j in joint]
        runs = [(mean, weight, shape, scale)] + [
            ((k * m + value) / (k + 1), k + 1, a + 0.5, b + k * (value - m) ** 2 / (2 * (k + 1))) for m, k, a, b in runs]
        likeliest = max(range(len(probabilities)), key=probabilities.__getitem__)
        yield log(evidence), likeliest, probabilities[likeliest], probabilities[len(probabilities) // 2]


write("changes-bayesian", "log_evidence,run_length,probability,probability_of_half", run_lengths(steps, 0.02, 0.5, 0.2, 1.5, 0.75))


# Distances of all pairs of windows brought to mean 0 and variance 1.
def normal(window):
    mean = fmean(window)
    deviation = sqrt(fmean((v - mean) ** 2 for v in window))
    return [(v - mean) / deviation for v in window]


def distance(a, b):
    return sqrt(sum((v - w) ** 2 for v, w in zip(normal(a), normal(b))))


m = 12
first = [x(150)[i:i + m] for i in range(150 - m + 1)]
second = [y(100)[i:i + m] for i in range(100 - m + 1)]
apart = ceil(m / 4)
write("changes-profile", "self,left,other", [(
    min(distance(a, b) for j, b in enumerate(first) if abs(i - j) > apart),
    min((distance(a, b) for j, b in enumerate(first) if i - j > apart), default=float("nan")),
    min(distance(a, b) for b in second)) for i, a in enumerate(first)])


# Tail by brute force: shapes and scales on ever finer grids. Excesses known only to be above a limit are below 0.
def likelihood(excesses, shape, scale):
    total = 0
    for e in excesses:
        if 1 + shape * abs(e) / scale <= 0:
            return -inf
        above = abs(e) / scale if abs(shape) < 1e-12 else log1p(shape * abs(e) / scale) / shape
        total -= above if e < 0 else above * (1 + shape) + log(scale)
    return total


def tail(excesses):
    mean = fmean(abs(e) for e in excesses)
    shape, log_scale, width = 0.25, log(mean), 0.75
    while width > 1e-8:
        # The top may lie off the grid; it moves there and widens no more.
        grid = [(shape + width * i / 8, log_scale + width * j / 4) for i in range(-8, 9) for j in range(-8, 9)]
        top = max((g for g in grid if g[0] >= -0.5), key=lambda g: likelihood(excesses, g[0], exp(g[1])))
        if top == (shape, log_scale):
            width /= 2
        shape, log_scale = top
    return shape, exp(log_scale)


def thresholds(series, risk, level, calibration):
    ordered = sorted(series[:calibration])
    base = ordered[int(level * calibration)]
    excesses = [v - base for v in ordered if v > base]
    seen, alarmed = calibration, False
    shape, scale = tail(excesses)
    for value in series[calibration:] + [0.0]:
        threshold = base + scale / shape * ((risk * seen / len(excesses)) ** -shape - 1)
        yield threshold, shape
        alarm = value > threshold
        if not (alarm and alarmed):
            seen += 1
            if value > base:
                excesses.append(base - threshold if alarm else value - base)
                shape, scale = tail(excesses)
        alarmed = alarm


heavy = [(1 - (t * 0.7548776662466927) % 1) ** (-1 / 3) for t in range(400)]
write("anomalies-threshold", "threshold,shape", list(thresholds(heavy, 0.02, 0.9, 200))[::10])


# Running medians, three rounds, as SeasonalDecomposition documents.
def line(values):
    n, third = len(values), (len(values) + 1) // 3
    slope = (median(values[n - third:]) - median(values[:third])) / (n - third)
    level = median(v - slope * i for i, v in enumerate(values))
    return [level + slope * i for i in range(n)]


def seasonal(series, period):
    n, half = len(series), period // 2
    season = [0.0] * period
    for turn in range(3):
        rest = [v - season[i % period] for i, v in enumerate(series)]
        medians = [median(rest[i:i + period]) for i in range(n - period + 1)]
        middle = medians if period % 2 else [fmean(pair) for pair in zip(medians, medians[1:])]
        if turn == 0:
            trend = [middle[0]] * half + middle + [middle[-1]] * half
        else:
            trend = line(rest[:period])[:half] + middle + line(rest[-period:])[period - half:]
        season = [median(series[i] - trend[i] for i in range(phase, n, period)) for phase in range(period)]
        season = [v - fmean(season) for v in season]
    return [(trend[i], season[i % period], series[i] - trend[i] - season[i % period]) for i in range(n)]


write("anomalies-seasonal", "trend,season,residual", seasonal(x(150), 12))


# Spectral residual by a transform written down as sums.
def spectral(series, reach, before):
    mean = fmean(series)
    values = [v - mean for v in series]
    values += [values[-6] + sum((values[-2] - values[len(series) - 7 + i]) / (5 - i) for i in range(5))] * 5
    n = len(values)
    bins = [sum(v * cmath.exp(-2j * pi * j * k / n) for j, v in enumerate(values)) for k in range(n)]
    flat = [0j]
    for k in range(1, n):
        nearest = min(k, n - k)
        around = range(max(1, nearest - reach), min(n // 2, nearest + reach) + 1)
        flat.append(bins[k] / abs(bins[k]) * exp(log(abs(bins[k])) - fmean(log(abs(bins[b])) for b in around)))
    saliency = [abs(sum(f * cmath.exp(2j * pi * j * k / n) for k, f in enumerate(flat))) / n for j in range(len(series))]
    return [(s, s / fmean(saliency[max(0, i - before):max(0, i - before) + before]) - 1) for i, s in enumerate(saliency)]


write("anomalies-spectral", "saliency,score", spectral(x(150), 1, 21))
