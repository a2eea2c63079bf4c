"""What points at whom in one receipt? Letter numbers, rooms and persons, each a set of units."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from cuifei.domain.account.former import addressee, sales
from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import Message, listed, say
from cuifei.domain.receipts.note_words import LETTER_NUMBER
from cuifei.domain.receipts.payers import People
from cuifei.domain.receipts.receipts import Receipt
from cuifei.domain.receipts.room_names import Rooms
from cuifei.domain.records import Ledger

LETTER, ROOM, PERSON = "letter", "room", "person"
_FEW = 3
# A shorter number of somebody's own may stand in any text.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that points at units. `kind`: letter, room or person.

    `whole`: the room is named with nothing left out. `by_payer`: the person is who paid.
    """

    kind: str
    units: frozenset[str]
    said: Message
    whole: bool = True
    by_payer: bool = False

    @property
    def weight(self) -> int:
        """How much it counts for a unit, in a score of 100."""
        if self.kind == LETTER:
            return 55
        if self.kind == ROOM:
            return 50 if self.whole else 30 if len(self.units) == 1 else 15
        return 35 if len(self.units) == 1 else 25


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs of a receipt. `amiss`: what it says that cannot be followed."""

    found: tuple[Sign, ...]
    amiss: Message | None = None

    def kinds(self, unit: str) -> set[str]:
        """Return the kinds of sign that point at a unit."""
        return {sign.kind for sign in self.found if unit in sign.units}

    @property
    def rooms(self) -> tuple[Sign, ...]:
        """The rooms that are named."""
        return tuple(sign for sign in self.found if sign.kind == ROOM)


class Finder:
    """The units, owners and letters of a ledger, to be found in receipts."""

    def __init__(self, ledger: Ledger) -> None:
        self._rooms, self._people = Rooms(ledger.units), People(ledger.units)
        letters: dict[str, set[str]] = defaultdict(set)
        sold = sales(ledger.units)
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for letter in ledger.letters:
            if letter.unit in ledger.units:
                numbers, bare = _numbers(letter.number), _bare(letter.number)
                for number in numbers:
                    letters[number].add(addressee(sold, letter))
                # A number that is not of our own making is found as it is spelt.
                if not numbers and len(bare) >= _TELLING:
                    self._spelt[bare].add(addressee(sold, letter))
        self._letters: Mapping[str, set[str]] = letters

    def signs(self, receipt: Receipt) -> Signs:
        """Return all that points at units in a receipt."""
        read = self._rooms.read(receipt.note)
        signs = [*self._by_letter(receipt.note), *self._by_person(receipt)]
        for named in read.named:
            reason = say("the note names room {room}", room=named.written)
            signs.append(Sign(ROOM, named.units, reason, named.whole))
        # A lone figure that is the amount itself is no room.
        unknown = [room for room in read.unknown if not _is_amount(room, receipt.amount)]
        amiss = None
        if unknown:
            amiss = say(
                "the note names room {room}, and no unit is surely meant by it",
                room=listed(unknown[:_FEW]),
            )
        elif read.stretch:
            amiss = say("the note names a row of rooms")
        return Signs(tuple(signs), amiss)

    def _by_letter(self, note: str) -> list[Sign]:
        units_by_number: dict[str, set[str]] = {}
        for number in _numbers(note):
            if number in self._letters:
                units_by_number[number] = self._letters[number]
        bare = _bare(note)
        for number, units in self._spelt.items():
            if number in bare:
                units_by_number[number] = units
        reason = say("the note names a letter to this unit")
        return [Sign(LETTER, frozenset(units), reason) for units in units_by_number.values()]

    def _by_person(self, receipt: Receipt) -> list[Sign]:
        names, phones = self._people.in_note(receipt.note)
        phones |= self._people.by_phone(receipt.payer_account)
        paid = say("the payer {payer} is the owner", payer=receipt.payer)
        every = (
            Sign(PERSON, self._people.named(receipt.payer), paid, by_payer=True),
            Sign(PERSON, names, say("the note names the owner")),
            Sign(PERSON, phones, say("the owner's phone stands there")),
        )
        return [sign for sign in every if sign.units]


def _numbers(text: str) -> list[str]:
    """Return the numbers of letters in a text as year-number.

    >>> _numbers("催函〔2026〕0042号 物业费"), _numbers("函2026-42")
    (['2026-42'], ['2026-42'])
    """
    plain = half_width(text)
    return [f"{m[1] or m[2]}-{m[3]}" for m in LETTER_NUMBER.finditer(plain)]


def _bare(text: str) -> str:
    return re.sub(r"\W", "", half_width(text)).upper()


def _is_amount(written: str, amount: int) -> bool:
    return written.isdigit() and int(written) * 100 == amount
