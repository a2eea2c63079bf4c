"""Functions in cells: what the domain says, in the same shape, and bad cells in their own place."""

import re
import time
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain import money
from cuifei.domain.account import arrears, late_fee, limitation
from cuifei.domain.account.limitation import clocks
from cuifei.domain.dates import whole_months
from cuifei.domain.ladder.ladder import next_step
from cuifei.domain.policy import Policy
from cuifei.domain.problems import say
from cuifei.domain.records import Charge, Contact, Letter, Unit
from cuifei.excel import functions
from cuifei.excel.function_table import FUNCTIONS
from cuifei.locale import translator
from cuifei.tables.layout import word
from cuifei.tables.presets import PRESETS
from excel.udf_host import MISSING, NOT_AVAILABLE, excel

AS_OF = date(2026, 11, 20)
TODAY = datetime(2026, 11, 20)
days = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@pytest.fixture(scope="module")
def call():
    """Call a function as Excel does; an array of one shows as its one value."""

    def shown(*formula):
        found = call_udf(*formula)
        return found[0][0] if len(found) == len(found[0]) == 1 else found

    with excel() as call_udf:
        yield shown


def column(*values):
    return {"v": tuple((value,) for value in values)}


def test_one_cell_gives_one_cell(call):
    assert call("CF_MONTHS_OVERDUE", datetime(2026, 1, 31), TODAY, MISSING) == 9
    assert call("CF_RMB", 1680.32, MISSING) == "人民币壹仟陆佰捌拾元零叁角贰分"
    assert call("CF_AGEING", datetime(2026, 8, 1), TODAY, MISSING) == "3–6个月"
    assert call("CF_AGEING", datetime(2026, 8, 1), TODAY, "en") == "3–6 months"


def test_a_range_gives_its_own_shape(call):
    block = {"v": ((datetime(2026, 1, 31), datetime(2026, 12, 1)), (datetime(2026, 10, 20), None))}
    assert call("CF_MONTHS_OVERDUE", block, TODAY, MISSING) == [[9, ""], [1, ""]]


def test_a_bad_cell_answers_in_its_own_place_only(call):
    typed = (datetime(2026, 1, 31), "明天", NOT_AVAILABLE, None, "2026-10-20", "10/1/2026", True)
    assert call("CF_MONTHS_OVERDUE", column(*typed), TODAY, "en") == [
        [9],
        ["#“明天” is not a date"],
        ["#N/A"],
        [""],
        [1],
        ["#“10/1/2026” is not a date"],
        ["#“True” is not a date"],
    ]


# XlCVError of errors that xlwings has no word for, and one that Excel does not have yet.
LATER = {2045: "#SPILL!", 2047: "#BLOCKED!", 2049: "#FIELD!", 2050: "#CALC!", 2099: "#UNKNOWN!"}
FORMULAS = {
    "CF_MONTHS_OVERDUE": (datetime(2026, 1, 31), TODAY),
    "CF_AGEING": (datetime(2026, 1, 31), TODAY),
    "CF_LATE_FEE": (1000.0, datetime(2026, 1, 31), TODAY, 0.0005, 0.3, 0.0),
    "CF_RMB": (1680.32,),
    "CF_LIMITATION": (datetime(2026, 1, 31), datetime(2026, 2, 28), 36.0),
    "CF_NEXT": (datetime(2026, 1, 31), TODAY, 1.0, "residential"),
}


@pytest.mark.parametrize("number", LATER)
@pytest.mark.parametrize(
    ("name", "place"), [(name, n) for name, args in FORMULAS.items() for n in range(len(args))]
)
def test_an_error_of_a_cell_is_handed_on_and_never_becomes_money(call, name, place, number):
    args = list(FORMULAS[name])
    args[place] = {"v": ((-2146828288 + number,),)}
    assert call(name, *args, MISSING) == LATER[number]


def test_the_formulas_above_are_all_there_are():
    assert set(FORMULAS) == {function.name for function in FUNCTIONS}


def test_english_is_an_argument(call):
    assert call("CF_RMB", "abc", "en") == "#“abc” is not an amount of money"
    in_chinese = translator("zh")(say("“{value}” is not an amount of money", value="abc"))
    assert call("CF_RMB", "abc", MISSING) == f"#{in_chinese}"


def test_a_blank_argument_is_said_and_not_guessed(call):
    due = datetime(2026, 1, 31)
    assert call("CF_MONTHS_OVERDUE", due, None, MISSING).startswith("#")
    assert call("CF_LATE_FEE", 1000.0, due, TODAY, None, 0.3, MISSING, MISSING).startswith("#")
    assert call("CF_LATE_FEE", 1000.0, due, TODAY, 0.0005, None, MISSING, MISSING).startswith("#")


def test_ranges_of_different_size_are_refused(call):
    amounts, dues = column(1.0, 2.0, 3.0), column(TODAY, TODAY)
    assert call("CF_LATE_FEE", amounts, dues, TODAY, 0.0005, 0.3, MISSING, MISSING)[0] == "#"


def test_the_late_fee_takes_its_terms_from_the_arguments(call):
    due = datetime(2026, 11, 10)
    fee = ("CF_LATE_FEE", 1000.0, due, TODAY)
    assert call(*fee, "万分之五", "30%", MISSING, MISSING) == 5.0
    assert call(*fee, 0.0005, 0.3, 4.0, MISSING) == 3.0
    assert call(*fee, 0.0005, 0.001, MISSING, MISSING) == 1.0


def test_limitation_restarts_where_a_day_is_given(call):
    due, again = datetime(2024, 1, 31), datetime(2025, 6, 30)
    assert call("CF_LIMITATION", due, MISSING, MISSING, MISSING) == datetime(2027, 1, 31)
    answers = call("CF_LIMITATION", column(due, due), column(again, None), MISSING, MISSING)
    assert answers == [[datetime(2028, 6, 30)], [datetime(2027, 1, 31)]]
    assert call("CF_LIMITATION", due, MISSING, 999_999.0, MISSING).startswith("#")


def test_the_next_document_follows_the_preset(call):
    due = datetime(2026, 6, 30)
    assert call("CF_NEXT", due, TODAY, MISSING, "residential", MISSING) == "收费通知书"
    assert call("CF_NEXT", due, TODAY, "收费通知书", "residential", MISSING) == "催费通知书"
    assert call("CF_NEXT", due, TODAY, "催费通知书", "residential", MISSING) == ""
    assert call("CF_NEXT", due, TODAY, 2.0, "nine-moves", "en") == "Lawyer letter"
    assert call("CF_NEXT", due, TODAY, MISSING, "商铺", MISSING) == "收费通知书"
    assert call("CF_NEXT", due, TODAY, "律师函", "express", MISSING).startswith("#")


@given(st.lists(days, min_size=1, max_size=30))
def test_months_and_ageing_are_the_domains(dues):
    grid = [[day] for day in dues]
    months = functions.months_overdue(grid, [[AS_OF]])
    ages = functions.ageing(grid, [[AS_OF]])
    for (found,), (age,), day in zip(months, ages, dues, strict=True):
        assert found == (whole_months(day, AS_OF) if day <= AS_OF else "")
        assert age == word("bucket", arrears.bucket(day, AS_OF), "zh")


@given(st.integers(-(10**9), 10**9), days, st.integers(0, 60))
def test_fee_and_capitals_are_the_domains(fen, day, grace):
    yuan = float(money.yuan(fen))
    terms = late_fee.Terms(Fraction(5, 10_000), Fraction(3, 10), grace)
    if fen >= 0:
        expected = late_fee.late_fee(Charge("u", "i", "p", fen, day), (), AS_OF, terms)
        found = functions.late_fees([[yuan]], [[day]], [[AS_OF]], [[0.0005]], [[0.3]], [[grace]])
        assert found == [[float(money.yuan(expected))]]
    assert functions.capitals([[yuan]]) == [[money.capitals(fen)]]


@given(days, st.none() | days)
def test_limitation_is_what_the_clock_of_a_case_says(due, again):
    """The clock of the domain, fed with a written acknowledgement on that day."""
    later = max(due, again or due) + timedelta(1)
    charge = Charge("u", "i", "p", 100, due)
    account = arrears.arrears("u", [charge], [], later, Policy())
    contacts = [Contact("u", again, result="acknowledged")] if again else []
    clock = clocks(account, [], contacts, [], later, Policy())[0]
    assert functions.limitation_ends([[due]], [[again]]) == [[clock.ends]]
    assert limitation.last_days(due, [], 36) == [functions.limitation_ends([[due]])[0][0]]


@given(days, st.sampled_from(sorted(PRESETS)), st.integers(0, 4))
def test_the_next_document_is_the_ladders(due, preset, level):
    rungs = PRESETS[preset]
    below = [rung for rung in rungs if rung.level <= level]
    letters = [
        Letter(str(r.level), r.document, "u", AS_OF, AS_OF, state="served", sent=AS_OF,
               delivery="hand", served=AS_OF, level=r.level)
        for r in below
    ]  # fmt: skip
    policy = Policy(rungs=rungs)
    account = arrears.arrears("u", [Charge("u", "i", "p", 100, due)], [], AS_OF, policy)
    found = functions.next_document([[due]], [[AS_OF]], [[float(len(below))]], [[preset]])[0][0]
    if due >= AS_OF:
        assert found == ""
        return
    step = next_step(Unit("u", "o"), account, letters, AS_OF, policy)
    come = step.rung is not None and step.due_on is not None and step.due_on <= AS_OF
    assert found == (word("document", step.rung.document, "zh") if come else "")


def test_a_hundred_thousand_cells_in_one_call(call):
    first = datetime(2020, 1, 1)
    dues = [first + timedelta(i % 2500) for i in range(100_000)]
    before = time.perf_counter()
    found = call("CF_MONTHS_OVERDUE", column(*dues), TODAY, MISSING)
    took = time.perf_counter() - before
    expected = [[whole_months(d.date(), AS_OF) if d.date() <= AS_OF else ""] for d in dues]
    assert found == expected
    assert took < 10, "a clerk waits for this"


def test_a_cell_that_breaks_the_function_stays_loud(call, monkeypatch):
    """An unforeseen fault is Excel's to show, not a text that looks like an answer."""
    monkeypatch.setattr(functions.dates, "whole_months", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call("CF_MONTHS_OVERDUE", datetime(2020, 1, 1), TODAY, MISSING)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_help_is_short_enough_for_the_wizard_and_in_both_languages(function):
    for words in (function.help, *(arg.help for arg in function.args)):
        assert 0 < len(words.zh) <= 255 and 0 < len(words.en) <= 255
        assert words.zh != words.en and not re.search("[一-鿿]", words.en)
