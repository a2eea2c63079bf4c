"""Whose letter may be written now, and who is held for which reasons?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cuifei.commands.flag import in_arrears
from cuifei.domain.cases import Case, Docket
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import CuifeiError, listed, say
from cuifei.domain.queue import Place, plan
from cuifei.domain.readiness import Blocker, level_gap

# What `letters` writes; lawyer letters leave by `legal draft` alone, one at a time (R5).
LADDER_DOCUMENTS = ("payment_notice", "reminder_notice", "final_notice", "collection_letter")
LAWYER_LETTER = "lawyer_letter"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters were asked for. `document` "": each unit's next one. `limit` 0: all.

    The limit counts letters that were made, so it is the writer's to keep.
    """

    document: str = ""
    units: tuple[str, ...] = ()
    community: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A unit that owes and gets no letter in this run, with every reason."""

    unit: str
    blockers: tuple[Blocker, ...]


def choose(docket: Docket, wanted: Wanted) -> tuple[tuple[Case, ...], tuple[Held, ...]]:
    """Return the cases whose letter may go today, in walking order, and those held."""
    chosen, held = [], []
    for case in asked_for(docket, wanted):
        blockers = reasons_against(case, wanted.document)
        if blockers:
            held.append(Held(case.unit.unit, blockers))
        else:
            chosen.append(case)
    return tuple(chosen), tuple(held)


def asked_for(docket: Docket, wanted: Wanted) -> Iterable[Case]:
    """Return the cases in arrears that the filters leave; CuifeiError for an unknown name."""
    owing = in_arrears(docket)
    communities = {case.unit.community for case in docket.cases.values()}
    if wanted.community and wanted.community not in communities:
        raise CuifeiError(
            say("there is no community {name} in the workbook", name=wanted.community),
            say("Write it as in 房产; known are: {names}", names=listed(sorted(communities))),
        )
    units = {unit_key(unit) for unit in wanted.units}
    known = {unit_key(unit) for unit in docket.cases}
    for unit in wanted.units:
        if unit_key(unit) not in known:
            raise CuifeiError(
                say("there is no unit {unit} in the workbook", unit=unit),
                say("Write it as in the column 房号 of 房产"),
            )
    return (
        case
        for case in owing
        if (not units or unit_key(case.unit.unit) in units)
        and (not wanted.community or case.unit.community == wanted.community)
    )


def reasons_against(case: Case, document: str) -> tuple[Blocker, ...]:
    """Return every reason why `letters` does not write this case's letter today."""
    if document and (gap := level_gap(case.step.rung, document)):
        return (gap, *case.readiness.blockers)
    rung = case.step.rung
    if case.readiness.may_send and rung and rung.document == LAWYER_LETTER:
        return (one_at_a_time(),)
    return case.readiness.blockers


def one_at_a_time() -> Blocker:
    """Return why a lawyer letter never leaves in a batch (R5.1)."""
    text = say("lawyer letters go out one at a time: see the queue, then cuifei legal draft")
    return Blocker("one_at_a_time", None, text)


def choose_drafts(
    docket: Docket, priorities: Mapping[str, int], unit: str = ""
) -> tuple[tuple[Case, ...], tuple[Held, ...]]:
    """Return the one case per cohort whose lawyer letter may be drafted now, and who waits.

    With `unit`, that one alone, where nothing stands against it: among the
    qualified the manager may choose (R5.3).
    """
    places = [p for p in plan(docket, priorities) if p.state != "live"]
    if unit:
        case = case_of(docket, unit)
        gap = level_gap(case.step.rung, LAWYER_LETTER)
        blockers = ((gap,) if gap else ()) + case.readiness.blockers
        return ((), (Held(case.unit.unit, blockers),)) if blockers else ((case,), ())
    chosen: dict[str, Case] = {}
    held = []
    for place in places:
        case = docket.cases[place.unit]
        if place.state == "next" and case.readiness.may_send and place.cohort not in chosen:
            chosen[place.cohort] = case
        else:
            held.append(Held(place.unit, case.readiness.blockers or (_waits(place),)))
    return tuple(chosen.values()), tuple(held)


def case_of(docket: Docket, unit: str) -> Case:
    """Return the case of a unit, however its key is spelt; CuifeiError where there is none."""
    for case in docket.cases.values():
        if unit_key(case.unit.unit) == unit_key(unit):
            return case
    raise CuifeiError(
        say("{unit} owes nothing, or is not in the workbook", unit=unit),
        say("Write it as in the column 房号 of 欠费"),
    )


def _waits(place: Place) -> Blocker:
    return Blocker("live_in_cohort", None, place.why)
