"""Who gets the next lawyer letter, on which day, and why in this order? (R5)

An owner qualifies when the ladder's next document is a lawyer letter (R2.3)
and nothing stands against it but the letters of others (R5.2), waiting times
that end by themselves, or a gap on our own side, which `why` names. Holds,
promises and plans take a unit out until they end.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.cases import Case, Docket
from cuifei.domain.dates import add_months
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.records import Letter
from cuifei.domain.risk import first_end, limitation_risk
from cuifei.domain.service import LAWYER_LAST_DATE_DAYS, UNSENT, last_date
from cuifei.domain.turns import Rules, Turn, Waiting, follow_up, turns

# Blockers that do not take a unit out of the queue:
SLOT_TAKEN = frozenset({"live_in_cohort", "cohort_frozen"})
WAITING_TIMES = frozenset({"quiet_period", "min_interval"})
OUR_OWN_GAPS = frozenset({"receipts_stale", "missing_account", "missing_sender", "missing_address"})
# A limitation period that ends within so many months of the day decides the order (R5.3).
SOON_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's place in the queue of its cohort.

    `position` counts from 1 in each cohort, live letters first. `state`: live,
    next, waiting. `planned`: the letter's date, or the day planned for it on
    the slowest course of things; None where the cohort is frozen.
    `limitation`: the last day of the first limitation period that still runs.
    """

    unit: str
    cohort: str
    position: int
    state: str
    planned: date | None
    why: Message
    limitation: date | None
    limitation_risk: Message | None
    owed: int


def plan(docket: Docket, priorities: Mapping[str, int]) -> tuple[Place, ...]:
    """Return everybody's place, cohort by cohort (R5.1–R5.3, R5.6).

    `priorities` are the manager's, by unit: a smaller number goes first, and
    any number goes before none.
    """
    waiting = candidates(docket, priorities)
    places: list[Place] = []
    for cohort in sorted({*waiting, *docket.live}):
        live = [
            _live_place(docket, cohort, n, x) for n, x in enumerate(docket.live.get(cohort, ()), 1)
        ]
        places += live
        places += _queued(docket, cohort, waiting.get(cohort, ()), priorities, len(live))
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
    taken = {letter.unit for letters in docket.live.values() for letter in letters}
    out: defaultdict[str, list[Waiting]] = defaultdict(list)
    for unit, case in docket.cases.items():
        if unit not in taken and qualifies(case):
            out[case.cohort].append(_waiting(case, docket, priorities.get(unit)))
    return {cohort: tuple(them) for cohort, them in out.items()}


def qualifies(case: Case) -> bool:
    """Whether a lawyer letter is next, and only what the queue itself deals with is against it."""
    rung = case.step.rung
    if rung is None or rung.document != "lawyer_letter" or case.step.pending:
        return False
    return all(
        b.code in SLOT_TAKEN | OUR_OWN_GAPS or (b.code in WAITING_TIMES and b.until is not None)
        for b in case.readiness.blockers
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
    first = max((day + timedelta(1) for day in ends), default=docket.as_of)
    return max(first, docket.as_of)


def _waiting(case: Case, docket: Docket, priority: int | None) -> Waiting:
    """Return one who waits: manager's number, limitation, class, months, amount, unit (R5.3)."""
    rung, account, ends = case.step.rung, case.arrears, first_end(case, docket.as_of)
    days = rung.last_date_days if rung and rung.last_date_days else LAWYER_LAST_DATE_DAYS
    months = account.months_overdue or 0
    rest = account.class_, -months, -account.owed, account.unit
    waiting = Waiting(
        unit=account.unit,
        rank=(priority is None, priority or 0, date.max, *rest),
        ready=_ready(case, docket),
        days=days,
    )
    if ends is None:
        return waiting
    risen = (priority is None, priority or 0, ends, *rest)
    return replace(waiting, rises=_soon_from(ends), risen=risen)


def _soon_from(ends: date) -> date:
    """Return the day from which a limitation period ends soon."""
    return add_months(ends, -SOON_MONTHS)


def _queued(
    docket: Docket,
    cohort: str,
    waiting: Iterable[Waiting],
    priorities: Mapping[str, int],
    live: int,
) -> list[Place]:
    slots = docket.policy.slots_per_cohort
    rules = Rules(slots, docket.policy.slot_gap_days, docket.calendar)
    them = {w.unit: w for w in waiting}
    order = turns(them.values(), busy(docket, cohort), docket.as_of, rules)
    first = max(1, slots - live)
    stuck = _stuck(cohort, live, slots)
    places = []
    for n, turn in enumerate(order):
        case = docket.cases[turn.unit]
        reason = _reason(case, turn.day, docket.as_of, priorities.get(turn.unit))
        why = stuck or _course(turn, them[turn.unit].ready, docket.as_of)
        places.append(
            Place(
                unit=turn.unit,
                cohort=cohort,
                position=live + n + 1,
                state="next" if n < first else "waiting",
                planned=None if stuck else turn.day,
                why=_with_gap(case, say("{reason}; {course}", reason=reason, course=why)),
                limitation=first_end(case, docket.as_of),
                limitation_risk=limitation_risk(case, turn.day, docket.as_of),
                owed=case.arrears.owed,
            )
        )
    return places


def _stuck(cohort: str, live: int, slots: int) -> Message | None:
    """Return why nothing at all may go out in a cohort, or None."""
    if live <= slots:
        return None
    return say(
        "nothing goes out: “{cohort}” has {live} live lawyer letters where only {slots} may be;"
        " settle the others or void them, with the reason",
        cohort=cohort,
        live=live,
        slots=slots,
    )


def _reason(case: Case, day: date, as_of: date, priority: int | None) -> Message:
    """Return what gives the unit its rank on the planned day (R5.3)."""
    if priority is not None:
        return say("the manager gave it priority {priority}", priority=priority)
    ends = first_end(case, as_of)
    if ends and _soon_from(ends) <= day:
        return say("its limitation period ends soon, on {ends}", ends=ends)
    account = case.arrears
    return say_n(
        "class {class_}, {n} month overdue, {owed} yuan owed",
        "class {class_}, {n} months overdue, {owed} yuan owed",
        account.months_overdue or 0,
        class_=account.class_,
        owed=money.text(account.owed),
    )


def _course(turn: Turn, ready: date, as_of: date) -> Message:
    """Return what decides the planned day."""
    if ready > as_of and not turn.after:
        return say("it may go out from {ready} on, when its waiting time is over", ready=ready)
    if turn.after:
        return say("it goes out once the letter to {after} is settled", after=turn.after)
    return say("the place is free and it is its turn")


def _with_gap(case: Case, why: Message) -> Message:
    """Return `why` with what is missing on our own side first, where something is."""
    gap = next((b.text for b in case.readiness.blockers if b.code in OUR_OWN_GAPS), None)
    return say("{why}; to do first: {gap}", why=why, gap=gap) if gap else why


def _live_place(docket: Docket, cohort: str, position: int, letter: Letter) -> Place:
    case = docket.cases.get(letter.unit)
    why = (
        say(
            "lawyer letter {number} is live until it is paid, a plan is signed, it is withdrawn,"
            " or its last date {last} has passed and it was followed up",
            number=letter.number,
            last=last_date(letter) or letter.date,
        )
        if letter.state not in UNSENT
        else say(
            "lawyer letter {number} is made and has not gone out; it keeps the place until it is"
            " settled or voided",
            number=letter.number,
        )
    )
    return Place(
        unit=letter.unit,
        cohort=cohort,
        position=position,
        state="live",
        planned=letter.date,
        why=why,
        limitation=first_end(case, docket.as_of) if case else None,
        limitation_risk=limitation_risk(case, docket.as_of, docket.as_of) if case else None,
        owed=case.arrears.owed if case else letter.amount,
    )
