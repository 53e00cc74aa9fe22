#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long does `plumbline stitch` take, and what does its robust estimator cost beside plain least squares?

Kernel, one core: the joins of all points found by bench_stitch are first held against the same definition (Huber's
M-estimator by reweighted least squares) computed in NumPy over all points at once, and against the optimal error of
least squares for the known offsets and rates; then the times are printed: Plumbline (which also merges the long series),
NumPy's Huber, NumPy's least squares. Processor times.

Program: a store of two releases (made once, kept) through `plumbline stitch`, start to sync. Its answer is checked first:
the median offset and rate must be those that were put in. Exit 77 (skipped) without NumPy.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from stores import run  # noqa: E402

try:
    import numpy as np
except ImportError:
    print("skipped: there is no NumPy")
    sys.exit(77)

SIGMA_MM = 2.0
LEAST_SCALE_MM = 0.041


def least_squares(t, d):
    """Rows of d: points. Value at t = 0 and slope; `t` has the mean 0."""
    return d.mean(1), d @ t / (t @ t)


def huber(t, d):
    value, slope = least_squares(t, d)
    for _ in range(50):
        r = d - value[:, None] - slope[:, None] * t
        size = np.abs(r)
        scale = np.maximum(1.4826 * np.sort(size, 1)[:, size.shape[1] // 2], LEAST_SCALE_MM)
        w = np.minimum(1, 1.345 * scale[:, None] / np.maximum(size, 1e-30))
        s, st, stt = w.sum(1), w @ t, w @ (t * t)
        sd, std = (w * d).sum(1), (w * d) @ t
        determinant = s * stt - st * st
        value, slope = (stt * sd - st * std) / determinant, (s * std - st * sd) / determinant
    return value, slope


def compare_kernel(bench, points):
    with tempfile.TemporaryDirectory() as folder:
        ours = float(subprocess.run([bench, "kernel", folder, str(points)], check=True, capture_output=True).stdout)
        read = lambda name: np.fromfile(f"{folder}/{name}.bin")
        years, joins = read("years"), read("joins").reshape(-1, 2)
        d = read("differences").reshape(-1, len(years))
    t = years - years.mean()
    begin = time.process_time()
    value, slope = least_squares(t, d)
    squares = time.process_time() - begin
    begin = time.process_time()
    reference = np.stack(huber(t, d), 1)
    robust = time.process_time() - begin
    worst = np.abs(joins - reference).max(0)
    if worst[0] > 0.01 or worst[1] > 0.05:  # a few per cent of the standard errors: both stop iterating early
        sys.exit(f"wrong: joins differ from the reference by {worst}")
    truth = np.stack([5 - 1e-5 * np.arange(len(d)) + 0.5 * years.mean(), np.full(len(d), 0.5)], 1)
    optimal = SIGMA_MM * np.sqrt([2 / len(t), 2 / (t @ t)])
    errors = (joins - truth).std(0) / optimal
    bias = np.abs((joins - truth).mean(0)) / optimal * np.sqrt(len(d))
    if points >= 1000 and (errors.max() > 1.1 or bias.max() > 4):
        sys.exit(f"wrong: errors are {errors} of the optimal ones, biases {bias} standard errors")
    print(f"kernel, {points:,} points, {len(t)} common dates: errors {errors[0]:.3f} (offset) and {errors[1]:.3f} (rate) "
          "of the optimal ones")
    for name, seconds in ("plumbline", ours), ("numpy, least squares", squares), ("numpy, huber", robust):
        print(f"  {name:22}{points / seconds:14,.0f} points/s{seconds / ours:8.2f}")


def compare_program(bench, plumbline, folder, points, threads):
    store = folder / f"stitch_{points}"
    if not (store / "plumbline.json").exists():
        shutil.rmtree(store, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        run([bench, "store", store, points])
    out = folder / "long"
    shutil.rmtree(out, ignore_errors=True)
    wall, processor, memory = run([plumbline, "stitch", "--store", store, "--out", out, "--threads", threads, "-q"])
    answer = subprocess.run([plumbline, "sql", "SELECT * FROM stitch_joins", "--store", out, "--format", "json"],
                            check=True, capture_output=True, text=True)
    join = json.loads(answer.stdout)[0]
    shutil.rmtree(out)
    if int(join["n_points"]) != points or abs(float(join["rate_mm_per_year"]) - 0.5) > 5 / points ** 0.5:
        sys.exit(f"wrong: {join}")
    print(f"program, {points:,} points, 360 + 300 dates, {threads} threads: {wall:.1f} s wall, {processor:.1f} s processor, "
          f"{memory:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="build folder of the release preset")
    parser.add_argument("--kernel-points", type=int, default=100_000)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--data", type=pathlib.Path, help="where the store is kept; default in the build folder")
    options = parser.parse_args()
    build = options.build.resolve()
    bench = build / "bench" / "bench_stitch"
    compare_kernel(bench, options.kernel_points)
    compare_program(bench, build / "plumbline", options.data or build / "bench" / "data", options.points, options.threads)


if __name__ == "__main__":
    main()
