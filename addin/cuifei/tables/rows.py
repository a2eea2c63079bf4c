"""Rows to records and back: what do the tables say, and how is a record written?

`ledger` reads all that people typed; `cells` writes one record as a row of its
table. Rows, records, rows is the identity, in both languages.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias, TypeVar, cast

from cuifei.domain.codes import LetterState
from cuifei.domain.keys import unit_key
from cuifei.domain.language import DEFAULT
from cuifei.domain.money import yuan
from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.domain.records import (
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Ledger,
    Letter,
    PayAccount,
    Payment,
    Rung,
    Setting,
    Unit,
)
from cuifei.locale import phrase
from cuifei.ooxml.values import Cell
from cuifei.tables import integrity, reversal_rows, sellers
from cuifei.tables.cells import number_text
from cuifei.tables.fields import Values, read_rows
from cuifei.tables.findings import Findings
from cuifei.tables.layout import BY_NAME, SETTINGS, Column, word
from cuifei.tables.port import Book, TableRows
from cuifei.tables.settings_rows import settings
from cuifei.tables.spelling import one_spelling
from cuifei.tables.ticks import reviews, ticked
from cuifei.tables.triggers import read_trigger, write_trigger

Record: TypeAlias = (
    Unit | Charge | Payment | Contact | Hold | Instalment | Decision | PayAccount | Letter | Rung
)
Rec = TypeVar("Rec", bound=Record)
OfUnit = TypeVar("OfUnit", Charge, Payment, Contact, Hold, Instalment, Decision, Letter)
Finish: TypeAlias = "Callable[[Values, int, Findings], bool]"

HIGHEST_SCORE = 5  # of the satisfaction that an owner gave

TABLE_OF: Mapping[type, str] = MappingProxyType(
    {
        Unit: "units",
        Charge: "charges",
        Payment: "payments",
        Contact: "contacts",
        Hold: "holds",
        Instalment: "instalments",
        Decision: "decisions",
        PayAccount: "accounts",
        Letter: "register",
        Rung: "ladder",
        Setting: "settings",
    }
)


def ledger(book: Book) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return all that people typed, and the register, as records, with what is wrong in them.

    A bad row is set aside with a Problem and the rest goes on. Units are spelt
    as in 房产; optional tables that the book has not are empty.
    """
    by_table = {name: Findings(_block(book, name)) for name in BY_NAME}
    known = integrity.unique_units(_read(Unit, by_table), by_table["units"])
    sellers.check(known, by_table["units"])
    known, accounts = one_spelling(known, _read(PayAccount, by_table))
    charges = reversal_rows.charges(
        reversal_rows.unique_charges(_of_known(Charge, by_table, known), by_table["charges"]),
        by_table["charges"],
    )
    result = Ledger(
        units={unit.unit: unit for unit in known.values()},
        charges=charges,
        payments=reversal_rows.payments(_of_known(Payment, by_table, known), by_table["payments"]),
        contacts=_of_known(Contact, by_table, known),
        holds=integrity.holds_of_items(
            integrity.holds_in_order(_of_known(Hold, by_table, known), by_table["holds"]),
            charges,
            by_table["holds"],
        ),
        instalments=_of_known(Instalment, by_table, known),
        decisions=_of_known(Decision, by_table, known),
        accounts=accounts,
        settings=settings(by_table["settings"]),
        rungs=integrity.unique_rungs(_read(Rung, by_table), by_table["ladder"]),
        letters=_of_known(Letter, by_table, known, keep=True),
        priorities=_priorities(by_table["queue"], known),
        ticked=ticked(by_table["arrears"], known),
        reviews=reviews(by_table["arrears"], known),
    )
    sellers.check_rows(result, by_table["holds"], by_table["instalments"])
    integrity.check_payments(result.payments, charges, by_table["payments"])
    integrity.check_letters(result.letters, by_table["register"])
    return result, tuple(p for findings in by_table.values() for p in findings.problems())


def _block(book: Book, name: str) -> TableRows:
    empty = TableRows(
        name, BY_NAME[name].called(DEFAULT), header_row=0, columns={}, rows={}, lang=book.lang
    )
    return book.tables.get(name, empty)


def _of_known(
    record: type[OfUnit],
    by_table: Mapping[str, Findings],
    known: dict[str, Unit],
    keep: bool = False,
) -> tuple[OfUnit, ...]:
    findings = by_table[TABLE_OF[record]]
    return integrity.of_known_units(_read(record, by_table), known, findings, keep)


def _read(record: type[Rec], by_table: Mapping[str, Findings]) -> Iterator[Rec]:
    """Yield the records of one table; text that a record needs and its column may lack is ""."""
    table = BY_NAME[TABLE_OF[record]]
    findings, finish = by_table[table.name], _FINISH.get(record)
    of_record = [f for f in fields(record) if f.name != "row"]
    kinds = {column.field: column.kind for column in table.columns}
    blanks: Values = {
        f.name: "" for f in of_record if f.default is MISSING and kinds[f.name] == "text"
    }
    names = [f.name for f in of_record]
    make = cast("Callable[..., Rec]", record)
    for row, values in read_rows(table, findings.block, names, findings):
        if finish is None or finish(values, row, findings):
            yield make(**{**blanks, **values, "row": row})


def _finish_rung(values: Values, row: int, findings: Findings) -> bool:
    try:
        values["trigger"] = read_trigger(str(values["trigger"]), findings.block.lang)
    except Unreadable as error:
        findings.left_out("trigger", row, error)
        return False
    return True


def _finish_letter(values: Values, row: int, findings: Findings) -> bool:
    """Complete a letter from its own row where it can be known; without document or day, drop it.

    Nobody could count from a letter of which neither is known.
    """
    if "document" not in values:
        what = say("it is not known which document this is; the row is left out")
        findings.add("document", row, what, say("Type the name of the document"))
        return False
    if "date" not in values:
        days = (values.get(name) for name in ("sent", "served", "as_of"))
        day = next((day for day in days if isinstance(day, date)), None)
        if day is None:
            what = say("the letter has no date; the row is left out")
            findings.add("date", row, what, say("Type the letter's date"))
            return False
        values["date"] = day
        what = say("the letter has no date; it counts as of {day}", day=day)
        findings.add("date", row, what, say("Type the letter's date"))
    if "state" not in values:
        state = LetterState.SENT if "sent" in values else LetterState.MADE
        state = LetterState.SERVED if "served" in values else state
        values["state"] = state
        name = word("letter_state", state, findings.block.lang)
        what = say(
            "the letter's state is not known; by its dates it counts as “{state}”", state=name
        )
        findings.add("state", row, what, say("Type the letter's state"))
    return True


def _finish_contact(values: Values, row: int, findings: Findings) -> bool:
    """Take out a satisfaction that is none; the contact stands."""
    score = values.get("score")
    if isinstance(score, int) and not 1 <= score <= HIGHEST_SCORE:
        del values["score"]
        what = say("a satisfaction of {score} cannot be; it is not counted", score=score)
        findings.add("score", row, what, say("Type a number from 1 to 5"))
    return True


_FINISH: Mapping[type, Finish] = MappingProxyType(
    {Rung: _finish_rung, Letter: _finish_letter, Contact: _finish_contact}
)


def _priorities(findings: Findings, known: Mapping[str, Unit]) -> dict[str, int]:
    """Return the manager's numbers in 队列, by unit; rows without a number say nothing."""
    priorities: dict[str, int] = {}
    table = BY_NAME["queue"]
    for row, values in read_rows(table, findings.block, ("unit", "priority"), findings):
        number, typed = values.get("priority"), str(values["unit"])
        unit = known.get(unit_key(typed))
        if isinstance(number, int) and unit is None:
            what = say("unit {unit} is not in the table of units", unit=typed)
            findings.add("unit", row, what, say("Correct the unit, or clear its priority"))
        elif isinstance(number, int) and unit is not None:
            priorities[unit.unit] = number
    return priorities


def cells(record: "Record | Setting", lang: str) -> dict[str, Cell]:
    """Return a record as a row of its table: field -> what is written in the cell.

    Money is Decimal yuan, codes are words of `lang`, blanks are None.
    """
    if isinstance(record, Setting):
        name, value = phrase(SETTINGS[record.key], lang), cast("Cell", record.value)
        return {"name": name, "value": _or_none(value), "source": record.source or None}
    table = BY_NAME[TABLE_OF[type(record)]]
    own = {f.name: f.default for f in fields(record)}
    row: dict[str, Cell] = {}
    for column in table.columns:
        if column.field in own:
            row[column.field] = _cell(column, getattr(record, column.field), lang)
    if isinstance(record, Rung):
        row["trigger"] = write_trigger(record.trigger, lang)
        for name in ("requires_state", "requires_count"):
            if not record.requires and getattr(record, name) == own[name]:
                row[name] = None
    return row


def _cell(column: Column, value: Cell, lang: str) -> Cell:
    if value is None or value == "":
        return None
    if column.kind == "money":
        return yuan(cast("int", value)) or None
    if column.kind == "code":
        return word(column.codes, str(value), lang)
    return _number_or_text(str(value)) if column.kind == "any" else value


def _number_or_text(typed: str) -> Cell:
    """Return text that is exactly how a number is typed as that number, for Excel to reckon."""
    if re.fullmatch(r"\d{1,10}(\.\d{1,4})?", typed) and number_text(float(typed)) == typed:
        return Decimal(typed)
    return typed


def _or_none(value: Cell) -> Cell:
    return None if value == "" else value
