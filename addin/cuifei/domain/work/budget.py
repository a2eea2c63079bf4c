"""May this owner be contacted again today, or have they heard enough from us? (R8.2, R9.3)

Texts, calls and visits to one owner are one budget, whoever makes them and
whichever of the owner's units they are about: some days lie between two of
them, and a month holds only so many. A try that reached nobody, and what the
owner began, cost nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cuifei.domain.account.outcomes import NOTES, by_us, in_vain
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.household import person_of
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Unit
from cuifei.domain.work.pauses import Pause


def owner_key(unit: Unit) -> object:
    """Return what the units of one person share, in all communities; one without a phone is alone.

    Who is one person is told by name and phone, however they are spelt (R4.5).
    """
    return person_of(unit) or unit.unit


def rest(group: Iterable[Case], day: date, policy: Policy) -> Pause | None:
    """Return the days on which the owner of these cases is left alone; None: there is room."""
    contacts = [c for case in group for c in case.contacts]
    # One call about two units is a row for each, and one contact.
    ours = {
        (c.date, c.channel)
        for c in contacts
        if by_us(c) and c.date <= day and not in_vain(c) and (c.channel or c.result not in NOTES)
    }
    if not ours:
        return None
    last = max(on for on, _ in ours)
    ends = [last + timedelta(policy.contact_gap_days - 1)]
    month = day.replace(day=1)
    most = policy.contact_monthly_max
    if most and sum(on >= month for on, _ in ours) >= most:
        ends.append(add_months(month, 1) - timedelta(1))
    until = max(ends)
    return Pause("budget", last, until) if until >= day else None


def rests(docket: Docket) -> Mapping[str, Pause]:
    """Return the owners' rests on the docket's day, by unit; units with room are left out."""
    groups: defaultdict[object, list[Case]] = defaultdict(list)
    for case in docket.cases.values():
        groups[owner_key(case.unit)].append(case)
    by_unit = {}
    for group in groups.values():
        if pause := rest(group, docket.as_of, docket.policy):
            by_unit.update({case.unit.unit: pause for case in group})
    return by_unit


def why(pause: Pause) -> Message:
    """Return the reason as it is told."""
    return say("the owner was contacted on {day}; it is enough for now", day=pause.since)
