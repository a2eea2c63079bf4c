r"""How does a number look under a numeric picture, the switch \# of a Word field?

Where Word's documentation leaves it open, this is the reading:
- `#` without a digit prints a blank, as documented ("$###" of 15 is "$ 15"), before the point
  and behind it; a comma takes no place of its own, it only asks for groups of three.
- more digits than places are printed in full, before the first place.
- a negative number whose picture has no `-` and no `+` gets its minus before everything else.
- what rounds to zero is zero: it has no sign, and the third part of the picture applies.
- rounding is half away from zero, as people round.
- `%` is a character like others; nothing is multiplied.
- `x` before the point keeps what stands right of it; behind the point it is a place like `0`.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_ITEM = re.compile(r"'[^']*'|.", re.S)
_PLACES = ("0", "#", "x", "X")


def pictured(value: Decimal, picture: str) -> str:
    """Return the number as the picture shows it.

    >>> pictured(Decimal("1234.5"), "#,##0.00"), pictured(Decimal(15), "$###")
    ('1,234.50', '$ 15')
    >>> pictured(Decimal("-3"), "0;(0);free"), pictured(Decimal(0), "0;(0);free")
    ('(3)', 'free')
    """
    parts = _sections(picture)
    shown = _rounded(value, parts[0])
    if shown < 0 and len(parts) > 1:
        return _filled(value, parts[1], signed=True)
    if shown == 0 and len(parts) > 2:
        return _filled(Decimal(0), parts[2])
    return _filled(value, parts[0])


@lru_cache(maxsize=256)
def _sections(picture: str) -> tuple[tuple[str, ...], ...]:
    """Return the items of the parts for positive, negative and zero."""
    parts: list[list[str]] = [[]]
    for item in _ITEM.findall(picture):
        if item == ";":
            parts.append([])
        else:
            parts[-1].append(item)
    return tuple(tuple(part) for part in parts)


def _split(items: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    if "." not in items:
        return items, None
    point = items.index(".")
    return items[:point], items[point + 1 :]


def _rounded(value: Decimal, items: tuple[str, ...]) -> Decimal:
    _, behind = _split(items)
    places = sum(item in _PLACES for item in behind or ())
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _filled(value: Decimal, items: tuple[str, ...], signed: bool = False) -> str:
    """Return the number in one part; `signed`: the part is for negative numbers and says so."""
    before, behind = _split(items)
    shown = _rounded(value, items)
    whole, _, decimals = f"{abs(shown):f}".partition(".")
    out = _whole(whole, before, "," in items)
    if behind is not None:
        out += "." + _fraction(decimals, behind)
    signs = {"-": "-" if shown < 0 else " ", "+": "-" if shown < 0 else "+" if shown else " "}
    if shown < 0 and not signed and not any(item in signs for item in items):
        out = "\0-" + out
    return "".join(signs[c] if m else c for m, c in _marks(out, signs))


def _marks(text: str, signs: dict[str, str]) -> list[tuple[bool, str]]:
    """Return characters, and which of them are sign items; \0 makes the next one literal."""
    marks, literal = [], False
    for character in text:
        if character == "\0":
            literal = True
            continue
        marks.append((character in signs and not literal, character))
        literal = False
    return marks


def _literal(item: str) -> str:
    text = item[1:-1] if len(item) > 1 else "" if item == "'" else item
    return "".join("\0" + c for c in text) if len(item) > 1 else text


def _whole(digits: str, items: tuple[str, ...], grouped: bool) -> str:
    places = [item for item in items if item in _PLACES]
    digits = digits.lstrip("0")
    for cut in ("x", "X"):
        if cut in places:
            digits = digits[-(len(places) - places.index(cut)) :] if digits else digits
    extra = max(0, len(digits) - len(places))
    shown = list(digits[:extra])  # more digits than places
    spare = len(places) - (len(digits) - extra)
    out, filled = "", 0
    for item in items:
        if item == ",":
            continue
        if item not in _PLACES:
            out += _literal(item)
            continue
        placed = shown if filled == 0 else []
        place = len(places) - filled
        if filled >= spare:
            placed = [*placed, digits[extra + filled - spare]]
        elif item == "0" or (out and out[-1].isdigit()):
            placed = [*placed, "0"]
        else:
            out += " "
        for at, digit in enumerate(placed):
            left = place + len(placed) - 1 - at
            comma = grouped and left % 3 == 0 and bool(re.search(r"\d$", out))
            out += ("," if comma else "") + digit
        filled += 1
    return out


def _fraction(digits: str, items: tuple[str, ...]) -> str:
    out, at = "", 0
    significant = len(digits.rstrip("0"))
    for item in items:
        if item in _PLACES:
            out += " " if item == "#" and at >= significant else digits[at]
            at += 1
        elif item != ",":
            out += _literal(item)
    return out
