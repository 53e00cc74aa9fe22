#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""plumbline's DBSCAN beside scikit-learn's (ball tree, all processors), on scenes that bench_dbscan makes.

Both results are held against the definition before either is timed, and core points and number of clusters
must be equal. The two take turns within one run, and the best of each counts, so that other work on the
machine touches both. Exit 77 (skipped) without scikit-learn.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

try:
    import numpy as np
    from sklearn.cluster import DBSCAN
except ImportError:
    print("skipped: there is no scikit-learn (Debian: python3-sklearn)")
    sys.exit(77)


def bench(program, **arguments):
    out = subprocess.run([program] + [f"{name}={value}" for name, value in arguments.items()],
                         check=True, capture_output=True, text=True).stdout
    return json.loads(out) if out else None


def theirs(places):
    begin = time.perf_counter()
    fitted = DBSCAN(eps=100.0, min_samples=5, algorithm="ball_tree", n_jobs=-1).fit(places)
    return time.perf_counter() - begin, fitted


def compare(program, points, rounds):
    with tempfile.TemporaryDirectory() as folder:
        places_file = pathlib.Path(folder) / "places"
        labels_file = pathlib.Path(folder) / "labels"
        bench(program, verb="write", points=points, file=places_file)
        places = np.fromfile(places_file).reshape(-1, 3)
        best = {"ours": float("inf"), "theirs": float("inf")}
        for turn in range(rounds):
            seconds, fitted = theirs(places)
            if turn == 0:
                core = np.zeros(points, dtype=np.uint8)
                core[fitted.core_sample_indices_] = 1
                labels_file.write_bytes(fitted.labels_.astype(np.int64).tobytes() + core.tobytes())
                bench(program, verb="compare", points=points, file=labels_file)
            del fitted
            best["theirs"] = min(best["theirs"], seconds)
            ours = bench(program, verb="time", points=points, repetitions=3, check="no" if turn else "yes")
            best["ours"] = min(best["ours"], ours["seconds"])
    print(f"{points:>10,} points: scikit-learn {best['theirs']:.2f} s, plumbline {best['ours']:.3f} s, "
          f"{best['theirs'] / best['ours']:.0f} times faster", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True, help="the program bench_dbscan")
    parser.add_argument("--points", type=int, nargs="+", default=[1_000_000, 4_000_000])
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    for points in options.points:
        compare(options.bench, points, options.rounds)


if __name__ == "__main__":
    main()
