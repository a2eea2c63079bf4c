"""May a file be given to the readers, or would it take all memory? Asked before anything is read.

A single cell at XFD1048576 makes the fast reader ask for seventeen thousand million cells, and a
megabyte of zip may unpack to a gigabyte of blanks. Sizes and references are looked at first, as a
stream, and a file beyond a limit is refused with the place and the number.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cuifei.domain.problems import Message, say
from cuifei.ooxml import package, refusals
from cuifei.ooxml.a1 import column_number

MOST_BYTES = 100 << 20
MOST_ENTRIES = 20_000
# An .xlsx unpacks to 5 to 30 times its size; blanks unpack to a thousand times theirs.
MOST_UNPACKED, MOST_RATIO, SMALL = 768 << 20, 200, 16 << 20
# A part that is parsed as a whole (styles, names of sheets, tables, an .ods).
MOST_WHOLE = 64 << 20
MOST_CELLS, MOST_LINES = 2_000_000, 150_000
# Of a web page, which programs name .xls: what an old Excel holds. A longer one takes minutes.
MOST_PAGE_LINES = 65_536
MOST_TEXT = 256 << 20
MOST_ATTRIBUTES, LONG_TAG = 2_000, 1 << 15
_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Only cells beyond Z99999 can make a sheet too large: they are looked for first. What begins with
# a letter, and not with a class, is found several times as fast.
_FAR_START = re.compile(rb"""r=["'](?:[A-Za-z]{2}|[A-Za-z]\d{6})""")
_FAR = re.compile(rb"""\sr=["']([A-Za-z]{2,}\d+|[A-Za-z]\d{6,})["'][^<>]*(?<!/)><(?!/c)""")
_ANY = re.compile(rb"""\sr=["']([A-Za-z]+)(\d+)["'][^<>]*(?<!/)><(?!/c)""")
_TEXT_CELL = re.compile(rb"""t=["']s["'][^<>]*><v>(\d+)</v>""")
_LONG_TEXT = 1_000


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet reach, and which cell stands farthest."""

    rows: int = 0
    columns: int = 0
    last: str = ""

    @property
    def cells(self) -> int:
        """How many cells lie between the first one and the last row and column."""
        return self.rows * self.columns

    def reach(self, row: int, column: int, name: str) -> None:
        """Let the extent hold a cell too."""
        if row > self.rows or column > self.columns:
            self.last = name
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def far(path: Path, sheet: str, extent: Extent) -> Exception:
    """Return the error for a sheet that reaches too far."""
    message: Message = say(
        "the sheet {sheet} reaches to {cell}, which makes {n} cells (at most {most})",
        sheet=sheet,
        cell=extent.last,
        n=extent.cells,
        most=MOST_CELLS,
    )
    return refusals.too_large(path, message)


def ensure_size(path: Path, data: bytes) -> None:
    """Raise CuifeiError where a file is empty, or larger than any list is."""
    if not data.strip(b"\0 \t\r\n") if len(data) < LONG_TAG else not data:
        raise refusals.empty(path)
    if len(data) > MOST_BYTES:
        message = say("it holds {n} bytes (at most {most})", n=len(data), most=MOST_BYTES)
        raise refusals.too_large(path, message)


def ensure_lines(path: Path, text: str) -> None:
    """Raise CuifeiError where a text has more lines than any list."""
    _ensure_lines(path, text.count("\n") + text.count("\r") - text.count("\r\n"))


def ensure_rows(path: Path, sheets: Iterable[Sequence[Sequence[object]]]) -> None:
    """Raise CuifeiError where a sheet has more rows that hold anything than a list has."""
    filled = (sum(any(cell is not None for cell in row) for row in rows) for rows in sheets)
    _ensure_lines(path, max(filled, default=0))


def _ensure_lines(path: Path, number: int) -> None:
    if number > MOST_LINES:
        message = say("it holds {n} lines (at most {most})", n=number, most=MOST_LINES)
        raise refusals.too_large(path, message)


def ensure_zip(path: Path, data: bytes) -> None:
    """Raise CuifeiError where a zip is encrypted, or unpacks to more than is read.

    Raises zipfile.BadZipFile where it is none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        infos = file.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise refusals.protected(path)
    names = {info.filename for info in infos}
    if len(names) < len(infos) or any(info.compress_type not in _PACKINGS for info in infos):
        raise refusals.damaged(path)
    if len(infos) > MOST_ENTRIES:
        message = say("it holds {n} parts (at most {most})", n=len(infos), most=MOST_ENTRIES)
        raise refusals.too_large(path, message)
    for info in infos:
        ratio = info.file_size // max(info.compress_size, 1)
        if info.file_size > SMALL and ratio > MOST_RATIO:
            message = say(
                "its part {part} unpacks to {n} times its size", part=info.filename, n=ratio
            )
            raise refusals.too_large(path, message)
    if (total := sum(info.file_size for info in infos)) > MOST_UNPACKED:
        message = say("it unpacks to {n} bytes (at most {most})", n=total, most=MOST_UNPACKED)
        raise refusals.too_large(path, message)


def ensure_parts(path: Path, data: bytes, parts: package.Package) -> None:
    """Raise CuifeiError where a sheet of an Open XML workbook reaches or holds too much."""
    cells = 0
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = set(file.namelist())
        long = parts.strings in names and _longest(path, file, parts.strings) > _LONG_TEXT
        sizes = [len(t) for t in file.read(parts.strings).split(b"<si>")[1:]] if long else []
        texts: Counter[int] = Counter()
        for name, part in parts.sheets.items():
            if part not in names:
                continue
            extent = _extent(path, file, part, texts, len(sizes))
            cells += extent.cells
            if cells > MOST_CELLS:
                raise far(path, name, extent)
        _ensure_texts(path, sizes, texts)


def ensure_extents(path: Path, sheets: Iterable[tuple[str, Extent]]) -> None:
    """Raise CuifeiError where the sheets of a workbook of another format reach too far."""
    cells = 0
    for name, extent in sheets:
        cells += extent.cells
        if cells > MOST_CELLS:
            raise far(path, name, extent)


def ensure_whole(path: Path, file: zipfile.ZipFile, part: str) -> None:
    """Raise CuifeiError where a part that is parsed as a whole is too large for it."""
    if (size := file.getinfo(part).file_size) > MOST_WHOLE:
        message = say(
            "its part {part} holds {n} bytes (at most {most})", part=part, n=size, most=MOST_WHOLE
        )
        raise refusals.too_large(path, message)


def _extent(
    path: Path, file: zipfile.ZipFile, part: str, texts: Counter[int], text_count: int
) -> Extent:
    """Return how far the cells of a sheet reach; one that is surely small is not measured.

    `texts` counts which of the `text_count` shared texts they hold, where that matters.
    """
    extent = Extent()
    for block in _blocks(path, file, part):
        if text_count:
            texts.update(n for n in map(int, _TEXT_CELL.findall(block)) if n < text_count)
        if _FAR_START.search(block):
            for match in _FAR.finditer(block):
                _reach(extent, match[1])
    if not extent.cells:
        return extent
    assumed = max(extent.rows, 99_999) * max(extent.columns, 26)
    if assumed <= MOST_CELLS:
        return extent
    exact = Extent()
    for block in _blocks(path, file, part):
        for match in _ANY.finditer(block):
            _reach(exact, match[1] + match[2])
    return exact


def _reach(extent: Extent, reference: bytes) -> None:
    name = reference.decode().upper()
    letters = name.rstrip("0123456789")
    extent.reach(int(name[len(letters) :]), column_number(letters), name)


def _blocks(path: Path, file: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part in blocks that end before a tag, none of them with a tag of endless length."""
    carried = b""
    for chunk in package.chunks(file, part):
        block = carried + chunk
        cut = block.rfind(b"<")
        cut = cut if cut >= 0 else len(block)
        # A cell and what it holds belong together.
        cut = max(block.rfind(b"<c ", 0, cut), 0) or cut
        _ensure_tags(path, part, block)
        yield block[:cut]
        carried = block[cut:]
        if len(carried) > MOST_WHOLE:
            raise refusals.damaged(path)
    yield carried


def _ensure_tags(path: Path, part: str, block: bytes) -> None:
    """Raise CuifeiError where a tag has more attributes than any program writes."""
    if not _has_long_piece(block):
        return
    for piece in block.split(b"<"):
        if len(piece) <= LONG_TAG:
            continue
        tag = piece.rpartition(b">")[0] or piece  # a > between quotation marks ends no tag
        number = tag.count(b'="') + tag.count(b"='")
        if number > MOST_ATTRIBUTES:
            message = say("its part {part} has {n} attributes in one tag", part=part, n=number)
            raise refusals.too_large(path, message)


def _has_long_piece(block: bytes) -> bool:
    """Return whether more than LONG_TAG bytes follow each other without the beginning of a tag.

    Only the last beginning in each stretch is looked for: a block is not read through.
    """
    last = -1
    while len(block) - last - 1 > LONG_TAG:
        last = block.rfind(b"<", last + 1, last + LONG_TAG + 2)
        if last < 0:
            return True
    return False


def _longest(path: Path, file: zipfile.ZipFile, part: str) -> int:
    """Return how long the longest piece between two tags of a part is, in bytes."""
    return max(
        (len(piece) for block in _blocks(path, file, part) for piece in block.split(b"<")),
        default=0,
    )


def _ensure_texts(path: Path, sizes: Sequence[int], cells: Counter[int]) -> None:
    """Raise CuifeiError where long texts are shared by so many cells that they fill the memory.

    `cells`: how many cells show the text of that number; `sizes`: of each, in bytes.
    """
    total = sum(sizes[n] * many for n, many in cells.items())
    if total > MOST_TEXT:
        message = say("its cells hold {n} bytes of text (at most {most})", n=total, most=MOST_TEXT)
        raise refusals.too_large(path, message)


def ensure_page(path: Path, page: str) -> None:
    """Raise CuifeiError where a tag of a web page has more attributes than any program writes.

    A tag ends with the last > before the next one: one between quotation marks ends none.
    """
    for tag in page.split("<"):
        if len(tag) > MOST_ATTRIBUTES and tag[0].isalpha():
            raw = tag[:6].lower().startswith(("script", "style"))
            end = tag.find(">") if raw else tag.rfind(">")
            number = len(tag[: end if end >= 0 else None].split())
            if number > MOST_ATTRIBUTES:
                message = say("it has {n} attributes in one tag", n=number)
                raise refusals.too_large(path, message)
