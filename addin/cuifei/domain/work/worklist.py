"""Who has to be dealt with on which day, why and how? (R1, R4, R5.4, R6.1, R8.6)

Tasks fall on workdays, deadlines stay where they are. Nobody is turned to in
a silence, under a hold, or while a promise or a plan is being kept; the task
at its end stands in for all of them. Several reasons to turn to one owner on
one day are one task.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from cuifei.domain.codes import OwnerType
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.household import Person, person_of
from cuifei.domain.problems import Message, say
from cuifei.domain.queue.queue import Place, plan
from cuifei.domain.work.budget import rests
from cuifei.domain.work.channels import by_visit
from cuifei.domain.work.chasing import heads_up, limitation, papers
from cuifei.domain.work.followups import followups
from cuifei.domain.work.pauses import Pause, paused, pauses
from cuifei.domain.work.playbook import moves
from cuifei.domain.work.reminders import reminders
from cuifei.domain.work.task import CONTACT_KINDS, KINDS, ON_VISIT_DAYS, Draft, Due, Span, Task

# R1.1: who pays after a word comes first; the others take more time each.
OWNER_ORDER = (
    OwnerType.UNDERSTANDING,
    OwnerType.NEGLECTING,
    OwnerType.EVADING,
    OwnerType.RESISTING,
    "",
)
# Tasks about a letter, which they name: one for all units that it is about.
_OF_LETTERS = frozenset(
    {"stale_letter", "chase_delivery", "letter_returned", "letter_refused", "silence_end"}
)
# Contacts that count against the owner's budget (R8.2); an agreed day and counsel's do not wait.
_BUDGETED = CONTACT_KINDS - {
    "heads_up",
    "last_date",
    "plan_broken",
    "promise_broken",
    "agreed_day",
}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_NOBODY: Mapping[str, int] = MappingProxyType({})


def tasks(
    docket: Docket, through: date, priorities: Mapping[str, int] = _NOBODY
) -> tuple[Task, ...]:
    """Return what is to do from the docket's day to `through`, urgent first, then by day.

    What was missed earlier falls on the docket's day, or the next workday.
    `priorities` are the manager's, for the queue that heads-ups follow (R5.3).
    """
    span = Span(docket.as_of, through, docket.policy, docket.calendar)
    resting = rests(docket)
    places = {place.unit: place for place in plan(docket, priorities)}
    quiet = _silences(docket)
    ranked = [
        (OWNER_ORDER.index(case.unit.owner_type), task)
        for unit, case in docket.cases.items()
        for task in _of(case, places.get(unit), quiet.get(unit, ()), span, resting.get(unit))
    ]
    ranked.sort(key=lambda f: (not f[1].urgent, f[1].due, f[0], f[1].unit, _RANK[f[1].kind]))
    return tuple(_once(docket, (task for _, task in ranked)))


def _once(docket: Docket, due_tasks: Iterable[Task]) -> Iterator[Task]:
    """Leave out what is to do once for a letter about several units of one owner (合并发函)."""
    reasons_by_letter: dict[tuple[object, ...], list[Message]] = {}
    for task in due_tasks:
        home = docket.cases[task.unit].home
        shared = home and task.kind in _OF_LETTERS
        reasons = reasons_by_letter.setdefault((home, task.kind, task.due), []) if shared else []
        if task.why not in reasons:
            reasons.append(task.why)
            yield task


def _silences(docket: Docket) -> Mapping[str, tuple[Pause, ...]]:
    """Return the silences that letters about an owner's other units ask for, by unit.

    Silence is kept towards people, not rooms (R4): who is one owner is told by name and
    phone, in whichever community, and whether his letters are merged or not.
    """
    homes: defaultdict[Person, list[Case]] = defaultdict(list)
    for case in docket.cases.values():
        if person := person_of(case.unit):
            homes[person].append(case)
    several = (cases for cases in homes.values() if len(cases) > 1)
    return {
        case.unit.unit: tuple(
            pause
            for other in cases
            if other is not case
            for pause in pauses(other, docket.policy)
            if pause.why in ("silence", "letter_ready")
        )
        for cases in several
        for case in cases
    }


def _of(
    case: Case, place: Place | None, quiet: tuple[Pause, ...], span: Span, owner_rest: Pause | None
) -> list[Task]:
    all_pauses = (*pauses(case, span.policy), *quiet)
    chosen: list[tuple[date, Draft]] = []
    contacts: defaultdict[date, list[Draft]] = defaultdict(list)
    for draft in _drafts(case, place, all_pauses, span):
        due = _due(draft, all_pauses, _days(case, draft, span), owner_rest)
        if due is None:
            continue
        if draft.kind in CONTACT_KINDS:
            contacts[due].append(draft)
        else:
            chosen.append((due, draft))
    chosen += ((due, _merged(drafts)) for due, drafts in contacts.items())
    move = next((move.number for move in moves(case)), None) if chosen else None
    return [_task(case, due, draft, move) for due, draft in chosen]


def _drafts(
    case: Case, place: Place | None, all_pauses: tuple[Pause, ...], span: Span
) -> Iterator[Draft]:
    yield from followups(case, all_pauses, span)
    yield from papers(case, span)
    yield from reminders(case, span)
    if case.arrears.owed:
        yield from limitation(case, span)
        if place:
            yield from heads_up(case, place, span)


def _days(case: Case, draft: Draft, span: Span) -> Span:
    """Return the span with the days on which this task can be done: visits have theirs (上门日)."""
    days = span.policy.visit_days
    if not days or draft.kind not in ON_VISIT_DAYS:
        return span
    if not by_visit(case, span.policy, case.arrears.owed):
        return span
    return replace(span, calendar=span.calendar.on_weekdays(days))


def _due(
    draft: Draft, all_pauses: Iterable[Pause], span: Span, owner_rest: Pause | None = None
) -> date | None:
    """Return the day for a task, or None where it is outside of the span, paused or pointless."""
    day = max(draft.day, span.as_of)
    if owner_rest and owner_rest.until and draft.kind in _BUDGETED and owner_rest.covers(day):
        day = owner_rest.until + timedelta(1)
    due = span.calendar.next_workday(day)
    if due > draft.not_after:
        due = day
    if draft.kind == "heads_up":  # it may not be left out, so it waits until a pause is over
        while due <= span.through and paused(all_pauses, due):
            due = span.calendar.next_workday(due + timedelta(1))
    if due > min(span.through, draft.not_after):
        return None
    if draft.kind in CONTACT_KINDS and paused(all_pauses, due):
        return None
    return due


def _merged(drafts: Iterable[Draft]) -> Draft:
    """Return the weightiest of one day's contacts, with the reasons of the others.

    Whoever is spoken to anyway needs no call-back to be told of.
    """
    first, *others = sorted(drafts, key=lambda d: _RANK[d.kind])
    why = first.why
    for other in others:
        if other.kind != "callback":
            why = say("{why}; {also}", why=why, also=other.why)
    return replace(first, why=why, urgent=first.urgent or any(d.urgent for d in others))


def _task(case: Case, due: date, draft: Draft, move: int | None) -> Task:
    return Task(
        unit=case.unit.unit,
        kind=draft.kind,
        due=due,
        urgent=draft.urgent,
        collector=case.unit.steward,
        why=draft.why,
        how=draft.how,
        move=move,
    )


def group(task: Due, as_of: date) -> str:
    """Return in which part of the list a task or a row stands: urgent, today or week."""
    if task.urgent:
        return "urgent"
    return "today" if task.due <= as_of else "week"
