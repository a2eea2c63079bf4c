"""Which columns of a block are money, and what does each mean? Roles, items, periods settled."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cuifei.domain.problems import listed, say
from cuifei.files.source import Sheet
from cuifei.offices import mapping, periods, unsaid
from cuifei.offices.blocks import Block
from cuifei.offices.doubts import Desk
from cuifei.offices.headers import Meaning
from cuifei.offices.mapping import Amount
from cuifei.offices.words import DEFAULT_ITEM, PREVIOUS_PERIOD, SAYS_PAID, SAYS_UNPAID
from cuifei.ooxml.a1 import column_letters


@dataclass(frozen=True, slots=True)
class Found:
    """The money of a block. `period`: the block's own, which 本期 needs; `current`: it was used."""

    amounts: tuple[Amount, ...]
    current: bool
    previous: bool


def settle(
    sheet: Sheet, block: Block, desk: Desk, fields: Iterable[str], period: Callable[[], str]
) -> Found:
    """Return the columns of money with what they mean; what is not clear is asked at the desk."""
    has = set(fields)
    columns = {n: m for n, m in block.meanings.items() if m.field == "amount"}
    if sum(m.field == "bucket" for m in block.meanings.values()) > 1:
        # An ageing report: Current is one of its columns, and the balance is what counts.
        columns = {n: m for n, m in columns.items() if not m.current or m.role}
    columns = {n: m for n, m in columns.items() if unsaid.holds_money(sheet, block, n, m)}
    years = _years(columns, block, desk)
    current = any(m.current for m in columns.values())
    own = period() if current else ""
    found = [_of(n, m, years, own) for n, m in sorted(columns.items())]
    found = _overall(found)
    found = _roles(found, columns, block, desk, has)
    found = _all_paid(found, columns)
    found = [_answered(one, desk) for one in _distinct(found, desk)]
    found = unsaid.asked(sheet, block, found, desk)
    previous = any(one.period == PREVIOUS_PERIOD for one in found)
    return Found(tuple(found), current, previous)


def _years(columns: dict[int, Meaning], block: Block, desk: Desk) -> dict[int, int]:
    """Return the year of each column whose header names a month alone."""
    bare = [n for n, m in sorted(columns.items()) if m.month and not m.period]
    if not bare:
        return {}
    wraps = _wraps([(columns[n].month, columns[n].until) for n in bare])
    named = list(dict.fromkeys(y for title in block.titles for y in periods.years_of(title)))
    above = {y for n in bare for y in periods.years(block.headers[n])}
    named = sorted(above) if above and not named else named
    span = max(wraps) + 1
    if answer := desk.answer("fact", "year"):
        first = int(answer) if answer.isdigit() else 0
    elif span == len(named) == 1 or (span == 2 and len(named) == 2 and named[1] == named[0] + 1):
        first = named[0]
    else:
        question = say("which year do the months of this sheet belong to?")
        desk.ask(("fact", "year"), question, ())
        first = 0
    return {n: first + wrap for n, wrap in zip(bare, wraps, strict=True)} if first else {}


def _wraps(months: Sequence[tuple[int, int]]) -> list[int]:
    """Return for months in their order on the sheet how many turns of the year lie before each.

    >>> _wraps([(11, 11), (12, 12), (1, 1)]), _wraps([(1, 1), (2, 2), (3, 3), (1, 3), (4, 4)])
    ([0, 0, 1], [0, 0, 0, 0, 0])
    """
    wraps: list[int] = []
    last = 0
    for place, (month, until) in enumerate(months):
        # A quarter right of its months sums them up, and no new year begins.
        covers = any(
            month <= a and b <= until and (a, b) != (month, until) for a, b in months[:place]
        )
        wraps.append((wraps[-1] if wraps else 0) + (month < last and not covers))
        last = last if covers else month
    return wraps


def _of(column: int, said: Meaning, years: dict[int, int], own: str) -> Amount:
    period = said.period
    if said.month and not period:
        year = years.get(column)
        period = f"?-{said.month:02d}"
        if year:
            period = periods.of_months(year, said.month, said.until)
    if said.current:
        period = own
    return Amount(column, said.role, said.item, period)


def _overall(found: list[Amount]) -> list[Amount]:
    """Let what sums up other columns be a total: it is checked, not counted."""
    parts = [one for one in found if one.role not in ("fee", "total") and (one.period or one.item)]
    out = []
    for one in found:
        bare = not one.period and not one.item
        if parts and bare and one.role in ("unpaid", "charge", ""):
            one = replace(one, role="total")
        out.append(one)
    if not any(one.role in ("unpaid", "charge", "") for one in out):
        totals = [one for one in out if one.role == "total"]
        out = [replace(one, role="") if one in totals[-1:] else one for one in out]
    return out


def _all_paid(found: list[Amount], columns: dict[int, Meaning]) -> list[Amount]:
    """Let a sum of theirs count after all, where the parts turn out to be receipts only."""
    if any(one.role in ("unpaid", "charge", "") for one in found):
        return found
    for role in ("unpaid", "charge"):
        own = [one for one in found if one.role == "total" and columns[one.column].role == role]
        if own:
            return [replace(one, role=role) if one is own[-1] else one for one in found]
    return found


def _roles(
    found: list[Amount], columns: dict[int, Meaning], block: Block, desk: Desk, has: set[str]
) -> list[Amount]:
    """Say what amounts mean whose header does not: by the titles, by a status, or by asking."""
    paid = any(one.role == "paid" for one in found)
    unsure = [one for one in found if one.role == "" or (one.role == "charge" and not paid)]
    unsure = [one for one in unsure if not (one.role == "charge" and _has_unpaid(found, one))]
    if not unsure or "status" in has:
        return [replace(one, role=one.role or "charge") for one in found]
    said = " ".join((*block.titles, *(block.headers[one.column] for one in unsure)))
    role = mapping.role(desk.answer("fact", "role"))
    if not role and SAYS_UNPAID.search(said):
        role = "unpaid"
    elif not role and paid:
        role = "charge"
    elif not role and "pay_date" in has:
        role = "" if {"due", "period"} & has else "paid"
    elif not role and SAYS_PAID.search(said):
        role = "paid"
    if not role:
        if all(one.role == "charge" for one in unsure) and desk.has_payments:
            return found
        names = listed(block.headers[one.column] for one in unsure[:3])
        question = say("are the amounts under “{names}” still unpaid, or paid?", names=names)
        desk.ask(("fact", "role"), question, ("unpaid", "paid", "charge", "ignore"))
        return found
    places = {one.column for one in unsure}
    return [replace(one, role=role) if one.column in places else one for one in found]


def _has_unpaid(found: list[Amount], one: Amount) -> bool:
    return any(
        other.role == "unpaid" and (other.item, other.period) == (one.item, one.period)
        for other in found
    )


def _distinct(found: list[Amount], desk: Desk) -> list[Amount]:
    """Give columns of the same name names of their own; ask where nothing tells them apart."""
    seen: dict[tuple[str, str, str], int] = {}
    out = []
    for one in found:
        key = (one.role, one.item, one.period)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1 and one.role in ("unpaid", "charge", "paid"):
            if one.item:
                one = replace(one, item=f"{one.item}{seen[key]}")
            elif not desk.answer("amount", column_letters(one.column)):
                question = say("two columns say the same; what does this one hold?")
                desk.ask(
                    ("amount", column_letters(one.column)), question, ("ignore", "unpaid", "total")
                )
                one = replace(one, item=f"{DEFAULT_ITEM}{seen[key]}")
        out.append(one)
    return out


def _answered(one: Amount, desk: Desk) -> Amount:
    answer = desk.answer("amount", column_letters(one.column))
    return mapping.amount(one.column, answer) if answer else one
