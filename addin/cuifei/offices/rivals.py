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


def found(extracts: Iterable[Extract]) -> Iterator[Rival]:
    """Yield the rows with amounts whose unit has another owner elsewhere, the first one counts."""
    by_unit: dict[str, Entry] = {}
    for extract in sorted(extracts, key=lambda extract: extract.block.kind != "units"):
        if extract.block.kind not in ("units", "charges"):
            continue
        owing = {entry.row for entry in extract.entries if entry.table == "charges"}
        for entry in extract.entries:
            unit, owner = str(entry.cells.get("unit") or ""), str(entry.cells.get("owner") or "")
            if entry.table != "units" or not unit or not owner:
                continue
            first = by_unit.setdefault(unit_key(unit), entry)
            known_owner = str(first.cells["owner"])
            if entry.row in owing and not same(known_owner, owner):
                place = f"{first.sheet}!{first.row}"
                yield Rival(extract.block, entry.row, unit, known_owner, place, owner)


def same(owner: str, other: str) -> bool:
    """Return whether two texts name the same owner, or one of several in common.

    >>> same("甲一样例", "甲一样例(父)"), same("甲一样例、乙一样例", "乙一样例"), same("甲", "乙")
    (True, True, False)
    """
    owner_names, other_names = _names(owner), _names(other)
    if any(a in b or b in a for a in owner_names for b in other_names):
        return True
    return not owner_names or not other_names


def _names(text: str) -> list[str]:
    plain = re.sub(r"[(（][^)）]*[)）]", "", half_width(text)).casefold()
    parts = (re.sub(r"[\W_\d]", "", part) for part in re.split(r"[、,，;；/]", plain))
    return [part for part in parts if part]


def set_aside(extracts: Iterable[Extract]) -> None:
    """Set the amounts aside of rows whose owner is not the one who is known for their unit."""
    all_extracts = list(extracts)
    rows = {
        (rival.block.number, rival.row): rival
        for rival in found(all_extracts)
        if rival.block.facts.get("owners") != "one"
    }
    for extract in all_extracts if rows else ():
        for index, entry in enumerate(extract.entries):
            rival = rows.get((extract.block.number, entry.row))
            if rival and entry.table == "charges":
                faults = {**entry.faults, "unit": _fault(rival)}
                extract.entries[index] = replace(entry, faults=faults)


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
