"""Which units belong to one owner, so that one letter may be about all of them? (合并发函)

With the setting on, the units of one community whose owner and phone are both
known and the same are a *household*. What holds for one owner then holds for
all of his units:

- He is written to at one address: a parking space, at which nobody lives, takes
  that of his home.
- He hears of his neighbours' letters as one: the group that one unit names
  (共同体) is that of all of them (R5.2).
- A letter about one unit is a letter to him: while it waits to be sent, in its
  silence (R4), and in the days that must lie between two letters (R8.2),
  nothing goes out about the others either, unless everything that it asked for
  has been paid. While a lawyer letter to him is live, no second one is drafted.
- The ladder stays each unit's own: rungs, service and limitation are reckoned by
  the unit's own rows in 发函. A unit that is on hold, has promised, or owes too
  little stays out of the letter with its own reasons.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from cuifei.domain.addresses import postal_address
from cuifei.domain.keys import name_key, natural
from cuifei.domain.ladder.live import Span
from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import Message, listed, say
from cuifei.domain.records import Letter, Rung, Unit

Person: TypeAlias = tuple[str, str]
Owner: TypeAlias = tuple[str, str, str]
_NAMED = 8  # units in a sentence; an owner of a hundred shops is not listed


@dataclass(frozen=True, slots=True)
class Told:
    """A letter to an owner about one of his units, as it bears on the others.

    `rung`: the letter's own. `over`: the day on which all that it asked for was
    paid. `span`: when it is live, where it is a lawyer letter.
    """

    letter: Letter
    rung: Rung | None
    over: date | None
    span: Span | None


def person_of(unit: Unit) -> Person | None:
    """Return who owns it, by name and phone as they are compared; None where either is blank.

    >>> person_of(Unit("3-2", "张三\u200b 样例", "甲一苑", phone="+86 130-0000-0001"))
    ('张三样例', '13000000001')
    """
    name = name_key(unit.owner)
    phone = re.sub(r"\D", "", half_width(unit.phone))
    phone = re.sub(r"^(?:00)?86(?=1\d{10}$)", "", phone)
    return (name, phone) if name and phone else None


def owner_of(unit: Unit) -> Owner | None:
    """Return whose unit it is: community, name and phone; None where name or phone is blank.

    >>> owner_of(Unit("3-2", "张三 样例", "甲一苑", phone="130-0000-0001"))
    ('甲一苑', '张三样例', '13000000001')
    >>> owner_of(Unit("3-2", "张三样例", "甲一苑")) is None
    True
    """
    person = person_of(unit)
    return (unit.community, *person) if person else None


def households(units: Iterable[Unit]) -> Mapping[str, tuple[Unit, ...]]:
    """Return for every unit that has sisters all units of its household, by number.

    >>> own = [Unit(name, "张三样例", "甲一苑", phone="13000000001") for name in ("3-10", "3-9")]
    >>> other = Unit("4-1", "张三样例", "甲一苑", phone="13000000002")
    >>> {unit: [u.unit for u in home] for unit, home in households([*own, other]).items()}
    {'3-9': ['3-9', '3-10'], '3-10': ['3-9', '3-10']}
    """
    by_owner: defaultdict[Owner, list[Unit]] = defaultdict(list)
    for unit in units:
        if owner := owner_of(unit):
            by_owner[owner].append(unit)
    homes = [
        tuple(sorted(own, key=lambda each: natural(each.unit)))
        for own in by_owner.values()
        if len(own) > 1
    ]
    return {unit.unit: home for home in homes for unit in home}


def as_one(units: Mapping[str, Unit]) -> Mapping[str, Unit]:
    """Return the units with the address and the group (共同体) that their household has.

    A unit without an address takes that of the first unit that has one. The first group that a
    unit names is that of all of them: one owner is in one group.

    >>> home = Unit("3-9", "张三样例", "甲一苑", building="3", phone="13000000001", cohort="三栋")
    >>> car = Unit("B-7", "张三样例", "甲一苑", use_type="parking", phone="13000000001")
    >>> both = as_one({"3-9": home, "B-7": car})
    >>> both["B-7"].address, both["B-7"].cohort
    ('甲一苑 3 3-9', '三栋')
    """
    joined = dict(units)
    for name, home in households(units.values()).items():
        own = units[name]
        address = own.address
        if not postal_address(own):
            address = next((postal for each in home if (postal := postal_address(each))), "")
        cohort = next((each.cohort for each in home if each.cohort), "")
        joined[name] = replace(own, address=address, cohort=cohort)
    return joined


def named(units: Sequence[str]) -> str | Message:
    """Return the units as one parameter of a sentence, the first eight of them.

    >>> str(named(["3-9", "3-10"])), str(named([f"3-{n}" for n in range(1, 11)]))
    ('3-9, 3-10', '3-1, 3-2, 3-3, 3-4, 3-5, 3-6, 3-7, 3-8 and 2 more')
    """
    more = len(units) - _NAMED
    if more <= 0:
        return listed(units)
    return say("{names} and {n} more", names=listed(units[:_NAMED]), n=more)
