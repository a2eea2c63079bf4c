"""Which messages were given out already, and which were sent? The lists that `texts` wrote.

A list lies in a folder of its day beside the workbook. Who stands in a list of
the day is given no second message; what people typed under 已发送 becomes rows of
跟催, once (R8.3).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from cuifei.commands.batch import FOLDER
from cuifei.commands.opened import Opened
from cuifei.domain.dates import read_date
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import CuifeiError, Unreadable
from cuifei.domain.records import Contact
from cuifei.ooxml.values import Cell
from cuifei.tables import list_file
from cuifei.tables.cells import normal
from cuifei.tables.list_layout import TEXTS

NAMES = {"zh": "短信", "en": "texts"}
KEPT_DAYS = 60  # older lists are read no more
_NOT = frozenset({"", "否", "no", "未发", "未发送", "没发", "0", "false"})


def given(book: Path, day: date) -> frozenset[str]:
    """Return the units (as keys) that stand in a list of the day."""
    return frozenset(
        unit_key(unit) for on, row in _rows(book, day) if on == day for unit in _units(row)
    )


def sent(opened: Opened, day: date) -> tuple[Contact, ...]:
    """Return what was typed as sent and is not in 跟催 yet, a contact for each unit."""
    known = {unit_key(unit): unit for unit in opened.ledger.units}
    there = {(unit_key(c.unit), c.date, c.channel) for c in opened.ledger.contacts}
    found = []
    for on, row in _rows(opened.book.path, day):
        if (when := _sent_on(row.get("sent"), on)) is None or when > day:
            continue
        for unit in _units(row):
            key = unit_key(unit), when, "sms"
            if key[0] in known and key not in there:
                there.add(key)
                text = str(row.get("text", ""))
                found.append(Contact(known[key[0]], when, "sms", content=text))
    return tuple(found)


def _rows(book: Path, day: date) -> Iterator[tuple[date, Mapping[str, Cell]]]:
    """Yield the rows of all lists of the last weeks, with the day of each list."""
    for folder in sorted((book.absolute().parent / FOLDER).glob("*")):
        found = re.fullmatch(rf"(\d{{4}}-\d\d-\d\d) ({'|'.join(NAMES.values())}) \d+", folder.name)
        if not found:
            continue
        on = date.fromisoformat(found[1])
        if not day - timedelta(KEPT_DAYS) <= on <= day:
            continue
        for suffix in (".xlsx", ".csv"):
            path = folder / f"{found[2]}{suffix}"
            if path.exists():
                try:
                    rows = list_file.read(path, {"units": TEXTS["units"], **TEXTS})
                except CuifeiError:
                    continue  # spoilt by hand; its twin may be read
                yield from ((on, row) for row in rows.values())


def _units(row: Mapping[str, Cell]) -> list[str]:
    return [unit for unit in re.split("[、,，]", str(row.get("units", ""))) if unit.strip()]


def _sent_on(cell: Cell, listed_on: date) -> date | None:
    """Return the day on which a message went: the day typed, else that of the list."""
    if cell is None or normal(str(cell)) in _NOT:
        return None
    try:
        return read_date(cell)[0]
    except Unreadable:
        return listed_on
