"""Which columns of a block are money, and what does each mean? Roles, items, periods settled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cuifei.domain.problems import listed, say
from cuifei.files.source import Sheet
from cuifei.offices import beside, identities, mapping, periods, unsaid
from cuifei.offices.blocks import Block
from cuifei.offices.doubts import Desk
from cuifei.offices.headers import Meaning, word
from cuifei.offices.identities import Proof
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
    sheet: Sheet,
    block: Block,
    desk: Desk,
    fields: Mapping[str, int],
    period: Callable[[bool], str],
) -> Found:
    """Return the columns of money with what they mean; what is not clear is asked at the desk.

    `period` gives the block's own period, and asks for it where its argument is true.
    """
    columns = _columns(sheet, block)
    numbers = identities.figures(sheet, block, fields.get("unit", 0))
    proofs = identities.prove(numbers, {**block.meanings, **columns})
    columns = _without_blank_months(columns, numbers)
    years = _years(columns, block, desk)
    dated = bool({"period", "due"} & set(fields)) or {"from", "to"} <= set(fields)
    rolled = next((proof for proof in proofs if proof.kind == "closing"), None)
    current = any(m.current for m in columns.values())
    titled = period(False)
    aged = rolled and all(n in columns and columns[n].role for n in rolled.explains)
    if rolled and not (aged and current and titled and not dated):
        columns = _only(columns, rolled)
        current = False
    own = (titled or period(True)) if current and not dated else ""
    found = _together([_of(n, m, years, own) for n, m in sorted(columns.items())])
    found = beside.settled(found, numbers, proofs, block, desk)
    found = _roles(found, columns, block, desk, set(fields), proofs)
    found = _all_paid(found, columns)
    found = [_answered(one, desk) for one in found]
    found = unsaid.asked(sheet, block, found, desk, proofs)
    found = _distinct(found, block, desk)
    previous = any(one.period == PREVIOUS_PERIOD and one.role != "detail" for one in found)
    return Found(tuple(found), current and bool(own or not dated), previous)


def _columns(sheet: Sheet, block: Block) -> dict[int, Meaning]:
    """Return the columns of money with what their headers say."""
    aged = {n: m for n, m in block.meanings.items() if m.field == "bucket"}
    columns = {n: m for n, m in block.meanings.items() if m.field == "amount"}
    if len(aged) > 1:
        # An ageing report: Current is one of its columns, and the balance is what counts.
        columns = {n: m for n, m in columns.items() if not m.current or m.role}
        if not any(m.role in ("unpaid", "total", "") for m in columns.values()):
            names = {n: " ".join(block.headers[n].split()) for n in aged}
            columns |= {n: Meaning("amount", "unpaid", names[n], sure=1) for n in aged}
    counted = any(m.role in ("unpaid", "charge", "total", "") for m in columns.values())
    for n, m in list(columns.items()):
        if m.role == "rate" and counted:
            del columns[n]  # what a month costs, beside what is owed
        elif m.role == "rate":
            columns[n] = replace(m, role="")
    return {n: m for n, m in columns.items() if unsaid.holds_money(sheet, block, n, m)}


def _without_blank_months(
    columns: Mapping[int, Meaning], numbers: identities.Figures
) -> dict[int, Meaning]:
    """Return the columns without those of months, where none of these holds anything."""
    bare = {n for n, m in columns.items() if m.month and not m.period}
    owed = any(m.role == "unpaid" and n in numbers for n, m in columns.items())
    blank = bool(owed and bare and not bare & set(numbers))
    return {n: m for n, m in columns.items() if not (blank and n in bare)}


def _only(columns: Mapping[int, Meaning], proof: Proof) -> dict[int, Meaning]:
    """Return the columns where the closing balance alone counts, and others make it up."""
    out = {n: replace(m, current=False) for n, m in columns.items()}
    for n in proof.explains & set(out):
        out[n] = Meaning("amount", "detail", sure=3)
    out[proof.result] = Meaning("amount", "unpaid", sure=3)
    return out


def _together(found: list[Amount]) -> list[Amount]:
    """Let one column of charges, of receipts and of what is left speak of the same fee.

    本次应交, 实收物业费 and 欠费 side by side are no three fees.
    """
    own = [one for one in found if one.role in ("charge", "paid", "unpaid", "waived")]
    if any(one.period == PREVIOUS_PERIOD for one in own):
        return found  # what is left holds the earlier arrears too
    roles = [one.role for one in own]
    others = [one for one in found if one.role == ""]
    items, spans = {one.item for one in own} - {""}, {one.period for one in own} - {""}
    alone = len(roles) == len(set(roles)) > 1 and not others
    if not alone or len(items) > 1 or len(spans) > 1:
        return found
    item, span = "".join(items), "".join(spans)
    return [replace(one, item=item, period=span) if one in own else one for one in found]


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
    found: list[Amount],
    columns: dict[int, Meaning],
    block: Block,
    desk: Desk,
    has: set[str],
    proofs: Sequence[Proof],
) -> list[Amount]:
    """Say what amounts mean whose header does not: by titles, their sum, a status, or by asking."""
    paid = any(one.role == "paid" for one in found)
    unsure = [one for one in found if one.role == "" or (one.role == "charge" and not paid)]
    unsure = [one for one in unsure if not (one.role == "charge" and _has_unpaid(found, one))]
    if not unsure or "status" in has:
        return [replace(one, role=one.role or "charge") for one in found]
    own = {one.column for one in unsure}
    sums = [p.result for p in proofs if p.kind == "sum" and own <= p.explains]
    said = " ".join((*block.titles, *(block.headers[n] for n in (*sorted(own), *sums))))
    role = mapping.role(desk.answer("fact", "role"))
    aged = sum(m.field == "bucket" for m in block.meanings.values()) > 1
    if not role and (aged or SAYS_UNPAID.search(said)):
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


def _distinct(found: list[Amount], block: Block, desk: Desk) -> list[Amount]:
    """Give columns of the same meaning names of their own; ask where nothing tells them apart."""
    seen: dict[tuple[str, str, str], int] = {}
    out = []
    for one in found:
        key = (one.role, one.item, one.period)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1 and one.role in ("unpaid", "charge", "paid", "waived"):
            letter = column_letters(one.column)
            header = word(block.headers.get(one.column, ""))
            same = [o for o in found if o is not one and word(block.headers[o.column]) == header]
            if one.item or desk.answer("amount", letter) or not same:
                name = one.item or (DEFAULT_ITEM if same else header)
                one = replace(one, item=f"{name}{seen[key]}" if one.item or same else name)
            else:
                question = say("two columns say the same; what does this one hold?")
                desk.ask(("amount", letter), question, ("ignore", "unpaid", "total"))
                one = replace(one, item=f"{DEFAULT_ITEM}{seen[key]}")
        out.append(one)
    return out


def _answered(one: Amount, desk: Desk) -> Amount:
    answer = desk.answer("amount", column_letters(one.column))
    return mapping.amount(one.column, answer) if answer else one
