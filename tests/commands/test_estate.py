"""The demo estate: the same for everybody, in agreement with itself, and plainly invented."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest

from commands.estates import AS_OF, a_part_of, few_of_each_kind
from cuifei.commands.estate.books import Books
from cuifei.commands.estate.cast import CAST, EVERYDAY, cast
from cuifei.commands.estate.habits import HABITS
from cuifei.commands.estate.ledger import OPENING, invent
from cuifei.commands.estate.units import COMMUNITIES, FIRMS, monthly_fee, units
from cuifei.commands.opened import open_book
from cuifei.domain.account.arrears import BUCKET_NAMES, NOT_DUE
from cuifei.domain.keys import period_start, unit_key
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import SPECS
from cuifei.newbook.build import build
from cuifei.tables.layout import CODES
from size import FULL

DAYS = (date(2024, 2, 29), AS_OF, *((date(2026, 1, 31), date(2026, 3, 1)) if FULL else ()))
CODE_FIELDS = {"channel": "channel", "result": "result", "owner_type": "owner_type"}


class Estate:
    def __init__(self, as_of):
        self.as_of = as_of
        self.ledger = invent(as_of)
        self.books = Books(self.ledger.charges, self.ledger.payments, self.ledger.decisions)
        self.accounts = {unit: self.books.account(unit, as_of) for unit in self.ledger.units}
        self.in_arrears = {unit for unit, account in self.accounts.items() if account.owed}

    def letters(self, **wanted):
        return [
            letter
            for letter in self.ledger.letters
            if all(getattr(letter, name) == value for name, value in wanted.items())
        ]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def estate(request):
    return Estate(request.param)


def strings(value):
    """Yield every text in a ledger."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for f in fields(value):
            yield from strings(getattr(value, f.name))
    elif isinstance(value, dict):
        yield from strings(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)


def test_the_same_day_and_seed_give_the_same_estate():
    made = invent(AS_OF)
    assert made == invent(AS_OF) != invent(AS_OF, seed=1)


def test_it_has_three_communities_and_240_units(estate):
    everybody = estate.ledger.units.values()
    assert len({unit_key(unit.unit) for unit in everybody}) == 240
    assert {unit.community for unit in everybody} == {c.name for c in COMMUNITIES}
    kinds = Counter(unit.use_type for unit in everybody)
    assert kinds == {"residential": 190, "shop": 20, "parking": 20, "entrusted": 10}
    assert sum(unit.language == "en" for unit in everybody) == 6
    assert len({unit.steward for unit in everybody}) == 9
    assert sum(unit.cohort != "" for unit in everybody) == 4
    owned = Counter(unit.owner for unit in everybody)
    assert max(owned.values()) == 3
    assert sum(count > 1 for count in owned.values()) >= 9
    assert sum(not unit.address for unit in everybody) == 1


def test_each_unit_is_charged_thirty_months_up_to_the_current_one(estate):
    own = [charge for charge in estate.ledger.charges if charge.item != OPENING]
    keys = {(charge.unit, charge.item, charge.period) for charge in own}
    assert len(keys) == len(own)
    periods = sorted({charge.period for charge in own})
    assert len(periods) == 30
    assert periods[-1] == f"{estate.as_of:%Y-%m}"
    assert Counter(p for u, i, p in keys if i != "公共能耗") == dict.fromkeys(periods, 240)
    for charge in own:
        unit = estate.ledger.units[charge.unit]
        next_day = charge.due + timedelta(1)
        if unit.use_type in ("residential", "entrusted"):
            assert next_day.month != charge.due.month
        else:
            assert charge.due.day == {"shop": 10, "parking": 25}[unit.use_type]
        if charge.item != "公共能耗":
            assert charge.amount == monthly_fee(unit)


def test_every_row_is_of_a_unit_and_holds_real_money(estate):
    ledger = estate.ledger
    rows = (*ledger.charges, *ledger.payments, *ledger.instalments, *ledger.letters)
    assert all(row.amount > 0 for row in (*rows, *ledger.decisions))
    others = (*ledger.contacts, *ledger.holds, *ledger.decisions)
    assert {row.unit for row in (*rows, *others)} <= set(ledger.units)
    assert all(row.promise_amount is None or row.promise_amount > 0 for row in ledger.contacts)


def test_nothing_has_happened_yet_that_could_not_have(estate):
    yesterday = estate.as_of - timedelta(1)
    ledger = estate.ledger
    first = {charge.unit: period_start(charge.period) for charge in reversed(ledger.charges)}
    assert max(payment.date for payment in ledger.payments) <= yesterday
    assert all(payment.date >= first[payment.unit] for payment in ledger.payments)
    assert max(contact.date for contact in ledger.contacts) <= yesterday
    assert max(hold.since for hold in ledger.holds) <= yesterday
    assert max(decision.date for decision in ledger.decisions) <= yesterday
    for letter in ledger.letters:
        happened = [day for day in (letter.date, letter.sent, letter.served) if day]
        assert happened == sorted(happened)
        assert happened[-1] <= yesterday


def test_two_units_in_three_are_in_order_and_the_others_show_every_age(estate):
    assert 55 <= len(estate.in_arrears) <= 75
    fine = [a for a in estate.accounts.values() if a.unpaid_periods <= 1]
    assert 0.68 <= len(fine) / 240 <= 0.80
    assert {estate.accounts[unit].bucket for unit in estate.in_arrears} == {
        name for name in BUCKET_NAMES if name != NOT_DUE
    }
    assert {estate.accounts[unit].class_ for unit in estate.in_arrears} == {"A", "B", "C"}
    kinds = {estate.ledger.units[unit].use_type for unit in estate.in_arrears}
    assert kinds == set(CODES["use_type"])


@pytest.mark.parametrize("day", range(1, 32) if FULL else (1, 31))
def test_any_day_of_a_month_will_do(day):
    estate = Estate(date(2026, 10, day))
    assert 55 <= len(estate.in_arrears) <= 75
    assert {a.bucket for a in estate.accounts.values()} == set(BUCKET_NAMES)


def test_every_habit_is_played():
    roles = cast(units(Random(7)), Random(7))
    assert {role.habit for role in roles.values()} == set(HABITS)
    assert set(EVERYDAY) <= set(HABITS)
    tales = [role.tale for by in CAST.values() for parts in by for role in parts if role.tale]
    assert set(tales) == {role.tale for role in roles.values() if role.tale}


def test_habits_show_in_the_receipts(estate):
    payments = estate.ledger.payments
    by_voucher = {}
    for payment in payments:
        by_voucher.setdefault(payment.voucher, set()).add(payment.unit)
    assert max(map(len, by_voucher.values())) == 3
    owners = estate.ledger.units
    assert all(len({owners[u].owner for u in group}) == 1 for group in by_voucher.values())
    assert any(payment.period for payment in payments)
    assert all(not p.period or period_start(p.period) for p in payments)
    fee = {unit.unit: monthly_fee(unit) for unit in owners.values()}
    assert any(payment.amount == 12 * fee[payment.unit] for payment in payments)
    assert any(payment.amount < fee[payment.unit] // 2 for payment in payments)
    assert any(account.prepayment > 3 * fee[unit] for unit, account in estate.accounts.items())


def test_letters_are_numbered_by_date_and_name_what_was_owed(estate):
    letters = estate.ledger.letters
    assert [letter.date for letter in letters] == sorted(letter.date for letter in letters)
    counted = Counter()
    for letter in letters:
        counted[letter.date.year] += 1
        number = f"催函〔{letter.date.year}〕{counted[letter.date.year]:04d}号"
        assert letter.number == number
        owing = estate.books.account(letter.unit, letter.date)
        assert owing.owed > 0
        assert letter.amount == owing.owed + owing.late_fee
        assert letter.last_date > letter.date
        assert letter.date.weekday() < 5


def test_each_letter_stands_on_its_ladder_with_the_earlier_ones_served(estate):
    rungs = {(r.use_type, r.level): r for r in estate.ledger.rungs}
    seen = Counter()
    for letter in estate.ledger.letters:
        rung = rungs[estate.ledger.units[letter.unit].use_type, letter.level]
        assert rung.document == letter.document
        assert seen[letter.unit] == letter.level - 1
        months = re.fullmatch(r"months (\d+)", rung.trigger)
        if months:
            overdue = estate.books.account(letter.unit, letter.date).months_overdue
            assert overdue >= int(months[1])
        seen[letter.unit] += letter.state in ("served", "refused")


def test_the_register_makes_a_lively_demo(estate):
    units_of = estate.ledger.units
    served = Counter(
        letter.unit
        for letter in estate.letters(document="collection_letter")
        if letter.state in ("served", "refused") and letter.unit in estate.in_arrears
    )
    lawyers = estate.letters(document="lawyer_letter")
    live = [letter for letter in lawyers if letter.last_date > estate.as_of]
    assert [letter.state for letter in live] == ["served"]
    assert units_of[live[0].unit].community == COMMUNITIES[0].name
    assert [letter.result for letter in lawyers if letter not in live] == ["paid"]
    waiting = Counter(
        units_of[unit].community
        for unit, count in served.items()
        if count == 2 and unit != live[0].unit
    )
    assert waiting == {COMMUNITIES[0].name: 6, COMMUNITIES[1].name: 4}
    once = [units_of[unit].community for unit, count in served.items() if count == 1]
    assert once == [COMMUNITIES[2].name] * 2
    assert Counter(letter.state for letter in estate.ledger.letters) >= Counter(
        sent=1, returned=1, made=1, voided=1, refused=1
    )
    assert all(letter.note for letter in estate.letters(state="voided"))
    recent = [x for x in estate.ledger.letters if x.date >= estate.as_of - timedelta(8)]
    assert {letter.unit for letter in recent} <= {
        live[0].unit,
        estate.letters(state="sent")[0].unit,
    }


def test_most_units_in_arrears_have_no_letter_yet(estate):
    written_to = {letter.unit for letter in estate.ledger.letters if letter.state != "voided"}
    assert len(estate.in_arrears - written_to) >= 40


def test_we_keep_silent_after_a_letter(estate):
    for letter in estate.ledger.letters:
        if letter.served is None or letter.document not in ("collection_letter", "lawyer_letter"):
            continue
        end = letter.served + timedelta(7)
        if letter.document == "lawyer_letter":
            end = letter.last_date
        for contact in estate.ledger.contacts:
            ours = contact.channel not in ("owner_call", "owner_visit")
            if contact.unit == letter.unit and ours:
                assert not letter.served <= contact.date <= end


def test_the_call_log_has_promises_kept_broken_and_open(estate):
    contacts = estate.ledger.contacts
    assert 55 <= len(contacts) <= 85
    for field, codes in CODE_FIELDS.items():
        rows = contacts if field != "owner_type" else estate.ledger.units.values()
        assert {getattr(row, field) for row in rows} <= {"", *CODES[codes]}
    verdicts = Counter()
    for contact in contacts:
        assert (contact.promise_date is None) == (contact.result != "promised")
        if contact.promise_date is None:
            continue
        came = sum(
            payment.amount
            for payment in estate.ledger.payments
            if payment.unit == contact.unit and contact.date <= payment.date <= contact.promise_date
        )
        verdict = "kept" if came >= contact.promise_amount else "partly" if came else "broken"
        verdicts["open" if contact.promise_date >= estate.as_of else verdict] += 1
    assert verdicts == {"kept": 4, "partly": 1, "broken": 4, "open": 1}


def test_holds_plans_and_decisions_are_of_units_in_arrears(estate):
    holds = estate.ledger.holds
    assert Counter(h.reason for h in holds) == {"dispute": 2, "rectification": 1, "hardship": 1}
    assert {h.unit for h in holds} <= estate.in_arrears
    assert sum(h.until is None for h in holds) == 2
    item = next(h for h in holds if h.item)
    assert {line.charge.item for line in estate.accounts[item.unit].lines} == {"物业费", item.item}
    assert Counter(d.kind for d in estate.ledger.decisions) == {"waiver": 1, "discount": 1}
    waiver = next(d for d in estate.ledger.decisions if d.kind == "waiver")
    assert estate.accounts[waiver.unit].waived == waiver.amount


def test_one_plan_is_kept_and_one_is_broken(estate):
    states = []
    by_unit = {}
    for part in estate.ledger.instalments:
        by_unit.setdefault(part.unit, []).append(part)
    for unit, parts in by_unit.items():
        came = sum(
            p.amount for p in estate.ledger.payments if p.unit == unit and p.date > parts[0].agreed
        )
        fallen_due = sum(part.amount for part in parts if part.due < estate.as_of)
        states.append(came == fallen_due)
        assert len(parts) == 4
    assert sorted(states) == [False, True]
    running = [unit for unit, kept in zip(by_unit, states, strict=True) if kept]
    assert by_unit[running[0]][-1].due > estate.as_of


def test_settings_and_accounts_are_there(estate):
    settings = {setting.key: setting for setting in estate.ledger.settings}
    assert settings.keys() <= {spec.key for spec in SPECS}
    # What only a year, an office or a run brings is blank in a demo.
    later = {
        "visit_days",
        "days_off",
        "days_on",
        "last_numbers",
        "owned_communities",
        "frozen_communities",
    }
    assert {spec.key for spec in SPECS if not spec.preset} - later == settings.keys()
    assert settings["receipts_through"].value == estate.as_of - timedelta(1)
    assert settings["late_fee_rate"].source
    assert settings["late_fee_cap"].source
    accounts = estate.ledger.accounts
    assert {account.community for account in accounts} == {c.name for c in COMMUNITIES}
    assert len({account.number for account in accounts}) == 3


def test_the_rules_find_most_of_them_ready_for_a_letter(estate):
    """What the demo is for: dozens of letters on the first day, and lawyer letters that wait."""
    policy = replace(
        estate.books.policy,
        rungs=estate.ledger.rungs,
        receipts_through=estate.as_of - timedelta(1),
        **{s.key: s.value for s in estate.ledger.settings if s.key.startswith("co")},
    )
    docket = decide(estate.ledger, estate.as_of, policy)
    owing = [case for case in docket.cases.values() if case.arrears.owed]
    assert sum(case.readiness.may_send for case in owing) >= 25
    codes = {blocker.code for case in owing for blocker in case.readiness.blockers}
    assert codes >= {"hold", "promise", "plan", "live_in_cohort", "not_served", "stale_register"}
    assert codes >= {"missing_address", "min_interval"}
    next_lawyer = Counter(
        case.unit.community
        for case in owing
        if case.step.rung and case.step.rung.document == "lawyer_letter"
    )
    assert next_lawyer == {COMMUNITIES[0].name: 6, COMMUNITIES[1].name: 4}
    assert {name: len(found) for name, found in docket.live.items() if found} == {
        COMMUNITIES[0].name: 1
    }


def test_written_into_a_workbook_it_reads_back_without_a_problem(tmp_path):
    ledger = invent(AS_OF)
    if not FULL:
        ledger = few_of_each_kind(a_part_of(ledger))
    build(tmp_path / "demo.xlsx", ledger)
    opened = open_book(tmp_path / "demo.xlsx")
    assert opened.problems == ()
    assert replace(opened.ledger, settings=()) == replace(ledger, settings=())
    reckoned_with = Books((), ()).policy
    assert opened.policy.late_fee_rate == reckoned_with.late_fee_rate
    assert opened.policy.late_fee_cap == reckoned_with.late_fee_cap


def test_nobody_could_be_taken_for_a_real_person(estate):
    for unit in estate.ledger.units.values():
        assert re.fullmatch(r"(1300000\d{4})?", unit.phone)
        assert "样" in unit.owner or unit.language == "en" or unit.owner in FIRMS
        assert "演" in unit.steward
    for text in strings(estate.ledger):
        assert not re.search(r"\d{15}", text)
        assert not re.search(r"1[3-9]\d{9}", text) or re.fullmatch(r"1300000\d{4}", text)
