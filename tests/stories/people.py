"""What clerks, owners and time may do to a town, as rules for a state machine."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from cuifei.commands.select import Wanted
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.queue.queue import plan
from cuifei.domain.records import (
    LETTER_STATES,
    Contact,
    Decision,
    Hold,
    Instalment,
    Letter,
    Payment,
)
from cuifei.domain.work.task import CONTACT_KINDS
from cuifei.domain.work.texts import texts
from cuifei.domain.work.worklist import tasks
from stories import facts, judge
from stories.town import ITEMS, POLICY, START, UNITS, Town

units = st.sampled_from([unit.unit for unit in UNITS])


class People(RuleBasedStateMachine):
    """What people may do, in any order. `judged`: the laws that are looked at."""

    judged = judge.LAWS
    days = letters = lawyers = merged = 0

    def __init__(self):
        super().__init__()
        self.town = Town(judged=type(self).judged)
        self.looked_at = {}

    def is_as_before(self, what):
        """Say whether `what` was looked at already in this very docket: nothing happened since."""
        before = self.looked_at.get(what)
        self.looked_at[what] = self.town.docket()
        return before is self.looked_at[what]

    def teardown(self):
        People.days += (self.town.today - START).days
        People.letters += self.town.written["all"]
        People.lawyers += self.town.written["lawyer_letter"]
        People.merged += self.town.written["merged"]

    @initialize(
        debts=st.lists(st.sampled_from((1, 4, 14, 14)), min_size=7, max_size=7),
        weeks=st.sampled_from((0, 1, 3, 3, 5)),
        grace=st.sampled_from((0, 0, 3)),
        gap=st.sampled_from((0, 0, 5)),
        merge=st.booleans(),
    )
    def begins(self, debts, weeks, grace, gap, merge):
        """Begin with a house's numbers, debts, and some weeks of diligent work behind us."""
        self.town.policy = replace(
            POLICY, promise_grace=grace, slot_gap_days=gap, merge_letters=merge
        )
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
        owed = facts.owed(self.town.ledger, unit, self.town.today)
        charges = facts.of(self.town.ledger.charges, unit)
        period, amount = "", owed
        if how == "part":
            amount = int(owed * part)
        elif how == "named" and charges:
            named = charges[int(part * (len(charges) - 1))]
            period, amount = named.period, named.amount
        elif how == "ahead":
            amount = owed + int(100_000 * part)
        if amount > 0:
            voucher = f"SK-{next(self.town.numbers)}"
            paid = Payment(unit, self.town.today, amount, period=period, voucher=voucher)
            self.town.add("payments", paid)

    @precondition(lambda self: self.town.ledger.payments)
    @rule(data=st.data(), share=st.sampled_from((0.3, 1, 1)))
    def payment_is_taken_back(self, data, share):
        """Take a payment back by a row below zero (冲红), in whole or in part."""
        rows = self.town.ledger.payments
        paid = data.draw(st.sampled_from([p for p in rows if p.amount > 0]))
        left = paid.amount + sum(p.amount for p in rows if p.reverses == paid.voucher)
        if part := int(left * share):
            gone = Payment(paid.unit, self.town.today, -part, reverses=paid.voucher)
            self.town.add("payments", gone)

    @precondition(lambda self: self.town.ledger.payments)
    @rule(data=st.data())
    def payment_row_is_removed(self, data):
        gone = data.draw(st.integers(0, len(self.town.ledger.payments) - 1))
        gone = self.town.ledger.payments[gone]
        rows = [
            p
            for p in self.town.ledger.payments
            if p is not gone and (gone.amount < 0 or p.reverses != gone.voucher)
        ]
        self.town.ledger = replace(self.town.ledger, payments=tuple(rows))

    @rule(document=st.sampled_from(("", "", "payment_notice", "collection_letter")))
    def clerk_runs_letters(self, document):
        self.town.runs_letters(Wanted(document))

    @rule(unit=st.one_of(st.just(""), units), first=st.one_of(st.none(), units), told=st.booleans())
    def clerk_drafts(self, unit, first, told):
        if told:
            self.town.tells(*([unit] if unit else (each.unit for each in UNITS)))
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
            self.town.tells(*(unit.unit for unit in UNITS))
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
        mine = [x for x in facts.of(self.town.ledger.letters, unit) if x.state != "voided"]
        if mine:
            self.town.marks(mine[0], Move("voided", self.town.today, reason="样例理由"))

    @precondition(lambda self: facts.live(self.town.ledger, self.town.today))
    @rule(
        data=st.data(),
        result=st.sampled_from(("paid", "plan", "withdrawn", "followed_up", "refused", "suit")),
        outcome=st.sampled_from(("", "业主拒绝缴费")),
    )
    def clerk_settles(self, data, result, outcome):
        ledger, today = self.town.ledger, self.town.today
        live = [x for x in ledger.letters if facts.is_live(ledger, x, today)]
        if live:  # one whose row was deleted is live too, and cannot be settled
            self.town.settles(data.draw(st.sampled_from(live)), result, outcome)

    @rule(
        unit=units,
        channel=st.sampled_from(("phone", "visit", "owner_call", "wechat")),
        result=st.sampled_from(
            (
                *("explained", "explained", "no_answer", "left_message", "followed_up", "told"),
                *("sued", ""),
            )
        ),
    )
    def contact(self, unit, channel, result):
        self.town.add("contacts", Contact(unit, self.town.today, channel, result))

    @rule(unit=units, by=st.sampled_from(("", "李样例")))
    def heads_up_is_waived(self, unit, by):
        waived = Contact(unit, self.town.today, result="heads_up_waived", by=by)
        self.town.add("contacts", waived)

    @rule(
        unit=units,
        reason=st.sampled_from(("", "none", "malicious", "defects", "hardship")),
        owner_type=st.sampled_from(("", "resisting", "evading")),
    )
    def reason_is_typed(self, unit, reason, owner_type):
        known = self.town.ledger.units
        row = replace(known[unit], reason=reason, owner_type=owner_type)
        self.town.ledger = replace(self.town.ledger, units={**known, unit: row})

    @precondition(lambda self: self.town.ledger.letters)
    @rule(data=st.data())
    def row_is_deleted(self, data):
        self.town.loses_row(data.draw(st.sampled_from(self.town.ledger.letters)))

    @rule()
    def clerk_undoes(self):
        self.town.undoes()

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
        reason=st.sampled_from(("dispute", "dispute", "litigation")),
    )
    def hold_is_typed(self, unit, ready, item, length, reason):
        unit = self.town.near(unit, ready)
        until = None if length is None else self.town.today + timedelta(length)
        self.town.add("holds", Hold(unit, reason, self.town.today, until, item))

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
            st.just({"result": "paid"}),
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

    @rule(merge=st.booleans())
    def letters_are_merged_or_not(self, merge):
        self.town.policy = replace(self.town.policy, merge_letters=merge)

    @invariant()
    def nobody_is_turned_to_in_a_silence(self):
        town = self.town
        if "left_alone" not in town.judged or self.is_as_before("silence"):
            return
        docket = town.docket()
        turned_to = [t.unit for t in tasks(docket, town.today) if t.kind in CONTACT_KINDS]
        turned_to += [unit for text in texts(docket)[0] for unit in text.units]
        for unit in turned_to:
            if facts.is_left_alone(town.ledger, unit, town.today):
                town.breaks({"left_alone"}, unit)

    @invariant()
    def live_letters_are_known(self):
        town = self.town
        if not town.judged & {"live", "frozen", "owed", "placed"} or self.is_as_before("live"):
            return
        docket, slots = town.docket(), town.policy.slots_per_cohort
        live = facts.live(town.ledger, town.today)
        told = {name: {x.number for x in letters} for name, letters in docket.live.items()}
        if told != live:
            town.breaks({"live"}, f"{told} is not {live}")
        places = plan(docket, {})
        for unit, case in docket.cases.items():
            if case.arrears.owed != facts.owed(town.ledger, unit, town.today):
                town.breaks({"owed"}, unit)
            spent = sum(x.paid for x in case.arrears.all_lines if x.charge.due < town.today)
            came = sum(p.amount for p in facts.of(town.ledger.payments, unit))
            if spent + case.arrears.prepayment != came:
                town.breaks({"placed"}, unit)
            taken = len(live.get(facts.cohort(town.ledger, unit), ()))
            rung = case.step.rung
            drafting = rung and rung.document == "lawyer_letter" and not case.step.pending
            codes = {b.code for b in case.readiness.blockers}
            if drafting and case.arrears.owed and taken > slots and "cohort_frozen" not in codes:
                town.breaks({"frozen"}, unit)
        for place in places:
            if len(live.get(place.cohort, ())) > slots and place.state != "live" and place.planned:
                town.breaks({"frozen"}, place)
