"""How does a journal hold what a cell held? As JSON does, equal numbers in one object."""

from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from cuifei.ooxml.cell_xml import Content, Fault, Formula

Plain: TypeAlias = "str | bool | dict[str, str] | None"


def plain(value: Content) -> Plain:
    """Return a cell's content as JSON holds it.

    >>> plain(Decimal("12.50")), plain("甲一")
    ({'n': '12.50'}, '甲一')
    """
    if isinstance(value, Decimal):
        return _number(str(value))
    if isinstance(value, Formula):
        return {"f": value.text}
    return {"e": value.text} if isinstance(value, Fault) else value


@lru_cache(maxsize=1 << 14)
def _number(text: str) -> dict[str, str]:
    """Return a number as JSON holds it; one object for all cells that hold it, for memory."""
    return {"n": text}


def content(value: Plain) -> Content:
    """Return the content that `plain` made.

    >>> content({"n": "12.50"})
    Decimal('12.50')
    """
    if not isinstance(value, dict):
        return value
    (kind, text), *_ = value.items()
    if kind == "n":
        return Decimal(text)
    return Formula(text) if kind == "f" else Fault(text)
