"""Every operation of api/openapi.yaml is asked of a running server: statuses, types and bodies are those of the contract."""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import jsonschema
import yaml

ROOT, PLUMBLINE = pathlib.Path(sys.argv[1]), sys.argv[2]
CONTRACT = yaml.safe_load((ROOT / "api" / "openapi.yaml").read_text())
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)


def resolved(node):
    """The node with what its references name in their place, as JSON Schema instead of OpenAPI 3.0."""
    if isinstance(node, list):
        return [resolved(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = CONTRACT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return resolved(target)
    plain = {key: resolved(value) for key, value in node.items()}
    if plain.pop("nullable", False):
        if "type" in plain:
            plain["type"] = [plain["type"], "null"]
        if "oneOf" in plain:
            plain["oneOf"].append({"type": "null"})
        if "enum" in plain:
            plain["enum"] = plain["enum"] + [None]
    if plain.get("format") == "date":
        plain["pattern"] = r"^\d{4}-\d{2}-\d{2}$"
    return plain


class Server:
    """A store made by the program itself, and its server."""

    def __init__(self, folder):
        def plumbline(*arguments):
            subprocess.run([PLUMBLINE, *arguments, "-q"], cwd=folder, check=True, stdout=subprocess.DEVNULL)

        plumbline("synth", "--out", "deliveries", "--tiles", "2", "--points", "3000", "--dates", "60", "--seed", "5")
        plumbline("run", "deliveries", "--store", "store")
        self.process = subprocess.Popen([PLUMBLINE, "serve", "--store", "store", "--port", "0", "-q"], cwd=folder,
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip().rstrip("/")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def ask(self, target, method="GET"):
        request = urllib.request.Request(self.url + target, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.headers, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()


def examples(server):
    """Queries for every operation, by operationId."""
    points = json.loads(server.ask("/get_points?max_pts=3")[2])
    clusters = json.loads(server.ask("/get_clusters")[2])["features"]
    info = json.loads(server.ask("/get_info")[2])
    box = info["bbox"]
    west, south, east, north = box["min_lon"], box["min_lat"], box["max_lon"], box["max_lat"]
    middle = f"{(west + east) / 2},{(south + north) / 2}"
    pid, tile = points[0]["pid"], points[0]["tile"]
    line = f"line={west},{south},{middle},{east},{north}&width_m=20000"
    return {
        "get_points": ["", "zoom=5", "min_lat=80"],
        "points": ["", "zoom=9&classes=accel,unclassified&not_flags=jumpy", "min_lat=80"],
        "get_timeseries": [f"pid={pid}", f"pid={pid}&tile={tile}"],
        "series": [f"pids={pid}&fit={model}" for model in ("linear", "quadratic", "seasonal", "egms")]
        + [f"tile={tile}&rows=0,5&from=2021-01-01"],
        "selection": ["", "series=0", f"circle={middle},2000&fit=egms", f"polygon={west},{south},{east},{south},{middle}",
                      "min_lat=80"],
        "profile": [line, line + "&series=1&bins=7", "line=0,80,1,80&series=1"],
        "window_velocity": ["", "from=2021-01-01&to=2021-06-30&max_pts=10", "min_lat=80"],
        "displacements": ["", "frames=120&max_pts=10", "from=2020-06-01&to=2021-06-01&frames=12", "min_lat=80"],
        "values": ["columns=acceleration,seasonality,rmse,mean_velocity_std,amplitude_dispersion,incidence_angle,"
                   "gnss_velocity,class_prob_1,max_gap_days,n_acquisitions,height_wgs84"],
        "get_info": [""],
        "get_clusters": ["", "min_lat=80"],
        "get_subclusters": [""],
        "clusters": ["", "zoom=4&min_points=6&min_speed=3"],
        "subclusters": ["", "zoom=4"],
        "cluster_series": [f"cluster={feature['properties']['cluster_id']}" for feature in clusters[:2]],
        "export": [f"format={form}&series={series}" for form in ("csv", "geojson", "gpkg", "parquet") for series in (0, 1)]
        + [f"format=csv&circle={middle},2000"],
        "legends": [""],
        "ogc_landing_page": [""],
        "ogc_conformance": [""],
        "ogc_api": [""],
        "ogc_collections": [""],
        **{f"ogc_{collection}": [""] for collection in ("points", "clusters", "subclusters", "tiles")},
        **{f"ogc_{collection}_items": ["", "limit=2", "bbox=0,0,20,60"]
           for collection in ("points", "clusters", "subclusters", "tiles")},
        "health": [""],
        "metrics": [""],
    }


def first_ids(server):
    """The id of a feature of every collection, for the paths that name one."""
    ids = {}
    for collection in ("points", "clusters", "subclusters", "tiles"):
        items = json.loads(server.ask(f"/ogc/collections/{collection}/items?limit=1")[2])["features"]
        ids[f"/ogc/collections/{collection}/items/{{id}}"] = items[0]["id"]
    return ids


BINARY_HEADERS = {"points": "PointsHeader"}  # of all others ColumnsHeader


def check_body(operation, target, content_type, content, body):
    schema = resolved(content["schema"])
    if "json" in content_type:
        value = json.loads(body)
    elif content_type == "application/vnd.plumbline.points":
        magic, version, header_bytes, count = struct.unpack("<4sIII", body[:16])
        check((magic, version) == (b"PLPT", 1), f"{target}: not the binary layout")
        value = json.loads(body[16:16 + header_bytes])
        check(value["count"] == count, f"{target}: two counts")
        schema = resolved(CONTRACT["components"]["schemas"][BINARY_HEADERS.get(operation["operationId"], "ColumnsHeader")])
    else:
        return
    for problem in list(jsonschema.Draft7Validator(schema).iter_errors(value))[:3]:
        check(False, f"{target}: {'/'.join(map(str, problem.absolute_path))}: {problem.message[:200]}")


def check_answer(server, operation, path, query, expected):
    target = path + ("?" + query if query else "")
    status, headers, body = server.ask(target)
    check(status == expected, f"{target}: {status} instead of {expected}: {body[:200]}")
    responses = {key: resolved(value) for key, value in operation["responses"].items()}
    check(str(status) in responses, f"{target}: the contract does not know status {status}")
    content_type = headers.get("Content-Type", "").split(";")[0]
    content = responses.get(str(status), {}).get("content", {})
    check(content_type in content, f"{target}: the contract does not know {content_type} for status {status}")
    for name in responses.get(str(status), {}).get("headers", {}):
        check(name in headers, f"{target}: header {name} is missing")
    if content_type in content:
        check_body(operation, target, content_type, content[content_type], body)


def beyond(schema):
    """Values that a parameter of this schema cannot have."""
    wrong = []
    if schema["type"] in ("integer", "number"):
        wrong += ["x", "nan", ""]
        wrong += [str(schema["minimum"] - 1)] if "minimum" in schema else []
        wrong += [str(schema["maximum"] + 1)] if "maximum" in schema and "x-capped" not in schema else []
    if schema["type"] == "integer":
        wrong.append("1.5")
    if schema["type"] == "boolean":
        wrong += ["2", ""]
    if "enum" in schema or "enum" in schema.get("items", {}):
        wrong.append("nonesuch")
    if schema.get("format") == "date":
        wrong += ["2021-02-29", "x"]
    if schema["type"] == "array" and schema["items"]["type"] == "number":
        wrong += [",".join("1" * (schema["minItems"] - 1)), "a,b,c,d,e,f"]
    return wrong


def check_parameters(server, operation, path, query):
    given = dict(part.split("=") for part in query.split("&") if part)
    parameters = [resolved(parameter) for parameter in operation.get("parameters", [])]
    for parameter in parameters:
        if parameter["in"] == "path":
            continue
        others = "&".join(f"{name}={value}" for name, value in given.items() if name != parameter["name"])
        if parameter.get("required"):
            check_answer(server, operation, path, others, 400)
        for value in beyond(parameter["schema"]):
            check_answer(server, operation, path, f"{others}&{parameter['name']}={value}".lstrip("&"), 400)
    check_answer(server, operation, path, f"{query}&nonesuch=1".lstrip("&"), 400)


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            queries, ids = examples(server), first_ids(server)
            for path, item in CONTRACT["paths"].items():
                operation = item["get"]
                name = operation["operationId"]
                if path in ids:
                    check_answer(server, operation, path.replace("{id}", "nonesuch"), "", 404)
                    path = path.replace("{id}", ids[path])
                    queries[name] = ["", "f=json"]
                if "{" in path:
                    continue  # the viewer's files are no part of the data
                check(name in queries, f"{path}: this test has no example of {name}")
                for query in queries.get(name, []):
                    check_answer(server, operation, path, query, 200)
                    check(server.ask(path + "?" + query, "HEAD")[0] == 200, f"{path}: HEAD")
                if "400" in operation["responses"] and queries.get(name):
                    check_parameters(server, operation, path, queries[name][0])
                check(server.ask(path, "POST")[0] == 405, f"{path}: POST is not 405")
        finally:
            server.stop()
    print("\n".join(failures) or "contract: every answer is as it says")
    return 1 if failures else 0


sys.exit(main())
