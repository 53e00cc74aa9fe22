#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How much faster than DuckDB's own COPY does `plumbline ingest` turn a CSV into Parquet, verified and synced?

One delivery of `synth` as CSV and as zip, and twenty small ones of together as many points (made once, kept). The files of
the tile are first held against what DuckDB reads from the same CSV, value by value; then all contenders run in turn.
Medians over the rounds count.

With --memory LIMIT, instead: a CSV of eight times LIMIT, whose ingest must stay within LIMIT as the kernel counts it.
With --lookup, instead: the time for the series of one pid of a store of ten tiles of 500,000 points.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from stores import make_store, run  # noqa: E402


def deliveries(folder, suffix):
    return [f for f in sorted(folder.glob("*" + suffix)) if not f.stem.endswith("_truth")]


def make_deliveries(plumbline, folder, points, dates):
    """One as zip and as CSV, and twenty small ones."""
    if (folder / "made").exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    run([plumbline, "synth", "--out", folder / "zip", "--tiles", 1, "--points", points, "--dates", dates, "-q"])
    (folder / "csv").mkdir()
    for packed in deliveries(folder / "zip", ".zip"):
        with zipfile.ZipFile(packed) as archive:
            archive.extract(packed.stem + ".csv", folder / "csv")
    run([plumbline, "synth", "--out", folder / "small", "--tiles", 20, "--points", points // 20, "--dates", dates, "--csv",
         "-q"])
    (folder / "made").touch()


def ask(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout.split()


def compare(bench, plumbline, folder, options):
    make_deliveries(plumbline, folder, options.points, options.dates)
    csv = deliveries(folder / "csv", ".csv")[0]
    small = deliveries(folder / "small", ".csv")
    store, peer = folder / "store", folder / "peer.parquet"
    ingest = lambda *files: [plumbline, "ingest", *files, "--store", store, "--threads", options.threads, "-q"]
    contenders = {"duckdb": [bench, "copy", csv, peer, options.threads], "csv": ingest(csv),
                  "zip": ingest(folder / "zip" / (csv.stem + ".zip")), "twenty": ingest(*small)}

    def measure(name):
        shutil.rmtree(store, ignore_errors=True)
        peer.unlink(missing_ok=True)
        os.sync()  # nobody waits for what another one wrote
        return run(contenders[name])

    measure("duckdb")
    run(contenders["csv"])
    values = ask(bench, "same", *(store / "processed" / f"{csv.stem}_{kind}.parquet" for kind in ("meta", "ts")), peer)[0]
    csv_bytes = csv.stat().st_size
    share = sum(f.stat().st_size for f in (store / "processed").iterdir()) / csv_bytes
    bytes_of = {name: csv_bytes for name in contenders} | {"twenty": sum(f.stat().st_size for f in small)}
    seen = {name: [] for name in contenders}
    for _ in range(options.rounds):
        for name in contenders:
            seen[name].append(measure(name))
    shutil.rmtree(store)
    peer.unlink(missing_ok=True)
    print(f"{options.points:,} points, {options.dates} dates, {csv_bytes / 1e6:.0f} MB of CSV, {options.threads} threads, "
          f"{options.rounds} rounds, load {os.getloadavg()[0]:.0f}; {int(values):,} values compared")
    median = {name: [statistics.median(column) for column in zip(*rounds)] for name, rounds in seen.items()}
    print(f"{'':10}{'wall s':>8}{'MB/s':>8}{'processor s':>13}{'peak MB':>9}{'duckdb takes':>14}{'of csv':>8}")
    for name, (wall, processor, memory) in median.items():
        speed = bytes_of[name] / 1e6 / wall
        print(f"{name:10}{wall:8.2f}{speed:8.0f}{processor:13.2f}{memory:9.0f}"
              f"{median['duckdb'][0] / wall * bytes_of[name] / csv_bytes:13.2f}x"
              f"{csv_bytes / 1e6 / median['csv'][0] / speed:8.2f}")
    print(f"both files: {share:.1%} of the CSV")
    print(f"parsing alone, one core: {float(ask(bench, 'parse', csv)[0]) / 1e6:.0f} MB/s")


def compare_memory(plumbline, folder, limit_mb, options):
    """One delivery of eight times the limit."""
    made = folder / "made"
    points = limit_mb * 8 * 1024 * 1024 // (options.dates * 5)  # five bytes a value, and the other columns
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        run([plumbline, "synth", "--out", folder / "csv", "--tiles", 1, "--points", points, "--dates", options.dates,
             "--csv", "-q"])
        made.touch()
    csv = deliveries(folder / "csv", ".csv")[0]
    times = csv.stat().st_size / (limit_mb * 1024 * 1024)
    wall, _, peak = run([plumbline, "ingest", csv, "--store", folder / "store", "--threads", options.threads,
                         "--memory-limit", f"{limit_mb}M", "--overwrite", "-q"])
    shutil.rmtree(folder / "store")
    print(f"limit {limit_mb} MB, CSV {times:.1f} times as large, {options.threads} threads: peak {peak:.0f} MB, {wall:.1f} s")
    if times < 8 or peak > limit_mb:
        sys.exit("the limit is not kept")


def compare_lookup(bench, plumbline, folder, options):
    store = make_store(plumbline, folder, 10, options.lookup, options.dates)
    first, median, slowest = ask(bench, "lookup", store, 200)
    print(f"series of one pid of {10 * options.lookup:,}, {options.dates} dates, load {os.getloadavg()[0]:.0f}: "
          f"first {first} ms, median of 200 {median} ms, slowest {slowest} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="build folder of the release preset")
    parser.add_argument("--points", type=int, default=200_000)
    parser.add_argument("--dates", type=int, default=300)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=int, metavar="MB")
    parser.add_argument("--lookup", type=int, metavar="POINTS", help="points a tile, of ten", nargs="?", const=500_000)
    parser.add_argument("--data", type=pathlib.Path, help="where deliveries are kept; default in the build folder")
    options = parser.parse_args()
    build = options.build.resolve()
    bench, plumbline = build / "bench" / "bench_ingest", build / "plumbline"
    folder = (options.data or build / "bench" / "data").resolve()
    if options.memory:
        compare_memory(plumbline, folder / f"ingest_{options.memory}MB", options.memory, options)
    elif options.lookup:
        compare_lookup(bench, plumbline, folder / f"cluster_10x{options.lookup}x{options.dates}", options)
    else:
        compare(bench, plumbline, folder / f"ingest_{options.points}x{options.dates}", options)


if __name__ == "__main__":
    main()
