"""R8: the figures of one small estate, counted by hand."""

import json
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.figures.contact_effects import ContactEffect
from cuifei.domain.figures.effects import Effect
from cuifei.domain.figures.goals import Goal
from cuifei.domain.figures.kpi_data import MONEY, as_data
from cuifei.domain.figures.kpis import Age, Cell, Group, Kpis, Month, Promises, kpis
from cuifei.domain.figures.warning import early
from stories.told import HOUSE, RESIDENTIAL, estate, household


def small_estate():
    """Two communities, two stewards: 甲 pays, 乙 owes a year, 丙 pays after a letter."""
    good = household("甲", community="东园", steward="钱样例", ladder=RESIDENTIAL)
    good.owes(100, "2025-07", months=12)
    for month in range(7, 19):
        good.pays(date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 10), 100)
    bad = household("乙", community="西园", steward="赵样例", ladder=RESIDENTIAL)
    bad.owes(100, "2024-07", months=24)
    bad.promises("2026-02-01", "2026-02-10", 500).promises("2026-03-01", "2026-03-10", 100)
    bad.pays("2026-03-10", 100)
    late = household("丙", community="西园", steward="钱样例", ladder=RESIDENTIAL)
    late.owes(100, "2025-07", months=12)
    late.gets("payment_notice", "2026-04-01", level=1).pays("2026-04-20", 900)
    late.letters[-1] = replace(late.letters[-1], amount=90_000)
    bad.gets("payment_notice", "2026-04-01", level=1)
    bad.letters[-1] = replace(bad.letters[-1], amount=200_000)
    bad.gets("reminder_notice", "2026-06-10", level=2)
    bad.letters[-1] = replace(bad.letters[-1], amount=200_000)
    return estate(good, bad, late)


def figures(on="2026-06-15"):
    return kpis(small_estate().docket(on))


def test_arrears_rate_is_unpaid_due_over_all_that_was_ever_due():
    found = figures()
    # Due before 15 June: 甲 11, 乙 23, 丙 11 charges; paid 12 (one ahead), 1 and 9.
    assert (found.due, found.owed) == (450_000, 240_000)
    assert found.arrears_rate == Fraction(24, 45)
    assert (found.units, found.units_in_arrears) == (3, 2)


def test_the_recent_rate_looks_at_twelve_months_only():
    found = figures()
    # Due from 15 June 2025 on: 12 of 乙's 23 charges (30 June 2025 … 31 May 2026), all unpaid.
    assert (found.recent_due, found.recent_owed) == (340_000, 140_000)
    assert found.recent_arrears_rate == Fraction(14, 34)


def test_the_months_collection_rate_counts_what_was_paid_early_too():
    month = figures().month
    assert (month.month, month.charged, month.paid) == ("2026-06", 30_000, 10_000)
    assert month.collection_rate == Fraction(1, 3)
    months = figures().months
    assert [m.month for m in months][:2] == ["2025-07", "2025-08"] and len(months) == 12
    assert months[9].received == 100_00 + 900_00  # April: 甲 and 丙


def test_a_document_is_a_success_when_its_demand_came_in_within_thirty_days():
    notice, reminder = figures().documents
    assert (notice.document, notice.sent, notice.judged, notice.succeeded) == (
        "payment_notice",
        2,
        2,
        1,
    )
    assert notice.rate == Fraction(1, 2) and notice.brought_in == 90_000
    # Five days old: not judged yet.
    assert (reminder.sent, reminder.judged, reminder.rate) == (1, 0, None)
    assert figures().success_rate == Fraction(1, 2)


def test_money_after_two_letters_counts_once_for_the_newer_one():
    home = household("1", ladder=RESIDENTIAL).owes(500, "2026-01")
    home.gets("payment_notice", "2026-05-01", level=1)
    home.gets("reminder_notice", "2026-05-11", level=2)
    home.pays("2026-05-20", 500)
    effects = kpis(estate(home).docket("2026-06-15")).documents
    assert [e.brought_in for e in effects] == [0, 50_000]


def test_letters_that_never_went_out_or_came_back_have_no_effect():
    home = household("1", ladder=RESIDENTIAL).owes(500, "2026-01")
    home.gets("payment_notice", "2026-05-01", level=1, state="made")
    home.gets("payment_notice", "2026-05-02", level=1, state="returned")
    home.gets("payment_notice", "2026-05-03", level=1, state="voided")
    assert kpis(estate(home).docket("2026-06-15")).documents == ()


def test_promises_kept_and_broken():
    found = figures().promises
    assert (found.kept, found.broken, found.partly) == (1, 1, 0)
    assert found.kept_rate == Fraction(1, 2)


def test_collectors_and_communities_add_up_to_the_whole():
    found = figures()
    assert [(g.name, g.units, g.owed) for g in found.collectors] == [
        ("赵样例", 1, 220_000),
        ("钱样例", 2, 20_000),
    ]
    assert [g.name for g in found.communities] == ["西园", "东园"]
    for groups in (found.collectors, found.communities):
        assert sum(g.owed for g in groups) == found.owed
        assert sum(g.due for g in groups) == found.due
    west = found.communities[0]
    assert (west.received_month, west.received_quarter) == (0, 90_000)


def test_the_matrix_and_the_ageing_hold_every_fen():
    found = figures()
    assert sum(cell.owed for cell in found.matrix) == found.owed
    assert sum(age.owed for age in found.ageing) == found.owed
    cells = {(c.class_, c.bucket): c.units for c in found.matrix if c.units}
    assert cells == {("B", "12–24"): 1, ("C", "1–3"): 1}


def test_targets_say_whether_they_are_met():
    arrears, success = figures().targets
    assert (arrears.name, arrears.met, arrears.target) == ("arrears_rate", False, Fraction(1, 20))
    assert (success.value, success.met) == (Fraction(1, 2), False)
    good = kpis(
        estate(household("1").owes(100, "2026-01").pays("2026-01-05", 100)).docket("2026-06-15")
    )
    assert [t.met for t in good.targets] == [True, None]


def test_an_empty_book_has_figures_too():
    empty = kpis(estate(household("1")).docket("2026-06-15"))
    assert (empty.arrears_rate, empty.month.collection_rate, empty.owed) == (None, None, 0)


def test_as_data_is_json_with_money_and_rates_as_text():
    data = as_data(figures())
    text = json.loads(json.dumps(data))
    assert text == data
    assert (data["owed"], data["arrears_rate"], data["as_of"]) == (
        "2400.00",
        "0.5333",
        "2026-06-15",
    )
    assert data["communities"][0]["owed"] == "2400.00"
    assert data["units"] == 3 and data["promises"]["kept"] == 1


def test_every_number_of_the_records_is_known_as_a_count_or_as_money():
    """Whoever adds a figure has to say which it is, or it would be written a hundredfold."""
    counts = {"units", "units_in_arrears", "sent", "judged", "succeeded", "charges"}
    counts |= {"open", "kept", "partly", "broken", "contacts", "reached", "on_day"}
    records = (Kpis, Group, Month, Promises, Cell, Age, Effect, ContactEffect, Goal)
    numbers = {f.name for record in records for f in fields(record) if f.type in (int, "int")}
    assert numbers == counts | MONEY
    assert not counts & MONEY


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 900), st.integers(0, 40), st.integers(0, 12)),
        min_size=1,
        max_size=5,
    )
)
def test_law_not_a_fen_is_lost(rows):
    homes = []
    for n, (yuan, paid, months) in enumerate(rows):
        home = household(f"{n}", community="东园" if n % 2 else "西园", ladder=RESIDENTIAL)
        home.owes(yuan, "2025-01", months=months or 1)
        homes.append(home.pays("2025-06-01", paid * 10) if paid else home)
    found = kpis(estate(*homes).docket("2026-06-15"))
    assert sum(c.owed for c in found.matrix) == sum(a.owed for a in found.ageing) == found.owed
    assert sum(g.owed for g in found.communities) == found.owed <= found.due
    assert 0 <= found.arrears_rate <= 1


# R8.7


def payer(*delays, name="1"):
    """An owner whose months of 2025 were paid so many days late."""
    home = household(name, ladder=RESIDENTIAL, steward="钱样例", policy=HOUSE)
    for month, late in enumerate(delays, 1):
        home.owes(100, f"2025-{month:02d}")
        due = home.charges[-1].due
        if late is not None:
            home.pays(date.fromordinal(due.toordinal() + late), 100, period=f"2025-{month:02d}")
    return home


def warned(home, on="2025-10-15"):
    return [(w.unit, str(w.why)) for w in early(estate(home).docket(on))]


def test_three_of_six_periods_late_is_a_warning_with_its_facts():
    found = warned(payer(0, 0, 0, 12, 3, 15, 0, 20))
    assert found == [("1", "of the last 6 billing periods 3 were paid more than 10 days late")]


def test_a_delay_that_grows_three_times_is_a_warning():
    [(_, why)] = warned(payer(0, 0, 0, 0, 1, 4, 9), on="2025-08-12")
    assert "later than the one before: 1, 4, 9 days" in why
    assert warned(payer(0, 0, 0, 0, 4, 4, 9), on="2025-08-12") == []


def test_a_punctual_payer_and_one_who_is_long_behind_are_no_warning():
    assert warned(payer(-5, 0, 3, 10, 9, 2, 10, 10)) == []
    assert warned(payer(None, None, 40, 40, 40, 40)) == []


def test_old_sins_are_forgotten_after_six_periods():
    assert warned(payer(30, 30, 30, 0, 0, 0, 0, 0, 0)) == []
