"""Do rooms of two communities have the same number? Then the community tells them apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cuifei.domain.keys import unit_key
from cuifei.offices.extract import Extract
from cuifei.offices.mapping import BlockMap


def apart(maps: Sequence[BlockMap], extracts: Iterable[Extract]) -> list[BlockMap]:
    """Return the blocks, those with a community joining it to the unit where rooms need it.

    Joined in all lists or in none, so that a unit has one name in the whole workbook.
    """
    communities_of: dict[str, set[str]] = defaultdict(set)
    for extract in extracts:
        for entry in extract.entries:
            if entry.table == "units" and entry.cells.get("community"):
                key = unit_key(str(entry.cells["unit"] or ""))
                communities_of[key].add(unit_key(str(entry.cells["community"])))
    if not any(len(distinct) > 1 for key, distinct in communities_of.items() if key):
        return list(maps)
    return [
        _joined(block) if _has(block) and "apart" not in block.facts else block for block in maps
    ]


def _has(block: BlockMap) -> bool:
    return "community" in block.columns or "community" in block.facts


def _joined(block: BlockMap) -> BlockMap:
    return replace(block, facts={**block.facts, "apart": "yes"})
