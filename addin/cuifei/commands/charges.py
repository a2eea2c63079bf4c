"""Write the next period's charges into 应收, from area and price in 房产; never twice."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from cuifei.commands import bills as papers
from cuifei.commands.begin import begin
from cuifei.commands.flag import outcome
from cuifei.commands.pack import Wish
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.account.charging import ITEM, ITEMS, fee
from cuifei.domain.dates import add_months
from cuifei.domain.keys import period_key, period_start
from cuifei.domain.problems import CuifeiError, Message, Problem, Unreadable, say, say_n
from cuifei.domain.records import Charge, Ledger, Unit
from cuifei.tables import rows
from cuifei.tables.port import Append


def charges(
    where: Where,
    period: str,
    *,
    now: datetime,
    due: date | None = None,
    as_of: date | None = None,
    bills: Wish | None = None,
    dry_run: bool = False,
) -> Report[Data]:
    """Append a charge of the period for every unit that has none yet, due on its last day.

    A unit whose area or price cannot be read is set aside with a Problem. `bills`: how to print
    a bill of `as_of` (else the day of `now`) for everybody who is charged and has none yet;
    None: no bills. Raises CuifeiError where `period` names no month, quarter or year, or bills
    cannot be made.
    """
    key, first, months = _span(period)
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened = begun.opened
        day = due or add_months(first, months) - timedelta(1)
        new_charges, known, held = _new_charges(opened.ledger, key, first, months, day)
        added = Append("charges", [rows.cells(charge, opened.book.lang) for charge in new_charges])
        changes = (added,) if new_charges else ()
        charges_then = (*opened.ledger.charges, *new_charges)
        charged = replace(opened, ledger=replace(opened.ledger, charges=charges_then))
        docket = papers.ready(charged, as_of or now.date()) if bills else None
        written = opened.write(changes, command="charges", now=now, dry_run=dry_run)
        billed = papers.issue(charged, docket, key, bills, dry_run=dry_run)
    problems = (*opened.problems, *held, *billed.problems)
    sentences = (
        *begun.recovered,
        _total(new_charges, key, known),
        outcome(written, opened.book.path, dry_run=dry_run),
        *papers.sentences(billed, dry_run=dry_run),
    )
    data: Data = {"book": opened.book.path.absolute(), "period": key, "known": known}
    data = {**data, "charges": [_data(charge) for charge in new_charges], "problems": problems}
    return Report({**data, **papers.data(billed)} if bills else data, problems, sentences)


def _total(new_charges: list[Charge], period: str, known: int) -> Message:
    return say_n(
        "{n} charge of {period}, {amount} yuan; {known} units have theirs already.",
        "{n} charges of {period}, {amount} yuan; {known} units have theirs already.",
        len(new_charges),
        period=period,
        amount=money.text(sum(charge.amount for charge in new_charges)),
        known=known,
    )


def _data(charge: Charge) -> dict[str, object]:
    return {
        "unit": charge.unit,
        "item": charge.item,
        "amount": money.plain(charge.amount),
        "due": charge.due,
        "note": charge.note,
    }


def _span(period: str) -> tuple[str, date, int]:
    """Return the period's key, its first day, and how many months it has."""
    key = period_key(period)
    first = period_start(key)
    if first is None:
        raise CuifeiError(
            say("“{value}” is not a billing period", value=period),
            say("Type the period as year-month, such as 2026-03"),
        )
    return key, first, {4: 12, 7: 3 if "Q" in key else 1}.get(len(key), 1)


def _new_charges(
    ledger: Ledger, period: str, first: date, months: int, due: date
) -> tuple[list[Charge], int, list[Problem]]:
    """Return the charges to write, how many units have theirs, and what keeps others back."""
    charged = _charged(ledger.charges, first, months)
    new_charges, known, held = [], 0, []
    for unit in ledger.units.values():
        if unit.owner_until:
            continue  # who sold is charged no more (former.py)
        item = _item(unit)
        if unit.unit in charged.get(item, ()):
            known += 1
            continue
        try:
            reckoned = fee(unit, months)
        except Unreadable as error:
            held.append(Problem(unit.unit, error.what, error.remedy))
            continue
        new_charges.append(
            Charge(unit.unit, item, period, reckoned.amount, due, reckoned.arithmetic)
        )
    return new_charges, known, held


def _item(unit: Unit) -> str:
    return ITEMS.get(unit.use_type, ITEM)


def _charged(every: Iterable[Charge], first: date, months: int) -> dict[str, set[str]]:
    """Return by item the units that have a charge of a period that overlaps this one."""
    by_item: dict[str, set[str]] = {}
    last = add_months(first, months)
    for charge in every:
        key, begins = charge.period, period_start(charge.period)
        if begins is None:
            continue
        ends = add_months(begins, {4: 12, 7: 3 if "Q" in key else 1}.get(len(key), 1))
        if begins < last and first < ends:
            items = ITEMS.values()
            own = next((item for item in items if item[:2] in charge.item), "")
            # 物业费, 物业管理费, 物业服务费 are one fee under several names.
            name = own or (ITEM if "物业" in charge.item or not charge.item else charge.item)
            by_item.setdefault(name, set()).add(charge.unit)
    return by_item
