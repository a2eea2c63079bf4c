"""Which columns of a block are money, and what does each mean? Roles, items, periods settled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cuifei.domain.problems import listed, say
from cuifei.files.source import Sheet
from cuifei.offices import identities, mapping, periods, sum_columns, unlabelled
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
    block_period = (titled or period(True)) if current and not dated else ""
    amounts = _together([_of(n, m, years, block_period) for n, m in sorted(columns.items())])
    amounts = sum_columns.settled(amounts, numbers, proofs, block, desk)
    amounts = _roles(amounts, columns, block, desk, set(fields), proofs)
    amounts = _all_paid(amounts, columns)
    amounts = [_answered(amount, desk) for amount in amounts]
    amounts = unlabelled.asked(sheet, block, amounts, desk, proofs)
    amounts = _distinct(amounts, block, desk)
    previous = any(
        amount.period == PREVIOUS_PERIOD and amount.role != "detail" for amount in amounts
    )
    return Found(tuple(amounts), current and bool(block_period or not dated), previous)


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
    return {n: m for n, m in columns.items() if unlabelled.holds_money(sheet, block, n, m)}


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


def _together(amounts: list[Amount]) -> list[Amount]:
    """Let one column of charges, of receipts and of what is left speak of the same fee.

    本次应交, 实收物业费 and 欠费 side by side are no three fees.
    """
    counted = [
        amount for amount in amounts if amount.role in ("charge", "paid", "unpaid", "waived")
    ]
    if any(amount.period == PREVIOUS_PERIOD for amount in counted):
        return amounts  # what is left holds the earlier arrears too
    roles = [amount.role for amount in counted]
    others = [amount for amount in amounts if amount.role == ""]
    items, spans = (
        {amount.item for amount in counted} - {""},
        {amount.period for amount in counted} - {""},
    )
    alone = len(roles) == len(set(roles)) > 1 and not others
    if not alone or len(items) > 1 or len(spans) > 1:
        return amounts
    item, span = "".join(items), "".join(spans)
    return [
        replace(amount, item=item, period=span) if amount in counted else amount
        for amount in amounts
    ]


def _years(columns: dict[int, Meaning], block: Block, desk: Desk) -> dict[int, int]:
    """Return the year of each column whose header names a month alone."""
    bare = [n for n, m in sorted(columns.items()) if m.month and not m.period]
    if not bare:
        return {}
    wraps = _wraps([(columns[n].month, columns[n].until) for n in bare])
    title_years = list(dict.fromkeys(y for title in block.titles for y in periods.years_of(title)))
    above = {y for n in bare for y in periods.years(block.headers[n])}
    title_years = sorted(above) if above and not title_years else title_years
    span = max(wraps) + 1
    if answer := desk.answer("fact", "year"):
        first = int(answer) if answer.isdigit() else 0
    elif span == len(title_years) == 1 or (
        span == 2 and len(title_years) == 2 and title_years[1] == title_years[0] + 1
    ):
        first = title_years[0]
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
    for index, (month, until) in enumerate(months):
        # A quarter right of its months sums them up, and no new year begins.
        covers = any(
            month <= a and b <= until and (a, b) != (month, until) for a, b in months[:index]
        )
        wraps.append((wraps[-1] if wraps else 0) + (month < last and not covers))
        last = last if covers else month
    return wraps


def _of(column: int, meant: Meaning, years: dict[int, int], block_period: str) -> Amount:
    period = meant.period
    if meant.month and not period:
        year = years.get(column)
        period = f"?-{meant.month:02d}"
        if year:
            period = periods.of_months(year, meant.month, meant.until)
    if meant.current:
        period = block_period
    return Amount(column, meant.role, meant.item, period)


def _all_paid(amounts: list[Amount], columns: dict[int, Meaning]) -> list[Amount]:
    """Let a sum of theirs count after all, where the parts turn out to be receipts only."""
    if any(amount.role in ("unpaid", "charge", "") for amount in amounts):
        return amounts
    for role in ("unpaid", "charge"):
        totals = [
            amount
            for amount in amounts
            if amount.role == "total" and columns[amount.column].role == role
        ]
        if totals:
            return [
                replace(amount, role=role) if amount is totals[-1] else amount for amount in amounts
            ]
    return amounts


def _roles(
    amounts: list[Amount],
    columns: dict[int, Meaning],
    block: Block,
    desk: Desk,
    has: set[str],
    proofs: Sequence[Proof],
) -> list[Amount]:
    """Say what amounts mean whose header does not: by titles, their sum, a status, or by asking."""
    paid = any(amount.role == "paid" for amount in amounts)
    vague = [
        amount for amount in amounts if amount.role == "" or (amount.role == "charge" and not paid)
    ]
    vague = [
        amount for amount in vague if not (amount.role == "charge" and _has_unpaid(amounts, amount))
    ]
    if not vague or "status" in has:
        return [replace(amount, role=amount.role or "charge") for amount in amounts]
    vague_columns = {amount.column for amount in vague}
    sums = [p.result for p in proofs if p.kind == "sum" and vague_columns <= p.explains]
    text = " ".join((*block.titles, *(block.headers[n] for n in (*sorted(vague_columns), *sums))))
    role = mapping.role(desk.answer("fact", "role"))
    aged = sum(m.field == "bucket" for m in block.meanings.values()) > 1
    if not role and (aged or SAYS_UNPAID.search(text)):
        role = "unpaid"
    elif not role and paid:
        role = "charge"
    elif not role and "pay_date" in has:
        role = "" if {"due", "period"} & has else "paid"
    elif not role and SAYS_PAID.search(text):
        role = "paid"
    if not role:
        if all(amount.role == "charge" for amount in vague) and desk.has_payments:
            return amounts
        names = listed(block.headers[amount.column] for amount in vague[:3])
        question = say("are the amounts under “{names}” still unpaid, or paid?", names=names)
        desk.ask(("fact", "role"), question, ("unpaid", "paid", "charge", "ignore"))
        return amounts
    places = {amount.column for amount in vague}
    return [replace(amount, role=role) if amount.column in places else amount for amount in amounts]


def _has_unpaid(amounts: list[Amount], amount: Amount) -> bool:
    return any(
        other.role == "unpaid" and (other.item, other.period) == (amount.item, amount.period)
        for other in amounts
    )


def _distinct(amounts: list[Amount], block: Block, desk: Desk) -> list[Amount]:
    """Give columns of the same meaning names of their own; ask where nothing tells them apart."""
    counts: dict[tuple[str, str, str], int] = {}
    out = []
    for amount in amounts:
        key = (amount.role, amount.item, amount.period)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 1 and amount.role in ("unpaid", "charge", "paid", "waived"):
            letter = column_letters(amount.column)
            header = word(block.headers.get(amount.column, ""))
            namesakes = [
                o for o in amounts if o is not amount and word(block.headers[o.column]) == header
            ]
            if amount.item or desk.answer("amount", letter) or not namesakes:
                name = amount.item or (DEFAULT_ITEM if namesakes else header)
                amount = replace(
                    amount, item=f"{name}{counts[key]}" if amount.item or namesakes else name
                )
            else:
                question = say("two columns say the same; what does this one hold?")
                desk.ask(("amount", letter), question, ("ignore", "unpaid", "total"))
                amount = replace(amount, item=f"{DEFAULT_ITEM}{counts[key]}")
        out.append(amount)
    return out


def _answered(amount: Amount, desk: Desk) -> Amount:
    answer = desk.answer("amount", column_letters(amount.column))
    return mapping.amount(amount.column, answer) if answer else amount
