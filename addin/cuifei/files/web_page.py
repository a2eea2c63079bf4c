"""Which tables does a web page hold? Banks and fee systems name such a page .xls."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from cuifei.domain.problems import say
from cuifei.files import limits, text
from cuifei.files.sheet import Ref, Sheet, made
from cuifei.ooxml import refusals
from cuifei.ooxml.values import Cell

_CHINESE = re.compile(rb"charset=[\"' ]*(?:gb|hz)", re.I)
# The longest spans that a browser follows.
_MOST_DOWN, _MOST_ACROSS = 65_534, 1_000


def sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    """Yield the tables of a web page as sheets. Raises CuifeiError where it has none."""
    if len(data) > limits.MOST_WHOLE:
        message = say("it holds {n} bytes (at most {most})", n=len(data), most=limits.MOST_WHOLE)
        raise refusals.too_large(path, message)
    if (rows := data.lower().count(b"<tr")) > limits.MOST_PAGE_LINES:
        message = say("it holds {n} lines (at most {most})", n=rows, most=limits.MOST_PAGE_LINES)
        raise refusals.too_large(path, message)
    page = _decoded(data)
    limits.ensure_page(path, page)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.fromstring(page.encode(errors="replace"), parser=parser)
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    if not tables:
        raise refusals.no_table(path)
    for number, table in enumerate(tables, 1):
        name = path.stem[:31] if len(tables) == 1 else f"{path.stem[:27]}_{number}"
        yield _table(path, name, table)


def _decoded(data: bytes) -> str:
    """Return the text of a page, in the encoding that it names where the bytes are of it."""
    if _CHINESE.search(data[:2048]):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return text.decoded(data) or data.decode("utf-8", "replace")


def _table(path: Path, name: str, table: html.HtmlElement) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[Ref] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr"), 1):
        column = 1
        for cell in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            down = _span(cell, "rowspan", _MOST_DOWN)
            across = _span(cell, "colspan", _MOST_ACROSS)
            if len(taken) + down * across > limits.MOST_CELLS:
                message = say("its cells span more than {most} places", most=limits.MOST_CELLS)
                raise refusals.too_large(path, message)
            cells[row, column] = " ".join(cell.text_content().split()) or None
            if down * across > 1:
                merged.append((row, column, row + down - 1, column + across - 1))
            taken |= {(row + d, column + a) for d in range(down) for a in range(across)}
            column += across
    return made(name, _rows(path, cells), merged)


def _rows(path: Path, cells: dict[tuple[int, int], Cell]) -> list[list[Cell]]:
    """Return the rows up to the last cell; what spans reach beyond it is nothing."""
    extent = limits.Extent()
    for row, column in cells:
        extent.reach(row, column, f"{row}:{column}")
    if extent.cells > limits.MOST_CELLS:
        raise limits.far(path, path.stem, extent)
    columns = range(1, extent.columns + 1)
    return [[cells.get((r, c)) for c in columns] for r in range(1, extent.rows + 1)]


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    value = cell.get(name, "1")
    return min(int(value), most) if re.fullmatch("[0-9]{1,9}", value) and int(value) else 1
