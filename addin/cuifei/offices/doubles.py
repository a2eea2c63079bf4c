"""Which blocks say once more what others say? Sums of other sheets, receipts taken off already."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import say
from cuifei.offices import mapping
from cuifei.offices.doubts import Doubt
from cuifei.offices.extract import Extract
from cuifei.offices.words import PREVIOUS_PERIOD, SUMMARY

Keys = Mapping[str, Mapping[str, Decimal]]


def _repeats(extracts: Sequence[Extract], given: Mapping[str, str]) -> dict[int, str]:
    """Return the blocks whose amounts, unit by unit, are the sums of other blocks.

    A sheet of sums is named so, or says less; of two equal ones the later goes.
    """
    charging = {
        extract.block.number: (extract, _charged(extract))
        for extract in extracts
        if _charges(extract)
    }

    def says(number: int) -> tuple[bool, int, int]:
        extract, charges = charging[number]
        return not SUMMARY.search(extract.block.sheet), sum(map(len, charges.values())), -number

    left_out: dict[int, str] = {}
    for number in sorted(charging, key=says):
        _, charges = charging[number]
        if mapping.value(given.get(f"{number}.double", "")) == "yes" or len(charges) < 2:
            continue
        sums: dict[str, Decimal] = defaultdict(Decimal)
        first = ""
        for other, (extract, others) in charging.items():
            if other == number or other in left_out:
                continue
            for unit in set(charges) & set(others):
                sums[unit] += sum(others[unit].values())
                first = first or extract.block.sheet
        equal_units = sum(sum(charges[unit].values()) == total for unit, total in sums.items())
        months = {o.block.facts.get("period", "") for n, (o, _) in charging.items() if n != number}
        if equal_units * 10 >= len(charges) * 9 and not _another_month(charging[number][0], months):
            left_out[number] = first
    return left_out


def _another_month(extract: Extract, months: set[str]) -> bool:
    """Return whether a block may hold the equal amounts of a month of its own."""
    period = extract.block.facts.get("period", "")
    return bool(period) and "" not in months and period not in months


def _charges(extract: Extract) -> bool:
    return extract.block.kind == "charges"


def doubles(
    extracts: Sequence[Extract], given: Mapping[str, str], doubts: list[Doubt]
) -> dict[int, str]:
    """Return the blocks that repeat others; ask where two hold amounts of the same units."""
    left_out = _repeats(extracts, given)
    charging = [extract for extract in extracts if _charges(extract)]
    for index, later in enumerate(charging):
        for earlier in charging[:index]:
            numbers = {earlier.block.number, later.block.number}
            if numbers & set(left_out) or _fit(earlier, later):
                continue
            answer = mapping.value(given.get(f"{later.block.number}.double", ""))
            if answer == "no":
                left_out[later.block.number] = earlier.block.sheet
            elif answer != "yes":
                question = say(
                    "the sheets {one} and {other} hold amounts of the same units: count both?",
                    one=earlier.block.sheet,
                    other=later.block.sheet,
                )
                key = ("block", str(later.block.number), "double")
                doubts.append(Doubt(key, question, ("yes", "no"), later.block.sheet))
    return left_out


def _fit(earlier: Extract, later: Extract) -> bool:
    """Return whether two blocks speak of different units, or surely of different debts."""
    charges, others = _charged(earlier), _charged(later)
    common_units = set(charges) & set(others)
    few = len(common_units) * 5 < min(len(charges), len(others))
    return few or len(common_units) < 2 or _apart(earlier, later, charges, others)


def _charged(extract: Extract) -> dict[str, dict[str, Decimal]]:
    """Return what each unit is charged in a block, by item and period."""
    out: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for entry in extract.entries:
        if entry.table == "charges" and isinstance(entry.cells.get("amount"), Decimal):
            key = f"{entry.cells.get('item')}|{entry.cells.get('period')}"
            value = Decimal(str(entry.cells["amount"]))
            unit = out[unit_key(str(entry.cells["unit"]))]
            unit[key] = unit.get(key, Decimal(0)) + value
    return out


def _apart(earlier: Extract, later: Extract, charges: Keys, others: Keys) -> bool:
    """Return whether two blocks surely speak of different debts of the same units."""
    if any(set(charges[u]) & set(others[u]) for u in set(charges) & set(others)):
        return False
    return _own_periods(earlier) and _own_periods(later)


def _own_periods(extract: Extract) -> bool:
    """Return whether every amount of a block says its period itself, and not only its title.

    A sheet titled with a month may hold that month's charges, or all arrears up to then.
    """
    block = extract.block
    if {"period", "from"} & set(block.columns):
        return True
    money = [a for a in block.amounts if a.role in ("unpaid", "charge")]
    all_dated = all(a.period and a.period != PREVIOUS_PERIOD for a in money)
    return all_dated or all(a.role == "charge" for a in money)


def deducted(
    extracts: Sequence[Extract], given: Mapping[str, str], doubts: list[Doubt]
) -> set[int]:
    """Return the blocks of payments that the amounts owed have already taken off."""
    net = [
        extract
        for extract in extracts
        if extract.block.kind == "charges"
        and (
            "status" in extract.block.columns
            or any(a.role in ("unpaid", "paid") for a in extract.block.amounts)
        )
    ]
    left_out: set[int] = set()
    for extract in extracts:
        if extract.block.kind != "payments" or not net:
            continue
        answer = mapping.value(given.get(f"{extract.block.number}.double", ""))
        if answer == "no":
            left_out.add(extract.block.number)
        elif answer != "yes":
            question = say(
                "the amounts of {charges} are unpaid ones already: take the payments of {sheet}"
                " off once more?",
                charges=net[0].block.sheet,
                sheet=extract.block.sheet,
            )
            key = ("block", str(extract.block.number), "double")
            doubts.append(Doubt(key, question, ("no", "yes"), extract.block.sheet))
    return left_out
