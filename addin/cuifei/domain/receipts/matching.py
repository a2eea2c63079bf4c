"""Which unit is a receipt for, and may it be entered without asking? (no rule id: see receipts)

A receipt is CERTAIN only where all of this holds:

1. Two independent signs point at the same unit. Kinds of sign: a letter's
   number; a room in the note; the person (payer, owner's name or phone in the
   note: together one kind, for they say the same); the amount, where it is one
   that the unit would pay whole (open_sums).
2. No sign points elsewhere: every room, letter, name and phone that is known
   includes the unit, no room is named that nobody has, and the note speaks of
   no purpose (a deposit, parking) for which the unit is not charged.
3. The signs leave one unit. Where they leave several (an owner of two homes,
   two owners of one name), only a person and an amount that fits one of them
   and no split between them can decide.
4. A room that is not named whole (301 for 1-2-301) is a sign beside a person
   or a letter, and none beside an amount alone.
5. More than everything charged is taken (as paid ahead) only where the whole
   room or a letter is named.

Several rooms in one note, or the units of one owner, share a receipt only
where what they owe makes up its amount in one way and no other. Everything
else waits for a person, with the reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from cuifei.domain.account.dossier import Dossier
from cuifei.domain.money import Fen, text
from cuifei.domain.problems import Message, listed, say
from cuifei.domain.receipts import note_words
from cuifei.domain.receipts.open_sums import OpenSums
from cuifei.domain.receipts.receipts import Candidate, Part, Receipt, Verdict
from cuifei.domain.receipts.signs import LETTER, PERSON, ROOM, Sign, Signs
from cuifei.domain.receipts.splitting import splits

Sums = Callable[[str, date], OpenSums]
FITS = 30
_SHOWN = 3


def match(receipt: Receipt, signs: Signs, rows: Mapping[str, Dossier], sums: Sums) -> Verdict:
    """Return whose a receipt is, or why that is not certain.

    `sums` says what is open for a unit on a day.
    """
    units = frozenset().union(*(sign.units for sign in signs.found))
    candidates = tuple(_candidates(receipt, units, signs, sums))

    def unsure(why: Message) -> Verdict:
        return Verdict(receipt, candidates, (), why)

    for doubt in (receipt.doubt, signs.amiss, _for_another(receipt, signs)):
        if doubt is not None:
            return unsure(doubt)
    if not signs.found:
        return unsure(say("nothing says whose it is"))
    several = _several(signs)
    shared = several if several else _common(signs.found)
    if several is not None and (against := _outside(signs, several)):
        return unsure(against)
    if not shared:
        return unsure(_contradiction(signs))
    parts, why = (
        _of_rooms(receipt, shared, sums)
        if several
        else _of_units(receipt, shared, signs, rows, sums)
    )
    foreign = _purpose(receipt.note, [rows[part.unit] for part in parts])
    if why is not None or foreign is not None:
        return unsure(why or foreign or say("nothing says whose it is"))
    return Verdict(receipt, _together(candidates, parts), parts)


def _together(candidates: Sequence[Candidate], parts: Sequence[Part]) -> tuple[Candidate, ...]:
    """Return the candidates; those that share a receipt are each told so."""
    shared = {part.unit for part in parts} if len(parts) > 1 else set()
    why = say("the amount is made up by {units} together", units=_names(shared))
    return tuple(
        replace(
            candidate, score=min(100, candidate.score + FITS), reasons=(*candidate.reasons, why)
        )
        if candidate.unit in shared
        else candidate
        for candidate in candidates
    )


def _candidates(
    receipt: Receipt, units: Iterable[str], signs: Signs, sums: Sums
) -> Iterable[Candidate]:
    """Return the likeliest units, with what points at each."""
    scored = []
    for unit in units:
        own = [sign for sign in signs.found if unit in sign.units]
        reasons = [sign.said for sign in own]
        strongest = {sign.kind: max(s.weight for s in own if s.kind == sign.kind) for sign in own}
        score = sum(strongest.values())
        fit = sums(unit, receipt.date).sums.get(receipt.amount)
        if fit is not None:
            reasons.append(say("the amount is {what}", what=fit))
            score += FITS
        against = sum(unit not in sign.units for sign in signs.found)
        scored.append(Candidate(unit, max(5, min(score, 100) - 25 * against), tuple(reasons)))
    return sorted(scored, key=lambda c: (-c.score, c.unit))


def _common(signs: Iterable[Sign]) -> frozenset[str]:
    """Return the units at which every sign points."""
    return reduce(lambda a, b: a & b, (sign.units for sign in signs))


def _several(signs: Signs) -> frozenset[str] | None:
    """Return the units of a note that names several rooms; None where it names one at most.

    A room that is named a second time, in other words, is one room.
    """
    if not signs.rooms or _common(signs.rooms):
        return None
    single = [sign.units for sign in signs.rooms if len(sign.units) == 1 and sign.whole]
    return frozenset().union(*single) if len(single) == len(signs.rooms) else frozenset()


def _for_another(receipt: Receipt, signs: Signs) -> Message | None:
    """Return a reason where the payer is known, pays for somebody else, and does not say for whom.

    A name in the note is a sign of its own and may say for whom.
    """
    if {sign.kind for sign in signs.found} != {PERSON} or len(signs.found) > 1:
        return None
    if signs.found[0].by_payer and note_words.FOR_ANOTHER.search(receipt.note):
        return say("the payer seems to pay for somebody else")
    return None


def _outside(signs: Signs, rooms: frozenset[str]) -> Message | None:
    """Return what points at none of several rooms; or that the rooms are not clear."""
    if not rooms:
        return say("the note names several rooms, and not all of them surely")
    for sign in signs.found:
        if sign.units.isdisjoint(rooms):
            return _contradiction(signs)
    return None


def _contradiction(signs: Signs) -> Message:
    first = signs.found[0]
    other = next((s for s in signs.found if s.units.isdisjoint(first.units)), signs.found[-1])
    return say(
        "{first} ({units}), but {other} ({others})",
        first=first.said,
        units=_names(first.units),
        other=other.said,
        others=_names(other.units),
    )


def _names(units: Iterable[str]) -> "str | Message":
    shown = sorted(units)
    return listed([*shown[:_SHOWN], *(["…"] if len(shown) > _SHOWN else [])])


Decided = tuple[tuple[Part, ...], Message | None]


def _of_rooms(receipt: Receipt, rooms: frozenset[str], sums: Sums) -> Decided:
    """Return the parts of several rooms that are named."""
    ways = splits(receipt.amount, {unit: sums(unit, receipt.date) for unit in rooms})
    if ways is not None and len(ways) == 1:
        return _shares(ways[0]), None
    if ways == ():
        why_not = say("is no sum of what they owe")
    else:
        why_not = say("may be divided between them in several ways")
    return (), say(
        "the note names {rooms}, and {amount} {what}",
        rooms=_names(rooms),
        amount=text(receipt.amount),
        what=why_not,
    )


def _shares(way: Mapping[str, int]) -> tuple[Part, ...]:
    return tuple(Part(unit, Fen(amount)) for unit, amount in sorted(way.items()))


def _of_units(
    receipt: Receipt,
    units: frozenset[str],
    signs: Signs,
    rows: Mapping[str, Dossier],
    sums: Sums,
) -> Decided:
    """Return the part of the unit that all signs leave, or the parts of its owner's units."""
    if len(units) == 1:
        (unit,) = units
        why = _lone(receipt, unit, signs, sums(unit, receipt.date))
        return ((), why) if why else ((_part(receipt, unit, sums),), None)
    kinds = set.intersection(*(signs.kinds(unit) for unit in units))
    fitting = {u for u in units if receipt.amount in sums(u, receipt.date).sums}
    unclear = say(
        "it may be for {units}, and {amount} does not decide between them",
        units=_names(units),
        amount=text(receipt.amount),
    )
    ways = splits(receipt.amount, {unit: sums(unit, receipt.date) for unit in units}, some=True)
    if kinds <= {ROOM} or ways is None:
        return (), unclear
    one_owner = len({(rows[u].unit.owner, rows[u].unit.phone) for u in units}) == 1
    if len(fitting) == 1 and all(len(way) == 1 for way in ways):
        return (_part(receipt, min(fitting), sums),), None
    if not fitting and len(ways) == 1 and one_owner and rows[min(units)].unit.phone:
        return _shares(ways[0]), None
    return (), unclear


def _lone(receipt: Receipt, unit: str, signs: Signs, open_: OpenSums) -> Message | None:
    """Return why a receipt is not certain although one unit is left; None where it is."""
    kinds = signs.kinds(unit)
    fit = receipt.amount in open_.sums
    whole = any(sign.whole for sign in signs.rooms)
    if len(kinds) < 2 and not fit:
        return say(
            "only one sign points at {unit} ({sign}), and {amount} is no sum that is open there",
            unit=unit,
            sign=signs.found[0].said,
            amount=text(receipt.amount),
        )
    if kinds == {ROOM} and not whole:
        return say("the note names {unit} in part only, and nothing else does", unit=unit)
    ahead = receipt.amount > open_.everything and not fit
    if ahead and not (LETTER in kinds or (ROOM in kinds and whole)):
        return say(
            "{amount} is more than {unit} owes, and the note does not name the whole room",
            amount=text(receipt.amount),
            unit=unit,
        )
    return None


def _part(receipt: Receipt, unit: str, sums: Sums) -> Part:
    """Return a unit's part, with the period that the note names if the amount is that period."""
    named = note_words.months_named(note_words.plain(receipt.note))
    fitting = [
        period
        for period, amount in sums(unit, receipt.date).months.items()
        if amount == receipt.amount and _is_named(period, named)
    ]
    return Part(unit, receipt.amount, fitting[0] if len(fitting) == 1 else "")


def _is_named(period: str, named: Iterable[tuple[str, int]]) -> bool:
    return any(
        period.endswith(f"-{month:02d}") and period.startswith(year) and "~" not in period
        for year, month in named
    )


def _purpose(note: str, rows: Sequence[Dossier]) -> Message | None:
    """Return the purpose of a note for which no unit is charged that gets a part, as a reason."""
    spelt = note_words.plain(note).lower()
    items = " ".join({charge.item for own in rows for charge in own.charges}).lower()
    for word in note_words.PURPOSES:
        if rows and word in spelt and note_words.SAME_PURPOSE.get(word, word) not in items:
            return say(
                "the note speaks of “{word}”, for which {units} is not charged",
                word=word,
                units=_names(own.unit.unit for own in rows),
            )
    return None
