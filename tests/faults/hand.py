"""A clerk's hand: rows typed below a table and saved by another program (openpyxl)."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

Row = Mapping[str, object]


def typed(book: Path, typing: Mapping[str, Sequence[Row]], changed: Sequence[tuple] = ()) -> None:
    """Type rows below tables (sheet -> rows by header) and change cells, as in one sitting.

    `changed`: (sheet, the header of the key, the key, header, value).
    """
    work = openpyxl.load_workbook(book)
    for sheet, rows in typing.items():
        page = work[sheet]
        headers = {cell.value: cell.column for cell in page[1]}
        (table,) = page.tables.values()
        first = next(iter(headers.values()))
        filled = (r for r in range(page.max_row, 0, -1) if page.cell(r, first).value is not None)
        last = next(filled)
        for at, row in enumerate(rows, last + 1):
            for header, value in row.items():
                page.cell(at, headers[header]).value = value
        left, right, bottom = re.fullmatch(r"([A-Z]+)1:([A-Z]+)(\d+)", table.ref).groups()
        table.ref = f"{left}1:{right}{max(int(bottom), last + len(rows))}"
        if table.autoFilter:
            table.autoFilter.ref = table.ref
    for sheet, key, wanted, header, value in changed:
        page = work[sheet]
        headers = {cell.value: get_column_letter(cell.column) for cell in page[1]}
        for cell in page[headers[key]]:
            if cell.value == wanted:
                page[f"{headers[header]}{cell.row}"] = value
    work.save(book)
