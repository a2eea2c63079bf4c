"""What does one block mean? Its fields, its money, how its dates and numbers are read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cuifei.domain.problems import Message, say
from cuifei.files.source import Sheet, Source
from cuifei.offices import (
    fractions,
    mapping,
    money,
    people,
    periods,
    reads,
    search,
    unlabelled,
    written,
)
from cuifei.offices.blocks import Block
from cuifei.offices.doubts import Desk
from cuifei.offices.headers import Meaning
from cuifei.offices.mapping import BlockMap
from cuifei.offices.sorting import sort_rows
from cuifei.offices.words import BUILDING_NAME, FIELDS
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import number_text

_SAMPLES = 3  # rooms that the question for a due date shows


def understand(source: Source, sheet: Sheet, block: Block, desk: Desk) -> BlockMap:
    """Return how a block is read; what is not clear is asked at the desk."""
    block = _with_numbers_asked(sheet, block)
    columns = _columns(sheet, block, desk)
    if desk.search:
        search.ask(sheet, block, desk, columns)
    block_money = money.settle(
        sheet, block, desk, columns, lambda ask: _period(block, desk, ask=ask)
    )
    kind = mapping.kind(desk.answer("kind")) or _kind(columns, block_money)
    headers = tuple(block.headers.get(n, "") for n in range(block.left, block.right + 1))
    raw = BlockMap(
        desk.number,
        block.sheet,
        block.first,
        block.last,
        block.left,
        block.right,
        kind,
        headers,
        columns,
        block_money.amounts if kind in ("charges", "payments") else (),
    )
    if kind == "ignored":
        return raw
    records = [row.row for row in sort_rows(sheet, raw, block.end) if row.kind == "record"]
    styles = written.ways(source, sheet, raw, block.titles, records, desk)
    facts = {
        **_facts(sheet, block, raw, records, desk, block_money),
        **_keys(sheet, raw, records, desk),
    }
    facts |= fractions.ask(sheet, replace(raw, reads=styles), records, desk)
    return replace(raw, reads=styles, facts=facts)


def _with_numbers_asked(sheet: Sheet, block: Block) -> Block:
    """Return a block in which no column of numbers counts as one of fee items: 款项 may be both."""
    number_columns = [
        n
        for n, m in block.meanings.items()
        if m.field == "item" and unlabelled.holds_numbers(sheet, block, n)
    ]
    return replace(block, meanings={**block.meanings, **dict.fromkeys(number_columns, Meaning())})


def _columns(sheet: Sheet, block: Block, desk: Desk) -> dict[str, int]:
    """Return field -> column: the surest header, the first of equals; or as was answered."""
    columns: dict[str, int] = {}
    for field in FIELDS:
        candidates = [n for n, m in block.meanings.items() if m.field == field]
        candidates.sort(key=lambda n: (-block.meanings[n].sure, _empty(sheet, block, n), n))
        if candidates and field not in ("other", "serial"):
            columns[field] = candidates[0]
        if answer := desk.answer(field):
            columns[field] = mapping.column(answer)
    for name in ("from", "to"):
        if not ("from" in columns and "to" in columns):
            columns.pop(name, None)
    return {field: n for field, n in columns.items() if n}


def _empty(sheet: Sheet, block: Block, column: int) -> bool:
    rows = range(block.last + 1, min(block.end, block.last + 50) + 1)
    return all(sheet.at(row, column) is None for row in rows)


def _kind(columns: Mapping[str, int], block_money: money.Found) -> str:
    roles = {amount.role for amount in block_money.amounts}
    if "unit" not in columns:
        return "ignored"
    if roles & {"unpaid", "charge", ""}:
        return "charges"
    if "paid" in roles:
        return "payments" if "pay_date" in columns else "ignored"
    if block_money.amounts:
        return "ignored"
    return "units" if "owner" in columns else "ignored"


def _period(block: Block, desk: Desk, *, ask: bool = True) -> str:
    """Return the period that the titles of a block name, or ask for it; "" for none."""
    if answer := desk.answer("fact", "period"):
        return periods.of_text(answer) or answer
    title_periods = list(
        dict.fromkeys(p for title in block.titles if (p := periods.of_title(title)))
    )
    # A month says more than the year that holds it.
    finer = [p for p in title_periods if not any(q != p and q.startswith(p) for q in title_periods)]
    if len(finer) == 1:
        return finer[0]
    if not ask:
        return ""
    question = say("which period do the amounts of this sheet belong to?")
    desk.ask(("fact", "period"), question, tuple(finer))
    return ""


def _facts(
    sheet: Sheet,
    block: Block,
    raw: BlockMap,
    rows: list[int],
    desk: Desk,
    block_money: money.Found,
) -> dict[str, str]:
    """Return what stands in no column: the period, its year, the rule for due dates, the item."""
    facts: dict[str, str] = {}
    if raw.kind != "charges":
        return facts
    if "period" in raw.columns:
        facts |= _year(sheet, block, raw, rows, desk)
    bare = any(not amount.period and amount.role in ("unpaid", "charge") for amount in raw.amounts)
    by_row = {"period", "from", "due"} & set(raw.columns)
    if block_money.current or (bare and not by_row and not desk.answer("fact", "due")):
        titled = any(periods.of_title(title) for title in block.titles)
        if titled or block_money.current or desk.answer("fact", "period"):
            facts["period"] = _period(block, desk)
        else:
            desk.ask(("fact", "due"), _when_due(sheet, raw, rows), ())
    if "due" not in raw.columns:
        answer = desk.answer("fact", "due")
        facts["due"] = mapping.value(answer) if answer else "period_end"
    if block_money.previous and "due" not in raw.columns:
        day = desk.answer("fact", "previous_due") or reads.day_before(facts.get("period", ""))
        if day:
            facts["previous_due"] = day
        else:
            question = say("when was the arrears of earlier periods due?")
            desk.ask(("fact", "previous_due"), question, ())
    for name in ("alone", "apart", "beside", "words", "notes", "owners"):
        if fact_answer := desk.answer("fact", name):
            facts[name] = mapping.value(fact_answer)
    if titled_periods := periods.named_by(block.titles):
        facts["titled"] = titled_periods
    if "item" not in raw.columns and (item := _item(block)):
        facts["item"] = item
    return facts


def _when_due(sheet: Sheet, raw: BlockMap, rows: Sequence[int]) -> Message:
    """Return the question for the due date, with three rooms and what they owe."""
    money = [amount.column for amount in raw.amounts if amount.role in ("unpaid", "charge")]
    column = raw.columns.get("unit", 0)
    debts = ((sheet.seen(n, column), sheet.seen(n, money[0])) for n in rows if money and column)
    samples = [f"{room} {_typed(owed)}" for room, owed in debts if room and owed][:_SAMPLES]
    if not samples:
        return say("when were the amounts of this sheet due?")
    return say("when were the amounts of this sheet due ({samples} …)?", samples=", ".join(samples))


def _typed(cell: Cell) -> str:
    return number_text(cell) if isinstance(cell, int | float) else str(cell)


def _year(sheet: Sheet, block: Block, raw: BlockMap, rows: list[int], desk: Desk) -> dict[str, str]:
    """Return the year of months that stand without one in a column of periods."""
    texts = (people.text_of(c) for c in written.cells(sheet, rows, raw.columns["period"]))
    bare = any(periods.months(t)[0] and not periods.of_text(t) for t in texts)
    bare = bare or any(
        isinstance(c, int | float) and 1 <= c <= 12
        for c in written.cells(sheet, rows, raw.columns["period"])
    )
    if not bare:
        return {}
    title_years = {y for title in block.titles for y in periods.years_of(title)}
    if answer := desk.answer("fact", "year"):
        return {"year": answer}
    if len(title_years) == 1:
        return {"year": str(title_years.pop())}
    desk.ask(("fact", "year"), say("which year do the months of this sheet belong to?"), ())
    return {}


def _item(block: Block) -> str:
    """Return the fee item that a title names."""
    for title in block.titles:
        match = re.search(
            r"(物业管理费|物业费|停车费|车位费|水电费|水费|电费|租金|公摊费|采暖费)", title
        )
        if match:
            return match[1]
    return ""


def _keys(sheet: Sheet, raw: BlockMap, rows: list[int], desk: Desk) -> dict[str, str]:
    """Return how building and room make up the key of a unit."""
    facts: dict[str, str] = {}
    column = raw.columns.get("building")
    building = ""
    if column is None and building_of(raw.sheet):
        building = raw.sheet.strip()
    pairs = [
        (people.text_of(sheet.seen(row, column)) if column else building, _room(sheet, raw, row))
        for row in rows
    ]
    pairs = [pair for pair in pairs if pair[0]]
    holds = [pair for pair in pairs if _full(*pair)]
    answer = mapping.value(desk.answer("fact", "join"))
    join = answer or ("no" if pairs and len(holds) * 10 >= len(pairs) * 9 else "yes")
    if "community" not in raw.columns and (fact_answer := desk.answer("fact", "community")):
        facts["community"] = fact_answer
    if building:
        facts["building"] = building
    if column or building:
        facts["join"] = join
        if not answer and len(pairs) * 9 > len(holds) * 10 > len(pairs):
            question = say("do the units of this sheet hold their building already?")
            desk.ask(("fact", "join"), question, ("yes", "no"))
    if join == "yes" and (blanks := _blanks(sheet, raw, rows)):
        if fact_answer := mapping.value(desk.answer("fact", "blanks")):
            facts["blanks"] = fact_answer
        else:
            question = say("{n} cells of building or entrance are blank: as above?", n=blanks)
            desk.ask(("fact", "blanks"), question, ("above", "leave"))
    return facts


def building_of(name: str) -> bool:
    """Return whether a sheet's name is that of one building.

    >>> building_of("3栋"), building_of("Block A"), building_of("3月"), building_of("3")
    (True, True, False, False)
    """
    plain = re.sub(r"\s", "", name)
    marked = re.search(r"(栋|幢|号楼|座|楼|#)$|^(building|block|tower|bldg)", plain, re.I)
    return bool(BUILDING_NAME.fullmatch(plain)) and bool(marked)


def _room(sheet: Sheet, raw: BlockMap, row: int) -> str:
    return people.text_of(sheet.seen(row, raw.columns["unit"]))


def _full(building: str, room: str) -> bool:
    """Return whether a room's key names its building already: 3栋 and 3-2-0101."""
    core = re.sub(
        r"(栋|幢|号楼|座|楼|#|号|building|block|tower|bldg|\.|\s)", "", building, flags=re.I
    )
    if not core or not room:
        return False
    remainder = room[len(core) :] if room.upper().startswith(core.upper()) else ""
    return bool(remainder) and (not core.isdigit() or not remainder[0].isdigit())


def _blanks(sheet: Sheet, raw: BlockMap, rows: list[int]) -> int:
    names = [raw.columns[n] for n in ("building", "entrance") if n in raw.columns]
    blank = {n: sum(not people.text_of(sheet.seen(row, n)) for row in rows) for n in names}
    return sum(count for count in blank.values() if count < len(rows))
