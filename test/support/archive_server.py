#!/usr/bin/env python3
"""A stand-in for EGMS's archive, on this machine only: archive_server.py FOLDER PORT_FILE KEY_FILE [FAULT…]

Serves the .zip files of FOLDER as deliveries with these rules of the real service: tokens are had for an RS256
signed assertion; a request without one gets status 200 and {"status": false, "message": "Please log in …"};
downloads name the id of a search; more than two at a time get 429. Writes a service key of its own to KEY_FILE, then its port
to PORT_FILE, and a line for every request to standard error, without secrets.

Faults: expired-token (each token is good for one request), expired-id (the first id of each search), too-many (the first
request for each file), cut (each answer ends after half of what is asked), no-range (always sends the whole), short
(one byte too few, and says so in the list), damaged (bytes changed), page (a web page instead of each file),
echo (refuses all, and repeats the token), gone (503), traversal (a hit is called ../evil.zip), sea (no tile).
"""
import base64
import hashlib
import http.server
import json
import pathlib
import sys
import threading
import urllib.parse

FOLDER, PORT_FILE, KEY_FILE = map(pathlib.Path, sys.argv[1:4])
FAULTS = set(sys.argv[4:])
PRIMES = (  # a key of 1,024 bits that opens nothing
    int("d0eeea2aafc778d64927fafb459888b1a22582e52e3a52e5bd7446890836cf3d"
        "a3ea06c5bb71679a3b5ac9ddf8cb5f3d5133b132656b20b827d0bbbed73cf923", 16),
    int("da7371f1ca162b45c539009815792bebe097cb28548399099d5a0f1cbac71e91"
        "c54579db7c235defa747637e148c51e9ce3e550dd04af26ee6743d23e0ecd581", 16))
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")  # RFC 8017, 9.2
# Where the deliveries lie, as longitudes and latitudes: west, south, east, north.
PLACES = {"EGMS_L2b_117": (13.0, 38.0, 14.0, 39.0), "EGMS_L2b_022": (20.0, 50.0, 21.0, 51.0)}


def der(tag, content):
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x80 + (size.bit_length() + 7) // 8]) + size.to_bytes(
        (size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + content


def make_key():
    """The modulus, and the PEM of an RSA key (PKCS#1)."""
    p, q = PRIMES
    d = pow(65537, -1, (p - 1) * (q - 1))
    numbers = [0, p * q, 65537, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)]
    content = b"".join(der(2, n.to_bytes(n.bit_length() // 8 + 1, "big")) for n in numbers)
    text = base64.encodebytes(der(0x30, content)).decode()
    return p * q, f"-----BEGIN RSA PRIVATE KEY-----\n{text}-----END RSA PRIVATE KEY-----\n"


MODULUS, PRIVATE_KEY = make_key()
LOCK = threading.Lock()
STATE = {"token": 0, "id": 0, "asked": set(), "running": 0, "uses": {}}


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_good_assertion(text, audience):
    try:
        head, claims, signature = text.split(".")
        digest = hashlib.sha256(f"{head}.{claims}".encode()).digest()
        padded = pow(int.from_bytes(from_base64url(signature), "big"), 65537, MODULUS).to_bytes(128, "big")
        expected = b"\0\1" + b"\xff" * (128 - 3 - len(SHA256_INFO) - 32) + b"\0" + SHA256_INFO + digest
        head, claims = json.loads(from_base64url(head)), json.loads(from_base64url(claims))
        return (padded == expected and head["alg"] == "RS256" and claims["iss"] == "the client" and
                claims["sub"] == "the user" and claims["aud"] == audience and claims["exp"] - claims["iat"] == 3600)
    except (ValueError, KeyError):
        return False


def place_of(name):
    return PLACES.get(name[:12], (13.0, 38.0, 14.0, 39.0))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, text):
        with LOCK:
            print("server:", text, file=sys.stderr, flush=True)

    def answer(self, status, content, headers=()):
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def has_token(self):
        token = self.headers.get("Authorization", "")
        with LOCK:
            uses = STATE["uses"].get(token)
            if uses is None or ("expired-token" in FAULTS and uses > 0):
                good = False
            else:
                STATE["uses"][token] += 1
                good = True
        if not good:
            self.answer(200, {"status": False, "message": "Please log in to continue"})
        elif "echo" in FAULTS:
            self.answer(200, {"status": False, "message": f"not for {token}"})
            good = False
        return good

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/token":
            return self.give_token(urllib.parse.parse_qs(body))
        if self.path == "/archive/search" and self.has_token():
            return self.search(json.loads(body))
        return None

    def give_token(self, form):
        audience = f"http://127.0.0.1:{self.server.server_port}/token"
        good = (form.get("grant_type") == ["urn:ietf:params:oauth:grant-type:jwt-bearer"] and
                is_good_assertion(form.get("assertion", [""])[0], audience))
        self.say(f"token {'given' if good else 'refused'}")
        if not good:
            return self.answer(500, b"<html>malformed assertion</html>")
        with LOCK:
            STATE["token"] += 1
            token = f"secret-token-{STATE['token']:06}"
            STATE["uses"][f"Bearer {token}"] = 0
        return self.answer(200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def search(self, query):
        box = query.get("bbox")
        shown = {k: v for k, v in query.items() if k not in ("id", "bbox")}
        self.say(f"search {json.dumps(shown)} {box}")
        if "gone" in FAULTS:
            return self.answer(503, b"down for maintenance")
        if "sea" in FAULTS:
            return self.answer(200, {"status": False, "hits": [], "message": "Invalid tile ID"})
        if box[1][0] - box[0][0] > 5 or box[1][1] - box[0][1] > 5:
            return self.answer(200, {"status": False, "hits": [], "message": "bbox larger than 5 degrees"})
        with LOCK:
            STATE["id"] += 1
            number = STATE["id"]
        hits = []
        for file in sorted(FOLDER.glob("*.zip")):
            west, south, east, north = place_of(file.name)
            if west > box[1][0] or east < box[0][0] or south > box[1][1] or north < box[0][1]:
                continue
            hits.append({
                "filename": "../evil.zip" if "traversal" in FAULTS else file.name,
                "filesize": file.stat().st_size + (1 if "short" in FAULTS else 0),
                "poly": [[west, south], [east, south], [east, north], [west, north], [west, south]],
                "productLevel": query["levels"][0], "release": query["releases"][0], "sub_release": 1})
        return self.answer(200, {"status": True, "hits": hits, "id": f"id-{number}", "message": ""})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/archive/releases":
            if self.has_token():
                self.answer(200, ["2015-2021", "2019-2023", "2020-2024"])
        elif url.path.startswith("/archive/download/"):
            if self.has_token():
                self.download(url.path.rsplit("/", 1)[1], urllib.parse.parse_qs(url.query).get("id", [""])[0])
        else:
            self.answer(404, b"")

    def download(self, name, query_id):
        with LOCK:
            STATE["running"] += 1
            too_many = STATE["running"] > 2 or ("too-many" in FAULTS and name not in STATE["asked"])
            STATE["asked"].add(name)
        try:
            expired = "expired-id" in FAULTS and query_id == "id-1"
            if too_many:
                self.say(f"429 {name}")
                self.answer(429, b"too many requests")
            elif expired or not query_id:
                self.say(f"401 {name} {query_id}")
                self.answer(401, b"")
            else:
                self.send_file(name)
        finally:
            with LOCK:
                STATE["running"] -= 1

    def send_file(self, name):
        content = (FOLDER / name).read_bytes()
        if "page" in FAULTS:
            return self.answer(200, b"<html>We are sorry</html>")
        if "damaged" in FAULTS:
            middle = len(content) // 2
            content = content[:middle] + bytes(255 - b for b in content[middle:middle + 20]) + content[middle + 20:]
        first = 0
        if (wanted := self.headers.get("Range")) and "no-range" not in FAULTS:
            first = int(wanted.removeprefix("bytes=").rstrip("-"))
        self.say(f"sends {name} from {'the start' if first == 0 else 'a later byte'}")
        if first >= len(content):
            return self.answer(416, b"")
        rest = content[first:]
        self.send_response(206 if first else 200)
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        # A tenth of the whole at the most is worth another connection in the end.
        if "cut" in FAULTS and len(rest) > len(content) // 10:
            self.wfile.write(rest[:len(rest) // 2 + 1])
            self.close_connection = True
            return None
        self.wfile.write(rest)
        return None


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
KEY_FILE.write_text(json.dumps({
    "client_id": "the client", "user_id": "the user", "private_key": PRIVATE_KEY,
    "token_uri": f"http://127.0.0.1:{server.server_port}/token", "key_id": "x", "title": "a test"}))
PORT_FILE.write_text(str(server.server_port))
server.serve_forever()
