"""What did texts, calls and visits bring in, by channel and by who made them? (R8.4)

Counted as letters are (effects.py): a contact is judged when SUCCESS_DAYS have passed and the
owner was overdue on its day; it succeeded where overdue money came within those days. Money is
counted once, for the newest contact of ours before it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cuifei.domain.account.outcomes import by_us, reached
from cuifei.domain.figures.effects import SUCCESS_DAYS, ratio
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.household import owner_of
from cuifei.domain.records import Contact


@dataclass(frozen=True, slots=True)
class ContactEffect:
    """A channel's (its code) or a person's contacts; `rate` = succeeded / judged."""

    name: str
    contacts: int
    reached: int
    judged: int
    succeeded: int
    rate: Fraction | None
    brought_in: int


def by_channel(cases: Iterable[Case], as_of: date) -> tuple[ContactEffect, ...]:
    """Return the effect of each channel over which we turned to owners, most money first."""
    return _effects(cases, as_of, lambda case, contact: contact.channel)


def by_person(cases: Iterable[Case], as_of: date) -> tuple[ContactEffect, ...]:
    """Return the effect of who made the contacts (经办人, else 责任人), most money first."""
    return _effects(cases, as_of, lambda case, contact: contact.by or case.unit.steward)


def _effects(
    cases: Iterable[Case], as_of: date, name: Callable[[Case, Contact], str]
) -> tuple[ContactEffect, ...]:
    owners: defaultdict[object, list[Case]] = defaultdict(list)
    for case in cases:
        if any(map(by_us, case.contacts)):
            owners[owner_of(case.unit) or case.unit.unit].append(case)
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for group in owners.values():
        for who, figures in _of_owner(group, as_of, name):
            sums[who] = [a + b for a, b in zip(sums[who], figures, strict=True)]
    effects = [
        ContactEffect(who, count, met, judged, won, ratio(won, judged), brought)
        for who, (count, met, judged, won, brought) in sums.items()
    ]
    return tuple(sorted(effects, key=lambda x: (-x.brought_in, -x.contacts, x.name)))


def _of_owner(
    group: Iterable[Case], as_of: date, name: Callable[[Case, Contact], str]
) -> list[tuple[str, tuple[int, int, int, int, int]]]:
    """Return name and figures of each contact with one owner; one about two units is one."""
    was_reached: dict[tuple[date, str, str], bool] = {}
    for case in group:
        for contact in filter(by_us, case.contacts):
            key = contact.date, contact.channel, name(case, contact)
            was_reached[key] = was_reached.get(key, False) or reached(contact)
    late = _late_money(group)
    figures = []
    days = sorted(was_reached)
    for index, (day, channel, who) in enumerate(days):
        through = day + timedelta(SUCCESS_DAYS)
        following = (later for later, _, _ in days[index + 1 :] if later > day)
        until = min(through, as_of, next(following, date.max) - timedelta(1))
        last_of_day = index + 1 == len(days) or days[index + 1][0] > day
        brought = sum(fen for on, fen in late.items() if day <= on <= until) if last_of_day else 0
        judged = through <= as_of and _overdue(group, day)
        won = judged and any(fen > 0 for on, fen in late.items() if day <= on <= through)
        figures.append(
            (who, (1, int(was_reached[day, channel, who]), int(judged), int(won), brought))
        )
    return figures


def _late_money(group: Iterable[Case]) -> Mapping[date, int]:
    """Return what came in after its due date, by day."""
    late: defaultdict[date, int] = defaultdict(int)
    for case in group:
        for line in case.arrears.all_lines:
            for day, amount in line.parts:
                if day > line.charge.due:
                    late[day] += amount
    return late


def _overdue(group: Iterable[Case], day: date) -> bool:
    return any(
        line.charge.amount > sum(amount for on, amount in line.parts if on < day)
        for case in group
        for line in case.arrears.all_lines
        if line.charge.due < day
    )
