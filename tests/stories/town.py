"""A workbook in memory, the clerk's commands on it, and the judge who watches."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from cuifei.commands import numbers
from cuifei.commands.select import Wanted, choose, choose_drafts
from cuifei.commands.sending import objections
from cuifei.domain.addresses import pay_accounts
from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import decide
from cuifei.domain.papers import settlement
from cuifei.domain.papers.approval import dated
from cuifei.domain.papers.demand import Paper, demand, merged
from cuifei.domain.papers.letter_life import Move, is_draft, moved
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Charge, Contact, Ledger, Letter, Unit
from cuifei.tables.presets import chosen, ladder
from stories import facts, judge
from stories.told import ACCOUNT, HOUSE

START = date(2026, 1, 20)
ITEMS = {"物业费": (20_000, 31, 1), "停车费": (8_000, 10, 3)}  # fen, due day, every so many months
RUNGS = (
    *ladder("nine-moves", "residential"),
    *ladder("residential", "entrusted"),
    *chosen("shop", "shop"),
    *ladder("express", "parking"),
)
POLICY = replace(
    HOUSE,
    rungs=RUNGS,
    min_interval=1,  # so that the silence alone keeps letters apart
    lawyer_minimum=50_000,
    late_fee_rate=Fraction(5, 10_000),
    late_fee_cap=Fraction(3, 10),
    sources={"late_fee_rate": "样例合同第8条"},
)


def _unit(name, community, use_type, cohort="", owner=""):
    return Unit(
        name,
        owner or f"{name}业主样例",
        community,
        use_type=use_type,
        address="样例路1号",
        cohort=cohort,
        phone="13000000001" if owner else "",
    )


UNITS = (
    _unit("甲-1", "甲一花园", "residential", owner="多套业主样例"),
    _unit("甲-2", "甲一花园", "entrusted"),
    _unit("甲-3", "甲一花园", "shop"),
    _unit("甲-4", "甲一花园", "residential", "样例共同体"),
    _unit("甲-5", "甲一花园", "residential", owner="多套业主样例"),
    _unit("乙-1", "乙二苑", "residential", "样例共同体"),
    _unit("乙-2", "乙二苑", "parking"),
)


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
    given: set = field(default_factory=set)
    memory: str = ""
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
            billed = {(c.period, c.item) for c in facts.of(self.ledger.charges, unit)}
            for item, (fen, due_day, every) in ITEMS.items():
                if first.month % every == 0 and (period, item) not in billed:
                    due = day_of_month(first.year, first.month, due_day)
                    self.add("charges", Charge(unit, item, period, fen, due))

    def writes(self, cases, docket):
        """Write a letter and its rows, as commands/issue.py does, before the judge."""
        number = self.takes_number()
        days = merging.last_date_days(cases)
        parts = []
        for case in cases:
            rung = replace(case.step.rung, last_date_days=days)
            accounts = pay_accounts(self.ledger.accounts, case.unit.community)
            paper = Paper(number, rung, docket.as_of, docket.receipts_through, accounts)
            parts.append(demand(case, paper, docket.policy, docket.calendar))
        said = merged(parts)
        rows = [
            Letter(
                number=said.number,
                document=said.document,
                unit=part.unit.unit,
                date=said.date,
                as_of=said.as_of,
                last_date=said.last_date,
                amount=part.total,
                level=case.step.rung.level,
            )
            for case, part in zip(cases, said.each, strict=True)
        ]
        for letter, part in zip(rows, said.each, strict=True):
            broken = judge.breaches(self.ledger, self.policy, letter, part.lines)
            self.breaks(broken, letter)
        self.breaks(judge.breaches_together(self.ledger, self.policy, rows, said), said)
        self.add("letters", *rows)
        merges = len(rows) > 1
        self.written.update(all=1, merged=merges, **{said.document: 1})

    def takes_number(self):
        """Give the next number, as commands/issue.py does; the workbook remembers the highest."""
        used = [x.number for x in self.ledger.letters]
        known = [*used, *numbers.highest([self.memory])]
        number = next(numbers.letter_numbers(known, self.today))
        if number in self.given:
            self.breaks({"number"}, number)
        self.given.add(number)
        self.memory = "、".join(numbers.highest([number, self.memory]))
        return number

    def undoes(self):
        """Take back the letters of the newest number, if they are still only made."""
        made = [x for x in self.ledger.letters if x.state == "made" and x.number in self.given]
        newest = max((x.number for x in made), default=None)
        kept = [x for x in self.ledger.letters if x.number != newest]
        self.ledger = replace(self.ledger, letters=tuple(kept))

    def loses_row(self, letter):
        """Delete a letter's row by hand; the folder's manifest still knows a lawyer letter."""
        kept = tuple(x for x in self.ledger.letters if x is not letter)
        known = letter.document == "lawyer_letter" and letter.number in self.given
        gone = (*self.ledger.missing, letter) if known else self.ledger.missing
        self.ledger = replace(self.ledger, letters=kept, missing=gone)

    def tells(self, *units):
        """Let the steward call, and tell the owners in private that a letter is coming."""
        for unit in units:
            for channel, result in (("phone", "refused"), ("visit", "told")):
                self.add("contacts", Contact(unit, self.today, channel, result))

    def runs_letters(self, wanted):
        docket = self.docket()
        cases, _ = choose(docket, wanted)
        for together in merging.letters(cases):
            self.writes(together, docket)
        again, _ = choose(self.docket(), wanted)
        twice = {case.unit.unit for case in cases} & {case.unit.unit for case in again}
        if twice:
            self.breaks({"doubled"}, f"a second run would write to {twice}")

    def drafts(self, unit, priorities):
        docket = self.docket()
        cases, _ = choose_drafts(docket, priorities, unit)
        for together in merging.letters(cases):
            self.writes(together, docket)

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
        goes = letter.state in facts.UNSENT and after.state in {*facts.GONE, "returned"}
        if letter.document == "lawyer_letter" and goes:
            rows = facts.same_number(self.ledger, letter)
            # As commands/mark.py has it: they go together, and rows that differ are not moved.
            if all(x.state == letter.state for x in rows) and self.goes_out(letter, move):
                for row in rows:
                    self.swap(row, moved(row, move))
            return
        self.swap(letter, after)

    def goes_out(self, letter, move):
        """Ask, as commands/mark.py does, whether a lawyer letter may be recorded as gone.

        Its rows go out together: what stands against one of them stands against all.
        """
        docket = decide(self.ledger, move.date, self.policy)
        rows = facts.same_number(self.ledger, letter)
        against = (why for x in rows for why in objections(x, docket.cases[x.unit], docket))
        refused = next(against, None)
        lawful = all(judge.may_go(self.ledger, self.policy, x, move.date) for x in rows)
        if bool(refused) == lawful:
            self.breaks({"sending"}, f"{letter} {move}: {refused}")
        group = facts.cohort(self.ledger, letter.unit)
        sent = judge.sent_and_live(self.ledger, group, move.date) - {letter.number}
        if not refused and len(sent) >= self.policy.slots_per_cohort:
            self.breaks({"two_sent"}, f"{letter} beside {sent}")
        return refused is None

    def settles(self, letter, result, outcome=""):
        lawful = judge.may_settle(self.ledger, letter, result, self.today, outcome)
        case = self.docket().cases[letter.unit]
        try:
            settlement.check(case, letter, result, self.today, outcome)
        except CuifeiError:
            if lawful:
                self.breaks({"settled"}, f"refused: {letter} {result}")
            return
        if not lawful:
            self.breaks({"settled"}, f"allowed: {letter} {result}")
        self.swap(letter, replace(letter, result=result, note=outcome))

    def sends_everything(self, how="hand", approved=True):
        """Send whatever lies there, as a diligent clerk does; by hand it is served at once."""
        if approved:
            self.approves()
        for letter in self.ledger.letters:
            if letter.state in facts.UNSENT:
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
            together = facts.same_number(self.ledger, letter)
            if letter.date <= self.today and all(map(is_draft, together)):
                for row in together:
                    self.swap(row, replace(dated(row, self.today), approved_by="王样例"))
