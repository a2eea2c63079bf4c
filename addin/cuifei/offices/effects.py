"""What does an answer change? The amounts that are read with it, reckoned before it is given.

Where there are few answers to a question, and the workbook is not large, each is tried. Of every
other question, such as one that is answered by a date or a column, it is said what it is about.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cuifei.domain.keys import unit_key
from cuifei.domain.language import DEFAULT
from cuifei.offices import mapping
from cuifei.offices.doubts import Doubt
from cuifei.offices.extract import Extract
from cuifei.offices.succession import Said

# An answer that is tried is another reading of the whole workbook: so many, of so many rows.
_READINGS = 40
_ROWS = 48_000

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What is read as owed with an `answer` (its code): `owed` in yuan, of `units` rooms.

    `answer` "": what the question is about, as it is read now; `owed` 0: rows, no rooms yet.
    """

    answer: str
    owed: Decimal
    units: int


def reckon(
    doubts: Sequence[Doubt],
    rows: int,
    now: Collection[Extract],
    lengths: Mapping[int, int],
    read: Callable[[Mapping[str, str]], Iterable[Extract]],
) -> dict[Key, tuple[Effect, ...]]:
    """Return what each answer to a question makes owed, or what it is about, by its key.

    `rows`: how many the workbook has. `now`: what the lists say while nothing is answered, and
    `lengths` their rows by number. `read` gives what they say with further answers (by
    mapping.code).
    """
    left = min(_READINGS, _ROWS // max(rows, 1))
    out: dict[Key, tuple[Effect, ...]] = {}
    for doubt in doubts:
        if doubt.answers and doubt.key[0] == "block" and len(doubt.answers) <= left:
            left -= len(doubt.answers)
            key = mapping.code(mapping.key(DEFAULT, *doubt.key))
            out[doubt.key] = tuple(_effect(x, _owed(read({key: x}))) for x in doubt.answers)
        else:
            out[doubt.key] = (_about(doubt, now, lengths),)
    return out


def _about(doubt: Doubt, now: Collection[Extract], lengths: Mapping[int, int]) -> Effect:
    """Return what a question is about: what its list, or every list, says is owed."""
    if doubt.key[0] != "block":
        return _effect("", _owed(now))
    number = int(doubt.key[1])
    effect = _effect("", _owed(extract for extract in now if extract.block.number == number))
    return effect if effect.owed else Effect("", Decimal(0), lengths.get(number, 0))


def of_files(old: Said, new: Said) -> tuple[Effect, ...]:
    """Return what is owed where a later file takes the earlier one's place, or adds to it."""
    after = _less(new.charges, new.payments)
    both = defaultdict(Decimal, _less(old.charges, old.payments))
    for unit, amount in after.items():
        both[unit] += amount
    return _effect("replace", after), _effect("add", both)


def of_payments(new: Said, paid: Mapping[str, Decimal], day: str) -> tuple[Effect, ...]:
    """Return what is owed where payments of ours up to a day are off the new amounts, or not."""
    owed = _less(new.charges, new.payments)
    left = {unit: amount - paid.get(unit, Decimal(0)) for unit, amount in owed.items()}
    return (*([_effect(day, owed)] if day else []), _effect("no", left))


def _less(*sums: Mapping[tuple[str, str, str], Decimal]) -> dict[str, Decimal]:
    """Return by unit the first sums less the second."""
    out: defaultdict[str, Decimal] = defaultdict(Decimal)
    for sign, amounts in zip((1, -1), sums, strict=True):
        for (unit, *_), amount in amounts.items():
            out[unit] += sign * amount
    return out


def _owed(extracts: Iterable[Extract]) -> dict[str, Decimal]:
    """Return by unit what the lists charge, less what they say was paid."""
    out: defaultdict[str, Decimal] = defaultdict(Decimal)
    for entry in (entry for extract in extracts for entry in extract.entries):
        unit, amount = entry.cells.get("unit"), entry.cells.get("amount")
        if unit and isinstance(amount, Decimal) and entry.table in ("charges", "payments"):
            out[unit_key(str(unit))] += amount if entry.table == "charges" else -amount
    return out


def _effect(answer: str, owed: Mapping[str, Decimal]) -> Effect:
    left = [amount for amount in owed.values() if amount > 0]
    return Effect(answer, sum(left, Decimal(0)), len(left))
