"""What a benchmark found, as JSON, and the table of README that is made from it.

`python tests/bench/figures.py` writes the table anew from tests/bench/results/*.json. A file there
is made by its benchmark with `--keep`; the machine was what it was, so ratios count, not seconds.
"""

import json
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
README = ROOT / "README.md"
MARKS = "<!-- scale -->", "<!-- /scale -->"


def ratio(ours: list[float], peers: list[float]) -> float:
    """Return the median of the ratios of runs that took turns."""
    return round(statistics.median(p / o for o, p in zip(ours, peers, strict=True)), 2)


def told(name: str, found: Mapping[str, object], keep: bool) -> None:
    """Print what was found as JSON, and keep it where that is asked for."""
    text = json.dumps({"name": name, **found}, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(text)
    if keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


def table() -> str:
    """Return the table of README: a line for each figure, with the command that makes it."""
    lines = ["| what | how much | seconds (median) | against | command |", "|---|---|---|---|---|"]
    for file in sorted(RESULTS.glob("*.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        lines += [
            f"| {row['what']} | {row['size']} | {row['seconds']:.2f} | {row['against']}"
            f" | `{found['command']}` |"
            for row in found["rows"]
        ]
    return "\n".join(lines)


def in_readme(text: str) -> str:
    """Return README with the table in its place."""
    before, rest = text.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    return f"{before}{MARKS[0]}\n{table()}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    README.write_text(in_readme(README.read_text(encoding="utf-8")), encoding="utf-8")
