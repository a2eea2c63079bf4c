"""What late fee was earned on charges that were settled late, and what is decided about it? (R6.2)

Money pays principal, so a late fee would vanish the day the principal is paid.
It stays open until somebody decides: book it, as a charge that letters then
name, or waive it, with who and why (减免). Undecided it is shown, and in no letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cuifei.commands.begin import begin
from cuifei.commands.flag import outcome
from cuifei.commands.report import Data, Report
from cuifei.commands.sheets import walking_order
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.codes import DecisionKind
from cuifei.domain.keys import unit_key
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import CuifeiError, Message, Problem, Step, say, say_n
from cuifei.domain.records import Charge, Decision
from cuifei.locale import translator
from cuifei.tables import rows
from cuifei.tables.port import Append, Change

DUE_DAYS = 15  # as a payment notice gives


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided. `what`: "" (only look), book or waive; `units`: blank for all."""

    what: str = ""
    units: tuple[str, ...] = ()
    by: str = ""
    why: str = ""


def late_fees(
    where: Where, as_of: date, choice: Choice, *, now: datetime, dry_run: bool = False
) -> Report[Data]:
    """Show the open late fee of settled charges by unit; book it into 应收 or waive it in 减免.

    Raises CuifeiError for a waiver that names nobody or no reason, or an unknown unit.
    """
    if choice.what == "waive" and not (choice.by and choice.why):
        raise CuifeiError(
            say("a waiver needs who approved it, and why"),
            say("Add --by NAME and --reason WHY"),
        )
    looks = dry_run or not choice.what
    with begin(where, now=now, dry_run=looks) as begun:
        opened = begun.opened
        docket = opened.docket(as_of)
        cases = _chosen(tuple(docket.cases.values()), choice.units)
        held: tuple[Problem, ...] = ()
        written = None
        if choice.what:
            item = docket.policy.late_fee_items[0]
            change, held = _decided(cases, choice, as_of, item, opened.book.lang)
            written = opened.write((change,), command="late-fees", now=now, dry_run=dry_run)
    problems = (*opened.problems, *held)
    data = {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "decision": choice.what,
        "units": [_data(case) for case in cases],
    }
    sentences = [*begun.recovered, _total(cases)]
    if written:
        sentences.append(outcome(written, opened.book.path, dry_run=dry_run))
    elif cases:
        sentences.append(say("To decide: {step}", step=Step("late-fees --book | --waive")))
    return Report(data, problems, tuple(sentences))


def _chosen(cases: Sequence[Case], units: Sequence[str]) -> list[Case]:
    """Return the cases with an open fee on settled charges, only of `units` where any is named."""
    keys = {unit_key(case.unit.unit) for case in cases}
    for unit in units:
        if unit_key(unit) not in keys:
            raise CuifeiError(
                say("unit {unit} is not in the table of units", unit=unit),
                say("Correct the unit, or add it to the table of units"),
            )
    wanted = {unit_key(unit) for unit in units}
    chosen = [
        case
        for case in cases
        if case.arrears.settled_fee and (not wanted or unit_key(case.unit.unit) in wanted)
    ]
    return sorted(chosen, key=walking_order)


def _total(cases: Sequence[Case]) -> Message:
    return say_n(
        "{n} unit settled late: {fee} yuan of late fee is undecided, and in no letter.",
        "{n} units settled late: {fee} yuan of late fee is undecided, and in no letter.",
        len(cases),
        fee=money.text(sum(case.arrears.settled_fee for case in cases)),
    )


def _data(case: Case) -> dict[str, object]:
    return {
        "unit": case.unit.unit,
        "owner": case.unit.owner,
        "settled_fee": money.plain(case.arrears.settled_fee),
    }


def _decided(
    cases: Sequence[Case], choice: Choice, day: date, item: str, lang: str
) -> tuple[Change, tuple[Problem, ...]]:
    """Return the rows that say what was decided, and the units whose fee cannot be booked now."""
    if choice.what == "waive":
        decisions = [
            Decision(
                c.unit.unit,
                day,
                DecisionKind.SETTLED_WAIVER,
                c.arrears.settled_fee,
                choice.by,
                choice.why,
            )
            for c in cases
        ]
        return Append("decisions", [rows.cells(row, lang) for row in decisions]), ()
    period, charges, held = f"{day:%Y-%m}", [], []
    for case in cases:
        own = {(line.charge.item, line.charge.period) for line in case.arrears.all_lines}
        if (item, period) in own:
            what = say("{item} of {period} is booked already", item=item, period=period)
            remedy = say("Book the rest next month, or add it to that row")
            held.append(Problem(case.unit.unit, what, remedy))
            continue
        note = translator(lang)(say("late fee of settled charges through {day}", day=day))
        due = day + timedelta(DUE_DAYS)
        fee = case.arrears.settled_fee
        charges.append(Charge(case.unit.unit, item, period, fee, due, note))
    return Append("charges", [rows.cells(row, lang) for row in charges]), tuple(held)
