"""Did 贷方 come in? In a bank's statement it did; in an accountant's own book it went out.

Balances prove it: each is the one before it and what came in since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from cuifei.domain.problems import CuifeiError, say
from cuifei.statements.lines import Line, turned
from cuifei.statements.words import OWN_BOOK

_PROOF = 2


def sensed(
    lines: Sequence[Line], head_words: Sequence[str], titles: str, unsigned: bool, name: str
) -> list[Line]:
    """Return the lines with money above zero where it came in.

    Raises CuifeiError for an accountant's book whose balances do not prove which way money went.
    """
    if unsigned or any(line.way == "unknown" for line in lines):
        proved = _by_balance(lines)
        if unsigned or proved:
            return proved or list(lines)
    as_said, otherwise = _proofs(lines, 1), _proofs(lines, -1)
    if otherwise >= _PROOF and not as_said:
        return [turned(line) for line in lines]
    book_words = any(word.startswith(("借", "贷")) for word in head_words)
    if book_words and not as_said and OWN_BOOK.search(titles):
        raise CuifeiError(
            say("{name} looks like an accountant's book, not like a bank's statement", name=name),
            say("Download the statement from the bank; there 贷方 is what came in"),
            name,
        )
    return list(lines)


def _proofs(lines: Sequence[Line], sign: int) -> int:
    """Return how many balances follow from the line before, read downwards or upwards."""
    return max(_followed(lines, sign), _followed(lines[::-1], sign))


def _followed(lines: Sequence[Line], sign: int) -> int:
    return sum(
        before.balance + sign * line.money == line.balance
        for before, line in pairwise(_moving(lines))
        if before.balance is not None and line.balance is not None and line.money
    )


def _moving(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that moved money; sums and notes between them change no balance."""
    return [line for line in lines if line.money and line.way != "sum"]


def _by_balance(lines: Sequence[Line]) -> list[Line]:
    """Return lines of which some do not say their way; balances that fall tell what went out.

    [] where the balances do not follow from each other.
    """
    moving = _moving(lines)
    for ordered in (moving, moving[::-1]):
        steps = list(pairwise(ordered))
        known = [
            (line, line.balance - before.balance)
            for before, line in steps
            if before.balance is not None and line.balance is not None
        ]
        if len(known) >= _PROOF and all(abs(change) == abs(line.money) for line, change in known):
            return _with_signs(lines, {line.row: change for line, change in known})
    return []


def _with_signs(lines: Sequence[Line], changes: Mapping[int, Decimal]) -> list[Line]:
    """Return lines with the money that moved; where any went out, the first one is not known."""
    first = "unknown" if any(change < 0 for change in changes.values()) else ""
    return [_with_sign(line, changes.get(line.row), first) for line in lines]


def _with_sign(line: Line, change: Decimal | None, first: str) -> Line:
    if change is not None:
        return replace(line, money=change, way="" if line.way == "unknown" else line.way)
    way_known = line.way in ("in", "out", "neutral", "sum") or not line.money
    return line if way_known else replace(line, way=first)
