# SPDX-License-Identifier: MIT
"""What several benchmarks need: stores of synthetic deliveries, and how long a program takes."""
import os
import shutil
import subprocess
import sys
import time


def run(command):
    """Wall time, processor time and peak memory (MB) of a program."""
    begin = time.monotonic()
    with open(os.devnull, "w") as nothing:
        process = subprocess.Popen([str(part) for part in command], stdout=nothing)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    if status != 0:
        sys.exit(f"{command} failed")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def make_store(plumbline, folder, tiles, points, dates):
    """Made once and kept in `folder`: `tiles` deliveries of `synth` (seed 1), ingested."""
    store = folder / "store"
    if not (store / "plumbline.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        # Plain CSV: packing and unpacking would only cost time.
        run([plumbline, "synth", "--out", folder / "csv", "--tiles", tiles, "--points", points, "--dates", dates,
             "--csv", "-q"])
        deliveries = [f for f in sorted((folder / "csv").glob("*.csv")) if not f.stem.endswith("_truth")]
        run([plumbline, "ingest", *deliveries, "--store", store, "-q"])
        shutil.rmtree(folder / "csv")
    return store
