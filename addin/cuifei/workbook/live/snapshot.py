"""What stands in the tables of an open workbook right now? A small file that says just that.

The cells of our sheets are read in one call per sheet and written as a plain
.xlsx in a temporary folder. From there on an open workbook is read and planned
by the very code that serves closed ones, so both answer alike.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings.main import Table

from cuifei.files.shown import Place
from cuifei.ooxml import a1, cell_xml, package
from cuifei.ooxml.sheet_xml import MAIN
from cuifei.tables.cells import normal
from cuifei.tables.faults import IN_FILES, fault
from cuifei.tables.layout import MAPPING, TABLES
from cuifei.workbook.live import filled
from cuifei.workbook.live import formats as live_formats
from cuifei.workbook.live.merged import merged_in

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# A file with the same cells has the same bytes: that is how a change is noticed.
_TIME = (1980, 1, 1, 0, 0, 0)
_GENERAL, _DAY, _MOMENT, _CODED = 0, 1, 2, 3
_FIRST_CODE = 164  # lower numbers are Excel's own formats
_OURS = frozenset(normal(name) for table in TABLES for name in table.names)
_ADOPTED = frozenset(map(normal, MAPPING.names))


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    ref: package.Ref
    headers: tuple[str, ...]
    totals: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """The used cells of a sheet: the row and column where they start, and what is in them."""

    top: int
    left: int
    values: Sequence[Sequence[object]]
    formulas: Sequence[Sequence[object]]
    merged: Sequence[package.Ref]
    shown: Mapping[Place, str]

    def letters(self) -> list[str]:
        width = len(self.values[0])
        return [a1.column_letters(n) for n in range(self.left, self.left + width)]


def take(book: xw.Book, path: Path, *, every: bool = False) -> None:
    """Write the cells of our sheets of an open workbook to `path`.

    Other sheets stay empty, unless it was adopted, or `every` one is asked for.
    """
    parts: dict[str, str] = {}
    codes: list[str] = []
    sheets = [
        (sheet, sheet.name, {table.name: table for table in sheet.tables}) for sheet in book.sheets
    ]
    # An adopted workbook keeps its records in sheets of any name.
    every = every or any(_word(table) in _ADOPTED for _, _, named in sheets for table in named)
    count = 0
    for number, (sheet, name, named) in enumerate(sheets, 1):
        part = f"xl/worksheets/sheet{number}.xml"
        if not every and normal(name) not in _OURS and _OURS.isdisjoint(map(_word, named)):
            parts[part] = _sheet((), ())
            continue
        block = _read(sheet, formats=every and normal(name) not in _OURS)
        codes += sorted(set(block.shown.values()).difference(codes))
        parts[part] = _sheet(_rows(block, codes), block.merged)
        tables = [_described(*entry, block) for entry in named.items() if entry[1].show_headers]
        if tables:
            numbers = range(count + 1, count + 1 + len(tables))
            count += len(tables)
            parts[package.relations_part(part)] = _relations(
                (f"rId{n}", "table", f"../tables/table{n}.xml") for n in numbers
            )
            for n, table in zip(numbers, tables, strict=True):
                parts[f"xl/tables/table{n}.xml"] = _table(n, table)
    parts["xl/styles.xml"] = _styles(codes)
    _save(path, parts, [name for _, name, _ in sheets])


def _word(table: str) -> str:
    """Return a table's name as layout.py has it: a second 欠费 is named 欠费_2."""
    return normal(table).partition("_")[0]


def _read(sheet: xw.Sheet, *, formats: bool) -> _Block:
    used = filled.area(sheet)
    values = used.options(ndim=2, err_to_str=True).value
    ref = package.read_ref(used.address)
    shown = live_formats.shown(sheet, *ref[:2], values) if formats else {}
    return _Block(ref[0], ref[1], values, rows_of(used.formula), merged_in(used), shown)


def _described(name: str, table: Table, block: _Block) -> _Table:
    ref = package.read_ref(table.range.address)
    top, left, _, right = ref
    head = block.values[top - block.top][left - block.left : right - block.left + 1]
    headers = tuple("" if word is None else str(word) for word in head)
    return _Table(name, ref, headers, bool(table.show_totals))


def _rows(block: _Block, codes: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a sheet as XML."""
    own = {place: _CODED + codes.index(code) for place, code in block.shown.items()}
    pairs = zip(block.values, block.formulas, strict=True)
    letters = block.letters()
    for number, (values, texts) in enumerate(pairs, block.top):
        cells = [
            _cell(f"{letter}{number}", value, text, own.get((number, column), _GENERAL))
            for column, (letter, value, text) in enumerate(
                zip(letters, values, texts, strict=True), block.left
            )
            if value is not None or text
        ]
        if cells:
            yield f'<row r="{number}">{"".join(cells)}</row>'


def rows_of(block: Any) -> Sequence[Sequence[Any]]:
    """Return what a program gave for a block of cells as rows: one cell comes alone."""
    return block if isinstance(block, (tuple, list)) else ((block,),)


def _cell(place: str, value: object, text: object, own: int = _GENERAL) -> str:
    style, content = stored(value)
    style = style or own
    plain = cell_xml.written(place, style, content).decode()
    # A formula gives itself as value only where the cell holds text that looks like one.
    if not (isinstance(text, str) and text.startswith("=") and text != value):
        return plain
    formula = f"<f>{escape(text[1:], quote=False)}</f>"
    start = f'<c r="{place}" s="{style}"' if style else f'<c r="{place}"'
    if isinstance(content, str):
        return f'{start} t="str">{formula}<v>{escape(content, quote=False)}</v></c>'
    if content is None:
        return f'{start} t="str">{formula}<v></v></c>'
    return plain.replace("><v>", f">{formula}<v>", 1)


def stored(value: object) -> tuple[int, cell_xml.Content]:
    """Return the style and the content of a value that a spreadsheet program gave."""
    if isinstance(value, datetime):
        style = _DAY if value.time() == time() else _MOMENT
        return style, cell_xml.stored(value.replace(tzinfo=None), False)
    if error := fault(value):
        # As text it reads the same, and no reader of files stumbles over a name it does not know.
        return _GENERAL, cell_xml.Fault(error) if error in IN_FILES else error
    if value is None or isinstance(value, (str, bool, int, float, Decimal)):
        return _GENERAL, cell_xml.stored(value, False)
    raise TypeError(f"a cell cannot hold {value!r}")


def _styles(codes: Sequence[str]) -> str:
    """Return the styles part: plain, days, moments, then a style for each number format."""
    every = list(enumerate(("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", *codes), _FIRST_CODE))
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{escape(c)}"/>' for n, c in every)
    cells = "".join(f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n, _ in every)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(every)}">{formats}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(every) + 1}"><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def _sheet(rows: Iterable[str], areas: Iterable[package.Ref]) -> str:
    inner = "".join(f'<mergeCell ref="{package.write_ref(area)}"/>' for area in areas)
    tail = f"<mergeCells>{inner}</mergeCells>" if inner else ""
    cells = "".join(rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{tail}</worksheet>'


def _table(number: int, table: _Table) -> str:
    columns = "".join(
        f'<tableColumn id="{n}" name="{escape(word)}"/>' for n, word in enumerate(table.headers, 1)
    )
    totals = ' totalsRowCount="1"' if table.totals else ""
    name, ref = escape(table.name), package.write_ref(table.ref)
    return (
        f'<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{ref}"'
        f'{totals}><tableColumns count="{len(table.headers)}">{columns}</tableColumns></table>'
    )


def _relations(links: Iterator[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _save(path: Path, parts: dict[str, str], names: Sequence[str]) -> None:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    links.append((f"rId{len(names) + 1}", "styles", "styles.xml"))
    whole = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations(iter([("rId1", "officeDocument", "xl/workbook.xml")])),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(iter(links)),
        **parts,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, text in whole.items():
            file.writestr(zipfile.ZipInfo(name, _TIME), text, zipfile.ZIP_DEFLATED)


def _types(parts: dict[str, str]) -> str:
    kinds = {"xl/worksheets/sheet": "worksheet", "xl/tables/table": "table", "xl/styles": "styles"}
    listed = [("xl/workbook.xml", "sheet.main")] + [
        (name, kind) for name in parts for start, kind in kinds.items() if name.startswith(start)
    ]
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="{_CONTENT}.{kind}+xml"/>'
        for name, kind in listed
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )
