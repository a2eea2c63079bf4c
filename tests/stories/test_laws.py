"""The laws of collection hold whatever people do, and each is shown to be guarded.

stories/machine.py plays clerks, owners, hand edits and passing days; the laws
are said in stories/judge.py. For each law one test switches off the rule that
keeps it, and asserts that the same machine then finds it broken: a law that
cannot be broken here would prove nothing.
"""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cuifei.commands import numbers, sending
from cuifei.domain.account import arrears, reversals
from cuifei.domain.ladder import after_letters, blockers, ladder, live, softer_means
from cuifei.domain.ladder import household as household_rules
from cuifei.domain.papers import letter_life, settlement
from cuifei.domain.problems import CuifeiError
from cuifei.domain.work import pauses
from cuifei.tables import rows
from cuifei.workbook import reading
from size import FULL
from stories import judge, town
from stories.machine import explore
from stories.told import NINE_MOVES, household
from stories.town import LawBroken
from workbook.books import good, write


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
    "silence": [(after_letters, "_quiet", nothing)],
    "hold": [(blockers, "_held", nothing)],
    "promise": [(blockers, "_promised", nothing)],
    "plan": [(blockers, "_planned", nothing)],
    "skipped": [(ladder, "next_step", by_days_alone(ladder.next_step))],
    "unserved": [(after_letters, "_not_served", nothing)],
    "requires": [(after_letters, "_requires", nothing)],
    "doubled": [(ladder, "has_failed", lambda *_: True)],
    "too_early": [(ladder, "trigger_day", lambda _rung, _rungs, due: due + timedelta(1))],
    "held_item": [(ladder, "held_items", lambda *_: frozenset())],
    "not_due": [(arrears.Line, "in_arrears", property(lambda line: line.unpaid > 0))],
    "amount": [(arrears, "late_fee", lambda *_: 0)],
    "owed": [(arrears.Line, "in_arrears", property(lambda line: not line.paid))],
    "placed": [(reversals, "standing", lambda rows: [p for p in rows if p.amount > 0])],
    "steps": [(letter_life, "is_draft", lambda _: False)],
    "one_owner": [(blockers, "same_owner_blockers", nothing)],
    "together": [(household_rules, "owner_of", lambda unit: (unit.community, "", ""))],
    "settled": [(settlement, "_check_followed_up", lambda *_: None)],
    "two_sent": [(town, "objections", lambda *_: iter(()))],
    "sending": [(sending, "moved_on", nothing)],
    "left_alone": [(pauses, "_after_letters", nothing)],
    "reason": [(softer_means, "_reason", nothing)],
    "means": [(softer_means, "_heads_up", nothing)],
    "worth": [(softer_means, "_minimum", nothing)],
    "number": [(numbers, "highest", nothing)],
}

# Law -> (chance, lives) by which it is known to be found broken soon; else many are tried in turn.
SOON = {
    "means": (46, 2),
    "frozen": (28, 2),
    "live": (27, 2),
    "placed": (27, 2),
    "settled": (34, 2),
    "steps": (28, 2),
    "sending": (25, 2),
    "two_sent": (39, 2),
    "one_live": (16, 3),
    "worth": (37, 2),
    "owed": (25, 2),
    "held_item": (1, 3),
    "one_owner": (43, 2),
    "left_alone": (9, 3),
    "reason": (25, 2),
    "not_due": (29, 2),
    "number": (25, 2),
    "silence": (27, 2),
    "plan": (34, 2),
    "too_early": (25, 2),
    "promise": (33, 2),
}


def test_no_law_is_ever_broken():
    for chance in range(40 if FULL else 2):
        explore(chance=chance, lives=50 if FULL else 4, steps=100 if FULL else 50)


def test_every_law_is_switched_off_somewhere():
    assert set(SWITCHES) == judge.LAWS


@pytest.mark.parametrize("law", sorted(SWITCHES))
def test_the_machine_finds_the_law_broken_when_its_rule_is_off(law, monkeypatch):
    for where, name, instead in SWITCHES[law]:
        monkeypatch.setattr(where, name, instead)
    with pytest.raises(LawBroken) as found:
        if law in SOON:
            chance, lives = SOON[law]
            explore({law}, chance=chance, lives=lives, steps=60)
        for chance in range(30):  # many short tries: lives of one chance are alike
            explore({law}, chance=chance, lives=10, steps=60)
    assert law in found.value.laws


@pytest.mark.parametrize("typed", [-100, "-100", "－100元", -0.01, 0])
def test_money_going_back_never_reaches_the_rules(tmp_path, typed):
    """A payment below zero that takes nothing back is refused at its cell, with what to do."""
    sheets = good()
    before = rows.ledger(reading.read(write(tmp_path / "a.xlsx", sheets)))[0]
    sheets["收款"].append([date(2026, 2, 20), "3-2", typed, "微信", None, "V2", "冲正"])
    after, problems = rows.ledger(reading.read(write(tmp_path / "b.xlsx", sheets)))
    assert after.payments == before.payments and all(p.amount > 0 for p in after.payments)
    told = next(p for p in problems if "is not above zero" in str(p.what))
    assert told.where == "收款!C3"
    assert "to undo a wrong row, correct the row itself" in str(told.remedy)


def test_a_reversal_is_the_removal_of_the_payment_row():
    """Without the row all is as if the money had never come: debt, level, silence, limitation."""
    home = household("甲-101", ladder=NINE_MOVES).owes(200, "2025-01", months=12)
    home.gets("collection_letter", "2026-01-05", level=1)
    home.pays("2026-01-08", 100)  # a part payment restarts the first period
    before = home.on("2026-01-20")
    assert (before.level, before.may) == (2, True)
    home.pays("2026-01-18", 2300)
    paid = home.on("2026-01-20")
    assert (paid.case.arrears.owed, paid.may, paid.case.step.episode) == (0, False, ())
    home.payments.pop()
    assert home.on("2026-01-20") == before
    home.payments.pop()
    assert home.on("2026-01-20").case.arrears.owed == 240_000
    assert home.on("2026-01-20").level == 2
    assert not home.on("2026-01-20").case.clocks[0].restarts[1:]


def test_a_letter_whose_last_date_was_deleted_still_runs_fourteen_days():
    """Found by the machine: without its last date a lawyer letter could be settled at once."""
    home = household("甲-101", ladder=NINE_MOVES).owes(200, "2025-01", months=12)
    home.gets("lawyer_letter", "2026-03-02", level=3)
    home.hears("2026-03-17")  # without a contact that reached the owner nothing ends it (R5.2)
    letter = home.letters[-1]
    for day, over in ((date(2026, 3, 16), False), (date(2026, 3, 17), True)):
        with nullcontext() if over else pytest.raises(CuifeiError, match="is not over"):
            settlement.check(home.on(day).case, letter, "followed_up", day)
    with pytest.raises(CuifeiError, match="never recorded as sent"):
        day = date(2026, 4, 1)
        settlement.check(home.on(day).case, replace(letter, state="made"), "followed_up", day)


def test_a_draft_stays_a_draft_though_a_date_of_sending_was_left_behind():
    """Found by the machine: state typed back to made, sending date left, and it could go out."""
    home = household("甲-101", ladder=NINE_MOVES).gets("lawyer_letter", "2026-03-02", level=3)
    left = replace(home.letters[-1], state="made", served=None)
    assert left.sent
    with pytest.raises(CuifeiError, match="nobody has approved"):
        letter_life.moved(left, letter_life.Move("printed", date(2026, 3, 3)))
