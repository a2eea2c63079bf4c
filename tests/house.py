"""Draw the house: rooms as boxes, imports as arrows, measured from the code.

`PYTHONPATH=tests python tests/house.py` writes docs/house.svg, which DESIGN.md shows. A room stands
above every room that it imports; an arrow that others already imply is not drawn.
"""

import ast
from pathlib import Path

from code_nodes import nodes

PACKAGE = Path(__file__).parents[1] / "addin" / "cuifei"
PICTURE = Path(__file__).parents[1] / "docs" / "house.svg"
_WIDE, _HIGH, _GAP, _STEP, _PAD = 118, 34, 16, 78, 20
Arrows = dict[str, set[str]]


def room_of(dotted: str) -> str:
    """Return the room of a module's dotted name: domain.ladder.cases lies in domain/ladder."""
    first, *rest = dotted.split(".")
    topic = first == "domain" and rest and (PACKAGE / first / rest[0]).is_dir()
    return f"{first}/{rest[0]}" if topic else first


def modules() -> dict[str, list[Path]]:
    """Return the modules of each room."""
    out: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
        if not room.startswith("__"):
            out.setdefault(room, []).append(path)
    return out


def arrows() -> Arrows:
    """Return which rooms each room imports."""
    every = modules()
    out: Arrows = {room: set() for room in every}
    for room, path in ((room, path) for room, paths in every.items() for path in paths):
        targets = out[room]
        for node in nodes(path.read_text(encoding="utf-8")):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cuifei"):
                names = (f"{node.module}.{alias.name}" for alias in node.names)
                targets |= {room_of(name.removeprefix("cuifei.")) for name in names} - {room}
    return {room: targets & out.keys() for room, targets in out.items()}


def below(room: str, every: Arrows) -> set[str]:
    """Return all rooms that a room builds on, by whatever way."""
    found: set[str] = set()
    for target in every[room]:
        found |= {target} | below(target, every)
    return found


def levels(every: Arrows) -> dict[str, int]:
    """Return how high each room stands: one above the highest that it imports."""
    out: dict[str, int] = {}

    def level(room: str) -> int:
        if room not in out:
            out[room] = 1 + max((level(target) for target in every[room]), default=-1)
        return out[room]

    for room in every:
        level(room)
    return out


def svg() -> str:
    """Return the picture; the same code gives the same picture."""
    every = arrows()
    height = levels(every)
    top = max(height.values())
    rows = [sorted(r for r in every if height[r] == top - row) for row in range(top + 1)]
    widest = max(len(row) for row in rows) * (_WIDE + _GAP) - _GAP + 2 * _PAD
    place: dict[str, tuple[float, float]] = {}
    for row, rooms in enumerate(rows):
        left = (widest - len(rooms) * (_WIDE + _GAP) + _GAP) / 2
        for column, room in enumerate(rooms):
            place[room] = (left + column * (_WIDE + _GAP), _PAD + row * _STEP)
    lines = []
    for room, targets in sorted(every.items()):
        implied = set().union(*(below(target, every) for target in targets))
        for target in sorted(targets - implied):
            (x, y), (tx, ty) = place[room], place[target]
            start, end = f"{x + _WIDE / 2:g}", f"{tx + _WIDE / 2:g}"
            lines.append(f'<line x1="{start}" y1="{y + _HIGH}" x2="{end}" y2="{ty - 3}"/>')
    boxes = [
        f'<rect x="{x:g}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="5"/>'
        f'<text x="{x + _WIDE / 2:g}" y="{y + 22}">{room}</text>'
        for room, (x, y) in sorted(place.items())
    ]
    size = f'viewBox="0 0 {widest} {_PAD * 2 + top * _STEP + _HIGH}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">'
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto"><path d="M0 0 8 4 0 8z" fill="#777"/></marker></defs>'
        "<style>rect{fill:#f4f1ea;stroke:#2f6f4f}text{text-anchor:middle;fill:#222}"
        "line{stroke:#777;marker-end:url(#a)}</style>"
    )
    return "\n".join([head, *lines, *boxes, "</svg>"]) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(svg(), encoding="utf-8")
