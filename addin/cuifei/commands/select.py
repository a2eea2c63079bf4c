"""Whose letter may be written now, and who is held for which reasons?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cuifei.commands.flags import in_arrears
from cuifei.domain.codes import GRAVITY, Document
from cuifei.domain.keys import name_key, unit_key
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.readiness import Blocker, level_gap
from cuifei.domain.problems import CuifeiError, Step, listed, say
from cuifei.domain.queue.queue import Place, plan
from cuifei.domain.records import Ledger
from cuifei.domain.words import column, sheet

# What `letters` writes; lawyer letters leave by `legal draft` alone, one at a time (R5).
LADDER_DOCUMENTS = tuple(each for each in GRAVITY if each != Document.LAWYER_LETTER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters were asked for. `document` "": each unit's next one. `limit` 0: all.

    `ticked`: only the units with a tick in 欠费; of `units`, where some are named.
    `reviewed_by`: who reviewed all of them; "": whoever the ticks name (review.py).
    The limit counts letters that were made, so it is the writer's to keep.
    """

    document: str = ""
    units: tuple[str, ...] = ()
    community: str = ""
    limit: int = 0
    ticked: bool = False
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A unit that owes and gets no letter in this run, with every reason."""

    unit: str
    blockers: tuple[Blocker, ...]


def choose(docket: Docket, wanted: Wanted) -> tuple[tuple[Case, ...], tuple[Held, ...]]:
    """Return the cases whose letter may go today, in walking order, and those held.

    An owner gets one letter: where his units' next documents differ, the
    furthest on the ladder goes first (合并发函).
    """
    against = [(case, reasons_against(case, wanted.document)) for case in asked_for(docket, wanted)]
    ahead = merging.first(case for case, blockers in against if not blockers)
    chosen, held = [], []
    for case, blockers in against:
        if first := ahead.get(case.unit.unit):
            held.append(Held(case.unit.unit, (merging.waits(first),)))
        elif blockers:
            held.append(Held(case.unit.unit, blockers))
        else:
            chosen.append(case)
    return tuple(chosen), tuple(held)


def of_ticks(ledger: Ledger, wanted: Wanted) -> Wanted:
    """Return what was asked for with the ticked units named; CuifeiError where none is ticked."""
    if not wanted.ticked:
        return wanted
    asked = {unit_key(unit) for unit in wanted.units}
    units = tuple(unit for unit in ledger.ticked if not asked or unit_key(unit) in asked)
    if not units:
        raise CuifeiError(
            say("no unit is ticked in {arrears_sheet}", arrears_sheet=sheet("arrears")),
            say(
                "Type √ in the column {tick_column} of those that are meant; a ledger without that"
                " column gets it by a header of this name at the right of the table",
                tick_column=column("tick"),
            ),
        )
    return replace(wanted, units=units, ticked=False)


def asked_for(docket: Docket, wanted: Wanted) -> Iterable[Case]:
    """Return the cases in arrears that the filters leave; CuifeiError for an unknown name.

    Whoever asks for one unit asks for all that its letter is about (合并发函).
    """
    owing = in_arrears(docket)
    communities = {case.unit.community for case in docket.cases.values()}
    asked = name_key(wanted.community)
    if asked and asked not in {name_key(name) for name in communities}:
        raise CuifeiError(
            say("there is no community {name} in the workbook", name=wanted.community),
            say(
                "Write it as in {units_sheet}; known are: {names}",
                names=listed(sorted(communities)),
                units_sheet=sheet("units"),
            ),
        )
    units = {unit_key(unit) for unit in wanted.units}
    known = {unit_key(unit) for unit in docket.cases}
    for unit in wanted.units:
        if unit_key(unit) not in known:
            raise CuifeiError(
                say("there is no unit {unit} in the workbook", unit=unit),
                say(
                    "Write it as in the column {unit_column} of {units_sheet}",
                    unit_column=column("unit"),
                    units_sheet=sheet("units"),
                ),
            )
    return (
        case
        for case in owing
        if (not units or not units.isdisjoint(map(unit_key, (case.unit.unit, *case.home))))
        and (not asked or name_key(case.unit.community) == asked)
    )


def reasons_against(case: Case, document: str) -> tuple[Blocker, ...]:
    """Return every reason why `letters` does not write this case's letter today."""
    if document and (gap := level_gap(case.step.rung, document)):
        return (gap, *case.readiness.blockers)
    rung = case.step.rung
    if case.readiness.may_send and rung and rung.document == Document.LAWYER_LETTER:
        return (one_at_a_time(),)
    return case.readiness.blockers


def one_at_a_time() -> Blocker:
    """Return why a lawyer letter never leaves in a batch (R5.1)."""
    text = say(
        "lawyer letters go out one at a time, in the order of the queue: {step}",
        step=Step("legal draft"),
    )
    return Blocker("one_at_a_time", None, text)


def choose_drafts(
    docket: Docket, priorities: Mapping[str, int], unit: str = ""
) -> tuple[tuple[Case, ...], tuple[Held, ...]]:
    """Return whose lawyer letter may be drafted now, one letter per cohort, and who waits.

    With `unit`, that one alone (with the owner's others that may go), where
    nothing stands against it: among the qualified the manager may choose (R5.3).
    """
    if unit:
        return _draft_of(docket, case_of(docket, unit))
    chosen: dict[str, tuple[Case, ...]] = {}
    held: list[Held] = []
    for place in plan(docket, priorities):
        if place.state == "live":
            continue
        cases = tuple(docket.cases[name] for name in place.units)
        ready = tuple(case for case in cases if case.readiness.may_send)
        if place.state == "next" and ready and place.cohort not in chosen:
            chosen[place.cohort] = ready
            cases = tuple(case for case in cases if case not in ready)
        held += (Held(c.unit.unit, c.readiness.blockers or (_waits(place),)) for c in cases)
    return tuple(case for cases in chosen.values() for case in cases), tuple(held)


def _draft_of(docket: Docket, case: Case) -> tuple[tuple[Case, ...], tuple[Held, ...]]:
    if blockers := _against_draft(case):
        return (), (Held(case.unit.unit, blockers),)
    home = (docket.cases[name] for name in case.home or (case.unit.unit,))
    return tuple(each for each in home if not _against_draft(each)), ()


def _against_draft(case: Case) -> tuple[Blocker, ...]:
    gap = level_gap(case.step.rung, Document.LAWYER_LETTER)
    return ((gap,) if gap else ()) + case.readiness.blockers


def case_of(docket: Docket, unit: str) -> Case:
    """Return the case of a unit, however its key is spelt; CuifeiError where there is none."""
    for case in docket.cases.values():
        if unit_key(case.unit.unit) == unit_key(unit):
            return case
    raise CuifeiError(
        say("{unit} owes nothing, or is not in the workbook", unit=unit),
        say(
            "Write it as in the column {unit_column} of {arrears_sheet}",
            unit_column=column("unit"),
            arrears_sheet=sheet("arrears"),
        ),
    )


def _waits(place: Place) -> Blocker:
    return Blocker("live_in_cohort", None, place.why)
