#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long does `plumbline decompose` take for a whole tile of a million cells, and does it keep its memory limit?

A store of ascending and descending bursts is made once and kept (bench_decompose store). Small tile: DuckDB answers the
same question in SQL over the same files; every East and Up of every cell must agree within 0.001 mm before anything is
timed, then both run in turn. Large tile: the velocities must be the true rates but for the noise, then the program runs
under `--memory-limit`; DuckDB, under the same limit, is tried as well.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from stores import run  # noqa: E402


def make(bench, folder, side_km, points):
    store = folder / f"decompose_{side_km}km_{points}"
    if not (store / "plumbline.json").exists():
        shutil.rmtree(store, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        run([bench, "store", store, side_km, points])
    return store


def numbers(command):
    answer = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    return [float(word) for word in answer.stdout.split()]


def show(name, measured, cells, reference):
    wall, processor, memory = (statistics.median(column) for column in zip(*measured))
    print(f"  {name:10}{wall:8.1f} s wall{processor:9.1f} s processor{memory:8.0f} MB{cells / wall:12,.0f} cells/s"
          f"{wall / reference:8.2f}", flush=True)
    return wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="build folder of the release preset")
    parser.add_argument("--small-km", type=int, default=30)
    parser.add_argument("--large-km", type=int, default=100, help="0: the small tile alone")
    parser.add_argument("--points", type=int, default=1, help="a cell and geometry")
    parser.add_argument("--memory-mb", type=int, default=1024)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-on-large", action="store_true", help="time DuckDB on the large tile, too")
    parser.add_argument("--data", type=pathlib.Path, help="where the stores are kept; default in the build folder")
    options = parser.parse_args()
    build = options.build.resolve()
    bench, plumbline = build / "bench" / "bench_decompose", build / "plumbline"
    folder = options.data or build / "bench" / "data"
    limit = ["--memory-limit", f"{options.memory_mb}M"]
    answer = folder / "decompose_peer.parquet"

    def decompose(store):
        return run([plumbline, "decompose", "--store", store, "--overwrite", "-q", "--threads", options.threads, *limit])

    def peer(store):
        return run([bench, "peer", store, answer, options.threads, options.memory_mb << 20])

    store = make(bench, folder, options.small_km, options.points)
    decompose(store)
    peer(store)
    (worst,) = numbers([bench, "check", store, answer])
    if not worst < 0.001:
        sys.exit(f"wrong: East and Up differ from DuckDB's by {worst} mm")
    cells = (10 * options.small_km) ** 2
    print(f"{cells:,} cells, {options.points} point(s) a cell and geometry, limit {options.memory_mb} MB, {options.threads} "
          f"threads; largest difference {worst:.1e} mm")
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(decompose(store))
        theirs.append(peer(store))
    reference = show("plumbline", ours, cells, statistics.median(wall for wall, _, _ in ours))
    show("DuckDB", theirs, cells, reference)
    if options.large_km == 0:
        return

    store = make(bench, folder, options.large_km, options.points)
    cells = (10 * options.large_km) ** 2
    print(f"{cells:,} cells", flush=True)
    measured = [decompose(store)]
    bias, rms = numbers([bench, "truth", store])
    # A line through 300 dates with 2 mm of noise at 210 acquisitions each: some 0.1 mm/yr; seasonal terms widen it little.
    if not (bias < 0.002 and rms < 0.2):
        sys.exit(f"wrong: velocities differ from the true ones by {bias} on average, {rms} rms")
    show("plumbline", measured, cells, measured[0][0])
    if options.peer_on_large:
        show("DuckDB", [peer(store)], cells, measured[0][0])


if __name__ == "__main__":
    main()
