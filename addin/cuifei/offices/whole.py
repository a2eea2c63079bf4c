"""What does the whole workbook mean? Every block, and what the blocks mean for each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cuifei.domain.problems import Message, Unreadable, say
from cuifei.files.source import Sheet, Source
from cuifei.offices import (
    blocks,
    borrowed,
    communities,
    dates,
    disputed,
    doubles,
    effects,
    in_place,
    layouts,
    mapping,
    rivals,
    row_counts,
    search,
)
from cuifei.offices.blocks import Block
from cuifei.offices.charging import PARTS
from cuifei.offices.doubts import Desk, Doubt, once, repeated
from cuifei.offices.effects import Effect
from cuifei.offices.evidence import texts
from cuifei.offices.extract import Extract
from cuifei.offices.mapping import BlockMap, BookMap
from cuifei.offices.sorting import Check, checks, money_columns
from cuifei.offices.understand import understand
from cuifei.offices.written import DATES

Keys = Mapping[str, Mapping[str, Decimal]]


@dataclass(slots=True)
class Understood:
    """A workbook as it was understood: how it would be read, what is asked, what was checked.

    `ends`: each block with its last row; `extracts`: what the blocks say.
    `set_aside`: blocks that only repeat others, by number, with the other's sheet.
    `effects`: what the answers to a question make owed, by its key, where that was reckoned.
    """

    source: Source
    chart: BookMap
    ends: tuple[tuple[BlockMap, int], ...]
    extracts: tuple[Extract, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    checks: dict[int, list[Check]] = field(default_factory=dict)
    set_aside: dict[int, str] = field(default_factory=dict)
    effects: Mapping[tuple[str, ...], tuple[Effect, ...]] = field(default_factory=dict)

    def reckon(self, read: Callable[[Mapping[str, str]], Iterable[Extract]]) -> None:
        """Reckon what the answers to each question make owed; `read`: as effects.reckon's."""
        rows = sum(len(sheet.rows) for sheet in self.source.sheets)
        lengths = {block.number: end - block.last for block, end in self.ends}
        self.effects = effects.reckon(self.doubts, rows, self.extracts, lengths, read)

    @property
    def unread(self) -> tuple[tuple[str, int, Message], ...]:
        """The sheets of which nothing is read: name, rows that hold anything, and why."""
        ours = in_place.own_sheets(self.source.tables)
        read_sheets = {extract.block.sheet for extract in self.extracts if extract.entries}
        past = {block.sheet for block in self.chart.blocks if block.kind == "former"}
        sheets = (x for x in self.source.sheets if x.name not in ours | read_sheets | past)
        filled = ((x, sum(bool(texts(x, n + 1)) for n in range(len(x.rows)))) for x in sheets)
        return tuple((x.name, rows, self._why(x)) for x, rows in filled if rows)

    def _why(self, sheet: Sheet) -> Message:
        """Return why nothing is read from a sheet."""
        placed = [block for block, _ in self.ends if block.sheet == sheet.name]
        repeated = [self.set_aside[b.number] for b in placed if b.number in self.set_aside]
        if repeated:
            return say("it repeats the amounts of {sheet}", sheet=repeated[0])
        if not placed and not blocks.guess(sheet):
            return say("it holds no list with a header and numbers below it")
        if not placed:
            return say("no header names units")
        if all("unit" not in block.columns for block in placed):
            return say("no column names the unit")
        if all(block.kind == "ignored" for block in placed):
            return say("no column of it says what is owed or paid, or who owns a unit")
        return say("no row of it can be read")


def understand_book(source: Source, given: Mapping[str, str]) -> Understood:
    """Return how a workbook is to be read, with the answers that were `given`.

    Where nothing is found that is owed, the likeliest table is asked about column by column.
    """
    ours = in_place.own_sheets(source.tables)
    sheets = [sheet for sheet in source.sheets if sheet.name not in ours]
    sheet_blocks = [(sheet, block) for sheet in sheets for block in blocks.find(sheet)]
    out = _understood(source, sheet_blocks, given)
    if out.doubts or any(block.kind == "charges" for block in out.chart.blocks):
        return out
    headed = {sheet.name for sheet, _ in sheet_blocks}
    guessed = [(s, b) for s in sheets if s.name not in headed for b in blocks.guess(s)]
    return _understood(source, [*sheet_blocks, *guessed], given, searched=True)


def _understood(
    source: Source,
    sheet_blocks: Sequence[tuple[Sheet, Block]],
    given: Mapping[str, str],
    *,
    searched: bool = False,
) -> Understood:
    """Return what these blocks mean, and mean for each other; `searched`: nothing is owed yet."""
    ours = in_place.own_sheets(source.tables)
    maps, doubts = _maps(source, sheet_blocks, given, searched=searched)
    ends = [block.end for _, block in sheet_blocks]
    names = tuple(sheet.name for sheet in source.sheets if sheet.name not in ours)
    extracts = borrowed.extracts(source, list(zip(maps, ends, strict=True)))
    joined = communities.apart(maps, extracts)
    if joined != maps:
        maps, extracts = joined, borrowed.extracts(source, list(zip(joined, ends, strict=True)))
    set_aside = doubles.doubles(extracts, given, doubts)
    distinct = [extract for extract in extracts if extract.block.number not in set_aside]
    unused = set(set_aside) | doubles.deducted(distinct, given, doubts)
    doubts = [
        doubt for doubt in doubts if not (doubt.key[0] == "block" and int(doubt.key[1]) in unused)
    ]
    maps = [replace(m, kind="ignored") if m.number in unused else m for m in maps]
    maps = [
        block
        for sheet in source.sheets
        for block in layouts.with_ours(sheet, [m for m in maps if m.sheet == sheet.name])
    ]
    ends = [ends[block.number - 1] for block in maps]
    pairs = tuple(zip(maps, ends, strict=True))
    used = tuple(extract for extract in extracts if extract.block.number not in unused)
    doubts += disputed.doubts(used)
    rivals.set_aside(used)
    out = Understood(source, BookMap(tuple(maps), names), pairs, used, doubts, {}, set_aside)
    return checked(out, given)


def _maps(
    source: Source,
    sheet_blocks: Sequence[tuple[Sheet, Block]],
    given: Mapping[str, str],
    *,
    searched: bool,
) -> tuple[list[BlockMap], list[Doubt]]:
    """Return what each block means by itself, and what is asked about it."""
    likely = search.likely(sheet_blocks) if searched else frozenset()
    paying = any(_pays(block) for _, block in sheet_blocks)
    day_first = any(_day_first(sheet, block) for sheet, block in sheet_blocks)
    doubts: list[Doubt] = []
    maps: list[BlockMap] = []
    for number, (sheet, block) in enumerate(sheet_blocks, 1):
        where = f"{sheet.name}!{block.last}"
        desk = Desk(number, where, given, paying, day_first, search=number in likely)
        maps.append(understand(source, sheet, block, desk))
        desk.ask_again()
        doubts += desk.doubts
    return maps, doubts


def checked(out: Understood, given: Mapping[str, str]) -> Understood:
    """Return what was understood with the totals of its blocks compared, and asked about."""
    for extract in out.extracts:
        _check(extract, given, out)
    out.doubts = repeated(once(out.doubts, "round"), given)
    return out


def _pays(block: blocks.Block) -> bool:
    fields = {m.field for m in block.meanings.values()}
    return "pay_date" in fields and "unit" in fields and not {"due", "period", "status"} & fields


def _day_first(sheet: Sheet, block: blocks.Block) -> bool:
    """Return whether a date under a date's header does not begin with its year."""
    columns = [n for n, m in block.meanings.items() if m.field in DATES]
    rows = range(block.last + 1, block.end + 1)
    cells = (sheet.at(row, n) for n in columns for row in rows)
    return any(isinstance(cell, str) and dates.no_year_first(cell) for cell in cells)


def _check(extract: Extract, given: Mapping[str, str], out: Understood) -> None:
    """Compare our sums with the totals of theirs; ask where they differ and nothing explains it."""
    number = extract.block.number
    compared = list(checks(extract.rows, money_columns(extract.block)))
    out.checks[number] = compared
    differing = [check for check in compared if not check.agrees]
    _ask_of_parts(extract, given, out)
    explained = any(entry.faults for entry in extract.entries) or any(
        row.kind == "unclear" for row in extract.rows
    )
    if explained or mapping.value(given.get(f"{number}.totals", "")) == "yes":
        return
    if not differing:
        sheet = out.source.sheet(extract.block.sheet)
        out.doubts += row_counts.doubts(sheet, extract, out.doubts) if sheet else []
        return
    first = differing[0]
    question = say(
        "their total is {theirs}, the rows above it make {ours}: go on all the same?",
        theirs=f"{first.theirs:,.2f}",
        ours=f"{first.ours:,.2f}",
    )
    where = f"{extract.block.sheet}!{first.row}"
    key = ("block", str(number), "totals")
    if all(doubt.key != key for doubt in out.doubts):
        out.doubts.append(Doubt(key, question, ("yes",), where))


def _ask_of_parts(extract: Extract, given: Mapping[str, str], out: Understood) -> None:
    """Ask where the totals of many rows are not made of their parts: then we may misread them."""
    number = str(extract.block.number)
    part_problems = [problem for problem in extract.problems if problem.what.text == PARTS]
    rows = sum(row.kind == "record" for row in extract.rows)
    if len(part_problems) < 3 or len(part_problems) * 5 < rows:
        return
    if mapping.value(given.get(f"{number}.totals", "")) != "yes":
        question = say(
            "in {n} rows the total is not the sum of its parts: go on?", n=len(part_problems)
        )
        out.doubts.append(
            Doubt(("block", number, "totals"), question, ("yes",), part_problems[0].where)
        )


def faults(extract: Extract) -> list[tuple[str, Unreadable]]:
    """Return the cells of a block that cannot be read, with why."""
    return [
        (f"{entry.sheet}!{entry.row}", why)
        for entry in extract.entries
        for why in entry.faults.values()
    ]
