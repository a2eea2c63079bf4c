"""What is the name of a column, and of a cell? A1 references."""

from functools import lru_cache

LAST_ROW = 1_048_576  # of any sheet


@lru_cache(maxsize=20_000)
def column_letters(number: int) -> str:
    """Return the name of a column.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    out = ""
    while number:
        number, digit = divmod(number - 1, 26)
        out = chr(65 + digit) + out
    return out


@lru_cache(maxsize=20_000)
def column_number(name: str) -> int:
    """Return the number of a column: AB is 28."""
    total = 0
    for letter in name:
        total = total * 26 + ord(letter) - 64
    return total


def address(row: int, column: int) -> str:
    """Return a cell's name: address(7, 4) is "D7"."""
    return f"{column_letters(column)}{row}"
