"""Which parts does a workbook file hold, and may it be written?

An .xlsx file is a zip of parts. This module reads the small ones: which sheet
is which part, where the Excel tables lie, and what forbids changing the file.
"""

import hashlib
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from cuifei.domain.problems import CuifeiError, say
from cuifei.ooxml import a1, container, escapes, refusals, sheet_xml

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_MOST_KNOWN = 4  # workbooks whose parts are kept in mind
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    RuntimeError,
)

Ref = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class TablePart:
    """One Excel table. `ref`: first row, first column, last row, last column, with its header.

    `totals_row` says that the last row of `ref` is the table's totals row.
    """

    part: str
    name: str
    sheet: str
    ref: Ref
    columns: tuple[str, ...]
    totals_row: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a workbook file. `sheets`: name of each worksheet -> its part.

    `names` are all sheets, chart sheets too; `sheet_ids` their numbers in the
    calculation chain. `styles`, `strings` and `calc_chain` are "" where missing.
    """

    path: Path
    workbook: str
    sheets: Mapping[str, str]
    names: tuple[str, ...]
    sheet_ids: Mapping[str, str]
    tables: tuple[TablePart, ...]
    date1904: bool
    styles: str
    strings: str
    calc_chain: str
    strict: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: `kind` is the last word of its type, `target` a part's name."""

    id: str
    kind: str
    target: str


_known: dict[bytes, Package] = {}


def parts(path: Path) -> Package:
    """Return the parts of a workbook. Raises CuifeiError for a file that cannot be read.

    The same content is not parsed again, even where it was another file before.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refusals.unopened(path) from error
    digest = hashlib.sha256(content).digest()
    if known := _known.get(digest):
        return replace(known, path=path)
    pack = _parsed(path, content)
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[digest] = pack
    return pack


def _parsed(path: Path, content: bytes) -> Package:
    container.ensure(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if any(info.flag_bits & _ENCRYPTED for info in file.infolist()):
                raise refusals.protected(path)
            return _package(path, file)
    except _DAMAGE as error:
        raise refusals.damaged(path) from error


def _package(path: Path, file: zipfile.ZipFile) -> Package:
    main = [r.target for r in relations(file, "") if r.kind == "officeDocument"]
    if not main or main[0].endswith(".bin") or main[0] not in file.namelist():
        raise CuifeiError(
            say("the file {name} is not an .xlsx workbook", name=path.name),
            say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        )
    root = sheet_xml.parse(file.read(main[0]))
    if etree.QName(root).localname != "workbook":
        raise CuifeiError(
            say("the file {name} is not an .xlsx workbook", name=path.name),
            say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        )
    links = {relation.id: relation for relation in relations(file, main[0])}
    of_kind = {relation.kind: relation.target for relation in links.values()}
    listed = [
        (
            str(node.get("name")),
            links[id_] if (id_ := _link(node)) else None,
            str(node.get("sheetId")),
        )
        for node in root.iterfind("{*}sheets/{*}sheet")
    ]
    # A sheet may hold no cells: a chart, a dialog, macros of Excel 4, or nothing (an empty r:id).
    held = ((name, link) for name, link, _ in listed if link and link.kind == "worksheet")
    sheets = {name: link.target for name, link in held}
    return Package(
        path=path,
        workbook=main[0],
        sheets=sheets,
        names=tuple(name for name, _, _ in listed),
        sheet_ids={name: number for name, _, number in listed},
        tables=tuple(_tables(file, sheets)),
        date1904=_date1904(root),
        styles=of_kind.get("styles", ""),
        strings=of_kind.get("sharedStrings", ""),
        calc_chain=of_kind.get("calcChain", ""),
        strict=etree.QName(root).namespace == sheet_xml.STRICT,
        signed=any(name.lower().startswith("_xmlsignatures/") for name in file.namelist()),
    )


def _link(node: etree._Element) -> str:
    """Return the r:id of an element, whatever the prefix and the flavour of its namespace."""
    ids = [v for k, v in node.attrib.items() if str(k).endswith("}id")]
    return str(ids[0]) if ids else ""


def _date1904(root: etree._Element) -> bool:
    settings = root.find("{*}workbookPr")
    return settings is not None and settings.get("date1904", "0") in ("1", "true")


def _tables(file: zipfile.ZipFile, sheets: Mapping[str, str]) -> Iterator[TablePart]:
    for sheet, part in sheets.items():
        for relation in relations(file, part):
            if relation.kind == "table":
                yield _table(relation.target, sheet, sheet_xml.parse(file.read(relation.target)))


def _table(part: str, sheet: str, root: etree._Element) -> TablePart:
    columns = root.iterfind("{*}tableColumns/{*}tableColumn")
    return TablePart(
        part=part,
        name=str(root.get("displayName", root.get("name", ""))),
        sheet=sheet,
        ref=read_ref(str(root.get("ref"))),
        columns=tuple(escapes.resolved(str(column.get("name", ""))) for column in columns),
        totals_row=root.get("totalsRowCount", "0") not in ("0", ""),
    )


def relations(file: zipfile.ZipFile, part: str) -> list[Relation]:
    """Return the inner relationships of a part ("" is the package); none where it has none."""
    name = relations_part(part)
    if name not in file.namelist():
        return []
    base = posixpath.dirname(part)
    return [
        Relation(
            str(node.get("Id")),
            str(node.get("Type")).rpartition("/")[2],
            target_of(base, str(node.get("Target"))),
        )
        for node in sheet_xml.parse(file.read(name)).iterfind("{*}Relationship")
        if node.get("TargetMode") != "External"
    ]


def relations_part(part: str) -> str:
    """Return the name of the part that holds a part's relationships.

    >>> relations_part("xl/workbook.xml"), relations_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(base: str, target: str) -> str:
    """Return the part that a relationship in folder `base` points to."""
    return posixpath.normpath(posixpath.join("/", base, unquote(target))).lstrip("/")


def read_ref(text: str) -> Ref:
    """Return first row, first column, last row, last column of "B2:D9".

    >>> read_ref("B2:D9"), read_ref("$A$1")
    ((2, 2, 9, 4), (1, 1, 1, 1))
    """
    match = _RANGE.fullmatch(text)
    if not match:
        raise KeyError(f"no range: {text}")
    row, column = int(match[2]), a1.column_number(match[1])
    if not match[3]:
        return row, column, row, column
    return row, column, int(match[4]), a1.column_number(match[3])


def write_ref(ref: Ref) -> str:
    """Return a range as text: write_ref((2, 2, 9, 4)) is "B2:D9"."""
    return f"{a1.address(ref[0], ref[1])}:{a1.address(ref[2], ref[3])}"


def chunks(file: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the bytes of a part as a stream."""
    with file.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def part(path: Path, name: str) -> bytes:
    """Return the bytes of a part of a workbook file."""
    with zipfile.ZipFile(path) as file:
        return file.read(name)


def pieces(file: zipfile.ZipFile, part: str) -> Iterator[sheet_xml.Piece]:
    """Yield the pieces of a sheet (sheet_xml.split). Raises sheet_xml.Unusual."""
    return sheet_xml.split(chunks(file, part))


def sheets(path: Path) -> Mapping[str, str]:
    """Return the part of each worksheet by its name."""
    return parts(path).sheets


def tables(path: Path) -> tuple[TablePart, ...]:
    """Return the Excel tables of a workbook."""
    return parts(path).tables
