"""What does the whole workbook mean? Every block, and what the blocks mean for each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Unreadable, say
from cuifei.files.source import Sheet, Source
from cuifei.offices import (
    blocks,
    borrowed,
    communities,
    dates,
    disputed,
    in_place,
    layouts,
    mapping,
    rivals,
    search,
)
from cuifei.offices.blocks import Block
from cuifei.offices.charging import PARTS
from cuifei.offices.doubts import Desk, Doubt, once, repeated
from cuifei.offices.extract import Extract
from cuifei.offices.mapping import BlockMap, BookMap
from cuifei.offices.sorting import Check, checks, money_columns
from cuifei.offices.understand import understand
from cuifei.offices.words import PREVIOUS_PERIOD, SUMMARY
from cuifei.offices.written import DATES
from cuifei.tables.port import TableRows

Keys = Mapping[str, Mapping[str, Decimal]]


@dataclass(slots=True)
class Understood:
    """A workbook as it was understood: how it would be read, what is asked, what was checked.

    `ends`: each block with its last row; `extracts`: what the blocks say.
    `set_aside`: blocks that only repeat others, by number, with the other's sheet.
    """

    source: Source
    chart: BookMap
    ends: tuple[tuple[BlockMap, int], ...]
    extracts: tuple[Extract, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    checks: dict[int, list[Check]] = field(default_factory=dict)
    set_aside: dict[int, str] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, TableRows]:
        """The tables that follow."""
        return borrowed.tables(self.source, self.ends)[0]


def understand_book(source: Source, given: Mapping[str, str]) -> Understood:
    """Return how a workbook is to be read, with the answers that were `given`.

    Where nothing is found that is owed, the likeliest table is asked about column by column.
    """
    ours = in_place.own_sheets(source.tables)
    sheets = [sheet for sheet in source.sheets if sheet.name not in ours]
    found = [(sheet, block) for sheet in sheets for block in blocks.find(sheet)]
    out = _understood(source, found, given)
    if out.doubts or any(block.kind == "charges" for block in out.chart.blocks):
        return out
    headed = {sheet.name for sheet, _ in found}
    guessed = [(s, b) for s in sheets if s.name not in headed for b in blocks.guess(s)]
    return _understood(source, [*found, *guessed], given, searched=True)


def _understood(
    source: Source,
    found: Sequence[tuple[Sheet, Block]],
    given: Mapping[str, str],
    *,
    searched: bool = False,
) -> Understood:
    """Return what these blocks mean, and mean for each other; `searched`: nothing is owed yet."""
    ours = in_place.own_sheets(source.tables)
    likely = search.likely(found) if searched else frozenset()
    paying = any(_pays(block) for _, block in found)
    day_first = any(_day_first(sheet, block) for sheet, block in found)
    doubts: list[Doubt] = []
    maps: list[BlockMap] = []
    ends: list[int] = []
    for number, (sheet, block) in enumerate(found, 1):
        where = f"{sheet.name}!{block.last}"
        desk = Desk(number, where, given, paying, day_first, search=number in likely)
        maps.append(understand(source, sheet, block, desk))
        desk.ask_again()
        ends.append(block.end)
        doubts += desk.doubts
    names = tuple(sheet.name for sheet in source.sheets if sheet.name not in ours)
    read = borrowed.extracts(source, list(zip(maps, ends, strict=True)))
    joined = communities.apart(maps, read)
    if joined != maps:
        maps, read = joined, borrowed.extracts(source, list(zip(joined, ends, strict=True)))
    set_aside = _doubles(read, given, doubts)
    counted = [one for one in read if one.block.number not in set_aside]
    gone = set(set_aside) | _deducted(counted, given, doubts)
    doubts = [one for one in doubts if not (one.key[0] == "block" and int(one.key[1]) in gone)]
    maps = [replace(m, kind="ignored") if m.number in gone else m for m in maps]
    maps = [
        one
        for sheet in source.sheets
        for one in layouts.with_ours(sheet, [m for m in maps if m.sheet == sheet.name])
    ]
    ends = [ends[one.number - 1] for one in maps]
    pairs = tuple(zip(maps, ends, strict=True))
    kept = tuple(one for one in read if one.block.number not in gone)
    doubts += disputed.doubts(kept)
    rivals.set_aside(kept)
    out = Understood(source, BookMap(tuple(maps), names), pairs, kept, doubts, {}, set_aside)
    return checked(out, given)


def checked(out: Understood, given: Mapping[str, str]) -> Understood:
    """Return what was understood with the totals of its blocks compared, and asked about."""
    for one in out.extracts:
        _check(one, given, out)
    out.doubts = repeated(once(out.doubts, "round"), given)
    return out


def _pays(block: blocks.Block) -> bool:
    said = {m.field for m in block.meanings.values()}
    return "pay_date" in said and "unit" in said and not {"due", "period", "status"} & said


def _day_first(sheet: Sheet, block: blocks.Block) -> bool:
    """Return whether a date under a date's header does not begin with its year."""
    columns = [n for n, m in block.meanings.items() if m.field in DATES]
    rows = range(block.last + 1, block.end + 1)
    cells = (sheet.at(row, n) for n in columns for row in rows)
    return any(isinstance(cell, str) and dates.no_year_first(cell) for cell in cells)


def _check(one: Extract, given: Mapping[str, str], out: Understood) -> None:
    """Compare our sums with the totals of theirs; ask where they differ and nothing explains it."""
    number = one.block.number
    found = list(checks(one.rows, money_columns(one.block)))
    out.checks[number] = found
    bad = [check for check in found if not check.agrees]
    _ask_of_parts(one, given, out)
    explained = any(entry.faults for entry in one.entries) or any(
        row.kind == "unclear" for row in one.rows
    )
    if not bad or explained or mapping.value(given.get(f"{number}.totals", "")) == "yes":
        return
    first = bad[0]
    question = say(
        "their total is {theirs}, the rows above it make {ours}: go on all the same?",
        theirs=f"{first.theirs:,.2f}",
        ours=f"{first.ours:,.2f}",
    )
    where = f"{one.block.sheet}!{first.row}"
    key = ("block", str(number), "totals")
    if all(doubt.key != key for doubt in out.doubts):
        out.doubts.append(Doubt(key, question, ("yes",), where))


def _ask_of_parts(one: Extract, given: Mapping[str, str], out: Understood) -> None:
    """Ask where the totals of many rows are not made of their parts: then we may misread them."""
    number = str(one.block.number)
    odd = [problem for problem in one.problems if problem.what.text == PARTS]
    rows = sum(row.kind == "record" for row in one.rows)
    if len(odd) < 3 or len(odd) * 5 < rows:
        return
    if mapping.value(given.get(f"{number}.totals", "")) != "yes":
        question = say("in {n} rows the total is not the sum of its parts: go on?", n=len(odd))
        out.doubts.append(Doubt(("block", number, "totals"), question, ("yes",), odd[0].where))


def _repeats(read: Sequence[Extract], given: Mapping[str, str]) -> dict[int, str]:
    """Return the blocks whose amounts, unit by unit, are the sums of other blocks.

    A sheet of sums is named so, or says less; of two equal ones the later goes.
    """
    charging = {one.block.number: (one, _charged(one)) for one in read if _charges(one)}

    def says(number: int) -> tuple[bool, int, int]:
        one, some = charging[number]
        return not SUMMARY.search(one.block.sheet), sum(map(len, some.values())), -number

    gone: dict[int, str] = {}
    for number in sorted(charging, key=says):
        _, some = charging[number]
        if mapping.value(given.get(f"{number}.double", "")) == "yes" or len(some) < 2:
            continue
        sums: dict[str, Decimal] = defaultdict(Decimal)
        first = ""
        for other, (extract, others) in charging.items():
            if other == number or other in gone:
                continue
            for unit in set(some) & set(others):
                sums[unit] += sum(others[unit].values())
                first = first or extract.block.sheet
        same = sum(sum(some[unit].values()) == total for unit, total in sums.items())
        months = {o.block.facts.get("period", "") for n, (o, _) in charging.items() if n != number}
        if same * 10 >= len(some) * 9 and not _another_month(charging[number][0], months):
            gone[number] = first
    return gone


def _another_month(one: Extract, months: set[str]) -> bool:
    """Return whether a block may hold the equal amounts of a month of its own."""
    own = one.block.facts.get("period", "")
    return bool(own) and "" not in months and own not in months


def _charges(one: Extract) -> bool:
    return one.block.kind == "charges"


def _doubles(
    read: Sequence[Extract], given: Mapping[str, str], doubts: list[Doubt]
) -> dict[int, str]:
    """Return the blocks that repeat others; ask where two hold amounts of the same units."""
    gone = _repeats(read, given)
    charging = [one for one in read if _charges(one)]
    for place, later in enumerate(charging):
        for earlier in charging[:place]:
            numbers = {earlier.block.number, later.block.number}
            if numbers & set(gone) or _fit(earlier, later):
                continue
            answer = mapping.value(given.get(f"{later.block.number}.double", ""))
            if answer == "no":
                gone[later.block.number] = earlier.block.sheet
            elif answer != "yes":
                question = say(
                    "the sheets {one} and {other} hold amounts of the same units: count both?",
                    one=earlier.block.sheet,
                    other=later.block.sheet,
                )
                key = ("block", str(later.block.number), "double")
                doubts.append(Doubt(key, question, ("yes", "no"), later.block.sheet))
    return gone


def _fit(earlier: Extract, later: Extract) -> bool:
    """Return whether two blocks speak of different units, or surely of different debts."""
    some, others = _charged(earlier), _charged(later)
    both = set(some) & set(others)
    few = len(both) * 5 < min(len(some), len(others))
    return few or len(both) < 2 or _apart(earlier, later, some, others)


def _charged(one: Extract) -> dict[str, dict[str, Decimal]]:
    """Return what each unit is charged in a block, by item and period."""
    out: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for entry in one.entries:
        if entry.table == "charges" and isinstance(entry.cells.get("amount"), Decimal):
            key = f"{entry.cells.get('item')}|{entry.cells.get('period')}"
            value = Decimal(str(entry.cells["amount"]))
            unit = out[unit_key(str(entry.cells["unit"]))]
            unit[key] = unit.get(key, Decimal(0)) + value
    return out


def _apart(earlier: Extract, later: Extract, some: Keys, others: Keys) -> bool:
    """Return whether two blocks surely speak of different debts of the same units."""
    if any(set(some[u]) & set(others[u]) for u in set(some) & set(others)):
        return False
    return _own_periods(earlier) and _own_periods(later)


def _own_periods(one: Extract) -> bool:
    """Return whether every amount of a block says its period itself, and not only its title.

    A sheet titled with a month may hold that month's charges, or all arrears up to then.
    """
    block = one.block
    if {"period", "from"} & set(block.columns):
        return True
    money = [a for a in block.amounts if a.role in ("unpaid", "charge")]
    named = all(a.period and a.period != PREVIOUS_PERIOD for a in money)
    return named or all(a.role == "charge" for a in money)


def _deducted(read: Sequence[Extract], given: Mapping[str, str], doubts: list[Doubt]) -> set[int]:
    """Return the blocks of payments that the amounts owed have already taken off."""
    net = [
        one
        for one in read
        if one.block.kind == "charges"
        and (
            "status" in one.block.columns
            or any(a.role in ("unpaid", "paid") for a in one.block.amounts)
        )
    ]
    gone: set[int] = set()
    for one in read:
        if one.block.kind != "payments" or not net:
            continue
        answer = mapping.value(given.get(f"{one.block.number}.double", ""))
        if answer == "no":
            gone.add(one.block.number)
        elif answer != "yes":
            question = say(
                "the amounts of {charges} are unpaid ones already: take the payments of {sheet}"
                " off once more?",
                charges=net[0].block.sheet,
                sheet=one.block.sheet,
            )
            key = ("block", str(one.block.number), "double")
            doubts.append(Doubt(key, question, ("no", "yes"), one.block.sheet))
    return gone


def faults(one: Extract) -> list[tuple[str, Unreadable]]:
    """Return the cells of a block that cannot be read, with why."""
    return [
        (f"{entry.sheet}!{entry.row}", why)
        for entry in one.entries
        for why in entry.faults.values()
    ]
