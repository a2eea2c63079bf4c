"""Who gets the next lawyer letter, on which day, and why in this order? (R5)

An owner qualifies when the ladder's next document is a lawyer letter (R2.3)
and nothing stands against it but the letters of others (R5.2), waiting times
that end by themselves, or a gap on our own side, which `why` names. Holds,
promises and plans take a unit out until they end. The units of one owner that
go into one letter (合并发函) have one place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from cuifei.domain.account.delivery import LAWYER_LAST_DATE_DAYS, last_date
from cuifei.domain.codes import Document
from cuifei.domain.keys import natural
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.letter_rows import Identity, identity
from cuifei.domain.ladder.merging import Together
from cuifei.domain.ladder.slots import elsewhere
from cuifei.domain.problems import Message, say
from cuifei.domain.queue import reasons
from cuifei.domain.queue.risk import limitation_risk
from cuifei.domain.queue.turns import Rules, Waiting, follow_up, turns
from cuifei.domain.records import Letter

# Blockers that do not take a unit out of the queue:
SLOT_TAKEN = frozenset({"live_in_cohort", "cohort_frozen", "live_in_household"})
WAITING_TIMES = frozenset({"quiet_period", "min_interval"})


@dataclass(frozen=True, slots=True)
class Place:
    """One letter's place in the queue of its cohort.

    `units`: all that it is about, `unit` the first of them, `owed` by all of them.

    `position` counts from 1 in each cohort, live letters first. `state`: live,
    next, waiting. `planned`: the letter's date, or the day planned for it on
    the slowest course of things; None where the cohort is frozen.
    `limitation`: the last day of the first limitation period that still runs.
    """

    unit: str
    cohort: str
    position: int
    state: Literal["live", "next", "waiting"]
    planned: date | None
    why: Message
    limitation: date | None
    limitation_risk: Message | None
    owed: int
    units: tuple[str, ...] = ()


def plan(docket: Docket, priorities: Mapping[str, int]) -> tuple[Place, ...]:
    """Return everybody's place, cohort by cohort (R5.1–R5.3, R5.6).

    `priorities` are the manager's, by unit: a smaller number goes first, and
    any number goes before none.
    """
    waiting, about = candidates(docket, priorities), _about(docket)
    places: list[Place] = []
    for cohort in sorted({*waiting, *docket.live}):
        letters = docket.live.get(cohort, ())
        live = [
            _live_place(docket.as_of, cohort, n, letter, about.get(identity(letter), ()))
            for n, letter in enumerate(letters, 1)
        ]
        places += live
        places += _queued(docket, cohort, waiting.get(cohort, ()), len(live))
    return tuple(places)


def overfull(docket: Docket) -> Mapping[str, tuple[Letter, ...]]:
    """Return the cohorts with more live letters than slots, and these letters, oldest first.

    Only a hand in the register can do that (R5.2); nothing goes out there until
    all but the slots are settled or voided.
    """
    slots = docket.policy.slots_per_cohort
    return {cohort: live for cohort, live in docket.live.items() if len(live) > slots}


def candidates(docket: Docket, priorities: Mapping[str, int]) -> Mapping[str, tuple[Waiting, ...]]:
    """Return who qualifies and waits, by cohort, each with the rank of R5.3."""
    live = {identity(letter) for letters in docket.live.values() for letter in letters}
    ready = (
        case
        for case in docket.cases.values()
        if qualifies(case) and not any(identity(x) in live for x in case.letters)
    )
    by_cohort: defaultdict[str, list[Waiting]] = defaultdict(list)
    for cases in merging.letters(ready):
        numbers = [priorities[x.unit.unit] for x in cases if x.unit.unit in priorities]
        by_cohort[cases[0].cohort].append(_waiting(cases, docket, min(numbers, default=None)))
    return {cohort: tuple(waiting) for cohort, waiting in by_cohort.items()}


def qualifies(case: Case) -> bool:
    """Whether a lawyer letter is next, and only what the queue itself deals with is against it."""
    rung = case.step.rung
    if rung is None or rung.document != Document.LAWYER_LETTER or case.step.pending:
        return False
    return all(
        b.code in SLOT_TAKEN | reasons.OUR_OWN_GAPS
        or (b.code in WAITING_TIMES and b.until is not None)
        for b in case.readiness.blockers
    )


def held_back(docket: Docket) -> tuple[Case, ...]:
    """Return who would be next for a lawyer letter, and for whom something else stands against it.

    Not those whose day has not come, nor those whose letter is made.
    """
    return tuple(
        case
        for case in docket.cases.values()
        if case.step.rung is not None
        and case.step.rung.document == Document.LAWYER_LETTER
        and not case.step.pending
        and case.arrears.owed
        and not qualifies(case)
        and not any(b.code == "not_due" for b in case.readiness.blockers)
    )


def busy(docket: Docket, cohort: str) -> tuple[tuple[date, str], ...]:
    """Return (day of the follow-up, unit) of each live letter in a cohort."""
    return tuple(
        (follow_up(last_date(x) or x.date, docket.calendar), x.unit)
        for x in docket.live.get(cohort, ())
    )


def _ready(case: Case, docket: Docket) -> date:
    """Return the first day on which only the letters of others stand against the unit."""
    codes = WAITING_TIMES
    if len(docket.live.get(case.cohort, ())) < docket.policy.slots_per_cohort:
        # A place is free, so what the slot still waits for is the gap after the last letter.
        codes |= SLOT_TAKEN
    ends = [b.until for b in case.readiness.blockers if b.code in codes and b.until]
    ends += [
        max(
            follow_up(last_date(demand.letter) or demand.letter.date, docket.calendar), docket.as_of
        )
        for demand in case.told
        if demand.span and demand.span.on(docket.as_of)
    ]
    first = max((day + timedelta(1) for day in ends), default=docket.as_of)
    return max(first, docket.as_of)


def _waiting(cases: Together, docket: Docket, priority: int | None) -> Waiting:
    """Return who waits: manager's number, limitation, class, months, amount, unit (R5.3)."""
    unit = cases[0].unit.unit
    class_, months, owed = reasons.weight(cases)
    tie_breakers = class_, -months, -owed, unit
    waiting = Waiting(
        unit=unit,
        rank=(priority is None, priority or 0, date.max, *tie_breakers),
        ready=min(_ready(case, docket) for case in cases),
        days=merging.last_date_days(cases) or LAWYER_LAST_DATE_DAYS,
        units=tuple(case.unit.unit for case in cases),
    )
    ends = reasons.ends(cases, docket.as_of)
    if ends is None:
        return waiting
    risen = (priority is None, priority or 0, ends, *tie_breakers)
    return replace(waiting, rises=reasons.soon_from(ends), risen=risen)


def _risk(cases: Iterable[Case], day: date, as_of: date) -> Message | None:
    return next((risk for case in cases if (risk := limitation_risk(case, day, as_of))), None)


def _queued(
    docket: Docket,
    cohort: str,
    waiting: Iterable[Waiting],
    live: int,
) -> list[Place]:
    slots = docket.policy.slots_per_cohort
    rules = Rules(slots, docket.policy.slot_gap_days, docket.calendar)
    by_unit = {w.unit: w for w in waiting}
    order = turns(by_unit.values(), busy(docket, cohort), docket.as_of, rules)
    first = max(1, slots - live)
    stuck = reasons.stuck(cohort, live, slots, docket.breaches.get(cohort, ()))
    stuck = stuck or elsewhere(cohort, docket.policy)
    places = []
    for n, turn in enumerate(order):
        candidate = by_unit[turn.unit]
        cases = tuple(docket.cases[unit] for unit in candidate.units)
        reason = reasons.reason(cases, turn.day, docket.as_of, candidate.rank)
        why = stuck or reasons.course(turn, candidate.ready, docket.as_of)
        places.append(
            Place(
                unit=turn.unit,
                cohort=cohort,
                position=live + n + 1,
                state="next" if n < first else "waiting",
                planned=None if stuck else turn.day,
                why=reasons.complete(cases, say("{reason}; {course}", reason=reason, course=why)),
                limitation=reasons.ends(cases, docket.as_of),
                limitation_risk=_risk(cases, turn.day, docket.as_of),
                owed=sum(case.arrears.owed for case in cases),
                units=candidate.units,
            )
        )
    return places


def _about(docket: Docket) -> Mapping[Identity, Together]:
    """Return the cases that each live letter is about, as people number homes."""
    live = {identity(letter) for letters in docket.live.values() for letter in letters}
    by_letter: defaultdict[Identity, list[Case]] = defaultdict(list)
    for case in docket.cases.values():
        for key in live.intersection(identity(letter) for letter in case.letters):
            by_letter[key].append(case)
    return {
        key: tuple(sorted(cases, key=lambda case: natural(case.unit.unit)))
        for key, cases in by_letter.items()
    }


def _live_place(as_of: date, cohort: str, position: int, letter: Letter, cases: Together) -> Place:
    units = tuple(case.unit.unit for case in cases) or (letter.unit,)
    return Place(
        unit=units[0],
        cohort=cohort,
        position=position,
        state="live",
        planned=letter.date,
        why=reasons.with_others(units, reasons.live(letter)),
        limitation=reasons.ends(cases, as_of),
        limitation_risk=_risk(cases, as_of, as_of),
        owed=sum(case.arrears.owed for case in cases) if cases else letter.amount,
        units=units,
    )
