"""The layer checker itself: a tree with violations, each of which it must name."""
import pathlib
import subprocess
import sys
import tempfile

CHECKER = sys.argv[1]


def run(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        result = subprocess.run([sys.executable, CHECKER, folder], capture_output=True, text=True, check=False)
        return result.returncode, result.stdout


LAYERS = "core:\nstore: core\ncluster: core\n"
CASES = [
    ("an allowed include", {"src/store/a.cpp": '#include "core/date.h"\n#include "store/a.h"\n#include <duckdb.h>\n'}, None),
    ("a sibling", {"src/cluster/a.cpp": '\n#include "store/store.h"\n'},
     "src/cluster/a.cpp:2: cluster may not include store"),
    ("upwards", {"src/core/a.h": '#include "cluster/dbscan.h"\n'}, "src/core/a.h:1: core may not include cluster"),
    ("a library of another room", {"src/cluster/a.cpp": "#include <duckdb.h>\n"},
     "src/cluster/a.cpp:1: cluster may not include <duckdb.h>"),
    ("a name without its folder", {"src/store/a.cpp": '#include "a.h"\n'}, 'write "store/a.h"'),
    ("an unknown folder", {"src/other/a.cpp": ""}, "layers.txt does not know the folder src/other"),
]

failed = 0
for name, files, expected in CASES:
    code, output = run({"layers.txt": LAYERS, **files})
    good = (code == 0 and output == "") if expected is None else (code == 1 and expected in output)
    print("ok  " if good else "FAIL", name, "" if good else repr(output))
    failed += not good
code, output = run({"layers.txt": "core: store\nstore: core\n", "src/core/a.h": ""})
if code != 1 or "does not come before it" not in output:
    print("FAIL a cycle", repr(output))
    failed += 1
sys.exit(1 if failed else 0)
