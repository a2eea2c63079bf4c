"""Do the tables agree with each other, and each row with itself?

Charges and what people wrote about a unit need the unit in 房产; a letter that
exists is never dropped, however odd its row is, because the next letter, the
silence after it and the queue all count from it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from cuifei.domain.account.delivery import is_unsent
from cuifei.domain.account.former import home_key
from cuifei.domain.codes import Document, LetterState
from cuifei.domain.keys import period_start, unit_key
from cuifei.domain.ladder.letter_rows import disagreements
from cuifei.domain.problems import listed, say
from cuifei.domain.records import (
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Letter,
    Payment,
    Rung,
    Unit,
)
from cuifei.domain.words import column, sheet
from cuifei.tables.cells import normal
from cuifei.tables.findings import Findings
from cuifei.tables.layout import REGISTER

Record = TypeVar("Record", Charge, Payment, Contact, Hold, Instalment, Decision, Letter)


def unique_units(units: Iterable[Unit], findings: Findings) -> dict[str, Unit]:
    """Return the units by `keys.unit_key`; of one that stands twice, the first row is kept."""
    known: dict[str, Unit] = {}
    for unit in units:
        first = known.setdefault(unit_key(unit.unit), unit)
        if first is not unit:
            findings.add(
                "unit",
                unit.row,
                say(
                    "unit {unit} stands here again; row {row} is used, this row is left out",
                    unit=unit.unit,
                    row=findings.shown(first.row),
                ),
                say("Keep one row for each unit"),
            )
    return known


def of_known_units(
    records: Iterable[Record], known: dict[str, Unit], findings: Findings, keep: bool = False
) -> tuple[Record, ...]:
    """Return the records of units that 房产 has, each with the unit's spelling there.

    With `keep` (letters) a record of an unknown unit stays, as it is spelt.
    """
    spelt: dict[str, str | None] = {}
    accepted = []
    for record in records:
        typed = record.unit
        if typed not in spelt:
            unit = known.get(unit_key(typed))
            spelt[typed] = unit.unit if unit else None
        unit_name = spelt[typed]
        if unit_name is None:
            _unknown(typed, record.row, findings, keep)
            if keep:
                accepted.append(record)
        elif unit_name == typed:
            accepted.append(record)
        else:
            accepted.append(replace(record, unit=unit_name))
    return tuple(accepted)


def _unknown(unit: str, row: int, findings: Findings, keep: bool) -> None:
    what = say("unit {unit} is not in the table of units", unit=unit)
    findings.add(
        "unit",
        row,
        what if keep else say("{what}; the row is left out", what=what),
        say("Correct the unit, or add it to the table of units"),
    )


# A book names a few dozen periods and some thousand units, a hundred thousand times.
_start = lru_cache(maxsize=10_000)(period_start)
_home = lru_cache(maxsize=100_000)(home_key)


def check_payments(
    payments: Iterable[Payment], charges: Iterable[Charge], findings: Findings
) -> None:
    """Note payments that no charge explains; they count as prepayments.

    Former owners' charges stand under the unit.
    """
    first: dict[str, date | None] = {}
    for charge in charges:
        home, start = _home(charge.unit), _start(charge.period)
        known = first.get(home)
        first[home] = min(start, known) if start and known else start or known
    for payment in payments:
        if payment.amount < 0:
            continue
        home = _home(payment.unit)
        start = first.get(home)
        if home not in first:
            findings.add(
                "unit",
                payment.row,
                say(
                    "unit {unit} has no charge; the payment counts as paid ahead", unit=payment.unit
                ),
                say("Check the unit, or add its charges"),
            )
        elif start is not None and payment.date < start:
            findings.add(
                "date",
                payment.row,
                say(
                    "paid on {day}, before the first charged period ({start}); "
                    "the payment counts as paid ahead",
                    day=payment.date,
                    start=start,
                ),
                say("Check the date; if it paid an older debt, add the older charges as well"),
            )


def holds_in_order(holds: Iterable[Hold], findings: Findings) -> tuple[Hold, ...]:
    """Return the holds; one that ends before it starts holds on until it is corrected."""
    checked = []
    for hold in holds:
        if hold.until is not None and hold.until < hold.since:
            findings.add(
                "until",
                hold.row,
                say(
                    "the hold ends on {end}, before it starts on {start}; it holds on without end",
                    end=hold.until,
                    start=hold.since,
                ),
                say("Correct one of the two dates"),
            )
            hold = replace(hold, until=None)
        checked.append(hold)
    return tuple(checked)


def holds_of_items(
    holds: Iterable[Hold], charges: Iterable[Charge], findings: Findings
) -> tuple[Hold, ...]:
    """Return the holds, each with its item as it is spelt in the unit's charges.

    One that names an item with which the unit was never charged holds nothing, and that is told.
    """
    every = tuple(holds)
    if not any(hold.item for hold in every):
        return every
    items: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for charge in charges:
        items[_home(charge.unit)].setdefault(normal(charge.item), charge.item)
    checked = []
    for hold in every:
        own = items[_home(hold.unit)]
        if hold.item and own and normal(hold.item) not in own:
            what = say("{unit} has no charge with the item {item}", unit=hold.unit, item=hold.item)
            remedy = say(
                "Write it as in {charges_sheet}, or leave it blank to hold the whole unit",
                charges_sheet=sheet("charges"),
            )
            findings.add("item", hold.row, what, remedy)
        checked.append(replace(hold, item=own.get(normal(hold.item), hold.item)))
    return tuple(checked)


def check_letters(letters: Iterable[Letter], findings: Findings) -> None:
    """Note letters whose dates contradict each other, and numbers that stand twice; keep all.

    A letter about several units has a row for each of them, with the same number.
    """
    numbers: dict[str, list[Letter]] = {}
    for letter in letters:
        before = numbers.setdefault(normal(letter.number), [])
        _number(before, letter, findings)
        before.append(letter)
        _dates_in_order(letter, findings)
        _life(letter, findings)


def _number(before: list[Letter], letter: Letter, findings: Findings) -> None:
    """Note a number that stands in rows `before`, unless both are rows of one letter."""
    same = next((row for row in before if unit_key(row.unit) == unit_key(letter.unit)), None)
    differ = disagreements((before[0], letter)) if before else ()
    if same:
        what = say(
            "letter number {number} is in row {row} as well",
            number=letter.number,
            row=findings.shown(same.row),
        )
        remedy = say("Give each letter its own number; both rows are kept")
        findings.add("number", letter.row, what, remedy)
    elif differ:
        lang = findings.block.lang
        columns = [REGISTER.column(name) for name in differ]
        what = say(
            "letter number {number} is in row {row} as well, with another {columns}",
            number=letter.number,
            row=findings.shown(before[0].row),
            columns=listed(column.called(lang) for column in columns),
        )
        remedy = say(
            "If it is one letter about several units, let its rows say the same; else give each"
            " letter its own number"
        )
        findings.add("number", letter.row, what, remedy)


def _life(letter: Letter, findings: Findings) -> None:
    """Note what a letter's life cannot hold: a void without a reason, a draft that went out."""
    if letter.state == LetterState.VOIDED and not letter.note:
        what = say("the letter is voided and nobody says why")
        findings.add(
            "note",
            letter.row,
            what,
            say(
                "Type the reason under {note_column}; it stays in the register",
                note_column=column("note"),
            ),
        )
    if is_unsent(letter) and (letter.sent or letter.served):
        what = say("the letter has a day of sending, and its state says that it has not gone out")
        remedy = say("Correct the state if it went out, else take the day away")
        findings.add("state", letter.row, what, remedy)
    under_way = letter.state not in (LetterState.MADE, LetterState.VOIDED)  # printing begins it
    if letter.document == Document.LAWYER_LETTER and under_way and not letter.approved_by:
        what = say("the lawyer letter went on its way and nobody is named who approved it")
        findings.add(
            "approved_by",
            letter.row,
            what,
            say(
                "Type under {approved_by_column} who approved it",
                approved_by_column=column("approved_by"),
            ),
        )


def _dates_in_order(letter: Letter, findings: Findings) -> None:
    correct = say("Correct the date; the row is kept as it is")
    sent, served, day = letter.sent, letter.served, letter.date
    if sent and sent < day:
        what = say("sent on {sent}, before the letter's date {day}", sent=sent, day=day)
        findings.add("sent", letter.row, what, correct)
    day = sent or day
    if served and served < day:
        what = say("served on {served}, before it went out on {day}", served=served, day=day)
        findings.add("served", letter.row, what, correct)
    for state, known in ((LetterState.SENT, sent), (LetterState.SERVED, served)):
        if letter.state == state and known is None:
            what = say("the letter's state has no date; nothing can be counted from it")
            remedy = say("Type the day on which it was sent or served, or correct the state")
            findings.add("state", letter.row, what, remedy)


def unique_rungs(rungs: Iterable[Rung], findings: Findings) -> tuple[Rung, ...]:
    """Return the rungs; of two on one level of one use type, the first row is kept."""
    first: dict[tuple[str, int], Rung] = {}
    for rung in rungs:
        earlier = first.setdefault((rung.use_type, rung.level), rung)
        if earlier is not rung:
            findings.add(
                "level",
                rung.row,
                say(
                    "level {level} of this use type is in row {row} already; this row is left out",
                    level=rung.level,
                    row=findings.shown(earlier.row),
                ),
                say("Give each level of a use type one row"),
            )
    return tuple(first.values())
