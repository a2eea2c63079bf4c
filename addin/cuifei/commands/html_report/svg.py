"""How is a chart drawn without a library? Bars, lines and spans of days as inline SVG.

Everything that comes from the data is escaped. Coordinates are rounded, so the
same numbers give the same text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from cuifei.newbook.dashboard import looks

WIDTH, HEIGHT = 480, 250
_TOP, _BOTTOM, _LEFT, _RIGHT = 16, 40, 52, 12
_SMALL, _FOOT = 11, 26


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values; `colour` "" draws nothing and only takes its room; `line`: no bars."""

    name: str
    colour: str
    values: Sequence[float | None]
    line: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: categories, series, how a value is written ("{:,.0f}")."""

    categories: Sequence[str]
    series: Sequence[Series]
    written: str = "{:,.0f}"
    stacked: bool = False
    labels: bool = False


def step(most: float) -> float:
    """Return the distance between two lines of a scale up to `most`, about five of them.

    >>> step(34), step(0.18), step(0)
    (10.0, 0.05, 1.0)
    """
    if most <= 0:
        return 1.0
    rough = most / 5
    power = 10.0 ** floor(log10(rough))
    return round(next(n for n in (1, 2, 5, 10) if n * power >= rough * 0.999) * power, 10)


def standing(picture: Picture) -> str:
    """Return standing bars and lines over the categories."""
    most = _most(picture)
    unit = step(most)
    top = max(unit, unit * ceil(most / unit - 1e-9))
    high = HEIGHT - _TOP - _BOTTOM
    slot = (WIDTH - _LEFT - _RIGHT) / max(1, len(picture.categories))

    def y(value: float) -> float:
        return _TOP + high * (1 - value / top)

    out = []
    for n in range(_steps(top, unit)):
        out.append(_rule(_LEFT, y(n * unit), WIDTH - _RIGHT, y(n * unit)))
        out.append(_text(_LEFT - 6, y(n * unit) + 4, picture.written.format(n * unit), "end"))
    for place, name in enumerate(picture.categories):
        middle = _LEFT + slot * (place + 0.5)
        for line, words in enumerate(_lines(name, slot)):
            out.append(_text(middle, HEIGHT - 24 + 13 * line, words, "middle"))
        out += _column(picture, place, (middle, slot), y)
    out += [_line(series, slot, y) for series in picture.series if series.line]
    return _whole(out, HEIGHT)


def lying(picture: Picture) -> str:
    """Return lying bars, the first category on top."""
    count = max(1, len(picture.categories))
    thick = max(18.0, min(48.0, (HEIGHT - _TOP - _FOOT) / count))
    height = _TOP + thick * count + _FOOT
    left = min(190, 12 + max((_wide(name) for name in picture.categories), default=0))
    most = _most(picture)
    unit = step(most)
    top = max(unit, unit * ceil(most / unit - 1e-9))
    room = WIDTH - left - _RIGHT - (44 if picture.labels else 8)
    out = []
    for n in range(_steps(top, unit)):
        x = left + room * n * unit / top
        out.append(_rule(x, _TOP - 4, x, height - _FOOT))
        out.append(_text(x, height - 8, picture.written.format(n * unit), "middle"))
    for place, name in enumerate(picture.categories):
        y = _TOP + thick * place
        out.append(_text(left - 6, y + thick / 2 + 4, _cut(name, left - 10), "end"))
        x = float(left)
        for series in picture.series:
            value = series.values[place] or 0
            wide = room * value / top
            if series.colour and value:
                tooltip = (name, series.name, picture.written.format(value))
                out.append(_bar(x, y + thick * 0.15, wide, thick * 0.7, series.colour, tooltip))
            x += wide
        known = picture.series[0].values[place]
        if picture.labels and known is not None:
            out.append(_text(x + 4, y + thick / 2 + 4, picture.written.format(known), "start"))
    return _whole(out, height)


def legend(every_series: Iterable[Series]) -> str:
    """Return the names of the series beside their colours."""
    items = (
        f'<span><i style="background:#{series.colour}"></i>{escape(series.name)}</span>'
        for series in every_series
        if series.colour and series.name.strip()
    )
    return f'<p class="legend">{"".join(items)}</p>'


def _steps(top: float, unit: float) -> int:
    return round(top / unit) + 1


def _most(picture: Picture) -> float:
    bars = [series for series in picture.series if not series.line]
    totals = [0.0]
    for place in range(len(picture.categories)):
        values = [series.values[place] or 0 for series in bars]
        totals.append(sum(values) if picture.stacked else max(values, default=0))
    totals += [
        v for series in picture.series if series.line for v in series.values if v is not None
    ]
    return float(max(totals))


def _column(
    picture: Picture, place: int, spot: tuple[float, float], y: Callable[[float], float]
) -> Iterator[str]:
    """Yield the bars of one category, side by side or one upon the other."""
    middle, slot = spot
    bars = [series for series in picture.series if not series.line]
    beside = 1 if picture.stacked else max(1, len(bars))
    wide = slot * 0.66 / beside
    below = 0.0
    for number, series in enumerate(bars):
        value = series.values[place]
        if value is None:
            continue
        x = middle - slot * 0.33 + (0 if picture.stacked else wide * number)
        if value and series.colour:
            tooltip = (picture.categories[place], series.name, picture.written.format(value))
            tall = y(below) - y(below + value)
            yield _bar(x, y(below + value), wide, tall, series.colour, tooltip)
        if picture.labels:
            yield _text(x + wide / 2, y(below + value) - 4, picture.written.format(value), "middle")
        below += value if picture.stacked else 0


def _line(series: Series, slot: float, y: Callable[[float], float]) -> str:
    points = [
        (_LEFT + slot * (place + 0.5), y(value))
        for place, value in enumerate(series.values)
        if value is not None
    ]
    path = " ".join(f"{x:.1f},{height:.1f}" for x, height in points)
    dash = ' stroke-dasharray="6 4"' if series.dashed else ""
    dots = (
        ""
        if series.dashed
        else "".join(
            f'<circle cx="{x:.1f}" cy="{height:.1f}" r="3" fill="#{series.colour}"/>'
            for x, height in points
        )
    )
    return (
        f'<polyline points="{path}" fill="none" stroke="#{series.colour}" stroke-width="2.5"'
        f"{dash}/>{dots}"
    )


def _bar(x: float, y: float, wide: float, tall: float, colour: str, tooltip: Sequence[str]) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
        f' fill="#{colour}"><title>{escape(" ".join(tooltip))}</title></rect>'
    )


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#{looks.LINE}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _wide(text: str) -> float:
    """Return about how many units of the drawing a text takes."""
    return sum(_SMALL if ord(letter) > 0x2E7F else 5.7 for letter in text)


def _lines(text: str, room: float) -> tuple[str, ...]:
    """Return the text in one line or two.

    >>> _lines("Final notice", 40), _lines("26-11", 40), _lines("限期缴费通知书", 60)
    (('Final', 'notice'), ('26-11',), ('限期缴费', '通知书'))
    """
    first, _, second = text.partition(" ")
    if text.isascii() and not second:
        return (_cut(text, room),)
    if _wide(text) <= room * 0.93:
        return (text,)
    if not second:
        half = (len(text) + 1) // 2
        first, second = text[:half], text[half:]
    return _cut(first, room), _cut(second, room)


def _cut(text: str, room: float) -> str:
    """Return the text, or as much of it as there is room for, and three dots.

    >>> _cut("3-2-101", 100), _cut("a very long name", 30)
    ('3-2-101', 'a ve…')
    """
    if _wide(text) <= room:
        return text
    while text and _wide(text) + 6 > room:
        text = text[:-1]
    return f"{text}…"


def _whole(parts: Iterable[str], height: float) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" font-size="{_SMALL}"'
        f' fill="#{looks.INK}">{"".join(parts)}</svg>'
    )
