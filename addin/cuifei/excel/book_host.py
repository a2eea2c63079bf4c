"""The host that is Excel, or another program that xlwings speaks to."""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import xlwings as xw
from xlwings.constants import MAX_ROWS

from cuifei.domain.problems import CuifeiError, say
from cuifei.excel import text_box, visible
from cuifei.excel.addin_file import NAME as ADDIN
from cuifei.excel.texts import NOTICES
from cuifei.locale import translator
from cuifei.tables.cells import normal, read_text
from cuifei.tables.faults import fault
from cuifei.tables.layout import TABLES, Table
from cuifei.workbook.live import host as live_host
from cuifei.workbook.live.store import LiveStore

# Excel takes no longer name for a sheet.
LONGEST_NAME = 31
# Excel's Address ends after 255 characters, in the middle of a block.
LONGEST_ADDRESS = 240


class BookHost:
    """An open workbook in Excel (see host.Host)."""

    def __init__(self, book: xw.Book, lang: str, now: datetime) -> None:
        self.book, self.lang, self.now = book, lang, now
        self.as_of: date = now.date()
        self._title = NOTICES["title"].say(lang)
        self.store = LiveStore(book, translator(lang))

    @property
    def path(self) -> Path:
        """See host.Host."""
        return live_host.folder(self.book) / self.book.name

    @property
    def pid(self) -> int:
        """See host.Host."""
        return int(self.book.app.pid)

    def selected(self, field: str) -> tuple[str, ...]:
        """See host.Host. Rows that a filter hides are not selected, whatever Excel says."""
        selection = self.book.app.selection
        if selection is None:
            return ()
        sheet = selection.sheet
        rows = _rows(selection.address)
        selected_texts: dict[str, None] = {}
        for body, column in _columns(sheet, field):
            last = body.row + body.rows.count - 1
            for block in rows:
                top, bottom = max(block.start, body.row), min(block.stop - 1, last)
                for part in visible.runs(sheet, column, top, bottom):
                    selected_texts |= dict.fromkeys(_texts(sheet.range(*part)))
        return tuple(selected_texts)

    def in_sight(self, table: Table, field: str) -> tuple[str, ...] | None:
        """See host.Host."""
        sheets = (sheet for sheet in self.book.sheets if sheet.name in table.names)
        for sheet in sheets:
            for body, column in _columns(sheet, field):
                top, bottom = body.row, body.row + body.rows.count - 1
                parts = list(visible.runs(sheet, column, top, bottom))
                if parts == [((top, column), (bottom, column))]:
                    continue
                return tuple(text for part in parts for text in _texts(sheet.range(*part)))
        return None

    def offer_undo(self, tag: str) -> None:
        """Let Ctrl+Z take back the run of a button, under its name (VBA does, at the very end)."""
        if sys.platform == "win32":
            self.book.app.api.Run(f"'{ADDIN}'!CfUndoable", tag)

    def alert(self, prompt: str, *, ask: bool = False) -> bool:
        """See host.Host."""
        answer = self.book.app.alert(prompt, self._title, "yes_no" if ask else "ok")
        return answer == ("yes" if ask else "ok")

    def decide(self, prompt: str) -> bool | None:
        """See host.Host."""
        answer = self.book.app.alert(prompt, self._title, "yes_no_cancel")
        return None if answer == "cancel" else answer == "yes"

    def offer(self, prompt: str, default: str) -> str | None:
        """See host.Host."""
        return text_box.offer(self.book.app, prompt, self._title, default)

    def ask(self, prompt: str) -> str:
        """See host.Host."""
        return text_box.ask(self.book.app, prompt, self._title)

    def open_file(self, prompt: str, patterns: Sequence[str]) -> str:
        """See host.Host."""
        return text_box.choose(self.book.app, prompt, patterns)

    def status(self, text: str) -> None:
        """See host.Host."""
        self.book.app.status_bar = text or False

    def show_table(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """See host.Host."""
        sheet = self.book.app.books.add().sheets[0]
        sheet.name = re.sub(r"[\[\]:*?/\\]", "-", title)[:LONGEST_NAME]
        cells = sheet.range((1, 1), (len(rows), len(rows[0])))
        cells.number_format = "@"
        cells.value = [list(row) for row in rows]
        cells.columns.autofit()

    def show_cell(self, sheet: str, row: int, column: int) -> None:
        """See host.Host."""
        self.book.activate()
        self.book.sheets[sheet].activate()
        self.book.sheets[sheet].range((row, column)).select()

    def show_sheet(self, names: Sequence[str]) -> bool:
        """See host.Host."""
        for sheet in self.book.sheets:
            if sheet.name in names:
                sheet.activate()
                return True
        return False


def _columns(sheet: xw.Sheet, field: str) -> Iterator[tuple[xw.Range, int]]:
    """Yield the body of each table of a sheet that has a column of that field, and its number."""
    for table in sheet.tables:
        head, body = table.header_row_range, table.data_body_range
        if head is None or body is None:
            continue
        titles = [normal(str(value)) for value in head.options(ndim=1).value]
        index = next((i for i, title in enumerate(titles) if title in _headers(field)), None)
        if index is not None:
            yield body, body.column + index


def _texts(cells: xw.Range) -> list[str]:
    """Return what the cells say; blank cells and errors say nothing."""
    values = cells.options(ndim=1, err_to_str=True).value
    texts = (read_text(value)[0] for value in values if not fault(value))
    return [text for text in texts if text]


def _headers(field: str) -> set[str]:
    """Return every name that the column of a field may have."""
    return {
        normal(name)
        for table in TABLES
        for column in table.columns
        if column.field == field
        for name in (*column.names, *column.also)
    }


def _rows(address: str) -> list[range]:
    """Return the rows of an address; with Ctrl several blocks can be selected.

    Raises CuifeiError where Excel may have cut a long address short.

    >>> _rows("$A$2:$C$3,$A$7")
    [range(2, 4), range(7, 8)]
    """
    if len(address) > LONGEST_ADDRESS:
        raise CuifeiError(
            say("too many separate rows are selected"),
            say("Select fewer at a time, or filter the table and select one block"),
        )
    blocks = []
    for block in address.split(","):
        ends = [int("".join(filter(str.isdigit, end)) or 0) for end in block.split(":")]
        # Whole columns ($A:$C) have no numbers.
        blocks.append(range(ends[0], ends[-1] + 1) if ends[-1] else range(1, MAX_ROWS + 1))
    return blocks
