"""How are the numbers of a column written? Decided by the whole column, never by a row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cuifei.domain.plain_text import half_width
from cuifei.offices.cell_words import NOTHING
from cuifei.ooxml.values import Cell

_POINT = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d*\.\d{1,2}|-?\d+")
_COMMA = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d+(,\d{1,2})?")
_POINT_ONLY = re.compile(r"-?\d{1,3}(,\d{3})+\.\d+|-?\d{1,3}(,\d{3}){2,}|-?\d*\.\d{1,2}")
_COMMA_ONLY = re.compile(r"-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(\.\d{3}){2,}|-?\d+,\d{1,2}")


# Style -> how many yuan one is; said by a header or a title: 单位:万元.
SCALES = {"wan": 10_000, "qian": 1_000}


@dataclass(frozen=True, slots=True)
class Style:
    """How a column's numbers are written: point (1,234.50), comma (1.234,50), "" unknown."""

    name: str
    texts: int = 0


def tidy(text: str) -> str:
    """Return an amount's text without blanks and signs of money."""
    plain = re.sub(r"[\s　']", "", half_width(text))
    plain = plain.replace("−", "-").replace("–", "-")
    return re.sub(r"^(人民币|RMB|CNY)?[¥￥$]?|元整?$", "", plain, flags=re.IGNORECASE)


def nothing(cell: Cell) -> bool:
    """Return whether a cell says that there is no amount: blank, a dash, 无."""
    return cell is None or (isinstance(cell, str) and tidy(cell).casefold() in NOTHING)


def evidence(cells: Iterable[Cell]) -> Style:
    """Return how a column's numbers are written.

    >>> evidence(["18.527.884", 57.603]).name, evidence(["1,234.50"]).name
    ('comma', 'point')
    >>> evidence(["1,234.50", "12,5"]).name
    ''
    """
    texts = [tidy(cell) for cell in cells if isinstance(cell, str) and not nothing(cell)]
    point = sum(bool(_POINT_ONLY.fullmatch(text)) for text in texts)
    comma = sum(bool(_COMMA_ONLY.fullmatch(text)) for text in texts)
    # 680.884 as text is no amount with a decimal point: is it 680884, and what are its neighbours?
    half = sum(bool(re.fullmatch(r"-?\d{1,3}\.\d{3}", text)) for text in texts)
    if (point and comma) or (half and not point and not comma):
        return Style("", len(texts))
    return Style("comma" if comma else "point", len(texts))


def read(cell: Cell, style: str) -> Decimal | None:
    """Return the amount in a cell (yuan), None where it cannot be known.

    In a column with decimal commas a number with a fraction is one that Excel
    took for something else (57.603 for 57603), so it is not known.

    >>> read("1.5", "wan"), read("1,234.50元", "point")
    (Decimal('15000.0'), Decimal('1234.50'))
    """
    if style in SCALES:
        value = read(cell, "point")
        return None if value is None else value * SCALES[style]
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float | Decimal):
        value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
        return None if style != "point" and value != value.to_integral_value() else value
    if not isinstance(cell, str):
        return None
    text = tidy(cell)
    if style == "point" and _POINT.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if style == "comma" and _COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return None


def to_fen(value: Decimal) -> Decimal:
    """Return an amount in whole fen, half up; what floats leave behind is no fraction of a fen.

    >>> to_fen(Decimal("100.005")), to_fen(Decimal("-0.125")), to_fen(Decimal("33.300000000000004"))
    (Decimal('100.01'), Decimal('-0.13'), Decimal('33.30'))
    """
    return round(value, 6).quantize(Decimal("0.01"), ROUND_HALF_UP)


def scale(texts: Iterable[str]) -> str:
    """Return the style of amounts that are said to stand in 万元 or 千元; "" for yuan.

    >>> scale(["欠费金额(万元)"]), scale(["单位：元"])
    ('wan', '')
    """
    text = "".join(texts)
    return "wan" if "万元" in text else "qian" if "千元" in text else ""


def looks(cell: Cell) -> bool:
    """Return whether a cell holds a number, however it is written."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float | Decimal):
        return True
    return isinstance(cell, str) and bool(
        _POINT.fullmatch(tidy(cell)) or _COMMA.fullmatch(tidy(cell))
    )
