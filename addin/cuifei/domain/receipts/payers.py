"""Whose money is this? Owners by the payer's name, by a name in the note, by a phone.

A name is that of an owner only as a whole; a masked one (张*) names nobody. Two
owners of one name are both named.

>>> people = People({"1-101": Unit("1-101", "甲一样例、乙二样例", phone="13000000001")})
>>> people.named("甲一样例"), people.named("甲一")
(frozenset({'1-101'}), frozenset())
>>> people.in_note("代乙二样例缴物业费 130-0000-0001")
(frozenset({'1-101'}), frozenset({'1-101'}))
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from cuifei.domain.plain_text import half_width, unspaced
from cuifei.domain.receipts.note_words import AFTER_NAME, BEFORE_NAME, NO_NAMES, PHONE
from cuifei.domain.records import Unit

_SPLIT = re.compile(r"[、,;/\n&+]")
_WORD = re.compile("[\u4e00-\u9fffA-Z]")

# A word that stands for the owner of more units than this is no name.
_MOST = 20

Units = frozenset[str]


class People:
    """Owners and who pays for them (付款人), to be found by what a statement says of a payer."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        names: dict[str, set[str]] = defaultdict(set)
        phones: dict[str, set[str]] = defaultdict(set)
        for key, unit in units.items():
            for name in (*owners(unit.owner), *owners(unit.payer)):
                names[name].add(key)
            for phone in (*_phones(unit.phone), *_phones(unit.payer_phone)):
                phones[phone].add(key)
        self._names = {name: frozenset(own) for name, own in names.items()}
        self._phones = {phone: frozenset(own) for phone, own in phones.items()}
        telling = (n for n, own in names.items() if len(n) > 1 and len(own) <= _MOST)
        self._longest_first = sorted(telling, key=len, reverse=True)

    def named(self, payer: str) -> Units:
        """Return the units whose owner has exactly that name."""
        return frozenset().union(*(self._names.get(name, frozenset()) for name in owners(payer)))

    def in_note(self, note: str) -> tuple[Units, Units]:
        """Return the units of the owners that a text names, and those of the phones in it."""
        return self._by_name(spelt(note)), self.by_phone(note)

    def by_phone(self, text: str) -> Units:
        """Return the units of the phones in a text."""
        units = (self._phones.get(phone, frozenset()) for phone in _phones(text))
        return frozenset().union(*units)

    def _by_name(self, text: str) -> Units:
        units: set[str] = set()
        for name in self._longest_first:
            start = text.find(name)
            if start >= 0 and _alone(text[:start], text[start + len(name) :]):
                units |= self._names[name]
                text = text.replace(name, "|")
        return frozenset(units)


def spelt(name: str) -> str:
    """Return a name in the form in which names are compared.

    >>> spelt("甲一 样例（虚构）"), spelt("Alex Sample")
    ('甲一样例(虚构)', 'ALEXSAMPLE')
    """
    return unspaced(name).upper()


def owners(cell: str) -> list[str]:
    """Return the names that a cell holds, spelt to be compared; masked ones are none.

    >>> owners("甲一样例、乙二样例"), owners("*一样例")
    (['甲一样例', '乙二样例'], [])
    """
    plain = half_width(cell)
    parts = _SPLIT.split(plain) if re.search("[\u4e00-\u9fff]", plain) else [plain]
    names = (spelt(part) for part in parts)
    return [name for name in names if name and "*" not in name and name not in NO_NAMES]


def _phones(text: str) -> Iterable[str]:
    plain = half_width(text)
    return (re.sub(r"[ -]", "", phone) for phone in PHONE.findall(plain))


def _alone(before: str, after: str) -> bool:
    """Return whether a name stands by itself, and is no part of a longer word."""
    begins = not _WORD.match(before[-1:]) or before.endswith(BEFORE_NAME)
    return begins and (not _WORD.match(after[:1]) or after.startswith(AFTER_NAME))
