"""What do the key figures look like for machines? Money "1234.50", rates "0.0512", days ISO."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeAlias

from cuifei.domain import money
from cuifei.domain.figures.board import Board
from cuifei.domain.figures.goals import Goal
from cuifei.domain.figures.kpis import Kpis

Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"

MONEY = frozenset(
    {
        "due",
        "owed",
        "recent_due",
        "recent_owed",
        "charged",
        "paid",
        "received",
        "received_month",
        "received_quarter",
        "brought_in",
        "recovered",
        "old",
        "cleared",
    }
)


def as_data(kpis: Board | Kpis | Goal) -> Mapping[str, Data]:
    """Return the key figures, or the whole dashboard, as plain data for JSON."""
    return _record(kpis)


def rate(value: Fraction) -> str:
    """Return a rate with four decimals, rounded half up.

    >>> rate(Fraction(1, 3)), rate(Fraction(1, 20000))
    ('0.3333', '0.0001')
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))


def percent(value: Fraction) -> str:
    """Return a rate as people read it, as 看板 shows the same rate.

    >>> percent(Fraction(2, 3)), percent(Fraction(12345, 100_000)), percent(Fraction(0))
    ('66.7%', '12.4%', '0.0%')
    """
    shown = (Decimal(rate(value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown}%"


def _record(record: object) -> dict[str, Data]:
    if not is_dataclass(record):
        raise TypeError(f"no record: {record!r}")
    return {f.name: _value(f.name, getattr(record, f.name)) for f in fields(record)}


def _value(name: str, value: object) -> Data:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return money.plain(value) if name in MONEY else value
    if isinstance(value, Fraction):
        return rate(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_record(item) for item in value]
    return _record(value)
