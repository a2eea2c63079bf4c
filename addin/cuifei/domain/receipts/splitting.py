"""In how many ways do several units make up one amount? A split is taken only if there is one."""

from collections.abc import Iterator, Mapping
from itertools import product

from cuifei.domain.receipts.open_sums import OpenSums

# More units than these share no receipt by themselves; a person divides it.
MOST_UNITS = 4
_MOST_TRIED = 200_000


def splits(
    amount: int, units: Mapping[str, OpenSums], some: bool = False
) -> tuple[Mapping[str, int], ...] | None:
    """Return the ways in which units make up an amount in fen (two are enough: it stops there).

    Each unit pays one period, its oldest periods in a row, or all that is due.
    With `some` a way may leave units out. None: there is too much to try.

    >>> home = OpenSums({}, {"2026-01": 300, "2026-02": 300}, 600, 600)
    >>> place = OpenSums({}, {"2026-01": 80}, 80, 80)
    >>> splits(380, {"3-101": home, "P-1": place})
    ({'3-101': 300, 'P-1': 80},)
    >>> splits(600, {"3-101": home, "P-1": place}), len(splits(600, {"a": home, "b": home}, True))
    ((), 2)
    """
    if len(units) > MOST_UNITS:
        return None
    names = sorted(units)
    choices = [_amounts(units[name]) | ({0} if some else set()) for name in names]
    size = 1
    for choice in choices[:-1]:
        size *= len(choice)
    if size > _MOST_TRIED:
        return None
    ways: list[Mapping[str, int]] = []
    for way in _ways(amount, choices):
        ways.append({name: part for name, part in zip(names, way, strict=True) if part})
        if len(ways) == 2:
            break
    return tuple(ways)


def _ways(amount: int, choices: list[set[int]]) -> Iterator[tuple[int, ...]]:
    """Yield the choices that add up; the last part follows from the others."""
    for first in product(*(sorted(choice) for choice in choices[:-1])):
        last_part = amount - sum(first)
        if last_part in choices[-1]:
            yield (*first, last_part)


def _amounts(open_: OpenSums) -> set[int]:
    total, row = 0, set()
    for part in open_.months.values():
        total += part
        row |= {part, total}
    return (row | {open_.due}) - {0}
