"""Put a row into 跟催 for the clerk to complete: a contact, or a promise to pay. (R8.3, R6.1)

The row counts from the moment it stands there: as a contact of that day. One
that says "promised" and names no day yet promises nothing, and is no Problem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cuifei.commands.begin import begin
from cuifei.commands.report import Report
from cuifei.commands.store import Where
from cuifei.domain.codes import Blank, ContactResult
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import CuifeiError, listed, say, say_n
from cuifei.domain.records import Contact, Ledger
from cuifei.domain.words import sheet
from cuifei.tables import rows
from cuifei.tables.port import Append

TABLE = "contacts"


@dataclass(frozen=True, slots=True)
class Logged:
    """The rows that were added: their sheet, their numbers, and the column of each field."""

    units: Sequence[str]
    date: date
    sheet: str
    rows: Sequence[int]
    columns: Mapping[str, int]


def log(
    where: Where,
    day: date,
    units: Sequence[str],
    *,
    now: datetime,
    result: ContactResult | Blank = "",
    dry_run: bool = False,
) -> Report[Logged]:
    """Append a row to 跟催 for each unit: the day, the unit, and `result` where one is given.

    Raises CuifeiError, with nothing written, for a unit that is not there.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened = begun.opened
        lang = opened.book.lang
        contacts = [Contact(_known(opened.ledger, unit), day, result=result) for unit in units]
        added = Append(TABLE, [rows.cells(contact, lang) for contact in contacts])
        written = opened.write((added,), command="log contact", now=now, dry_run=dry_run)
        table, added_rows = opened.book.tables[TABLE], sorted(written.appended.get(TABLE, ()))
    sentence = say_n(
        "{n} row is in {contacts_sheet} for {units}; complete it there.",
        "{n} rows are in {contacts_sheet} for {units}; complete them there.",
        len(contacts),
        units=listed(c.unit for c in contacts),
        contacts_sheet=sheet("contacts"),
    )
    logged = Logged([c.unit for c in contacts], day, table.sheet, added_rows, table.columns)
    return Report(logged, opened.problems, (*begun.recovered, sentence))


def _known(ledger: Ledger, unit: str) -> str:
    for name in ledger.units:
        if unit_key(name) == unit_key(unit):
            return name
    raise CuifeiError(
        say("unit {unit} is not in the table of units", unit=unit),
        say("Select a row of a unit that stands in {units_sheet}", units_sheet=sheet("units")),
    )
