"""Clerks, owners and passing days, in any order: the tool must keep the laws in judge.py.

The test suite runs a small size. The full size, from the project's top:

    PYTHONPATH=addin:tests python -m stories.machine --full [MINUTES]

or CUIFEI_FULL=1 with the test suite. Days only move forward, as the commands
refuse back-dated runs; everything else may happen on any day.
"""

import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cuifei.commands.select import Wanted, choose, choose_drafts
from cuifei.domain import settlement
from cuifei.domain.addresses import pay_accounts
from cuifei.domain.cases import decide
from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.demand import Paper, demand
from cuifei.domain.letter_life import Move, moved
from cuifei.domain.problems import CuifeiError
from cuifei.domain.queue import plan
from cuifei.domain.records import (
    LETTER_STATES,
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Ledger,
    Letter,
    Payment,
    Unit,
)
from cuifei.workbook.presets import ladder
from stories import judge
from stories.told import ACCOUNT, HOUSE

FULL = bool(os.environ.get("CUIFEI_FULL"))
START = date(2026, 1, 20)
ITEMS = {"物业费": (20_000, 31, 1), "停车费": (8_000, 10, 3)}  # fen, due day, every so many months
RUNGS = (
    *ladder("nine-moves", "residential"),
    *ladder("residential", "entrusted"),
    *ladder("shop", "shop"),
    *ladder("express", "parking"),
)
POLICY = replace(
    HOUSE,
    rungs=RUNGS,
    min_interval=1,  # so that the silence alone keeps letters apart
    late_fee_rate=Fraction(5, 10_000),
    late_fee_cap=Fraction(3, 10),
    sources={"late_fee_rate": "样例合同第8条"},
)


def _unit(name, community, use_type, cohort=""):
    return Unit(
        name, f"{name}业主样例", community, use_type=use_type, address="样例路1号", cohort=cohort
    )


UNITS = (
    _unit("甲-1", "甲一花园", "residential"),
    _unit("甲-2", "甲一花园", "entrusted"),
    _unit("甲-3", "甲一花园", "shop"),
    _unit("甲-4", "甲一花园", "residential", "样例共同体"),
    _unit("乙-1", "乙二苑", "residential", "样例共同体"),
    _unit("乙-2", "乙二苑", "parking"),
)
units = st.sampled_from([unit.unit for unit in UNITS])


class LawBroken(AssertionError):
    """The tool did what a law forbids; `laws` names them."""

    def __init__(self, laws, what):
        super().__init__(f"{', '.join(sorted(laws))}: {what}")
        self.laws = frozenset(laws)


@dataclass
class Town:
    """A workbook in memory, and the clerk's commands on it, judged by the laws."""

    ledger: Ledger = field(
        default_factory=lambda: Ledger(units={u.unit: u for u in UNITS}, accounts=(ACCOUNT,))
    )
    policy: object = POLICY
    today: date = START
    judged: frozenset = judge.LAWS
    written: Counter = field(default_factory=Counter)
    numbers: count = field(default_factory=lambda: count(1))
    decided: tuple = (None, None)

    def add(self, table, *rows):
        self.ledger = replace(self.ledger, **{table: (*getattr(self.ledger, table), *rows)})

    def swap(self, before, *after):
        """Put `after` in the place of a letter of the register."""
        letters = [y for x in self.ledger.letters for y in (after if x is before else (x,))]
        self.ledger = replace(self.ledger, letters=tuple(letters))

    def docket(self):
        facts = (self.ledger, self.today, self.policy)
        if self.decided[0] is None or any(
            a is not b for a, b in zip(self.decided[0], facts, strict=True)
        ):
            self.decided = (facts, decide(*facts))
        return self.decided[1]

    def breaks(self, laws, what):
        if broken := self.judged & set(laws):
            raise LawBroken(broken, f"{self.today} {what}")

    def bills(self, unit, months_ago, months):
        """Charge both items for some months, the first `months_ago` before this one."""
        for n in range(months):
            first = add_months(self.today.replace(day=1), n - months_ago)
            period = f"{first:%Y-%m}"
            billed = {(c.period, c.item) for c in judge.of(self.ledger.charges, unit)}
            for item, (fen, due_day, every) in ITEMS.items():
                if first.month % every == 0 and (period, item) not in billed:
                    due = day_of_month(first.year, first.month, due_day)
                    self.add("charges", Charge(unit, item, period, fen, due))

    def writes(self, case, docket):
        """Write a case's letter and its row, as commands/issue.py does, before the judge."""
        rung = case.step.rung
        number = f"催函{next(self.numbers):05d}"
        accounts = pay_accounts(self.ledger.accounts, case.unit.community)
        paper = Paper(number, rung, docket.as_of, docket.receipts_through, accounts)
        said = demand(case, paper, docket.policy, docket.calendar)
        letter = Letter(
            number=said.number,
            document=said.document,
            unit=said.unit.unit,
            date=said.date,
            as_of=said.as_of,
            last_date=said.last_date,
            amount=said.total,
            level=rung.level,
            approved_by="审定人样例" if rung.document == "lawyer_letter" else "",
        )
        self.breaks(judge.breaches(self.ledger, self.policy, letter, said.lines), letter)
        self.add("letters", letter)
        self.written.update(all=1, **{letter.document: 1})

    def runs_letters(self, wanted):
        docket = self.docket()
        cases, _ = choose(docket, wanted)
        for case in cases:
            self.writes(case, docket)
        again, _ = choose(self.docket(), wanted)
        twice = {case.unit.unit for case in cases} & {case.unit.unit for case in again}
        if twice:
            self.breaks({"doubled"}, f"a second run would write to {twice}")

    def drafts(self, unit, priorities):
        docket = self.docket()
        cases, _ = choose_drafts(docket, priorities, unit)
        for case in cases:
            self.writes(case, docket)

    def marks(self, letter, move):
        lawful = judge.may_step(letter, move.state, move.date, move.delivery, move.reason)
        try:
            after = moved(letter, move)
        except CuifeiError:
            if lawful:
                self.breaks({"steps"}, f"refused: {letter} {move}")
            return
        if not lawful or after.state != move.state:
            self.breaks({"steps"}, f"allowed: {letter} {move}")
        self.swap(letter, after)

    def settles(self, letter, result):
        lawful = judge.may_settle(self.ledger, letter, result, self.today)
        try:
            settlement.check(self.docket().cases[letter.unit], letter, result, self.today)
        except CuifeiError:
            if lawful:
                self.breaks({"settled"}, f"refused: {letter} {result}")
            return
        if not lawful:
            self.breaks({"settled"}, f"allowed: {letter} {result}")
        self.swap(letter, replace(letter, result=result))

    def sends_everything(self, how="hand", approved=True):
        """Send whatever lies there, as a diligent clerk does; by hand it is served at once."""
        if approved:
            self.approves()
        for letter in self.ledger.letters:
            if letter.state in judge.UNSENT:
                self.marks(letter, Move("served" if how == "hand" else "sent", self.today, how))

    def works(self, how, days):
        """Write letters, send them, and let days pass until the next: what clerks mostly do."""
        self.runs_letters(Wanted())
        if how:
            self.sends_everything(how)
        self.today += timedelta(days)

    def near(self, unit, ready):
        """Return the unit, or with `ready` the one that would get the gravest letter today."""
        cases = self.docket().cases.values() if ready else ()
        may = [c for c in cases if c.readiness.may_send]
        return max(may, key=lambda c: c.step.rung.level).unit.unit if may else unit

    def approves(self):
        """Record that counsel approved the drafts, as `legal approve` does."""
        for letter in self.ledger.letters:
            if letter.document == "lawyer_letter" and letter.state in judge.UNSENT:
                self.swap(letter, replace(letter, approved_by="王样例"))


class Machine(RuleBasedStateMachine):
    """What people may do, in any order. `judged`: the laws that are looked at."""

    judged = judge.LAWS
    days = letters = lawyers = 0

    def __init__(self):
        super().__init__()
        self.town = Town(judged=type(self).judged)

    def teardown(self):
        Machine.days += (self.town.today - START).days
        Machine.letters += self.town.written["all"]
        Machine.lawyers += self.town.written["lawyer_letter"]

    @initialize(
        debts=st.lists(st.sampled_from((1, 4, 14, 14)), min_size=6, max_size=6),
        weeks=st.sampled_from((0, 1, 3, 3, 5)),
        grace=st.sampled_from((0, 0, 3)),
        gap=st.sampled_from((0, 0, 5)),
    )
    def begins(self, debts, weeks, grace, gap):
        """Begin with a house's numbers, debts, and some weeks of diligent work behind us."""
        self.town.policy = replace(POLICY, promise_grace=grace, slot_gap_days=gap)
        for unit, months in zip(UNITS, debts, strict=True):
            self.town.bills(unit.unit, months, months)
        for _ in range(weeks):
            self.town.works("hand", 9)

    @rule(n=st.sampled_from((1, 3, 7, 8, 15, 16, 31)))
    def days_pass(self, n):
        self.town.today += timedelta(n)

    @rule(late=st.booleans())
    def charges_fall_due(self, late):
        for unit in UNITS:
            self.town.bills(unit.unit, 1 if late else 0, 1)

    @rule(
        unit=units,
        how=st.sampled_from(("full", "full", "part", "named", "ahead")),
        part=st.floats(0.01, 1),
    )
    def pays(self, unit, how, part):
        owed = judge.owed(self.town.ledger, unit, self.town.today)
        charges = judge.of(self.town.ledger.charges, unit)
        period, amount = "", owed
        if how == "part":
            amount = int(owed * part)
        elif how == "named" and charges:
            named = charges[int(part * (len(charges) - 1))]
            period, amount = named.period, named.amount
        elif how == "ahead":
            amount = owed + int(100_000 * part)
        if amount > 0:
            self.town.add("payments", Payment(unit, self.town.today, amount, period=period))

    @precondition(lambda self: self.town.ledger.payments)
    @rule(data=st.data())
    def payment_row_is_removed(self, data):
        gone = data.draw(st.integers(0, len(self.town.ledger.payments) - 1))
        rows = [p for n, p in enumerate(self.town.ledger.payments) if n != gone]
        self.town.ledger = replace(self.town.ledger, payments=tuple(rows))

    @rule(document=st.sampled_from(("", "", "payment_notice", "collection_letter")))
    def clerk_runs_letters(self, document):
        self.town.runs_letters(Wanted(document))

    @rule(unit=st.one_of(st.just(""), units), first=st.one_of(st.none(), units))
    def clerk_drafts(self, unit, first):
        self.town.drafts(unit, {first: 1} if first else {})

    @rule(how=st.sampled_from(("hand", "hand", "express")), approved=st.booleans())
    def clerk_sends_everything(self, how, approved):
        self.town.sends_everything(how, approved)

    @rule()
    def the_post_arrives(self):
        for letter in self.town.ledger.letters:
            if letter.state == "sent":
                self.town.marks(letter, Move("served", self.town.today))

    @rule(
        how=st.sampled_from(("hand", "express", "")),
        n=st.sampled_from((7, 8, 9, 16)),
        drafts=st.booleans(),
    )
    def a_week_of_work(self, how, n, drafts):
        if drafts:
            self.town.drafts("", {})
        self.town.works(how, n)

    @precondition(lambda self: self.town.ledger.letters)
    @rule(
        data=st.data(),
        state=st.sampled_from(LETTER_STATES),
        ago=st.sampled_from((0, 0, 0, 1, 5)),
        delivery=st.sampled_from(("", "hand", "express")),
        reason=st.sampled_from(("", "样例理由")),
    )
    def clerk_marks(self, data, state, ago, delivery, reason):
        letter = data.draw(st.sampled_from(self.town.ledger.letters))
        day = self.town.today - timedelta(ago)
        self.town.marks(letter, Move(state, day, delivery, "", reason))

    @rule(unit=units, ready=st.booleans())
    def clerk_voids(self, unit, ready):
        """Void a unit's oldest letter, though later ones may have gone out."""
        unit = self.town.near(unit, ready)
        mine = [x for x in judge.of(self.town.ledger.letters, unit) if x.state != "voided"]
        if mine:
            self.town.marks(mine[0], Move("voided", self.town.today, reason="样例理由"))

    @precondition(lambda self: judge.live(self.town.ledger, self.town.today))
    @rule(data=st.data(), result=st.sampled_from(("paid", "plan", "withdrawn", "followed_up")))
    def clerk_settles(self, data, result):
        ledger, today = self.town.ledger, self.town.today
        live = [x for x in ledger.letters if judge.is_live(ledger, x, today)]
        self.town.settles(data.draw(st.sampled_from(live)), result)

    @rule(unit=units, channel=st.sampled_from(("phone", "visit", "owner_call", "wechat")))
    def contact(self, unit, channel):
        self.town.add("contacts", Contact(unit, self.town.today, channel, "explained"))

    @rule(
        unit=units,
        ready=st.booleans(),
        ahead=st.sampled_from((0, 1, 7, 30)),
        amount=st.sampled_from((None, 1_000, 50_000)),
    )
    def owner_promises(self, unit, ready, ahead, amount):
        unit = self.town.near(unit, ready)
        due = self.town.today + timedelta(ahead)
        self.town.add("contacts", Contact(unit, self.town.today, "phone", "promised", due, amount))

    @rule(unit=units, ready=st.booleans(), parts=st.integers(1, 3), every=st.sampled_from((10, 30)))
    def plan_is_signed(self, unit, ready, parts, every):
        unit = self.town.near(unit, ready)
        today = self.town.today
        self.town.add(
            "instalments",
            *(
                Instalment(unit, str(n), today + timedelta(n * every), 10_000, today)
                for n in range(1, parts + 1)
            ),
        )

    @rule(
        unit=units,
        ready=st.booleans(),
        item=st.sampled_from(("", "", *ITEMS)),
        length=st.sampled_from((None, 0, 10, 40)),
    )
    def hold_is_typed(self, unit, ready, item, length):
        unit = self.town.near(unit, ready)
        until = None if length is None else self.town.today + timedelta(length)
        self.town.add("holds", Hold(unit, "dispute", self.town.today, until, item))

    @precondition(lambda self: self.town.ledger.holds)
    @rule(data=st.data(), ago=st.sampled_from((0, 1)))
    def hold_ends(self, data, ago):
        hold = data.draw(st.sampled_from(self.town.ledger.holds))
        until = self.town.today - timedelta(ago)
        others = [h for h in self.town.ledger.holds if h is not hold]
        if until >= hold.since:
            others.append(replace(hold, until=until))
        self.town.ledger = replace(self.town.ledger, holds=tuple(others))

    @rule(unit=units, amount=st.sampled_from((1, 500, 1_000_000)))
    def late_fee_is_waived(self, unit, amount):
        decision = Decision(unit, self.town.today, "waiver", amount, "李样例", "样例理由")
        self.town.add("decisions", decision)

    @precondition(lambda self: self.town.ledger.letters)
    @rule(
        data=st.data(),
        cells=st.one_of(
            st.builds(lambda state: {"state": state}, st.sampled_from(LETTER_STATES)),
            st.just({"level": 0}),
            st.builds(
                lambda name: {name: None},
                st.sampled_from(("sent", "served", "as_of", "last_date")),
            ),
            st.just({"result": ""}),
        ),
    )
    def register_is_edited(self, data, cells):
        letter = data.draw(st.sampled_from(self.town.ledger.letters))
        self.town.swap(letter, replace(letter, **cells))

    @rule(
        unit=units,
        ago=st.sampled_from((0, 3, 20)),
        state=st.sampled_from(("made", "sent", "served")),
        last=st.sampled_from((None, 14)),
    )
    def lawyer_letter_is_typed(self, unit, ago, state, last):
        day = self.town.today - timedelta(ago)
        letter = Letter(
            f"手工{next(self.town.numbers):05d}",
            "lawyer_letter",
            unit,
            day,
            last_date=last and day + timedelta(last),
            state=state,
            sent=None if state == "made" else day,
            served=day if state == "served" else None,
        )
        self.town.add("letters", letter)

    @rule(slots=st.sampled_from((1, 2)))
    def slots_are_set(self, slots):
        self.town.policy = replace(self.town.policy, slots_per_cohort=slots)

    @invariant()
    def live_letters_are_known(self):
        town = self.town
        if not town.judged & {"live", "frozen", "owed"}:
            return
        docket, slots = town.docket(), town.policy.slots_per_cohort
        live = judge.live(town.ledger, town.today)
        told = {name: {x.number for x in letters} for name, letters in docket.live.items()}
        if told != live:
            town.breaks({"live"}, f"{told} is not {live}")
        places = plan(docket, {})
        for unit, case in docket.cases.items():
            if case.arrears.owed != judge.owed(town.ledger, unit, town.today):
                town.breaks({"owed"}, unit)
            taken = len(live.get(judge.cohort(town.ledger, unit), ()))
            rung = case.step.rung
            drafting = rung and rung.document == "lawyer_letter" and not case.step.pending
            codes = {b.code for b in case.readiness.blockers}
            if drafting and case.arrears.owed and taken > slots and "cohort_frozen" not in codes:
                town.breaks({"frozen"}, unit)
        for place in places:
            if len(live.get(place.cohort, ())) > slots and place.state != "live" and place.planned:
                town.breaks({"frozen"}, place)


def explore(judged=judge.LAWS, *, chance, lives, steps, phases=(Phase.generate,)):
    """Let things happen; raises LawBroken where the tool broke one of the laws `judged`.

    The same `chance` gives the same lives.
    """
    machine = seed(chance)(type("Machine", (Machine,), {"judged": frozenset(judged)}))
    size = settings(
        max_examples=lives,
        stateful_step_count=steps,
        database=None,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=size)


def main(minutes):
    """Explore for some minutes, each round by another chance; a breach is shrunk and shown."""
    end = time.monotonic() + 60 * minutes
    rounds, first = 0, int(time.time())
    while time.monotonic() < end:
        shrinking = (Phase.generate, Phase.shrink)
        explore(chance=first + rounds, lives=50, steps=100, phases=shrinking)
        rounds += 1
    print(
        f"{rounds * 50:,} lives of 100 steps from chance {first} on, {Machine.days // 365:,} years,"
        f" {Machine.letters:,} letters, of them {Machine.lawyers:,} lawyer letters: no law broken"
    )


if __name__ == "__main__":
    if "--full" not in sys.argv:
        raise SystemExit(__doc__)
    given = sys.argv[sys.argv.index("--full") + 1 :]
    main(float(given[0]) if given else 5)
