"""Which messages were given out already, and which were sent? The lists that `texts` wrote.

A list lies in a folder of its day beside the workbook. Who stands in a list of
the day is given no second message; what people typed under 已发送 becomes rows of
跟催, once (R8.3): a yes or a day for a text, 微信 (with or without a day) for WeChat.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from cuifei.commands.batch import FOLDER
from cuifei.commands.opened import Opened
from cuifei.domain.account.former import holder, sales
from cuifei.domain.codes import Channel
from cuifei.domain.dates import read_date
from cuifei.domain.keys import name_key, sold_unit, unit_key
from cuifei.domain.problems import CuifeiError, Unreadable
from cuifei.domain.records import Contact
from cuifei.locale import Both
from cuifei.ooxml.values import Cell
from cuifei.tables import list_file
from cuifei.tables.cells import blank, normal
from cuifei.tables.list_layout import TEXTS

NAMES = Both("短信", "texts")
KEPT_DAYS = 60  # older lists are read no more
SENT_WITHIN = 7  # days in which a list is sent, the longest weekend among them
_WECHAT = re.compile("微信|wechat|wx", re.I)
_NOT = frozenset({"", "否", "no", "未发", "未发送", "没发", "0", "false"})


def files(book: Path, day: date) -> tuple[str, ...]:
    """Return the lists of a day, as paths that start at the workbook."""
    home = book.absolute().parent
    paths = (
        folder / f"{name}.xlsx"
        for name in NAMES.values()
        for folder in sorted((home / FOLDER).glob(f"{day} {name} *"))
    )
    ours = (path for path in paths if path.exists() and _of(path, book) is not False)
    return tuple(path.relative_to(home).as_posix() for path in ours)


def given(opened: Opened, day: date) -> frozenset[str]:
    """Return the units (as keys) that stand in a list of the day."""
    return frozenset(
        unit_key(unit) for on, row in _rows(opened, day) if on == day for unit in _units(row)
    )


def about(opened: Opened, line: date, done: date) -> frozenset[str] | None:
    """Return the units (as keys) that a line of texts says were sent on `done`.

    They stand in the list of the line's day, else in the newest of the days before where some of
    it is on no record yet: None where neither is there. What is typed under 已发送 in the list,
    a no as well, stands above the line: those units are left to it.
    """
    lists: defaultdict[date, set[str]] = defaultdict(set)
    typed: defaultdict[date, set[str]] = defaultdict(set)
    for on, row in _rows(opened, done):
        keys = [unit_key(unit) for unit in _units(row)]
        lists[on].update(keys)
        if not blank(row.get("sent")):
            typed[on].update(keys)
    if line in lists:
        return frozenset(lists[line] - typed[line])
    newest = max(lists, default=date.min)
    on_record = {
        unit_key(c.unit)
        for c in opened.ledger.contacts
        if c.channel in (Channel.SMS, Channel.WECHAT) and c.date >= newest
    }
    if (done - newest).days > SENT_WITHIN or line < newest or lists[newest] <= on_record:
        return None
    return frozenset(lists[newest] - typed[newest])


def sent(opened: Opened, day: date) -> tuple[Contact, ...]:
    """Return what was typed as sent and is not in 跟催 yet, a contact for each unit."""
    known = {unit_key(unit): unit for unit in opened.ledger.units}
    by_channel = {(unit_key(c.unit), c.date, c.channel) for c in opened.ledger.contacts}
    by_content = {(unit_key(c.unit), c.date, c.content) for c in opened.ledger.contacts}
    sold, contacts = sales(opened.ledger.units), []
    for on, row in _rows(opened, day):
        channel, when = _sent_on(row.get("sent"), on)
        if when is None or when > day:
            continue
        texts = str(row.get("text", "")), str(row.get("wechat", ""))
        content = texts[1] if channel == Channel.WECHAT and texts[1] else texts[0]
        for unit in _units(row):
            if (unit_here := known.get(unit_key(unit))) is None:
                continue
            # Whose the unit was when the list was made has the message, whatever was sold since.
            owner = holder(sold, unit_here, on)
            keys = {unit_key(unit_here), unit_key(owner)}
            # What was recorded as a text is no second contact when 微信 is typed later.
            if any((key, when, text) in by_content for key in keys for text in texts if text):
                continue
            if not any((key, when, channel) in by_channel for key in keys):
                by_channel |= {(key, when, channel) for key in keys}
                # a list has a twin, .xlsx and .csv
                by_content |= {(key, when, text) for key in keys for text in texts}
                contacts.append(Contact(owner, when, channel, content=content))
    return tuple(contacts)


def _rows(opened: Opened, day: date) -> Iterator[tuple[date, Mapping[str, Cell]]]:
    """Yield the rows of all lists of the last weeks, with the day of each list.

    Of a list that does not say whose it is, those of our owners: another workbook of the folder
    may have units of the same numbers.
    """
    book = opened.book.path
    for folder in sorted((book.absolute().parent / FOLDER).glob("*")):
        match = re.fullmatch(rf"(\d{{4}}-\d\d-\d\d) ({'|'.join(NAMES.values())}) \d+", folder.name)
        if not match:
            continue
        on = date.fromisoformat(match[1])
        ours = _of(folder / f"{match[2]}.xlsx", book)
        if ours is False or not day - timedelta(KEPT_DAYS) <= on <= day:
            continue
        for suffix in (".xlsx", ".csv"):
            path = folder / f"{match[2]}{suffix}"
            if path.exists():
                try:
                    rows = list_file.read(path, {"units": TEXTS["units"], **TEXTS})
                except CuifeiError:
                    continue  # spoilt by hand; its twin may be read
                yield from ((on, row) for row in rows.values() if ours or _is_known(row, opened))


def _of(file: Path, book: Path) -> bool | None:
    """Return whether a list is of this workbook; None: it does not say, or that one is gone."""
    ledger = list_file.ledger_of(file)
    if ledger == book.name:
        return True
    return False if ledger and book.with_name(ledger).is_file() else None


def _is_known(row: Mapping[str, Cell], opened: Opened) -> bool:
    """Return whether a row names an owner, of now or before, of one of its units here."""
    keys = {unit_key(unit) for unit in _units(row)}
    owner = name_key(str(row.get("owner") or ""))
    return not owner or any(
        unit_key(sold_unit(name) or name) in keys and name_key(unit.owner) == owner
        for name, unit in opened.ledger.units.items()
    )


def _units(row: Mapping[str, Cell]) -> list[str]:
    return [unit for unit in re.split("[、,，]", str(row.get("units", ""))) if unit.strip()]


def _sent_on(cell: Cell, listed_on: date) -> tuple[Channel, date | None]:
    """Return how and on which day a message went: the day typed, else that of the list."""
    if cell is None or normal(str(cell)) in _NOT:
        return Channel.SMS, None
    typed, channel = cell, Channel.SMS
    if isinstance(cell, str) and (match := _WECHAT.search(cell)):
        typed, channel = cell.replace(match[0], "").strip(" ,，:："), Channel.WECHAT
        if typed and (normal(typed) in _NOT or typed[0] in "未没不否"):
            return channel, None  # 微信未发
    try:
        return channel, read_date(typed)[0]
    except Unreadable:
        return channel, listed_on
