"""收缴率, 清欠率, what was recovered and by what, who pays well: small ledgers, by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from openpyxl import load_workbook

from cuifei.commands.dashboard import dashboard
from cuifei.commands.goal_rows import Targets, goal_rows
from cuifei.commands.opened import open_book
from cuifei.commands.rewards import rewards
from cuifei.domain.figures.contact_effects import by_channel, by_person
from cuifei.domain.figures.goals import goals
from cuifei.domain.figures.rewards import good_payers
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Contact, Decision, Ledger, Payment, Setting, Unit
from cuifei.newbook import build

AS_OF = date(2026, 3, 20)


def unit(number, steward):
    return Unit(
        number,
        f"业{number}",
        phone=f"1300000{number[-1] * 4}",
        steward=steward,
        area="100",
        price="1",
    )


# a owes 2025-12 (paid half in February) and January, and paid February in time; b owes nothing.
LEDGER = Ledger(
    units={"1": unit("1", "甲管家"), "2": unit("2", "乙管家")},
    charges=tuple(
        Charge(who, "物业费", f"{d:%Y-%m}", 10_000, d)
        for who in ("1", "2")
        for d in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28))
    ),
    payments=(
        Payment("1", date(2026, 2, 10), 5_000, period="2025-12"),
        Payment("1", date(2026, 2, 27), 10_000, period="2026-02"),
        Payment("2", date(2025, 12, 20), 30_000),
    ),
    contacts=(
        Contact("1", date(2026, 2, 5), "phone", "promised", by="丙客服", score=4),
        Contact("1", date(2026, 3, 20), "sms"),
        Contact("2", date(2026, 3, 20), "owner_call", "other", content="谢谢", score=5),
    ),
)
DOCKET = decide(LEDGER, AS_OF, Policy(early_discount=Fraction(5, 100)))


def test_the_rates_of_a_year_are_those_of_their_definitions():
    year, own, other = goals(DOCKET, [("2026", ""), ("2026", "甲管家"), ("2026", "乙管家")])
    # Fell due in 2026: four charges, of which January of unit 1 is open.
    assert (year.due, year.paid, year.collection_rate) == (40_000, 30_000, Fraction(3, 4))
    # Overdue when the year began: December of unit 1, of which half came in February.
    assert (year.old, year.cleared, year.old_debt_rate) == (10_000, 5_000, Fraction(1, 2))
    assert year.recovered == own.recovered == 5_000  # what came in time is no recovery
    assert (own.due, other.due, other.recovered) == (20_000, 20_000, 0)
    assert other.collection_rate == 1 and other.old_debt_rate is None


def test_contacts_are_counted_by_who_made_them_and_scores_are_averaged():
    year, steward, desk = goals(
        DOCKET, [("2026-Q1", ""), ("2026-03", "甲管家"), ("2026", "丙客服")]
    )
    assert (year.contacts, year.reached, year.on_day) == (2, 1, 1)  # the owner's call is not ours
    assert year.score == Fraction(9, 2)
    assert (steward.contacts, steward.reached, steward.on_day, steward.score) == (1, 0, 1, None)
    assert (desk.contacts, desk.score) == (1, 4)
    assert not goals(DOCKET, [("永远", "")])


def test_a_contact_about_two_units_is_one_with_all_that_its_rows_say():
    twin = replace(LEDGER.units["1"], unit="3")
    rows = (
        Contact("1", date(2026, 3, 2), "phone", "no_answer"),
        Contact("3", date(2026, 3, 2), "phone", "promised", score=3),
    )
    ledger = replace(LEDGER, units={**LEDGER.units, "3": twin}, contacts=rows)
    (march,) = goals(decide(ledger, AS_OF, Policy()), [("2026-03", "")])
    assert (march.contacts, march.reached, march.score) == (1, 1, 3)


def test_late_fees_that_were_charged_are_no_principal():
    fee = Charge("1", "违约金", "2025-11", 7_000, date(2026, 2, 15))
    ledger = replace(LEDGER, charges=(*LEDGER.charges, fee))
    assert goals(decide(ledger, AS_OF, Policy()), [("2026", "")]) == goals(
        decide(LEDGER, AS_OF, Policy()), [("2026", "")]
    )


def test_the_effect_of_a_channel_is_the_overdue_money_that_followed():
    cases = tuple(DOCKET.cases.values())
    phone, text = by_channel(cases, AS_OF)
    assert (phone.name, phone.contacts, phone.judged, phone.succeeded) == ("phone", 1, 1, 1)
    assert phone.brought_in == 5_000 and phone.rate == 1  # not February, which was paid in time
    assert (text.name, text.judged, text.brought_in) == ("sms", 0, 0)
    assert [who.name for who in by_person(cases, AS_OF)] == ["丙客服", "甲管家"]


def test_a_good_payer_paid_every_charge_of_the_year_in_time():
    gift = Decision("2", date(2026, 1, 5), "gift", 3_000, "经理", "按时缴费")
    (only,) = good_payers(DOCKET, (gift,))
    assert (only.unit, only.periods, only.rewarded) == ("2", 3, 3_000)
    assert (only.year, only.discount) == (120_000, 6_000)  # 100 × 1 × 12, of it 5 %
    sold = {"2": replace(LEDGER.units["2"], owner_until=date(2026, 3, 1))}
    gone = replace(LEDGER, units={**LEDGER.units, **sold})
    assert not good_payers(decide(gone, AS_OF, Policy()), ())
    late = replace(LEDGER, payments=(Payment("2", date(2026, 1, 1), 30_000),))
    assert not good_payers(decide(late, AS_OF, Policy()), ())
    silent = good_payers(decide(LEDGER, AS_OF, Policy()), ())
    assert silent[0].discount is None  # no discount in 参数: none is offered


def test_a_gift_changes_no_account():
    gift = Decision("1", date(2026, 3, 1), "gift", 3_000, "经理", "配合")
    with_gift = decide(replace(LEDGER, decisions=(gift,)), AS_OF, Policy())
    assert with_gift.cases["1"].arrears == DOCKET.cases["1"].arrears


def test_the_sheets_keep_the_goal_that_was_typed_and_the_row_of_an_old_span(tmp_path):
    book, day = tmp_path / "book.xlsx", AS_OF
    build.build(book, replace(LEDGER, settings=(Setting("early_discount", 0.05),)))
    moment = build.BUILT
    dashboard(book, day, now=moment)
    written = load_workbook(book)
    sheet = written["目标"]
    assert [cell.value for cell in sheet[2]][:4] == ["2026-03", "全部", None, 0]
    row = next(r for r in range(2, 12) if sheet.cell(r, 1).value == "2026")
    sheet.cell(row, 3).value = 100
    typed = (
        (2027, "全部"),
        (date(2026, 9, 1), "甲管家"),
        ("2026年下半年", "甲管家"),
        ("2027", None),
    )
    for last, (period, who) in enumerate(typed, sheet.max_row + 1):
        for column, value in enumerate((period, who, 300), 1):
            sheet.cell(last, column).value = value
    (table,) = sheet.tables.values()
    table.ref = table.autoFilter.ref = f"A1:{table.ref.split(':')[1].rstrip('0123456789')}{last}"
    written.save(book)
    told = [str(p.what) for p in dashboard(book, date(2027, 1, 5), now=moment).problems]
    assert any("2026年下半年" in what for what in told) and any("another row" in x for x in told)
    assert not [
        row for row in load_workbook(book)["备忘"].iter_rows(2, values_only=True) if any(row)
    ]
    rows = {(r[0], r[1]): r for r in load_workbook(book)["目标"].iter_rows(2, values_only=True)}
    assert rows["2026", "全部"][2:5] == (100, 50, "50.0%")
    assert rows[2027, "全部"][2:5] == (300, 0, "0.0%") and ("2027", "全部") not in rows
    assert rows["2026年下半年", "甲管家"][2:4] == (300, None)
    assert [r[2] for (period, _), r in rows.items() if str(period).startswith("2026-09")] == [300]
    assert ("2027-01", "全部") in rows and ("2026-03", "甲管家") in rows
    effects = [r[:3] for r in load_workbook(book)["成效"].iter_rows(2, values_only=True)]
    assert ("渠道", "电话", "100.0%") in effects
    assert len(rewards(book, day).data["good_payers"]) == 1


def test_a_satisfaction_that_cannot_be_is_told_and_the_contact_stands(tmp_path):
    book = tmp_path / "book.xlsx"
    odd = replace(LEDGER.contacts[0], score=9)
    build.build(book, replace(LEDGER, contacts=(odd,)))
    opened = open_book(book)
    assert [contact.score for contact in opened.ledger.contacts] == [None]
    assert "satisfaction of 9" in " ".join(str(problem.what) for problem in opened.problems)


def test_a_satisfaction_is_shown_with_one_decimal_half_up():
    (year,) = goals(DOCKET, [("2026", "")])
    (row,) = goal_rows([replace(year, score=Fraction(17, 4))], Targets(), "zh")
    assert row["score"] == "4.3"
