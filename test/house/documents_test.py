"""Documents tell the truth: paths that they name exist, every room and command has its page, the commands they show parse."""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
PLUMBLINE = sys.argv[2]
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)


def tracked_documents():
    yield from ROOT.glob("*.md")
    yield from (ROOT / "docs").rglob("*.md")


architecture = (ROOT / "ARCHITECTURE.md").read_text()
for folder in sorted(p for p in (ROOT / "src").iterdir() if p.is_dir()):
    check(f"src/{folder.name}/" in architecture, f"ARCHITECTURE.md does not mention src/{folder.name}/")

PATH = re.compile(r"`((?:src|apps|web|test|bench|fuzz|docs|cmake|tools|api)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
for document in tracked_documents():
    text = document.read_text()
    for path in PATH.findall(text):
        check((ROOT / path).exists(), f"{document.relative_to(ROOT)}: {path} does not exist")
    for target in LINK.findall(text):
        check((document.parent / target).exists(), f"{document.relative_to(ROOT)}: link to {target}, which does not exist")

usage = json.loads(subprocess.run([PLUMBLINE, "--json-usage"], capture_output=True, text=True, check=True).stdout)
for command in usage["commands"]:
    name = command["name"]
    page = ROOT / "docs" / "commands" / f"{name}.md"
    check(page.exists(), f"docs/commands/{name}.md is missing")
    if not page.exists():
        continue
    text = page.read_text()
    for option in command["options"]:
        if option["kind"] != "argument" and option["group"] != "Common options":
            check(option["name"] in text, f"docs/commands/{name}.md does not mention {option['name']}")
    result = subprocess.run([PLUMBLINE, name, "--help"], capture_output=True, text=True, check=False)
    check(result.returncode == 0 and "Examples:" in result.stdout, f"plumbline {name} --help shows no examples")

# Every command line in a document uses options that exist.
OPTIONS = {c["name"]: {o["name"] for o in c["options"]} | {o.get("short") for o in c["options"]} | {"--help"}
           for c in usage["commands"]}
COMMAND_LINE = re.compile(r"^(?:\$ )?(?:build/release/)?plumbline (\w+)(.*)$")
for document in tracked_documents():
    if document.name == "CHANGELOG.md":
        continue
    inside = False
    for number, line in enumerate(document.read_text().splitlines(), 1):
        if line.startswith("```"):
            inside = not inside
            continue
        match = COMMAND_LINE.match(line.strip()) if inside else None
        if not match:
            continue
        where = f"{document.relative_to(ROOT)}:{number}"
        name, rest = match.groups()
        check(name in OPTIONS, f"{where}: there is no command {name}")
        for option in re.findall(r"(?<!\S)(--?[a-z][\w-]*)", re.sub(r'"[^"]*"', "", rest)):
            check(option in OPTIONS.get(name, ()), f"{where}: {name} has no option {option}")

print("\n".join(failures) or "documents: all true")
sys.exit(1 if failures else 0)
