"""Which rows of one unit name different owners, so that nobody can know who owes what?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cuifei.domain.keys import unit_key
from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import Unreadable, say
from cuifei.offices.extract import Entry, Extract
from cuifei.offices.mapping import BlockMap


@dataclass(frozen=True, slots=True)
class Rival:
    """A row whose owner is another one than the `owner` whom the row `first` gives the unit."""

    block: BlockMap
    row: int
    unit: str
    owner: str
    first: str
    other: str


def found(read: Iterable[Extract]) -> Iterator[Rival]:
    """Yield the rows with amounts whose unit has another owner elsewhere, the first one counts."""
    known: dict[str, Entry] = {}
    for one in sorted(read, key=lambda one: one.block.kind != "units"):
        if one.block.kind not in ("units", "charges"):
            continue
        owing = {entry.row for entry in one.entries if entry.table == "charges"}
        for entry in one.entries:
            unit, owner = str(entry.cells.get("unit") or ""), str(entry.cells.get("owner") or "")
            if entry.table != "units" or not unit or not owner:
                continue
            first = known.setdefault(unit_key(unit), entry)
            one_owner = str(first.cells["owner"])
            if entry.row in owing and not same(one_owner, owner):
                place = f"{first.sheet}!{first.row}"
                yield Rival(one.block, entry.row, unit, one_owner, place, owner)


def same(one: str, other: str) -> bool:
    """Return whether two texts name the same owner, or one of several in common.

    >>> same("甲一样例", "甲一样例(父)"), same("甲一样例、乙一样例", "乙一样例"), same("甲", "乙")
    (True, True, False)
    """
    mine, theirs = _names(one), _names(other)
    if any(a in b or b in a for a in mine for b in theirs):
        return True
    return not mine or not theirs


def _names(text: str) -> list[str]:
    plain = re.sub(r"[(（][^)）]*[)）]", "", half_width(text)).casefold()
    parts = (re.sub(r"[\W_\d]", "", part) for part in re.split(r"[、,，;；/]", plain))
    return [part for part in parts if part]


def set_aside(read: Iterable[Extract]) -> None:
    """Set the amounts aside of rows whose owner is not the one who is known for their unit."""
    every = list(read)
    rows = {
        (rival.block.number, rival.row): rival
        for rival in found(every)
        if rival.block.facts.get("owners") != "one"
    }
    for one in every if rows else ():
        for place, entry in enumerate(one.entries):
            rival = rows.get((one.block.number, entry.row))
            if rival and entry.table == "charges":
                faults = {**entry.faults, "unit": _fault(rival)}
                one.entries[place] = replace(entry, faults=faults)


def _fault(rival: Rival) -> Unreadable:
    return Unreadable(
        say(
            "the owner here is “{other}”, but “{owner}” in {first}: who owes this?",
            other=rival.other,
            owner=rival.owner,
            first=rival.first,
        ),
        say("Give the other owner's debt a unit of its own, such as 0101 (甲)"),
    )
