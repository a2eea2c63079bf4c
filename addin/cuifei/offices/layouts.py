"""Do the office's sheets still look as they did when they were adopted?"""

from dataclasses import replace

from cuifei.domain.problems import Message, say
from cuifei.files.source import Sheet, Source
from cuifei.offices import blocks, periods, reads
from cuifei.offices.blocks import Block
from cuifei.offices.headers import meaning, word
from cuifei.offices.mapping import BlockMap, BookMap
from cuifei.ooxml.a1 import column_letters

# Titles and notes may be added or taken away above a header; so far it is followed.
MOVES = 40


def found(src: Source, chart: BookMap) -> tuple[tuple[tuple[BlockMap, int], ...], list[Message]]:
    """Return each block where it stands now, with the last row that may be its own.

    The second part says what changed; it is empty where everything is as it was.
    """
    placed: list[BlockMap] = []
    changed: list[Message] = []
    for block in chart.blocks:
        sheet = src.sheet(block.sheet)
        if block.kind == "former":
            former = _now(sheet, block) if sheet else None
            placed += [former] if former else []  # a sheet of the past may go, or be changed
        elif sheet is None:
            changed.append(say("the sheet {sheet} is gone", sheet=block.sheet))
        elif (now := _now(sheet, block)) is not None:
            renewed = _titled(sheet, now)
            if isinstance(renewed, BlockMap):
                placed.append(renewed)
            else:
                changed.append(renewed)
        else:
            changed.append(_difference(sheet, block))
    changed += [c for sheet in src.sheets for c in _more(sheet, placed)]
    ends = tuple((block, _end(src, block, placed)) for block in placed)
    return ends, changed


def _titled(sheet: Sheet, block: BlockMap) -> "BlockMap | Message":
    """Return a block as its titles say now: the next month's period; or what nobody can follow.

    Only what the titles gave is renewed: what a person answered stays.
    """
    text = periods.named_by(blocks.titles(sheet, block.first))
    then, now = block.facts.get("titled", "").split("; "), text.split("; ")
    if now == then:
        return block
    old, facts = block.facts.get("period", ""), {**block.facts, "titled": text}
    finest = [
        period for period in now if not any(p != period and p.startswith(period) for p in now)
    ]
    followed = len(finest) == 1 and periods.start(finest[0]) is not None
    other_year = _years_lean(block) and _years(now) != _years(then)
    if other_year or (old in then and old and not followed):
        return say(
            "above the header of {sheet} stands “{now}”, where “{then}” stood",
            sheet=sheet.name,
            now=text or "…",
            then="; ".join(then),
        )
    if old not in then or not old:
        return replace(block, facts=facts)
    facts["period"] = finest[0]
    if facts.get("previous_due") == reads.day_before(old):
        facts["previous_due"] = reads.day_before(finest[0])
    amounts = (replace(a, period=finest[0]) if a.period == old else a for a in block.amounts)
    return replace(block, facts=facts, amounts=tuple(amounts))


def _years(named: list[str]) -> list[str]:
    return [period for period in named if len(period) == 4]


def _years_lean(block: BlockMap) -> bool:
    """Return whether months of a block have no year of their own."""
    headers = dict(enumerate(block.headers, block.left))
    bare = (
        amount.period
        for amount in block.amounts
        if amount.period and periods.months(headers.get(amount.column, ""))[0]
        if not periods.full(headers.get(amount.column, ""))[0]
    )
    return "year" in block.facts or any(periods.start(period) for period in bare)


def fingerprint(block: Block) -> tuple[str, ...]:
    """Return the headers of a block, one for each column from left to right."""
    return tuple(block.headers.get(n, "") for n in range(block.left, block.right + 1))


def _now(sheet: Sheet, block: BlockMap) -> BlockMap | None:
    """Return a block where its header stands now, None where it is nowhere."""
    for move in sorted(range(-MOVES, MOVES + 1), key=abs):
        if block.first + move >= 1 and _same(sheet, block, move):
            return block.moved(move)
    return None


def _same(sheet: Sheet, block: BlockMap, move: int) -> bool:
    headers = blocks.headers_at(sheet, block.first + move, block.last + move)
    return all(
        word(headers.get(n, "")) == word(text) for n, text in enumerate(block.headers, block.left)
    )


def _difference(sheet: Sheet, block: BlockMap) -> Message:
    """Return the first column whose header is another one than it was."""
    headers = blocks.headers_at(sheet, block.first, block.last)
    for n, text in enumerate(block.headers, block.left):
        if word(headers.get(n, "")) != word(text):
            return say(
                "in {sheet} the header of column {column} is “{now}”, it was “{then}”",
                sheet=sheet.name,
                column=column_letters(n),
                now=" ".join(headers.get(n, "").split()),
                then=" ".join(text.split()),
            )
    return say("in {sheet} the header is not where it was", sheet=sheet.name)


def _more(sheet: Sheet, placed: list[BlockMap]) -> list[Message]:
    """Return new columns with a known header beside the blocks of a sheet."""
    sheet_blocks = [
        block for block in placed if block.sheet == sheet.name and block.kind != "former"
    ]
    block_columns = {n for block in sheet_blocks for n in range(block.left, block.right + 1)}
    out = []
    for block in sheet_blocks:
        headers = blocks.headers_at(sheet, block.first, block.last)
        ours = blocks.our_columns(headers)
        new = [
            t
            for n, t in headers.items()
            if n not in block_columns and n not in ours and n > block.right
        ]
        new = [t for t in new if meaning(t).known]
        if new:
            names = "、".join(new[:6])
            out.append(say("{sheet} has new columns: {names}", sheet=sheet.name, names=names))
    return out


def _end(src: Source, block: BlockMap, placed: list[BlockMap]) -> int:
    sheet = src.sheet(block.sheet)
    below = [o.first for o in placed if o.sheet == block.sheet and o.first > block.last]
    last = len(sheet.rows) if sheet else 0
    return min([last, *(first - 1 for first in below)])


def first_free(sheet: Sheet, number: int) -> int:
    """Return the first column right of all that stands on a sheet, four on for each block."""
    used = max((n for row in sheet.rows for n, c in enumerate(row, 1) if c is not None), default=0)
    return used + 1 + 4 * number


def with_ours(sheet: Sheet, chart: list[BlockMap]) -> list[BlockMap]:
    """Return the blocks of one sheet, each with the column where ours begin."""
    out: list[BlockMap] = []
    for block in chart:
        if block.kind != "charges":
            out.append(block)
            continue
        headers = blocks.headers_at(sheet, block.first, block.last)
        ours = sorted(n for n in blocks.our_columns(headers) if n > block.right)
        beside = sum(o.kind == "charges" and _rows_meet(o, block) for o in out)
        free = first_free(sheet, beside) if not ours else ours[0]
        out.append(replace(block, ours=free))
    return out


def _rows_meet(block: BlockMap, other: BlockMap) -> bool:
    return block.first == other.first
