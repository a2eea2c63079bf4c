"""R8.2: texts, calls and visits to one owner are one budget, whoever makes them."""

from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from commands import pen
from cuifei.commands import flag, texts, todo
from cuifei.commands.report import plain
from cuifei.domain.work.texts import texts as messages
from cuifei.domain.work.worklist import tasks
from cuifei.locale import translator
from stories.office import Office, owes, unit
from stories.told import estate, household

DAY = date(2026, 3, 20)


def home(name="3-2", **facts):
    given = {"phone": "13000000001", "owner": "张三样例", **facts}
    return household(name, **given).owes(200, "2026-01")


def texted(day, *homes):
    made, held = messages(estate(*homes).docket(day))
    return {u for text in made for u in text.units}, {u: {b.code for b in why} for u, why in held}


@pytest.mark.parametrize("channel", ["phone", "visit", "wechat", "sms"])
@pytest.mark.parametrize(("ago", "may"), [(0, False), (1, False), (2, False), (3, True)])
def test_three_days_lie_between_two_contacts(channel, ago, may):
    made = home().hears(DAY - timedelta(ago), channel=channel, result="")
    given, held = texted(DAY, made)
    assert given == ({"3-2"} if may else set())
    assert may or held["3-2"] == {"contact_budget" if ago else "contacted"}


def test_a_call_about_one_unit_counts_for_the_owners_other_units():
    given, held = texted(DAY, home().hears("2026-03-19"), home("3-3"))
    assert not given and "contact_budget" in held["3-3"]


@pytest.mark.parametrize(
    ("channel", "result"),
    [("owner_call", "other"), ("phone", "no_answer"), ("visit", "unreachable")],
)
def test_what_the_owner_began_and_what_reached_nobody_cost_nothing(channel, result):
    assert texted(DAY, home().hears("2026-03-19", channel=channel, result=result))[0] == {"3-2"}


def test_a_month_holds_four():
    made = home()
    for day in ("2026-03-02", "2026-03-06", "2026-03-10", "2026-03-14"):
        made.hears(day)
    given, held = texted("2026-03-28", made)
    assert not given and "contact_budget" in held["3-2"]
    assert texted("2026-04-01", made)[0] == {"3-2"}


def test_reminders_on_the_worklist_wait_as_well():
    made = home().hears("2026-04-04", result="")
    found = tasks(estate(made).docket("2026-04-05"), date(2026, 4, 12))
    days = [task.due for task in found if task.kind == "remind_monthly"]
    assert days and min(days) >= date(2026, 4, 7)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, [unit("3-2", phone="13000000001")], owes("3-2", 1))


def runs(office, day=DAY):
    return plain(texts.texts(office.path, day, now=office._clock(day)).data, translator("en"))


def test_a_second_list_of_a_day_is_empty(office):
    assert len(runs(office)["texts"]) == 1
    again = runs(office)
    assert again["texts"] == [] and again["folder"] is None
    assert [b["code"] for b in again["held"][0]["blockers"]] == ["on_list"]


def types_sent(office, folder, typed):
    path = next(iter((office.path.parent / folder).glob("*.xlsx")))
    book = load_workbook(path)
    header = [cell.value for cell in book.active[1]]
    book.active.cell(2, header.index("已发送") + 1, typed)
    book.save(path)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("是", DAY),
        ("yes", DAY),
        ("√", DAY),
        ("2026-03-21", date(2026, 3, 21)),
        ("否", None),
        (None, None),
    ],
)
def test_what_is_typed_as_sent_is_a_contact_once(office, typed, day):
    types_sent(office, runs(office)["folder"], typed)
    later = DAY + timedelta(2)
    data = runs(office, later)
    assert data["recorded"] == (1 if day else 0)
    contacts = office.reads("跟催")
    assert [(c["日期"].date(), c["渠道"]) for c in contacts] == ([(day, "短信")] if day else [])
    assert len(data["texts"]) == (0 if day else 1)
    runs(office, later)
    assert office.reads("跟催") == contacts


@pytest.mark.parametrize("command", [flag.flag, todo.todo], ids=["flag", "todo"])
def test_flag_and_todo_read_what_was_typed_as_sent_too(office, command):
    types_sent(office, runs(office)["folder"], "是")
    later = DAY + timedelta(2)
    command(office.path, later, now=datetime(2026, 3, 22, 9))
    contacts = office.reads("跟催")
    assert [(c["日期"].date(), c["渠道"]) for c in contacts] == [(DAY, "短信")]
    command(office.path, later, now=datetime(2026, 3, 22, 10))
    assert office.reads("跟催") == contacts
    assert runs(office, later)["recorded"] == 0


def two_books(folder):
    """Two workbooks of one folder, whose units have the same numbers and other owners."""
    for name in ("甲", "乙"):
        office = Office(
            folder, [unit("1-1", phone="13000000001", owner=f"{name}样例")], owes("1-1", 4)
        )
        office.path = office.path.rename(folder / f"{name}园.xlsx")
        yield office


def listed(office, day):
    report = texts.texts(office.path, day, now=datetime(2026, 3, 20, 9))
    return [item["units"] for item in report.data["texts"]], report.data["recorded"]


@pytest.mark.parametrize("gone", [False, True])
def test_a_list_of_another_workbook_in_the_folder_is_not_ours(tmp_path, gone):
    first, second = two_books(tmp_path)
    assert listed(first, DAY) == ([("1-1",)], 0)
    (file,) = tmp_path.glob("催费文书/*/短信.xlsx")
    page = pen.Page(file, "短信")
    page.put(2, page.header()["已发送"], "是")
    page.save()
    if gone:  # the list says of which workbook it is, and that one is not there any more
        first.path.rename(tmp_path / "甲园2.xlsx")
    assert listed(second, DAY) == ([("1-1",)], 0)
    assert listed(second, DAY) == ([], 0)
    if gone:
        first.path = tmp_path / "甲园2.xlsx"
    assert listed(first, DAY + timedelta(1)) == ([], 1)
    assert listed(second, DAY + timedelta(1))[1] == 0
