#!/usr/bin/env python3
"""Holds the #include lines of src/ to layers.txt, and third-party libraries to the one module that links them."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
if len(sys.argv) > 1:
    ROOT = pathlib.Path(sys.argv[1])

# Library header prefix -> folders of src/ that may include it.
LIBRARIES = {
    "duckdb": {"store"}, "gdal": {"store"}, "ogr": {"store"}, "cpl_": {"store"},
    "geos": {"cluster"}, "proj.h": {"geodesy"}, "geodesic.h": {"geodesy"}, "isa-l": {"ingest"}, "fast_float": {"ingest"},
    "tbb/": {"parallel"}, "oneapi/": {"parallel"}, "hwy/": {"parallel", "features", "serve"},
    "boost/": {"serve"}, "Eigen/": {"features", "classify"}, "nlohmann/": {"store", "serve", "archive"}, "curl/": {"archive"}, "png.h": {"report"},
    "CLI/": set(), "toml++": set(), "zlib.h": {"synth", "serve"}, "openssl/": {"store", "ingest", "archive"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_layers():
    layers = {}
    for line in (ROOT / "layers.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, allowed = line.partition(":")
            layers[name] = set(allowed.split()) | {name}
    return layers


def violations(layers):
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in {".h", ".cpp"}:
            continue
        module = path.relative_to(ROOT / "src").parts[0]
        if module not in layers:
            yield f"{path.relative_to(ROOT)}: layers.txt does not know the folder src/{module}"
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quote, target = match.groups()
            where = f"{path.relative_to(ROOT)}:{number}"
            if quote == '"':
                used = target.split("/")[0]
                if "/" not in target:
                    yield f'{where}: write "{module}/{target}", from the root of src/'
                elif used not in layers[module]:
                    yield f"{where}: {module} may not include {used} (layers.txt)"
            for prefix, folders in LIBRARIES.items():
                if quote == "<" and target.startswith(prefix) and module not in folders:
                    yield f"{where}: {module} may not include <{target}>"


def cycles(layers):
    """A folder may depend only on folders named before it."""
    seen = set()
    for name, allowed in layers.items():
        for dependency in sorted(allowed - {name} - seen):
            yield f"layers.txt: {name} depends on {dependency}, which does not come before it"
        seen.add(name)


def main():
    layers = read_layers()
    found = [*cycles(layers), *violations(layers)]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
