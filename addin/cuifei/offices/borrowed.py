"""The tables 房产, 应收 and 收款 as they follow from the office's own sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.files.source import Source
from cuifei.offices import blocks, census, rivals
from cuifei.offices.extract import Entry, Extract, extract
from cuifei.offices.headers import word
from cuifei.offices.mapping import OURS, BlockMap
from cuifei.ooxml.a1 import address
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import CHARGES
from cuifei.tables.port import Place, TableRows

# Rows of theirs are numbered from here on where a table of ours has rows of its own too.
FIRST = 10_000_001

Ends = Sequence[tuple[BlockMap, int]]


def extracts(src: Source, placed: Ends) -> list[Extract]:
    """Return what each block says."""
    out = []
    for block, end in placed:
        sheet = src.sheet(block.sheet)
        if sheet is not None and block.kind != "ignored":
            out.append(extract(sheet, block, end, src.date1904))
    return out


def tables(src: Source, placed: Ends) -> tuple[dict[str, TableRows], list[Problem]]:
    """Return the borrowed tables, the blocks beside which we write, and what must be looked at."""
    found = extracts(src, placed)
    rivals.set_aside(found)
    problems = [problem for one in found for problem in one.problems]
    problems += census.problems(src, placed, found)
    units = list(_units(found, problems))
    charges = _numbered(found, "charges")
    out = {
        "units": _table("units", [(None, entry) for entry in units]),
        "charges": _table("charges", charges),
        "payments": _table("payments", _numbered(found, "payments")),
    }
    for one in found:
        if one.block.kind == "charges":
            out[f"charges@{one.block.number}"] = _beside(src, one)
    return out, problems


def units(found: Iterable[Extract]) -> tuple[Mapping[str, Cell], ...]:
    """Return what is known of each unit, field -> cell."""
    return tuple(entry.cells for entry in _units(found, []))


def payments(theirs: TableRows, ours: TableRows) -> TableRows:
    """Return our own table 收款 with the payments of their sheets added."""
    return replace(
        ours,
        rows={**ours.rows, **theirs.rows},
        places={**ours.places, **theirs.places},
        faults={**ours.faults, **theirs.faults},
    )


def _numbered(found: Iterable[Extract], table: str) -> list[tuple[int | None, Entry]]:
    return [
        (one.block.number, entry) for one in found for entry in one.entries if entry.table == table
    ]


def _table(name: str, entries: Sequence[tuple[int | None, Entry]]) -> TableRows:
    rows: dict[int, Mapping[str, Cell]] = {}
    places: dict[int, Place] = {}
    faults: dict[tuple[int, str], Unreadable] = {}
    for number, (block, entry) in enumerate(entries, FIRST):
        rows[number] = entry.cells
        places[number] = Place(f"{name}@{block}", entry.sheet, entry.row, entry.columns)
        faults.update({(number, field): why for field, why in entry.faults.items()})
    first = entries[0][1] if entries else None
    columns = {field: n for _, entry in entries for field, n in entry.columns.items()}
    # Fields that a rule gives have no column of theirs; a reader only asks whether they are there.
    columns = {**{field: 0 for _, entry in entries for field in entry.cells}, **columns}
    return TableRows(
        name, first.sheet if first else "", 0, columns, rows, places=places, faults=faults
    )


def _beside(src: Source, one: Extract) -> TableRows:
    """Return a block of theirs as the place beside which our columns stand."""
    block = one.block
    sheet = src.sheet(block.sheet)
    said = blocks.headers_at(sheet, block.first, block.last) if sheet else {}
    columns = {"unit": block.columns["unit"]}
    for name in OURS:
        column = CHARGES.column(name)
        names = set(map(word, column.names))
        at = [n for n, text in said.items() if n >= block.ours and word(text) in names]
        if at:
            columns[name] = at[0]
    rows: dict[int, Mapping[str, Cell]] = {row.row: {} for row in one.rows if row.kind == "record"}
    name = f"charges@{block.number}"
    return TableRows(name, block.sheet, block.last, columns, rows, right=block.ours - 1)


def _units(found: Iterable[Extract], problems: list[Problem]) -> Iterable[Entry]:
    """Return one entry for each unit, details taken from every row that has them.

    Where two rows name different owners nobody can know who owes: a Problem says so.
    """
    known: dict[str, Entry] = {}
    rank = {"units": 0, "former": 2}
    order = sorted(found, key=lambda one: rank.get(one.block.kind, 1))
    for one in order:
        if one.block.kind == "payments":
            continue
        for entry in one.entries:
            if entry.table != "units" or not entry.cells.get("unit"):
                continue
            key = unit_key(str(entry.cells["unit"]))
            first = known.setdefault(key, entry)
            former = one.block.kind == "former"
            if former and not _same_owner(first, entry):
                continue  # sold since: nothing of the former owner goes to the new one
            if first is not entry:
                if not former:
                    _differs(first, entry, problems)
                cells = {**{k: v for k, v in entry.cells.items() if v}, **_said(first)}
                known[key] = replace(first, cells=cells)
    return known.values()


def _same_owner(one: Entry, other: Entry) -> bool:
    owners = (str(entry.cells.get("owner") or "") for entry in (one, other))
    return rivals.same(*owners)


def _said(entry: Entry) -> dict[str, Cell]:
    return {field: value for field, value in entry.cells.items() if value}


def _differs(first: Entry, entry: Entry, problems: list[Problem]) -> None:
    for field in ("owner", "phone"):
        one, other = first.cells.get(field), entry.cells.get(field)
        if one and other and str(one).replace(" ", "") != str(other).replace(" ", ""):
            column = entry.columns.get(field, entry.columns["unit"])
            place = f"{entry.sheet}!{address(entry.row, column)}"
            what = say(
                "unit {unit} has “{other}” here and “{one}” in {first}; the first is used",
                unit=str(entry.cells["unit"]),
                other=str(other),
                one=str(one),
                first=f"{first.sheet}!{first.row}",
            )
            remedy = say("Let both say the same, or give the former owner's debt its own sheet")
            problems.append(Problem(place, what, remedy))
