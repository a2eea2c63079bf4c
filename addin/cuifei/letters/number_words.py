r"""How does a number look under the general switch \* of a Word field: Roman, words, 大写 …?

Each returns None for a number that the format cannot say; the value then stays as it is.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_PLAIN, _LEGAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def words(number: int) -> str | None:
    """Return 0 to 999,999 in English words.

    >>> words(1234), words(21)
    ('one thousand two hundred thirty-four', 'twenty-one')
    """
    if not 0 <= number < 1_000_000:
        return None
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_UNITS[ones]}" if ones else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    high, low = divmod(number, size)
    return f"{words(high)} {name}" + (f" {words(low)}" if low else "")


def _ordinal_words(number: int) -> str | None:
    cardinal = words(number)
    if cardinal is None:
        return None
    head = max(cardinal.rfind(" "), cardinal.rfind("-")) + 1
    last = cardinal[head:]
    return cardinal[:head] + (
        _IRREGULAR.get(last) or (last[:-1] + "ieth" if last[-1] == "y" else last + "th")
    )


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def _dollars(value: Decimal) -> str | None:
    """Words and hundredths; Word says no name of a currency."""
    cents = _whole(value * 100)
    dollars = words(cents // 100) if cents >= 0 else None
    return None if dollars is None else f"{dollars} and {cents % 100:02d}/100"


def _roman(number: int) -> str | None:
    if not 0 < number < 32_768:
        return None
    out = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        out += letters * times
    return out


def _letters(number: int) -> str | None:
    """A to Z, then AA, BB … as Word numbers."""
    times, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (times + 1) if 0 < number <= 780 else None


def chinese(number: int, digits: str, units: str) -> str | None:
    """Return a number below 10^16 in Chinese; `units`: ten, hundred, thousand.

    >>> chinese(10_050, "零一二三四五六七八九", "十百千"), chinese(12, _LEGAL, "拾佰仟")
    ('一万零五十', '壹拾贰')
    """
    if not 0 <= number < 10**16:
        return None
    out, gap = "", False
    for power in range(15, -1, -1):
        digit = number // 10**power % 10
        if digit:
            out += (digits[0] if gap and out else "") + digits[digit]
            out += units[power % 4 - 1] if power % 4 else ""
            gap = False
        else:
            gap = True
        if power and power % 4 == 0 and number // 10**power % 10_000:
            out += "亿" if power == 8 else "万"
        elif power == 8 and number // 10**8:
            out += "亿"  # 一万亿
    return out or digits[0]


def _counting(number: int) -> str | None:
    numeral = chinese(number, _PLAIN, "十百千")
    return numeral.removeprefix("一") if numeral and 10 <= number < 20 else numeral


def _figures(number: int) -> str | None:
    """Figures one by one from a hundred on (一〇〇), as Word numbers; counted below."""
    if 0 <= number < 100:
        return _counting(number)
    return "".join("〇一二三四五六七八九"[int(d)] for d in str(number)) if number >= 0 else None


def _of_whole(form: Callable[[int], str | None]) -> Callable[[Decimal], str | None]:
    return lambda value: form(_whole(value))


def _lower(form: Callable[[int], str | None]) -> Callable[[Decimal], str | None]:
    return lambda value: numeral.lower() if (numeral := form(_whole(value))) else None


# By the name as Word spells it; roman/ROMAN and alphabetic/ALPHABETIC differ in the first letter.
FORMATS: Mapping[str, Callable[[Decimal], str | None]] = MappingProxyType(
    {
        "arabic": lambda value: str(_whole(value)),
        "arabicdash": lambda value: f"- {_whole(value)} -",
        "roman": _lower(_roman),
        "ROMAN": _of_whole(_roman),
        "alphabetic": _lower(_letters),
        "ALPHABETIC": _of_whole(_letters),
        "ordinal": _of_whole(_ordinal),
        "ordtext": _of_whole(_ordinal_words),
        "cardtext": _of_whole(words),
        "dollartext": _dollars,
        "hex": lambda value: f"{_whole(value):X}" if value >= 0 else None,
        "chinesenum1": _of_whole(_figures),
        "chinesenum2": _of_whole(lambda number: chinese(number, _LEGAL, "拾佰仟")),
        "chinesenum3": _of_whole(_counting),
    }
)
