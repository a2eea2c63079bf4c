"""Only the doors read the clock, once a run; what lies below gets the day as an argument."""

import ast
from pathlib import Path

import pytest

from code_nodes import nodes

PACKAGE = Path(__file__).parents[1] / "addin" / "cuifei"
DOORS = {"cli/speak.py", "excel/entry.py"}
# A heartbeat between two processes: seconds, no day, and nothing is decided by it.
HEARTBEATS = {"excel/pdf_status.py", "excel/pdf_worker.py"}
READS = {
    *("today", "now", "utcnow", "localtime", "gmtime", "ctime", "asctime", "time_ns"),
    *("CURRENT_DATE", "TODAY"),
}
# Who was given the moment by the door: `host.now`.
GIVEN = {"self", "host"}
SOURCES = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}


def readings(source: str) -> list[str]:
    """Return how a source reads the clock: calls of `today` and `now`, of the time module's own."""
    found = []
    for node in nodes(source):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr="time")):
                found.append("time.time")
            case ast.Call(func=ast.Attribute(attr=("strftime" as name)), args=[_]) if (
                isinstance(node.func.value, ast.Name) and node.func.value.id == "time"
            ):
                found.append(f"time.{name}")
            case ast.Attribute(value=ast.Name(id=owner)) if owner in GIVEN:
                continue
            case ast.Attribute(attr=name) if name in READS:
                found.append(name)
            case ast.ImportFrom(module="time", names=names):
                found += [f"time.{name.name}" for name in names if name.name in READS | {"time"}]
    return found


def test_nothing_below_a_door_reads_the_clock():
    every = {name: readings(path.read_text(encoding="utf-8")) for name, path in SOURCES.items()}
    assert len(every) > 400
    # A door reads it, and once: midnight may pass between two readings.
    assert {name: len(every.pop(name)) for name in DOORS} == dict.fromkeys(DOORS, 1)
    assert {reading for name in HEARTBEATS for reading in every.pop(name)} <= {"time.time"}
    assert {name: found for name, found in every.items() if found} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from datetime import date\nday = date.today()",
        "import datetime as d\nmoment = d.datetime.now()",
        "moment = datetime.now(tz)",
        "class A:\n    day: object = field(default_factory=date.today)",
        "import time\nname = time.strftime('%Y')",
        "import time\nstart = time.localtime()",
        "import time\nstart = time.time()",
        "from time import time\nstart = time()",
    ],
)
def test_a_planted_reading_is_found(planted):
    assert readings(planted)


def test_what_only_looks_like_a_reading_is_not_one():
    harmless = (
        "import time\nstart = time.monotonic()\nclock = moment.time()\nnow = day.strftime('%Y')"
    )
    assert not readings(harmless)
