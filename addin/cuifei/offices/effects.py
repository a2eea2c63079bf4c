"""What does an answer change? The amounts that are read with it, reckoned before it is given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cuifei.domain.keys import unit_key
from cuifei.offices import mapping
from cuifei.offices.doubts import Doubt
from cuifei.offices.extract import Extract

_MOST = 4  # questions whose answers are tried: each is another reading of the whole workbook
_ROWS = 3000  # rows of a workbook that is read so often


@dataclass(frozen=True, slots=True)
class Effect:
    """What is read as owed with an `answer` (its code): `owed` in yuan, of `units` rooms."""

    answer: str
    owed: Decimal
    units: int


def reckon(
    doubts: Sequence[Doubt],
    rows: int,
    read: Callable[[Mapping[str, str]], Iterable[Extract]],
) -> dict[tuple[str, ...], tuple[Effect, ...]]:
    """Return what each answer to a question makes owed, by the question's key.

    `rows`: how many the workbook has; a large one is not read again. `read` gives what the
    lists say with further answers (by mapping.code). Free answers (a date) are not tried.
    """
    tried = [doubt for doubt in doubts if doubt.answers and doubt.key[0] == "block"][:_MOST]
    return {
        doubt.key: tuple(
            _effect(answer, read({mapping.code(mapping.key("zh", *doubt.key)): answer}))
            for answer in doubt.answers[:_MOST]
        )
        for doubt in (tried if rows <= _ROWS else ())
    }


def _effect(answer: str, read: Iterable[Extract]) -> Effect:
    entries = [entry for one in read for entry in one.entries if entry.table == "charges"]
    amounts = [(entry.cells.get("unit"), entry.cells.get("amount")) for entry in entries]
    owed = [(unit, value) for unit, value in amounts if isinstance(value, Decimal) and value]
    units = {unit_key(str(unit)) for unit, _ in owed if unit}
    return Effect(answer, sum((value for _, value in owed), Decimal(0)), len(units))
