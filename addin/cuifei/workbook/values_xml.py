"""What does the part of a sheet hold that is nothing but values: next month's list?"""

from datetime import date, datetime

from cuifei.ooxml import a1, cell_xml, package, styles_xml
from cuifei.ooxml.sheet_xml import MAIN
from cuifei.ooxml.styles_xml import Styles
from cuifei.ooxml.values import Cell
from cuifei.tables.faults import ERRORS
from cuifei.tables.port import NewSheet

_WIDEST = 40
_MOMENT = "yyyy-mm-dd hh:mm:ss"


def sheet(new: NewSheet, styles: Styles, date1904: bool) -> bytes:
    """Return the part: text stays text, a day is shown as one, columns are as wide as they need."""
    looks = {
        str: styles.variant(0, styles_xml.TEXT),
        date: styles.variant(0, styles_xml.DAY),
        datetime: styles.variant(0, _MOMENT),
    }
    rows = []
    widths: dict[int, int] = {}
    for row, cells in enumerate(new.rows, 1):
        body = b""
        for column, value in enumerate(cells, 1):
            if value is not None and value != "":
                body += _cell(row, column, value, looks, date1904)
                widths[column] = max(widths.get(column, 8), _wide(value))
        if body:
            rows.append(b'<row r="%d">%b</row>' % (row, body))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{min(size, _WIDEST)}" customWidth="1"/>'
        for n, size in sorted(widths.items())
    )
    merged = "".join(f'<mergeCell ref="{package.write_ref(ref)}"/>' for ref in new.merged)
    return b"".join(
        (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            f'<worksheet xmlns="{MAIN}"><sheetFormatPr defaultRowHeight="15"/>'.encode(),
            f"<cols>{columns}</cols>".encode() if columns else b"",
            b"<sheetData>" + b"".join(rows) + b"</sheetData>",
            f'<mergeCells count="{len(new.merged)}">{merged}</mergeCells>'.encode()
            if merged
            else b"",
            b"</worksheet>",
        )
    )


def _cell(row: int, column: int, value: Cell, looks: dict[type, int], date1904: bool) -> bytes:
    stored: cell_xml.Content = cell_xml.stored(value, date1904)
    look = 0
    if isinstance(value, str) and value in ERRORS:
        stored = cell_xml.Fault(value)
    elif isinstance(value, str):
        look = looks[str]
    elif isinstance(value, date):
        look = looks[datetime if _has_time(value) else date]
    return cell_xml.written(a1.address(row, column), look, stored)


def _has_time(value: date) -> bool:
    return isinstance(value, datetime) and value.time() != datetime.min.time()


def _wide(value: Cell) -> int:
    """Return how many columns of type a value takes; a Chinese character takes two."""
    text = value.isoformat()[:10] if isinstance(value, date) else str(value)
    return 2 + sum(2 if ord(c) > 0x2E7F else 1 for c in text)
