"""A small language for stories: households, what happens to them, and the verdict of a day.

    home = household("甲-101", ladder=RESIDENTIAL)
    home.owes(200, "2025-01", months=12)          # 200 yuan a month, due at its end
    home.pays("2025-03-02", 200)
    home.gets("payment_notice", "2025-04-30")     # made, sent and served on that day
    day = home.on("2025-05-01")
    assert day.next == "reminder_notice" and day.why == {"not_due"}
    assert day.earliest == date(2025, 5, 31)

`estate(home, other)` decides several households together. Days are written
"2025-03-02", money in yuan. Nothing here knows a rule.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from cuifei.domain.dates import day_of_month
from cuifei.domain.ladder.cases import Case, Docket, decide
from cuifei.domain.policy import Policy
from cuifei.domain.records import (
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Ledger,
    Letter,
    PayAccount,
    Payment,
    Unit,
)
from stories.ladders import EXPRESS as EXPRESS
from stories.ladders import MONTHLY as MONTHLY
from stories.ladders import NINE_MOVES as NINE_MOVES
from stories.ladders import RESIDENTIAL as RESIDENTIAL
from stories.ladders import SHOP as SHOP
from stories.ladders import ladder as ladder

HOUSE = Policy(
    company="示例物业服务有限公司",
    company_phone="13000000000",
    contact_person="王样例",
    receipts_max_age=10_000,  # the stories' clerks always have their receipts recorded
    receipts_through=date(2020, 1, 1),
    lawyer_minimum=0,  # their lawyer letters are about any sum
)
ACCOUNT = PayAccount("示例物业服务有限公司", "示例银行样例支行", "6200 0000 0000 0001")
_numbers = count(1)


def day(text):
    """Read a day of a story; a date stays as it is."""
    return text if isinstance(text, date) or text is None else date.fromisoformat(text)


def fen(yuan):
    """Return yuan as fen."""
    return None if yuan is None else round(yuan * 100)


@dataclass(frozen=True)
class Verdict:
    """What the rules say about one household on one day."""

    case: Case

    @property
    def may(self):
        return self.case.readiness.may_send

    @property
    def next(self):
        rung = self.case.step.rung
        return rung.document if rung else None

    @property
    def level(self):
        rung = self.case.step.rung
        return rung.level if rung else None

    @property
    def why(self):
        return {blocker.code for blocker in self.case.readiness.blockers}

    @property
    def earliest(self):
        return self.case.readiness.earliest

    @property
    def says(self):
        return "; ".join(str(blocker.text) for blocker in self.case.readiness.blockers)

    def until(self, code):
        """Return the last day on which that blocker holds."""
        return next(b.until for b in self.case.readiness.blockers if b.code == code)


@dataclass
class Household:
    """One unit and its rows; each method tells one thing that happens and returns the household."""

    unit: Unit
    policy: Policy
    charges: list = field(default_factory=list)
    payments: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    held: list = field(default_factory=list)
    instalments: list = field(default_factory=list)
    decisions: list = field(default_factory=list)
    letters: list = field(default_factory=list)

    @property
    def name(self):
        return self.unit.unit

    def owes(self, yuan, first, *, months=1, due_day=31, item="物业费"):
        """Charge `yuan` a month from the month `first` on, due on that day or the month's last."""
        year, month = map(int, first.split("-"))
        for ahead in range(months):
            due = day_of_month(year, month + ahead, due_day)
            self.charges.append(Charge(self.name, item, f"{due:%Y-%m}", fen(yuan), due))
        return self

    def pays(self, on, yuan, *, period=""):
        self.payments.append(Payment(self.name, day(on), fen(yuan), "转账", period))
        return self

    def pays_all(self, on):
        """Pay everything that is in arrears on that day."""
        return self.pays(on, self.on(on).case.arrears.owed / 100)

    def gets(
        self,
        document,
        on,
        *,
        state="served",
        sent=None,
        served=None,
        level=0,
        last_date=None,
        result="",
        delivery="hand",
    ):
        """Enter a letter in the register; by default it is served on its own day."""
        gone = state in {"sent", "served", "refused", "returned"}
        arrived = state in {"served", "refused", "returned"}
        self.letters.append(
            Letter(
                number=f"函{next(_numbers):04d}",
                document=document,
                unit=self.name,
                date=day(on),
                as_of=day(on),
                last_date=day(last_date),
                state=state,
                sent=(day(sent) or day(on)) if gone else None,
                served=(day(served) or day(on)) if arrived else None,
                delivery=delivery if gone else "",
                level=level,
                result=result,
            )
        )
        return self

    def then(self, **changes):
        """Change the newest letter: then(state="served", served="2025-05-03")."""
        dated = {k: day(v) if k in {"sent", "served"} else v for k, v in changes.items()}
        self.letters[-1] = replace(self.letters[-1], **dated)
        return self

    def hears(self, on, *, channel="phone", result="explained", content=""):
        """Record a contact."""
        self.contacts.append(Contact(self.name, day(on), channel, result, content=content))
        return self

    def softly(self, on):
        """Try the softer means: a talk in vain, and the private word before a lawyer letter."""
        self.hears(on, channel="phone", result="refused")
        return self.hears(on, channel="visit", result="told")

    def promises(self, on, by, yuan=None, *, channel="phone"):
        self.contacts.append(Contact(self.name, day(on), channel, "promised", day(by), fen(yuan)))
        return self

    def holds(self, reason, since, until=None, *, item=""):
        self.held.append(Hold(self.name, reason, day(since), day(until), item))
        return self

    def agrees(self, on, *parts):
        """Sign a plan; parts are (day, yuan)."""
        for number, (due, yuan) in enumerate(parts, 1):
            self.instalments.append(
                Instalment(self.name, str(number), day(due), fen(yuan), day(on))
            )
        return self

    def granted(self, on, kind, yuan):
        self.decisions.append(Decision(self.name, day(on), kind, fen(yuan), "李样例", "样例"))
        return self

    def on(self, when):
        """Return the verdict of a day for this household alone."""
        return estate(self).on(when)[self.name]

    def lives(self, first, last, *, served_after=0):
        """Live through the days with a clerk who sends whatever may go; return what went out.

        Each letter is served `served_after` days after its date.
        """
        went_out = []
        today = day(first)
        while today <= day(last):
            verdict = self.on(today)
            if verdict.why and verdict.why <= {"not_tried", "no_heads_up"}:
                verdict = self.softly(today).on(today)
            if verdict.may:
                rung = verdict.case.step.rung
                last_date = today + timedelta(rung.last_date_days) if rung.last_date_days else None
                self.gets(
                    rung.document,
                    today,
                    served=today + timedelta(served_after),
                    level=rung.level,
                    last_date=last_date,
                )
                went_out.append((str(today), rung.document))
            today += timedelta(1)
        return went_out


def household(name, *, ladder=RESIDENTIAL, policy=HOUSE, **unit):
    """Return a household with nothing in its file; `unit` are fields of the record."""
    facts = {"owner": f"{name}业主样例", "community": "样例花园", **unit}
    use_type = ladder[0].use_type if ladder else "residential"
    record = Unit(name, **{"use_type": use_type, **facts})
    return Household(record, replace(policy, rungs=ladder))


@dataclass
class Estate:
    """Several households under one policy."""

    households: tuple
    policy: Policy
    accounts: tuple = (ACCOUNT,)

    @property
    def ledger(self):
        def rows(name):
            return tuple(row for home in self.households for row in getattr(home, name))

        return Ledger(
            units={home.name: home.unit for home in self.households},
            charges=rows("charges"),
            payments=rows("payments"),
            contacts=rows("contacts"),
            holds=rows("held"),
            instalments=rows("instalments"),
            decisions=rows("decisions"),
            accounts=self.accounts,
            letters=rows("letters"),
        )

    def docket(self, when) -> Docket:
        return decide(self.ledger, day(when), self.policy)

    def on(self, when):
        """Return the verdicts of a day, by unit."""
        return {name: Verdict(case) for name, case in self.docket(when).cases.items()}


def estate(*households, policy=None):
    """Return the households together; the policy is that of the first unless given."""
    ladders = {rung for home in households for rung in home.policy.rungs}
    house = policy or households[0].policy
    rungs = tuple(sorted(ladders, key=lambda rung: (rung.use_type, rung.level)))
    return Estate(households, replace(house, rungs=rungs))
