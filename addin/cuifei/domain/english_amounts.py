"""How is an amount of money said in English words, as a letter of demand states it?

>>> in_english(343731)
'Renminbi three thousand four hundred and thirty-seven yuan and thirty-one fen only'
"""

_ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def in_english(fen: int) -> str:
    """Return `fen` in words, British usage: "and" before the last two digits.

    >>> in_english(100_000_500), in_english(5)
    ('Renminbi one million and five yuan only', 'Renminbi five fen only')
    >>> in_english(0), in_english(-100)
    ('Renminbi zero yuan only', 'Renminbi minus one yuan only')
    """
    sign = "minus " if fen < 0 else ""
    yuan, odd = divmod(abs(fen), 100)
    parts = [f"{_words(yuan)} yuan"] if yuan or not odd else []
    parts += [f"{_words(odd)} fen"] if odd else []
    return f"Renminbi {sign}{' and '.join(parts)} only"


def _words(number: int) -> str:
    if not number:
        return "zero"
    parts = []
    for size, name in _SIZES:
        high, number = divmod(number, size)
        if high:
            parts.append(f"{_words(high)} {name}")
    hundreds, under_hundred = divmod(number, 100)
    if hundreds:
        parts.append(f"{_ONES[hundreds]} hundred")
    if under_hundred:
        below = _ONES[under_hundred] if under_hundred < 20 else _TENS[under_hundred // 10]
        if under_hundred > 20 and under_hundred % 10:
            below += f"-{_ONES[under_hundred % 10]}"
        parts.append(f"and {below}" if parts else below)
    return " ".join(parts)
