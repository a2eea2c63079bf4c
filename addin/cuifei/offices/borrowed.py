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
    block_extracts = extracts(src, placed)
    rivals.set_aside(block_extracts)
    problems = [problem for block_extract in block_extracts for problem in block_extract.problems]
    problems += census.problems(src, placed, block_extracts)
    units = list(_units(block_extracts, problems))
    charges = _numbered(block_extracts, "charges")
    out = {
        "units": _table("units", [(None, entry) for entry in units]),
        "charges": _table("charges", charges),
        "payments": _table("payments", _numbered(block_extracts, "payments")),
    }
    for block_extract in block_extracts:
        if block_extract.block.kind == "charges":
            out[f"charges@{block_extract.block.number}"] = _beside(src, block_extract)
    return out, problems


def units(block_extracts: Iterable[Extract]) -> tuple[Mapping[str, Cell], ...]:
    """Return what is known of each unit, field -> cell."""
    return tuple(entry.cells for entry in _units(block_extracts, []))


def payments(theirs: TableRows, ours: TableRows) -> TableRows:
    """Return our own table 收款 with the payments of their sheets added."""
    return replace(
        ours,
        rows={**ours.rows, **theirs.rows},
        places={**ours.places, **theirs.places},
        faults={**ours.faults, **theirs.faults},
    )


def _numbered(block_extracts: Iterable[Extract], table: str) -> list[tuple[int | None, Entry]]:
    return [
        (block_extract.block.number, entry)
        for block_extract in block_extracts
        for entry in block_extract.entries
        if entry.table == table
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


def _beside(src: Source, block_extract: Extract) -> TableRows:
    """Return a block of theirs as the place beside which our columns stand."""
    block = block_extract.block
    sheet = src.sheet(block.sheet)
    headers = blocks.headers_at(sheet, block.first, block.last) if sheet else {}
    columns = {"unit": block.columns["unit"]}
    for name in OURS:
        column = CHARGES.column(name)
        names = set(map(word, column.names))
        matches = [n for n, text in headers.items() if n >= block.ours and word(text) in names]
        if matches:
            columns[name] = matches[0]
    rows: dict[int, Mapping[str, Cell]] = {
        row.row: {} for row in block_extract.rows if row.kind == "record"
    }
    name = f"charges@{block.number}"
    return TableRows(name, block.sheet, block.last, columns, rows, right=block.ours - 1)


def _units(block_extracts: Iterable[Extract], problems: list[Problem]) -> Iterable[Entry]:
    """Return one entry for each unit, details taken from every row that has them.

    Where two rows name different owners nobody can know who owes: a Problem says so.
    """
    by_unit: dict[str, Entry] = {}
    rank = {"units": 0, "former": 2}
    order = sorted(block_extracts, key=lambda block_extract: rank.get(block_extract.block.kind, 1))
    for block_extract in order:
        if block_extract.block.kind == "payments":
            continue
        for entry in block_extract.entries:
            if entry.table != "units" or not entry.cells.get("unit"):
                continue
            key = unit_key(str(entry.cells["unit"]))
            first = by_unit.setdefault(key, entry)
            former = block_extract.block.kind == "former"
            if former and not _same_owner(first, entry):
                continue  # sold since: nothing of the former owner goes to the new one
            if first is not entry:
                if not former:
                    _differs(first, entry, problems)
                cells = {**{k: v for k, v in entry.cells.items() if v}, **_filled(first)}
                by_unit[key] = replace(first, cells=cells)
    return by_unit.values()


def _same_owner(first: Entry, second: Entry) -> bool:
    owners = (str(entry.cells.get("owner") or "") for entry in (first, second))
    return rivals.same(*owners)


def _filled(entry: Entry) -> dict[str, Cell]:
    return {field: value for field, value in entry.cells.items() if value}


def _differs(first: Entry, entry: Entry, problems: list[Problem]) -> None:
    for field in ("owner", "phone"):
        known, other = first.cells.get(field), entry.cells.get(field)
        if known and other and str(known).replace(" ", "") != str(other).replace(" ", ""):
            column = entry.columns.get(field, entry.columns["unit"])
            place = f"{entry.sheet}!{address(entry.row, column)}"
            message = say(
                "unit {unit} has “{other}” here and “{one}” in {first}; the first is used",
                unit=str(entry.cells["unit"]),
                other=str(other),
                one=str(known),
                first=f"{first.sheet}!{first.row}",
            )
            remedy = say("Let both say the same, or give the former owner's debt its own sheet")
            problems.append(Problem(place, message, remedy))
