#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How the server does under many clients: 64, 256, 400 that are slow, and a long mixed load.

Answers are compared with what `plumbline sql` says before anything is timed. Exits with 77 without wrk."""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from stores import make_store  # noqa: E402


class Server:
    def __init__(self, plumbline, store):
        self.process = subprocess.Popen([plumbline, "serve", "--store", store, "--port", "0", "-q"],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip().rstrip("/")
        self.port = int(self.url.rsplit(":", 1)[1])

    def get(self, target):
        with urllib.request.urlopen(self.url + target, timeout=60) as response:
            return response.read(), response.headers

    def anonymous_kb(self):
        """Memory that is not a page of a file."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1])

    def counts(self):
        """How many answers there were of each status so far, and of 503."""
        counts = collections.Counter()
        text = self.get("/metrics")[0].decode()
        for name, labels, count in re.findall(r"^(plumbline_\w+_total)(\{.*\})? (\d+)$", text, re.M):
            if name == "plumbline_answers_total" and '"/metrics"' not in labels:
                counts[re.search(r'status="(\d+)"', labels)[1]] += int(count)
            elif name.startswith("plumbline_refused_"):
                counts["503"] += int(count)
        return counts

    def stop(self):
        self.process.terminate()
        if self.process.wait(timeout=60) != 0:
            sys.exit("the server did not end well")


class SlowClients:
    """Connections that send a line of a header every second and never come to its end; one that is closed is
    opened again."""

    def __init__(self, port, count):
        self.port = port
        self.clients = [None] * count
        self.going_on = True
        self.thread = threading.Thread(target=self.drip)
        self.thread.start()

    def drip(self):
        while self.going_on:
            for i, client in enumerate(self.clients):
                try:
                    if client is None:
                        self.clients[i] = client = socket.create_connection(("127.0.0.1", self.port))
                        client.sendall(b"GET /health HTTP/1.1\r\n")
                    client.sendall(b"X: y\r\n")
                except OSError:
                    self.clients[i] = None
            time.sleep(1)

    def stop(self):
        self.going_on = False
        self.thread.join()
        for client in self.clients:
            if client is not None:
                client.close()


def sql(plumbline, store, query):
    return subprocess.run([plumbline, "sql", query, "--store", store, "--format", "csv", "-q"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.split("\n")[1:-1]


def check_answers(plumbline, store, server, pids):
    """Counts of windows, and whole series, are those that SQL finds in the files."""
    for coherence, velocity in ((0, 0), (0.7, 2.5), (0.85, 8)):
        _, headers = server.get(f"/api/v1/points?zoom=6&min_coh={coherence}&thresh={velocity}")
        expected = sql(plumbline, store, "SELECT count(*) FROM all_metadata WHERE temporal_coherence >= "
                       f"{coherence}::FLOAT AND abs(mean_velocity) >= {velocity}::FLOAT")[0]
        if headers["X-Total-Count"] != expected:
            sys.exit(f"min_coh={coherence} thresh={velocity}: {headers['X-Total-Count']} points, not {expected}")
    for pid in random.Random(1).sample(pids, 5):
        series = json.loads(server.get(f"/api/v1/series?pids={pid}")[0])["series"][0]
        columns = ", ".join(f'"{day.replace("-", "")}"' for day in series["dates"])
        row = sql(plumbline, store, f"SELECT {columns} FROM all_timeseries WHERE pid = '{pid}'")[0].split(",")
        if [None if value == "" else float(value) for value in row] != series["values"]:
            sys.exit(f"the series of {pid} is not that of the file")
    print("answers: counts of 3 filters and 5 series are those of SQL")


def ask(server, extent, pids_file, kind, clients, seconds, pause=0, seed=1):
    before = server.counts()
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", HERE / "questions.lua",
               server.url, "--", kind, pids_file, *extent, pause, seed]
    output = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True).stdout
    figures = json.loads(next(line for line in output.split("\n") if line.startswith("{")))
    answers = server.counts() - before
    figures["refused"] = answers.pop("503", 0)
    figures["answered"] = answers["200"] + (answers["404"] if kind == "mixed" else 0)
    failed = answers.total() - figures["answered"]
    if failed or figures["broken"]:
        sys.exit(f"{kind}, {clients} clients: {failed} wrong answers, {figures['broken']} broken off")
    return figures


def show(name, figures):
    rate = figures["answered"] / figures["seconds"]
    print(f"{name:<44} p50 {figures['p50_ms']:7.1f} ms  p99 {figures['p99_ms']:7.1f} ms  {rate:7.0f} answers/s  "
          f"{figures['refused']} refused with 503", flush=True)


def many_clients(server, extent, pids_file, seconds):
    for pause in (1000, 0):
        looking = "that look for a second" if pause else "that do not look"
        for kind in ("series", "points"):
            show(f"64 clients {looking}: {kind}", ask(server, extent, pids_file, kind, 64, seconds, pause))
    show("256 clients that do not look: mixed", ask(server, extent, pids_file, "mixed", 256, seconds))


def slow_clients(server, extent, pids_file, seconds, rounds):
    """Without and with them in turn; ratio of the medians."""
    alone, beside = [], []
    for seed in range(rounds):
        alone.append(ask(server, extent, pids_file, "points", 16, seconds, 100, seed)["p99_ms"])
        slow = SlowClients(server.port, 400)
        time.sleep(1)
        beside.append(ask(server, extent, pids_file, "points", 16, seconds, 100, seed)["p99_ms"])
        slow.stop()
    print(f"400 slow clients: p99 of 16 others {statistics.median(beside):.1f} ms, without them "
          f"{statistics.median(alone):.1f} ms: ratio {statistics.median(beside) / statistics.median(alone):.2f}",
          flush=True)


def soak(server, extent, pids_file, minutes):
    """The first third fills caches; memory may not grow by 1 MB after it."""
    memory = []
    for part in range(9):
        ask(server, extent, pids_file, "mixed", 16, max(1, round(minutes * 60 / 9)), 20, 100 + part)
        memory.append(server.anonymous_kb())
    growth = (statistics.median(memory[6:]) - statistics.median(memory[2:5])) / 1024
    print(f"mixed load for {minutes:g} minutes: memory after each ninth, MB: "
          + " ".join(f"{kb / 1024:.1f}" for kb in memory) + f"; growth {growth:.2f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="folder of the release build")
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--dates", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=15, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--soak-minutes", type=float, default=10)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("/tmp/plumbline_bench_serve_load"))
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("skipped: wrk (Debian package wrk) is not installed")
        sys.exit(77)
    plumbline = options.build / "plumbline"
    store = make_store(plumbline, options.data, 1, options.points, options.dates)
    server = Server(plumbline, store)
    try:
        info = json.loads(server.get("/get_info")[0])
        extent = [info["bbox"][edge] for edge in ("min_lon", "min_lat", "max_lon", "max_lat")]
        pids = sql(plumbline, store, "SELECT pid FROM all_metadata USING SAMPLE 20000 ROWS")
        pids_file = options.data / "pids.txt"
        pids_file.write_text("\n".join(pids) + "\n")
        check_answers(plumbline, store, server, pids)
        many_clients(server, extent, pids_file, options.seconds)
        slow_clients(server, extent, pids_file, options.seconds, options.rounds)
        soak(server, extent, pids_file, options.soak_minutes)
    finally:
        server.stop()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
