"""Classes and flags of noisy synthetic series against those of the same series without noise.

The truth of a point is what the rules say of its noise-free series. Exits with 1 when recall falls short of 0.95
for linear, accel or decel among clear truths (README.md)."""
import csv
import glob
import os
import sys

NAMES = ["stable", "noisy", "linear", "accel", "decel", "variable", "other"]
METHODS = ["paper", "jump_sigma_3", "jump_sigma_4", "jump_sigma_5", "cusum_lo_05", "cusum_lo_01"]


def rows(pattern):
    result = {}
    for path in sorted(glob.glob(pattern)):
        with open(path, newline="") as file:
            for row in csv.DictReader(file):
                result[row["pid"]] = row
    return result


def is_clear(row, sigma):
    """Meets the thresholds of its own rule with a fifth to spare."""
    v, bend, line = (float(row[k]) for k in ("v_robust", "quad_r2", "velocity_r2"))
    if abs(v) < 3.0 or sigma > 2.0:
        return False
    if row["class_rule"] == "linear":
        return line >= 0.65 * 1.2 and (bend <= 0.15 * 0.8 or line >= 0.85 * 1.2)
    if row["class_rule"] in ("accel", "decel"):
        return bend >= 0.15 * 1.2 and line <= 0.85 * 0.8
    return False


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "    -"


def precision_and_recall(found, true):
    both = len(found & true)
    return f"precision {share(both, len(found))}, recall {share(both, len(true))} ({len(found)} found, {len(true)} true)"


os.chdir(sys.argv[1])
free = rows("truth.*.csv")
known = rows("truth/*_truth.csv")
classes = {name: rows(f"{name}.classes.csv") for name in METHODS}
pids = sorted(free)
assert all(set(c) == set(free) for c in classes.values()), "points are missing"

print("Confusion matrix, all points: rows the class without noise, columns the class given (paper's defaults)")
print(" " * 10 + "".join(f"{n:>10}" for n in NAMES) + f"{'recall':>9}")
given = classes["paper"]
for true in NAMES:
    here = [p for p in pids if free[p]["class_rule"] == true]
    if here:
        counts = [sum(given[p]["class_1"] == name for p in here) for name in NAMES]
        print(f"{true:<10}" + "".join(f"{c:>10}" for c in counts) + f"{share(counts[NAMES.index(true)], len(here)):>9}")

failed = False
print("\nClear truths: |v| >= 3 mm/yr, noise <= 2 mm, the rule's own thresholds met with a fifth to spare")
for true in ("linear", "accel", "decel"):
    here = [p for p in pids if free[p]["class_rule"] == true and is_clear(free[p], float(known[p]["noise_sigma_mm"]))]
    right = sum(given[p]["class_1"] == true for p in here)
    print(f"  {true:<8} recall {share(right, len(here))} of {len(here)}")
    failed |= bool(here) and right < 0.95 * len(here)

print("\nPrecision and recall per class, all points: with the paper's defaults, and with one option changed")
print(f"{'':10}" + "".join(f"{m:>16}" for m in ("paper", "jump_sigma_5", "cusum_lo_05", "cusum_lo_01")))
for true in NAMES:
    here = {p for p in pids if free[p]["class_rule"] == true}
    if not here and true == "other":
        continue
    line = f"{true:<10}"
    for name in ("paper", "jump_sigma_5", "cusum_lo_05", "cusum_lo_01"):
        found = {p for p in pids if classes[name][p]["class_1"] == true}
        line += f"{share(len(found & here), len(found)):>10}{share(len(found & here), len(here)):>6}"
    print(line)

# Without noise any remainder wanders by the raw score, that of rounding included: which of these move at all?
wandering = {p for p in pids if free[p]["class_rule"] == "variable" and float(free[p]["rmse_deseason"]) >= 2.0}
all_variable = sum(free[p]["class_rule"] == "variable" for p in pids)
print(f"\nclass variable: {len(wandering)} of {all_variable} truths leave 2 mm or more beside line and harmonics; of these")
for name in ("paper", "cusum_lo_05", "cusum_lo_01"):
    print(f"  {name:<14}recall {share(sum(classes[name][p]['class_1'] == 'variable' for p in wandering), len(wandering))}")

print("\nWhat the mixture decides: points that no rule does, against the class without noise")
by_rules = rows("paper.EGMS*.csv")
left = [p for p in pids if by_rules[p]["class_rule"] == "other"]
right = sum(given[p]["class_1"] == free[p]["class_rule"] for p in left)
print(f"  {len(left)} points, {right} right ({share(right, len(left))}); left as other, none were")

print("\njumpy: truth = a step of the ground of 5 mm or more")
stepped = {p for p in pids if abs(float(known[p]["step_mm"])) >= 5.0}
for name in METHODS[:4]:
    print(f"  {name:<14}" + precision_and_recall({p for p in pids if classes[name][p]["jumpy"] == "1"}, stepped))

print("\nvariable_flag: truth = without noise, line and harmonics leave 2 mm or more; false alarms = flags where they leave less than 0.5 mm")
wander = {p for p in pids if float(free[p]["rmse_deseason"]) >= 2.0}
calm = {p for p in pids if float(free[p]["rmse_deseason"]) < 0.5}
for name in ("paper", "cusum_lo_05", "cusum_lo_01"):
    found = {p for p in pids if classes[name][p]["variable_flag"] == "1"}
    print(f"  {name:<14}" + precision_and_recall(found, wander) + f", false alarms {share(len(found & calm), len(calm))}")

print("\nclass variable or noisy, of truths that are stable: ")
still = [p for p in pids if free[p]["class_rule"] == "stable"]
for name in ("paper", "cusum_lo_05", "cusum_lo_01"):
    print(f"  {name:<14}" + ", ".join(
        f"{c} {share(sum(classes[name][p]['class_1'] == c for p in still), len(still))}" for c in ("stable", "noisy", "variable")))
sys.exit(1 if failed else 0)
