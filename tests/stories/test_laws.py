"""The laws of collection hold whatever people do, and each is shown to be guarded.

stories/machine.py plays clerks, owners, hand edits and passing days; the laws
are said in stories/judge.py. For each law one test switches off the rule that
keeps it, and asserts that the same machine then finds it broken: a law that
cannot be broken here would prove nothing.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from cuifei.domain import arrears, blockers, ladder, letter_life, live, register, settlement
from stories import judge
from stories.machine import FULL, LawBroken, explore


def nothing(*_args):
    return ()


def no_frozen(real):
    return lambda *args: tuple(b for b in real(*args) if b.code != "cohort_frozen")


def by_days_alone(real):
    """Return next_step as in systems whose level comes from the days overdue alone."""

    def next_step(unit, account, letters, as_of, policy, holds=()):
        step = real(unit, account, letters, as_of, policy, holds)
        rungs = policy.ladder(unit.use_type)
        if step.pending or not step.rung or not account.lines:
            return step
        oldest = account.lines[0].charge.due
        due = [r for r in rungs if ladder.trigger_day(r, rungs, oldest) <= as_of]
        return replace(step, rung=due[-1]) if due else step

    return next_step


# Law -> the rule that is switched off: (where, name, what stands there instead).
SWITCHES = {
    "one_live": [(blockers, "slot_blockers", nothing)],
    "frozen": [(blockers, "slot_blockers", no_frozen(blockers.slot_blockers))],
    "live": [(live, "_paid", lambda *_: None)],
    "silence": [(register, "_quiet", nothing)],
    "hold": [(blockers, "_held", nothing)],
    "promise": [(blockers, "_promised", nothing)],
    "plan": [(blockers, "_planned", nothing)],
    "skipped": [(ladder, "next_step", by_days_alone(ladder.next_step))],
    "unserved": [(register, "_not_served", nothing)],
    "requires": [(register, "_requires", nothing)],
    "doubled": [(ladder, "has_failed", lambda *_: True)],
    "too_early": [(ladder, "trigger_day", lambda _rung, _rungs, due: due + timedelta(1))],
    "held_item": [(ladder, "held_items", lambda *_: frozenset())],
    "not_due": [(arrears.Line, "in_arrears", property(lambda line: line.unpaid > 0))],
    "amount": [(arrears, "late_fee", lambda *_: 0)],
    "owed": [(arrears.Line, "in_arrears", property(lambda line: not line.paid))],
    "steps": [(letter_life, "is_draft", lambda _: False)],
    "settled": [(settlement, "_check_followed_up", lambda *_: None)],
}


def test_no_law_is_ever_broken():
    for chance in range(40 if FULL else 2):
        explore(chance=chance, lives=50 if FULL else 20, steps=100 if FULL else 50)


def test_every_law_is_switched_off_somewhere():
    assert set(SWITCHES) == judge.LAWS


@pytest.mark.parametrize("law", sorted(SWITCHES))
def test_the_machine_finds_the_law_broken_when_its_rule_is_off(law, monkeypatch):
    for where, name, instead in SWITCHES[law]:
        monkeypatch.setattr(where, name, instead)
    with pytest.raises(LawBroken) as found:
        for chance in range(30):  # many short tries: lives of one chance are alike
            explore({law}, chance=chance, lives=10, steps=60)
    assert law in found.value.laws
