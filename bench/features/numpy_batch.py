#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The 18 features of complete series in NumPy, all points at once: what a good Python program would do.
Times are processor time over all threads, so other work on the machine does not change them.

The scene comes from `bench_features --write-scene`, and so do the answers that this is compared with before
it is timed. Exit 77 (skipped) without NumPy.
"""
import argparse
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import time

try:
    import numpy as np
except ImportError:
    print("skipped: there is no NumPy")
    sys.exit(77)


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0][1:], np.array([row[1:] for row in rows[1:]], dtype=float)


def residual_and_coefficients(columns, y):
    x, *_ = np.linalg.lstsq(columns, y, rcond=None)
    return y - columns @ x, x


def features(t, series):
    """`series`: one row a point. Returns one row of 18 a point."""
    y = series.T
    n = len(t)
    tau = t - t.mean()
    one = np.ones(n)
    w = 2 * np.pi * tau
    line, b = residual_and_coefficients(np.stack([one, tau], 1), y)
    parabola, q = residual_and_coefficients(np.stack([one, tau, tau**2], 1), y)
    season, s = residual_and_coefficients(
        np.stack([one, tau, np.cos(w), np.sin(w), np.cos(2 * w), np.sin(2 * w)], 1), y)
    half = (n + 1) // 2
    _, first = residual_and_coefficients(np.stack([one, tau], 1)[:half], y[:half])
    _, second = residual_and_coefficients(np.stack([one, tau], 1)[half:], y[half:])
    total = ((y - y.mean(0)) ** 2).sum(0)
    ss_line, ss_season, ss_parabola = ((r**2).sum(0) for r in (line, season, parabola))
    steps = np.abs(np.diff(season, axis=0))
    running = np.cumsum(season - season.mean(0), axis=0)
    r2 = 1 - ss_line / total
    return np.stack([
        b[1], first[1], second[1], second[1] - first[1], np.sqrt(ss_line / n), np.sqrt(ss_season / n),
        np.hypot(s[2], s[3]), 1 - ss_season / ss_line, q[2], 1 - ss_parabola / total - r2,
        (steps >= 5).sum(0), steps.max(0), np.ones_like(r2), (line[1:] * line[:-1]).sum(0) / ss_line,
        (running.max(0) - running.min(0)) / (season.std(0) * np.sqrt(n)), r2, y.max(0) - y.min(0),
        np.percentile(steps, 90, axis=0)], 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True, help="the program bench_features")
    parser.add_argument("--points", type=int, default=20000)
    parser.add_argument("--dates", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([options.bench, f"--points={options.points}", f"--dates={options.dates}",
                        f"--write-scene={folder}"], check=True)
        names, series = read(pathlib.Path(folder) / "series.csv")
        _, expected = read(pathlib.Path(folder) / "features.csv")
    days = [datetime.date(int(d[:4]), int(d[4:6]), int(d[6:])).toordinal() for d in names]
    t = (np.array(days) - days[0]) / 365.25
    # Values were printed as float32: what comes out agrees to about six digits.
    if not np.allclose(features(t, series), expected, rtol=1e-4, atol=1e-4):
        sys.exit("NumPy and the plain code differ: not timed")
    times = []
    for _ in range(5):
        begin = time.process_time()
        features(t, series)
        times.append(time.process_time() - begin)
    rate = len(series) / sorted(times)[2]
    print(f"numpy_batch/complete: {rate:,.0f} points per second of processor time (median of 5)")
    result = subprocess.run([options.bench, f"--points={options.points}", f"--dates={options.dates}",
                             "--benchmark_filter=(plain|block)/complete/1_thread", "--benchmark_format=json",
                             "--benchmark_min_time=0.5"], check=True, capture_output=True, text=True)
    for entry in json.loads(result.stdout)["benchmarks"]:
        print(f"{entry['name']}: {entry['items_per_second']:,.0f}, {entry['items_per_second'] / rate:.1f} times numpy_batch")


if __name__ == "__main__":
    main()
