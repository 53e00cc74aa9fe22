# SPDX-License-Identifier: MIT
"""older_release.py IN.csv OUT.csv: the same points as an older release delivers them: the dates two years earlier, all displacements
5 mm higher."""
import csv
import re
import sys

with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    rows = csv.reader(source)
    names = next(rows)
    dates = [i for i, name in enumerate(names) if re.fullmatch(r"\d{8}", name)]
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(f"{int(name) - 20000}" if i in dates else name for i, name in enumerate(names))
    for row in rows:
        for i in dates:
            row[i] = f"{float(row[i]) + 5:.1f}"
        writer.writerow(row)
