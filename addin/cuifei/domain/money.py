"""How much money does this cell hold, and how is it written on a letter?

Money is int fen inside and Decimal yuan at the edges, never a float that was
computed with. Capitals (大写) follow 银发〔1997〕393号 (bank rules for bills).

>>> capitals(168032)
'人民币壹仟陆佰捌拾元零叁角贰分'
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NewType

from cuifei.domain.plain_text import unspaced
from cuifei.domain.problems import Message, Unreadable, say

FEN = Decimal("0.01")
# An amount of money; in a command's result it is fen inside, and yuan in the JSON document.
Fen = NewType("Fen", int)
NOTHING = Fen(0)
# A binary float carries noise far below this; a typed third decimal is above it.
NOISE = Decimal("0.000001")
# One trillion yuan: nobody's fee; what is above is a phone or account number in the wrong column.
LIMIT = 10**14


def _not_an_amount(value: object) -> Unreadable:
    return Unreadable(
        say("“{value}” is not an amount of money", value=str(value)),
        say("Type the amount as a plain number, such as 1234.50"),
    )


def read_fen(value: object) -> tuple[Fen, Message | None]:
    """Return the fen in a cell's `value`, and a note where it had to be understood.

    Numbers are read by their shortest repr and rounded half up to the fen; a
    third decimal that is more than noise is refused. Text that holds one
    amount (separators, ¥, 元, full-width digits) is read, with a note.

    >>> read_fen(0.1 + 0.2)
    (30, None)
    >>> fen, note = read_fen("¥ 1,234.50")
    >>> fen, str(note)
    (123450, 'the amount “¥ 1,234.50” is text; it was read as 1,234.50')
    """
    if isinstance(value, bool) or value is None:
        raise _not_an_amount(value)
    if isinstance(value, (int, float, Decimal)):
        return _fen(Decimal(repr(value) if isinstance(value, float) else value), value), None
    if isinstance(value, str):
        fen = _fen(_decimal(value), value)
        return fen, say(
            "the amount “{value}” is text; it was read as {amount}",
            value=value,
            amount=text(fen),
        )
    raise _not_an_amount(value)


def _decimal(value: str) -> Decimal:
    plain = unspaced(value)
    plain = re.sub(r"^(人民币|RMB|CNY)?[¥￥]?|元$", "", plain, flags=re.IGNORECASE)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise _not_an_amount(value)
    return Decimal(plain)


def _fen(yuan: Decimal, value: object) -> Fen:
    try:
        rounded = yuan.quantize(FEN, ROUND_HALF_UP)
        if abs(yuan - rounded) > NOISE:
            raise Unreadable(
                say("“{value}” has more than two decimals", value=str(value)),
                say("Round the amount to the fen, such as 1234.57"),
            )
    except InvalidOperation as error:
        raise _not_an_amount(value) from error
    fen = Fen(int(rounded * 100))
    if abs(fen) > LIMIT:
        raise Unreadable(
            say("the amount “{value}” is too large to be a fee", value=str(value)),
            say("Check whether a phone or account number stands in the amount column"),
        )
    return fen


def total(amounts: Iterable[int]) -> Fen:
    """Return what amounts come to."""
    return Fen(sum(amounts))


def yuan(fen: int) -> Decimal:
    """Return `fen` as Decimal yuan with two decimals.

    >>> yuan(123450)
    Decimal('1234.50')
    """
    return Decimal(fen).scaleb(-2).quantize(FEN)


def plain(fen: int) -> str:
    """Return `fen` as yuan for machines: "1234.50"."""
    return str(yuan(fen))


@lru_cache(maxsize=1 << 13)  # an estate has few amounts, and a letter prints each several times
def text(fen: int) -> str:
    """Return `fen` as yuan for people: "1,234.50"."""
    return f"{yuan(fen):,}"


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def capitals(fen: int) -> str:
    """Return `fen` in capitals, first spelling of the bank rule: 整 after 元, none after 角.

    A zero before 角 is written where 元 is zero; none where only 万 is zero.

    >>> capitals(10700053)
    '人民币壹拾万柒仟元零伍角叁分'
    >>> capitals(140950), capitals(600714), capitals(1640902)
    ('人民币壹仟肆佰零玖元伍角', '人民币陆仟零柒元壹角肆分', '人民币壹万陆仟肆佰零玖元零贰分')
    >>> capitals(0), capitals(5), capitals(100000000)
    ('人民币零元整', '人民币伍分', '人民币壹佰万元整')
    """
    if fen < 0:
        return "人民币负" + capitals(-fen).removeprefix("人民币")
    whole, cents = divmod(fen, 100)
    jiao, odd = divmod(cents, 10)
    words = f"{_whole(whole)}元" if whole else ""
    if not cents:
        return f"人民币{words or '零元'}整"
    if words and (not jiao or whole % 10 == 0):
        words += "零"
    words += f"{_DIGITS[jiao]}角" if jiao else ""
    words += f"{_DIGITS[odd]}分" if odd else ""
    return "人民币" + words


def _whole(number: int) -> str:
    """Return a whole number of yuan in capitals, without the word 元."""
    for size, word in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            # 393号 art. 3: where the 万 place is zero and the 仟 place is not, 零 may be left out.
            gap = "零" if low and low < size // 10 else ""
            return _whole(high) + word + gap + (_whole(low) if low else "")
    words, zero = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + _PLACES[power]
        zero = digit == 0
    return words


def read_capitals(value: str) -> int:
    """Return the fen that a capitals text names; every spelling of the bank rule is accepted.

    >>> read_capitals("人民币壹拾万零柒仟元伍角叁分"), read_capitals("壹拾万柒仟元零伍角叁分")
    (10700053, 10700053)
    """
    body = value.removeprefix("人民币").replace("圆", "元")
    match = re.fullmatch(r"(负?)(?:(.+)元)?(零?)(?:(.)角)?零?(?:(.)分)?[整正]?", body)
    if not match or not (match[2] or match[4] or match[5]):
        raise ValueError(f"not an amount in capitals: {value}")
    jiao = _DIGITS.index(match[4]) if match[4] else 0
    odd = _DIGITS.index(match[5]) if match[5] else 0
    fen = _number(match[2] or "零") * 100 + jiao * 10 + odd
    return -fen if match[1] else fen


def _number(words: str) -> int:
    for size, word in ((10**8, "亿"), (10**4, "万")):
        high, separator, low = words.rpartition(word)
        if separator:
            return _number(high) * size + (_number(low) if low else 0)
    total = digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS.index(word)
        else:
            total += (digit or 1) * 10 ** _PLACES.index(word)
            digit = 0
    return total + digit
