"""Which pictures and tables does the report hold? The dashboard's own numbers, drawn and listed.

A picture sums up what it has no room for, as the workbook's charts do; the
table below it lists everything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from cuifei.commands.dashboard_rows import filled
from cuifei.commands.html_report import svg
from cuifei.commands.html_report.svg import Picture, Series
from cuifei.domain.figures.board import Board
from cuifei.domain.problems import say
from cuifei.locale import phrase, translator
from cuifei.newbook.dashboard import looks
from cuifei.newbook.dashboard.blocks import BLOCKS, Block
from cuifei.newbook.dashboard.data import Filled
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import word

_WRITTEN = {"money": "{:,.0f}", "share": "{:.0%}", "count": "{:.0f}"}
_SAID = {"money": "{:,.2f}", "share": "{:.1%}", "count": "{}"}


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How a block is drawn: by which function, in which colours (one per series)."""

    draw: Callable[[Picture], str]
    colours: Sequence[str]
    stacked: bool = False
    labels: bool = False
    lines: Sequence[int] = ()


_TWO = (looks.DARK, looks.MIDDLE)
_DRAWINGS: Mapping[str, _Drawing] = {
    "trend": _Drawing(svg.standing, _TWO, lines=(0, 1)),
    "ageing": _Drawing(svg.standing, looks.FEW, stacked=True),
    "success": _Drawing(svg.standing, _TWO, labels=True, lines=(1,)),
    "matrix": _Drawing(svg.lying, looks.AGES, stacked=True),
    "documents": _Drawing(svg.lying, (looks.DARK,), labels=True),
    "collectors": _Drawing(svg.standing, _TWO),
    "promises": _Drawing(svg.lying, (looks.DARK,), labels=True),
    "horizon": _Drawing(svg.standing, _TWO, stacked=True),
    "queue": _Drawing(svg.lying, ("", *looks.STATES), stacked=True),
}


def figures(board: Board, lang: str) -> str:
    """Return every chart as a figure with its table, as HTML."""
    drawn, listed = filled(board, lang), filled(board, lang, whole=True)
    return "".join(_figure(block, board, drawn, listed, lang) for block in BLOCKS)


def _figure(
    block: Block,
    board: Board,
    drawn: Mapping[str, Filled],
    listed: Mapping[str, Filled],
    lang: str,
) -> str:
    title = escape(phrase(block.title, lang))
    picture = _picture(block, drawn[block.name], lang)
    names = svg.legend(picture.series) if len(picture.series) > 1 else ""
    table = _queue(board, lang) if block.name == "queue" else _table(block, listed, lang)
    numbers = escape(translator(lang)(say("Numbers")))
    return (
        f'<figure data-chart="{block.name}"><figcaption>{title}</figcaption>'
        f"{_DRAWINGS[block.name].draw(picture)}{names}"
        f"<details><summary>{numbers}</summary>{table}</details></figure>"
    )


def _picture(block: Block, numbers: Filled, lang: str) -> Picture:
    how = _DRAWINGS[block.name]
    titles = numbers.series or [phrase(words, lang) for words in block.series]
    series = [
        Series(
            str(title),
            how.colours[place],
            [_height(values, place) for _, values in numbers.rows],
            line=place in how.lines,
            dashed=place in how.lines and place > 0,
        )
        for place, title in enumerate(titles)
    ]
    categories = [name for name, _ in numbers.rows]
    return Picture(categories, series, _WRITTEN[block.kind], how.stacked, how.labels)


def _height(values: Sequence[Cell], place: int) -> float | None:
    value = values[place] if place < len(values) else None
    return float(value) if isinstance(value, (int, Decimal)) else None


def _table(block: Block, listed: Mapping[str, Filled], lang: str) -> str:
    numbers = listed[block.name]
    titles = numbers.series or [phrase(words, lang) for words in block.series]
    rows = (
        (name, [(_shown(block, value), value) for value in _padded(values, len(titles))])
        for name, values in numbers.rows
    )
    return table((phrase(block.head, lang), *titles), rows)


def _padded(values: Sequence[Cell], wide: int) -> list[Cell]:
    return [*values, *([None] * (wide - len(values)))]


def _shown(block: Block, value: Cell) -> str:
    return "" if value is None else _SAID[block.kind].format(value)


def _queue(board: Board, lang: str) -> str:
    """Return the queue with its days: no owner, only units (R9.3)."""
    tell = translator(lang)
    head = [
        tell(text)
        for text in (
            say("Unit"),
            say("Cohort"),
            say("State"),
            say("Letter date"),
            say("Last date"),
        )
    ]
    rows = []
    for stretch in board.queue:
        state = word("queue_state", stretch.state, lang)
        days = [(str(day or ""), day) for day in (stretch.planned, stretch.last_date)]
        rows.append(
            (stretch.unit, [(stretch.cohort, stretch.cohort), (state, stretch.state), *days])
        )
    return table(head, rows)


def table(head: Sequence[str], rows: Iterable[tuple[str, Sequence[tuple[str, Cell]]]]) -> str:
    """Return a table; each cell says its value to people, and exactly in `data-value`."""
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        f"<tr><th>{escape(name)}</th>{''.join(_cell(shown, value) for shown, value in values)}</tr>"
        for name, values in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _cell(shown: str, value: Cell) -> str:
    exact = "" if value is None else escape(str(value))
    return f'<td data-value="{exact}">{escape(shown)}</td>'
