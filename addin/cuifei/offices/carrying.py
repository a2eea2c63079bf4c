"""How does next month's file go into the workbook of an earlier one? New sheets, a new mapping.

The new lists become sheets of their own; the earlier ones stay as they are and
give only what is known of units. What people typed stands in our sheets anyway.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cuifei.domain.problems import Message, say
from cuifei.files.source import Sheet, Source
from cuifei.offices import answering, borrowed, in_place, layouts, rivals, whole
from cuifei.offices.doubts import Doubt
from cuifei.offices.mapping import BlockMap, BookMap
from cuifei.offices.whole import Understood

_BLOCKS = 200
# Answers that were true of one file only: a later one is asked about again.
_OF_ONE_FILE = ("period", "due", "year", "previous_due")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A later file with the names that its sheets get, and its blocks where the layout is known.

    `names`: a sheet's name in the file -> in the workbook. `changed`: what looks different.
    """

    source: Source
    names: Mapping[str, str]
    placed: tuple[tuple[BlockMap, int], ...]
    changed: tuple[Message, ...]


def fresh(src: Source, base: Source, chart: BookMap) -> Fresh:
    """Return a later file as it goes into the workbook `base`, which is read by `chart`."""
    names = _free_names(src, base)
    renamed = replace(src, sheets=tuple(replace(s, name=names[s.name]) for s in src.sheets))
    current = [block for block in chart.blocks if "sheet" in block.facts]
    homes = _homes(src, current)
    renamed_blocks = [
        replace(block, sheet=names.get(homes[block.sheet], block.sheet)) for block in current
    ]
    placed, changed = layouts.found(renamed, BookMap(tuple(renamed_blocks), ()))
    more = [
        say("the sheet {sheet} is new", sheet=sheet.name)
        for sheet in src.sheets
        if sheet.rows and sheet.name not in homes.values() and sheet.name not in chart.sheets
    ]
    blocks = [block for block, _ in placed]
    new_blocks = [
        block
        for sheet in renamed.sheets
        for block in layouts.with_ours(sheet, [b for b in blocks if b.sheet == sheet.name])
    ]
    ends = {block.number: end for block, end in placed}
    pairs = tuple((block, ends[block.number]) for block in new_blocks)
    return Fresh(renamed, names, pairs, (*changed, *more))


def _homes(src: Source, blocks: Sequence[BlockMap]) -> dict[str, str]:
    """Return for each sheet of the workbook the sheet of the file that follows it; itself if none.

    A file with one list only follows whatever its name: an export is named by its month.
    """
    file_sheets = {sheet.name for sheet in src.sheets}
    filled = [sheet.name for sheet in src.sheets if sheet.rows]
    file_names = {block.sheet: block.facts.get("sheet", block.sheet) for block in blocks}
    homes = {
        name: file_name if file_name in file_sheets else name
        for name, file_name in file_names.items()
    }
    if len(filled) == 1 and len(file_names) == 1:
        homes = dict.fromkeys(file_names, filled[0])
    return homes


def _free_names(src: Source, base: Source) -> dict[str, str]:
    taken = {sheet.name.casefold() for sheet in base.sheets}
    names: dict[str, str] = {}
    for sheet in src.sheets:
        plain = sheet_name(sheet.name)
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[:26]} ({number})"
        taken.add(name.casefold())
        names[sheet.name] = name
    return names


def sheet_name(text: str) -> str:
    """Return a text as Excel allows it for a sheet's name.

    >>> sheet_name("欠费[2026/01]")
    '欠费_2026_01_'
    """
    return re.sub(r"[\[\]:*?/\\]", "_", text).strip("'")[:31] or "Sheet"


def again(later_file: Fresh, given: Mapping[str, str]) -> Understood:
    """Return a later file of a known layout as its mapping reads it; only totals may be doubtful.

    What a person said of the earlier file alone, such as when its amounts were due, is asked anew.
    """
    doubts: list[Doubt] = []
    pairs = tuple((_asked_anew(block, given, doubts), end) for block, end in later_file.placed)
    extracts = borrowed.extracts(later_file.source, pairs)
    rivals.set_aside(extracts)
    sheets = tuple(sheet.name for sheet in later_file.source.sheets)
    chart = BookMap(tuple(block for block, _ in pairs), sheets)
    return whole.checked(
        Understood(later_file.source, chart, pairs, tuple(extracts), doubts), given
    )


def anew(later_file: Fresh, chart: BookMap, given: Mapping[str, str]) -> Understood:
    """Return how a later file of another layout is to be read; a named community stays."""
    return whole.understand_book(later_file.source, {**_community(chart), **given})


def _asked_anew(block: BlockMap, given: Mapping[str, str], doubts: list[Doubt]) -> BlockMap:
    titled = block.facts.get("titled", "").split("; ")
    facts = dict(block.facts)
    for name in _OF_ONE_FILE:
        earlier = facts.get(name, "")
        if not earlier or earlier == "period_end" or earlier in titled or _follows(block, name):
            continue
        answer = given.get(f"{block.number}.fact.{name}", "")
        if answer and answering.fits(f"fact.{name}", answer):
            facts[name] = answer
        else:
            key = ("block", str(block.number), "fact", name)
            question = say(
                "it was {said} in the file before: what is it in this one?", said=earlier
            )
            doubts.append(Doubt(key, question, (earlier,), f"{block.sheet}!{block.last}"))
    return replace(block, facts=facts)


def _follows(block: BlockMap, name: str) -> bool:
    """Return whether a day follows from the period that the titles name."""
    return name == "previous_due" and block.facts.get("period", "-") in block.facts.get(
        "titled", ""
    )


def joined(
    chart: BookMap, new: Understood, names: Mapping[str, str], follow: str, keep_payments: bool
) -> BookMap:
    """Return the mapping of the workbook once the later file is in: its blocks first."""
    homes = {name: file_name for file_name, name in names.items()}
    blocks = [
        replace(b, number=n, facts={**b.facts, "sheet": homes.get(b.sheet, b.sheet)})
        for n, b in enumerate(new.chart.blocks, 1)
    ]
    for block in chart.blocks:
        kind = block.kind
        if follow == "replace" and kind in ("charges", "units"):
            kind = "former"
        if kind != "ignored" and not (kind == "payments" and not keep_payments):
            facts = {name: fact for name, fact in block.facts.items() if name != "sheet"}
            old = replace(block, number=len(blocks) + 1, kind=kind, facts=facts)
            blocks.append(old)
    sheets = tuple(dict.fromkeys((*chart.sheets, *names.values())))
    return replace(chart, blocks=tuple(blocks), sheets=sheets, accepted=True, follow=follow)


def first(chart: BookMap, name: str, digest: str) -> BookMap:
    """Return the mapping of a copy with the file that it was made from."""
    blocks = (replace(b, facts={**b.facts, "sheet": b.sheet}) for b in chart.blocks)
    return replace(chart, blocks=tuple(blocks), origins=((name, digest),))


def _at_home(block: BlockMap, homes: Mapping[str, str]) -> BlockMap:
    """Return a block with the name that its sheet has in the file, where it came from one."""
    if block.sheet not in homes:
        return block
    return replace(block, facts={**block.facts, "sheet": homes[block.sheet]})


def _community(stored: BookMap | None) -> dict[str, str]:
    """Return the community that a person named, as an answer for every block."""
    facts = {block.facts.get("community", "") for block in stored.blocks} if stored else set()
    communities = {name for name in facts if name}
    return (
        {f"{n}.fact.community": name for name in communities for n in range(1, _BLOCKS)}
        if len(communities) == 1
        else {}
    )


def understand(src: Source, stored: BookMap | None, given: Mapping[str, str]) -> Understood:
    """Return how a workbook is to be read anew; lists of earlier files stay what they are."""
    past = [block for block in stored.blocks if block.kind == "former"] if stored else []
    given = {**_community(stored), **given}
    if stored is None or not past:
        understood = whole.understand_book(src, given)
    else:
        names = {block.sheet for block in past}
        now: tuple[Sheet, ...] = tuple(sheet for sheet in src.sheets if sheet.name not in names)
        understood = whole.understand_book(replace(src, sheets=now), given)
        understood.source = src
    if stored is not None:
        homes = {b.sheet: b.facts["sheet"] for b in stored.blocks if "sheet" in b.facts}
        blocks = [_at_home(block, homes) for block in understood.chart.blocks]
        old = (replace(block, number=len(blocks) + n) for n, block in enumerate(past, 1))
        office_sheets = {sheet.name for sheet in src.sheets} - in_place.own_sheets(src.tables)
        sheets = tuple(sheet.name for sheet in src.sheets if sheet.name in office_sheets)
        understood.chart = replace(stored, blocks=(*blocks, *old), sheets=sheets, accepted=False)
    return understood
