"""In what does a statement count: yuan, fen, or another currency? Never taken for granted."""

import re
from decimal import Decimal

from cuifei.files.source import Sheet
from cuifei.tables.cells import normal

_SCALES = {"分": Decimal("0.01"), "千元": Decimal(1000), "万元": Decimal(10_000)}
_OF_COLUMN = re.compile(r"[（(\[/](?:单位[:：]?)?(?:人民币)?(分|千元|万元)[)）\]]?$")
_OF_TABLE = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(分|千元|万元)")
_NAMED = re.compile(r"(?:币种|币别|货币|currency|ccy)\s*[:：]\s*([^\s,，;；)）\]]+)", re.I)
_YUAN = frozenset(
    (
        "",
        "cny",
        "rmb",
        "人民币",
        "人民币元",
        "元",
        "156",
        "01",
        "001",
        "cny人民币",
        "本币",
        "¥",
        "￥",
    )
)


def scale(sheet: Sheet, first: int, last: int, column: int) -> Decimal:
    """Return what an amount in a column is multiplied by to be yuan, as its header or a title says.

    The header stands in the rows `first` to `last`.
    """
    for row in range(first, last + 1):
        header = sheet.at(row, column)
        if isinstance(header, str) and (unit_match := _OF_COLUMN.search(normal(header))):
            return _SCALES[unit_match[1]]
    titles = (cell for row in sheet.rows[: first - 1] for cell in row if isinstance(cell, str))
    unit_match = next((match for title in titles if (match := _OF_TABLE.search(title))), None)
    return _SCALES[unit_match[1]] if unit_match else Decimal(1)


def foreign(currency: str) -> str:
    """Return a currency as it is written, "" where it is yuan or nothing is said.

    >>> foreign("USD"), foreign("CNY"), foreign("人民币"), foreign("")
    ('USD', '', '', '')
    """
    plain = normal(currency)
    return "" if plain in _YUAN or plain.startswith(("人民币", "cny", "rmb")) else currency


def named(above: str) -> str:
    """Return the foreign currency that stands above a table, "" for none.

    >>> named("账号:6200 币种:美元 户名:样例"), named("币种:人民币(本位币)"), named("样例")
    ('美元', '', '')
    """
    match = _NAMED.search(above)
    return foreign(match[1]) if match else ""
