#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How near is `plumbline classify` to merely reading the file? Makes deliveries with `plumbline synth` (once; they are
kept), ingests them, and compares in one run, on the same files and with the same threads:

  sum       DuckDB reads and sums all columns of all series (its C API)
  features  the store's parallel scan with the 18 features of every point
  classify  the whole program `plumbline classify`: start, read, features, classes, write back, sync

Nothing is timed before the answers were compared (bench_classify). Rounds alternate; the smallest time of each counts.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from stores import make_store, run  # noqa: E402


def compare(build, store, threads, rounds):
    best = {}
    for _ in range(rounds):
        program = build / "bench" / "bench_classify"
        inside = json.loads(subprocess.run([program, store, str(threads), "1"], check=True, capture_output=True).stdout)
        wall, processor, memory = run([build / "plumbline", "classify", "--store", store, "--threads", threads,
                                       "--overwrite", "-q"])
        times = {"sum_wall_s": inside["sum_wall_s"], "sum_processor_s": inside["sum_processor_s"],
                 "features_wall_s": inside["features_wall_s"], "features_processor_s": inside["features_processor_s"],
                 "classify_wall_s": wall, "classify_processor_s": processor}
        for name, value in times.items():
            best[name] = min(best.get(name, value), value)
        best["classify_peak_MB"] = max(best.get("classify_peak_MB", 0), memory)
        best["points"], best["target"] = inside["points"], inside["target"]
    return best


def show(best, threads):
    print(f"{best['points']:,} points, {threads} threads, {best['target']}")
    print(f"{'':10}{'wall s':>10}{'of sum':>8}{'processor s':>13}{'of sum':>8}{'points/s':>12}")
    for name in ("sum", "features", "classify"):
        wall, processor = best[f"{name}_wall_s"], best[f"{name}_processor_s"]
        print(f"{name:10}{wall:10.3f}{wall / best['sum_wall_s']:8.2f}{processor:13.3f}"
              f"{processor / best['sum_processor_s']:8.2f}{best['points'] / wall:12,.0f}")
    print(f"peak memory of classify: {best['classify_peak_MB']:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="build folder of the release preset")
    parser.add_argument("--tiles", type=int, default=10)
    parser.add_argument("--points", type=int, default=100_000, help="a tile")
    parser.add_argument("--dates", type=int, default=300)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=pathlib.Path, help="where the store is kept; default in the build folder")
    options = parser.parse_args()
    build = options.build.resolve()
    name = f"classify_{options.tiles}x{options.points}x{options.dates}"
    folder = options.data or build / "bench" / "data" / name
    store = make_store(build / "plumbline", folder, options.tiles, options.points, options.dates)
    show(compare(build, store, options.threads, options.rounds), options.threads)


if __name__ == "__main__":
    main()
