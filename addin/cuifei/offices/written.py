"""How are the dates and the amounts of each column of a block written?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from cuifei.domain.problems import say
from cuifei.files.source import Sheet, Source
from cuifei.offices import amounts, answering, dates, mapping
from cuifei.offices.doubts import Desk
from cuifei.offices.mapping import BlockMap
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Cell

DATES = ("from", "to", "due", "pay_date")
# A title that says in what the amounts below stand: 单位:万元.
_UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*[万千]元")


def cells(sheet: Sheet, rows: Iterable[int], column: int) -> Iterator[Cell]:
    """Return what stands in a column in these rows, a merged range in each of its rows."""
    return (sheet.seen(row, column) for row in rows)


def ways(
    source: Source,
    sheet: Sheet,
    block: BlockMap,
    titles: Sequence[str],
    rows: list[int],
    desk: Desk,
) -> dict[int, str]:
    """Return how each column of dates and of money is read; what is not clear is asked."""
    scale = amounts.scale(title for title in titles if _UNIT.search(title))
    return {
        **_days(source, sheet, block, rows, desk),
        **_money(sheet, block, scale, rows, desk),
    }


def _days(
    source: Source, sheet: Sheet, block: BlockMap, rows: list[int], desk: Desk
) -> dict[int, str]:
    styles: dict[int, str] = {}
    days = {name: block.columns[name] for name in DATES if name in block.columns}
    by_column = {n: dates.evidence(cells(sheet, rows, n)) for n in days.values()}
    # Where one column was typed day first, Excel may have swapped another one altogether.
    typed = desk.day_first or any(evidence.order != "ymd" for evidence in by_column.values())
    for column, evidence in by_column.items():
        answer = mapping.value(desk.answer("read", column_letters(column), among=answering.DAYS))
        early = typed and dates.all_early(cells(sheet, rows, column))
        serials = source.serials_unsure and any(map(dates.is_serial, cells(sheet, rows, column)))
        bare = [c for c in cells(sheet, rows, column) if dates.no_year(c)]
        if answer:
            styles[column] = answer
        elif early or not evidence.order:
            asked = dates.Evidence("", ("swap", "asis"), "swap") if early else evidence
            _ask_order(sheet, rows, column, asked, desk)
        elif bare and column == days.get("due"):
            question = say("which year do days such as “{sample}” belong to?", sample=str(bare[0]))
            desk.ask(("read", column_letters(column)), question, ("md", evidence.order))
        elif serials:
            question = say("are the numbers in this column days of a calendar from 1900?")
            desk.ask(("read", column_letters(column)), question, (evidence.order,))
        else:
            styles[column] = evidence.order
    return styles


def _money(
    sheet: Sheet, block: BlockMap, scale: str, rows: list[int], desk: Desk
) -> dict[int, str]:
    styles: dict[int, str] = {}
    for amount in block.amounts:
        answer = mapping.value(
            desk.answer("read", column_letters(amount.column), among=answering.MONEY)
        )
        style = answer or amounts.evidence(sheet.at(row, amount.column) for row in rows).name
        header = block.headers[amount.column - block.left]
        column_scale = amounts.scale([header]) or scale
        if not style or (column_scale and style == "comma"):
            question = say("how are the amounts of this column written?")
            desk.ask(("read", column_letters(amount.column)), question, ("point", "comma"))
        elif not answer and column_scale:
            styles[amount.column] = column_scale
        elif style != "point":
            styles[amount.column] = style
    return styles


def _ask_order(
    sheet: Sheet, rows: list[int], column: int, evidence: dates.Evidence, desk: Desk
) -> None:
    texts = [c for c in cells(sheet, rows, column) if isinstance(c, str)] or ["31/1/2025"]
    if evidence.why == "swap":
        question = say(
            "dates such as “{sample}” stand here as text: did Excel swap day and month in the"
            " others?",
            sample=texts[0],
        )
    else:
        question = say("in which order do dates such as “{sample}” stand?", sample=texts[0])
    desk.ask(("read", column_letters(column)), question, evidence.possible)
