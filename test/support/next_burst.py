# SPDX-License-Identifier: MIT
"""next_burst.py IN.csv OUT.csv: the same places as the next burst of the track delivers them: other pids, a few metres beside,
every second point more coherent, the last one 30 m away."""
import csv
import sys

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def value(text):
    number = 0
    for digit in text:
        number = number * 62 + DIGITS.index(digit)
    return number


def text(number, width):
    digits = ""
    for _ in range(width):
        digits = DIGITS[number % 62] + digits
        number //= 62
    return digits


with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    rows = list(csv.DictReader(source))
    writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    for i, row in enumerate(rows):
        row["pid"] = row["pid"][0] + text(value(row["pid"][1:5]) + (1 << 4), 4) + row["pid"][5:]
        row["easting"] = f"{float(row['easting']) + (30 if i + 1 == len(rows) else 4):.2f}"
        row["temporal_coherence"] = f"{float(row['temporal_coherence']) + (0.01 if i % 2 else -0.01):.2f}"
        writer.writerow(row)
