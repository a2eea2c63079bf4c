r"""What do the switches of a merge field do to its value?

In this order, whatever their order in the field: a picture (`\#` for a number, `\@` for a day),
each `\*` as it comes, then `\b` before and `\f` behind a value that is not blank. A picture or
a number format does nothing to a value that is no number or no day, as the standard says.
`\* Mergeformat` keeps the look of the field's result, as we always do; `\* Charformat` takes the
look of the field's own first letter instead; `\m` (a mapped field) means nothing here.
Readings where Word's documentation is silent: Caps and FirstCap raise first letters and leave
the others; "CAPS", "caps" and "Caps" are one; roman and alphabetic are small letters if
their name begins with one.
"""

import re
from dataclasses import dataclass

from cuifei.letters import date_picture, number_picture, number_words, printed

Switch = tuple[str, str]  # (its letter, its argument)
TAKES_ARGUMENT = "#@*bf"
KNOWN = "#@*bfm"
LOOKS = ("mergeformat", "charformat", "mergeformatinet")
_CASES = ("upper", "lower", "firstcap", "caps")


@dataclass(frozen=True, slots=True)
class Switches:
    """The switches of one field; `unknown` are those that we do not do."""

    items: tuple[Switch, ...] = ()

    @property
    def charformat(self) -> bool:
        """Whether the field's own first letter says how the value looks."""
        return ("*", "charformat") in ((kind, text.lower()) for kind, text in self.items)

    @property
    def plain(self) -> bool:
        """Whether the value stays as it is."""
        return all(
            kind == "m" or (kind == "*" and text.lower() in LOOKS) for kind, text in self.items
        )

    def unknown(self) -> str:
        r"""Return the first switch that is not supported, such as `\* ZODIAC1`, or blank."""
        for kind, text in self.items:
            known = kind in KNOWN and (kind != "*" or _general(text) is not None)
            if not known or (kind in "#@" and not text):
                return f"\\{kind} {text}".strip()
        return ""

    def applied(self, value: str) -> str:
        """Return the value as the field prints it."""
        for kind, text in self.items:
            if kind == "#" and (amount := printed.number(value)) is not None:
                value = number_picture.pictured(amount, text)
            elif kind == "@" and (day := printed.day(value)) is not None:
                value = date_picture.pictured(day, text, value)
        for kind, text in self.items:
            if kind == "*":
                value = _formatted(value, _general(text) or "")
        if value.strip():
            before = "".join(text for kind, text in self.items if kind == "b")
            behind = "".join(text for kind, text in self.items if kind == "f")
            value = before + value + behind
        return value


def _general(text: str) -> str | None:
    """Return how a format is called here, None where we do not know it."""
    low = text.lower()
    if low in ("roman", "alphabetic"):
        return low if text[0].islower() else low.upper()
    return low if low in (*_CASES, *LOOKS, *number_words.FORMATS) else None


def _formatted(value: str, name: str) -> str:
    if name == "upper":
        return value.upper()
    if name == "lower":
        return value.lower()
    if name == "firstcap":
        return re.sub(r"\w", lambda m: m[0].upper(), value, count=1)
    if name == "caps":
        return re.sub(r"(?<![\w'’])\w", lambda m: m[0].upper(), value)
    form = number_words.FORMATS.get(name)
    amount = printed.number(value) if form else None
    formatted = form(amount) if form and amount is not None else None
    return value if formatted is None else formatted
