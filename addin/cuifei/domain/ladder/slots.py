"""Is there a slot for one more lawyer letter in this cohort? (R5.1, R5.2, R5.8)"""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from cuifei.domain.codes import Document
from cuifei.domain.keys import name_key
from cuifei.domain.ladder import live
from cuifei.domain.ladder.live import Span
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.ladder.situation import Situation
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.words import column, sheet


def elsewhere(cohort: str, policy: Policy) -> Message | None:
    """Return why nothing goes out in a cohort that another workbook of the fleet has too (R5.8)."""
    if not named_in(cohort, policy.frozen_communities):
        return None
    return say(
        "another workbook has {cohort} too, and its lawyer letters do not go out from this one;"
        " whose they are is typed under {owned} in {settings_sheet}",
        cohort=cohort,
        owned=column("owned_communities"),
        settings_sheet=sheet("settings"),
    )


def named_in(cohort: str, names: Collection[str]) -> bool:
    """Return whether a list typed in one cell names the cohort.

    A name that holds a mark at which lists are split is there with all of its pieces.

    >>> named_in("一期/二期", ("样例苑", "一期", "二期")), named_in("一期", ()), named_in("", ("",))
    (True, False, False)
    """
    own = pieces((cohort,)) if names else frozenset()
    return bool(own) and own <= pieces(names)


def pieces(names: Iterable[str]) -> frozenset[str]:
    """Return what a list of names is once it was typed in a cell and read again, to compare."""
    typed = (piece for name in names for piece in re.split("[,，；;/、]", name))
    return frozenset(filter(None, map(name_key, typed)))


def slot_blockers(facts: Situation, policy: Policy) -> tuple[Blocker, ...]:
    """Return what keeps a lawyer letter back while the cohort's slots are taken.

    More live letters than slots come from editing the register by hand: the
    cohort is frozen until they are settled.
    """
    rung = facts.step.rung
    if rung is None or rung.document != Document.LAWYER_LETTER or facts.step.pending:
        return ()
    if text := elsewhere(facts.cohort, policy):
        return (Blocker("cohort_frozen", None, text),)
    slots = policy.slots_per_cohort
    day = facts.as_of
    running = [span for span in facts.spans if span.on(day)]
    if len(running) > slots:
        return (_frozen(facts, running, slots),)
    if breached := [span for span in facts.spans if span.frozen(day)]:
        return (_breached(facts, breached),)
    gap = policy.slot_gap_days
    taken = [span for span in facts.spans if _occupies(span, day, gap)]
    if len(taken) < slots:
        return ()
    until = _freed(taken, slots, gap)
    if running:
        text = say(
            "one lawyer letter at a time in {cohort}: {why}",
            cohort=facts.cohort,
            why=live.why(running[0].letter, day),
        )
    else:
        text = say(
            "one lawyer letter at a time in {cohort}: {n} days must pass after the last one",
            cohort=facts.cohort,
            n=gap,
        )
    return (Blocker("live_in_cohort", until, text),)


def _frozen(facts: Situation, running: list[Span], slots: int) -> Blocker:
    text = say(
        "{n} lawyer letters are live in {cohort} where {slots} may be: record in"
        " {register_sheet} what came of the others, that they are withdrawn, or void"
        " what has not gone out; first: {why}",
        n=len(running),
        cohort=facts.cohort,
        slots=slots,
        why=live.why(running[0].letter, facts.as_of),
        register_sheet=sheet("register"),
    )
    return Blocker("cohort_frozen", _freed(running, slots + 1, 0), text)


def _breached(facts: Situation, running: list[Span]) -> Blocker:
    assert running[0].breach is not None
    text = say(
        "nothing goes out in {cohort}: {why}; correct its row in {register_sheet}, or record"
        " that it is withdrawn or what came of it",
        cohort=facts.cohort,
        why=running[0].breach,
        register_sheet=sheet("register"),
    )
    until = None if any(span.asked for span in running) else _freed(running, 1, 0)
    return Blocker("cohort_frozen", until, text)


def _occupies(span: Span, day: date, gap: int) -> bool:
    """Return whether the slot is taken: by the letter, or by the days after it."""
    settled = span.ends is not None and span.ends <= span.letter.date
    later = span.ends is not None and span.ends <= day < span.ends + timedelta(gap)
    return span.on(day) or (later and not settled)


def _freed(spans: list[Span], slots: int, gap: int) -> date | None:
    """Return the last day on which at least `slots` of the spans occupy; None: not known."""
    ends = sorted(span.ends + timedelta(gap - 1) for span in spans if span.ends)
    needed = len(spans) - slots
    return ends[needed] if needed < len(ends) else None
