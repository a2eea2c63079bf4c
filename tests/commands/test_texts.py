"""Text messages of the demo estate: one for each owner, complete, polite, silent when silent."""

import csv
import re

import pytest
from openpyxl import load_workbook

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, type_row
from cuifei.commands import texts
from cuifei.commands.opened import open_book
from cuifei.commands.report import plain
from cuifei.domain.problems import CuifeiError
from cuifei.letters.forbidden import found
from cuifei.locale import translator

ADDED = ("字数", "条数", "微信内容")


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a workbook whose texts of the day were made, and what was said."""
    book = copy_to(tmp_path_factory.mktemp("texts"))
    return book, plain(texts.texts(book, AS_OF, now=NOW).data, translator("zh"))


def test_each_says_who_what_how_much_and_where_to_pay(made):
    book, data = made
    accounts = {account.number for account in open_book(book).ledger.accounts}
    assert len(data["texts"]) > 20
    for item in data["texts"]:
        said = item["text"]
        assert item["owner"] in said and f"{float(item['amount']):,.2f}" in said
        assert all(unit in said for unit in item["units"])
        assert any(number in said for number in accounts)
        assert re.search(r"\d{4}年\d+月\d+日|\d+ [A-Z][a-z]+ \d{4}", said)
        assert "{" not in said and "\n" not in said
        clean = said
        for number in accounts:
            clean = clean.replace(number, "")
        assert not found(clean, AS_OF)
        assert "逾期" not in said
    owners = [(item["owner"], item["phone"]) for item in data["texts"]]
    assert len(set(owners)) == len(owners)


def test_every_unit_gets_one_or_a_reason(made):
    book, data = made
    docket = open_book(book).docket(AS_OF)
    told = {unit for item in data["texts"] for unit in item["units"]}
    held = {item["unit"] for item in data["held"]}
    assert not told & held
    owing = {unit for unit, case in docket.cases.items() if case.demandable}
    assert owing <= told | held
    assert all(item["blockers"] for item in data["held"])
    assert {"promise", "plan"} & {b["code"] for item in data["held"] for b in item["blockers"]}


def test_the_lists_hold_what_the_json_says(made):
    book, data = made
    folder = next((book.parent / "催费文书").iterdir())
    assert str(folder) == data["folder"]
    header, *lines = load_workbook(folder / "短信.xlsx").active.iter_rows(values_only=True)
    assert header == (
        "手机",
        "业主",
        "房号",
        "金额",
        "到期日",
        "阶段",
        "短信内容",
        "已发送",
        *ADDED,
    )
    assert [line[6] for line in lines] == [item["text"] for item in data["texts"]]
    told = (folder / "短信.csv").read_text("utf-8-sig").splitlines()
    assert [line["手机"] for line in csv.DictReader(told)] == [x["phone"] for x in data["texts"]]


def test_a_dry_run_writes_nothing(book):
    report = texts.texts(book, AS_OF, now=NOW, dry_run=True)
    assert report.data["texts"] and not (book.parent / "催费文书").exists()


def test_a_contact_of_today_or_a_hold_keeps_quiet(book):
    data = plain(texts.texts(book, AS_OF, now=NOW, dry_run=True).data, translator("zh"))
    unit = data["texts"][0]["units"][0]
    type_row(book, "跟催", 日期=AS_OF, 房号=unit, 渠道="短信", 结果="其他")
    data = plain(texts.texts(book, AS_OF, now=NOW, dry_run=True).data, translator("zh"))
    (held,) = [item for item in data["held"] if item["unit"] == unit]
    assert [blocker["code"] for blocker in held["blockers"]] == ["contacted"]


def test_what_the_law_forbids_is_not_texted(book):
    pen.change(book, "参数", "公司名称", "停水停电物业")
    report = texts.texts(book, AS_OF, now=NOW, dry_run=True)
    assert report.data["texts"] == [] and report.exit_code == 1
    assert all("停水" in str(problem.what) for problem in report.problems)


def test_nobody_is_texted_in_the_name_of_nobody(book):
    pen.change(book, "参数", "公司电话", None)
    with pytest.raises(CuifeiError):
        texts.texts(book, AS_OF, now=NOW)


def test_unit_and_month_stand_apart_and_each_text_is_counted(made):
    _, data = made
    for item in data["texts"]:
        assert not any(re.search(rf"{unit}\d", item["text"]) for unit in item["units"])
        assert item["characters"] == len(item["text"])
        long = item["characters"] > 70
        assert item["parts"] == (-(-item["characters"] // 67) if long else 1)


def test_wechat_says_the_same_line_by_line_without_a_signature(made):
    _, data = made
    for item in data["texts"]:
        lines = item["wechat"].splitlines()
        assert len(lines) >= 4 and "【" not in lines[0] and item["owner"] in lines[0]
        assert f"{float(item['amount']):,.2f}" in item["wechat"]
        assert all(any(unit in line for line in lines) for unit in item["units"])


def test_who_reads_english_finds_no_chinese_item(made):
    _, data = made
    english = [item for item in data["texts"] if " Dear " in item["text"]]
    assert english
    for item in english:
        assert "费" not in item["text"] + item["wechat"]


def _sent(book, *cells):
    """Type what was sent into the list of the day, from its first row on."""
    path = next((book.parent / "催费文书").iterdir()) / "短信.xlsx"
    opened = load_workbook(path)
    for row, cell in enumerate(cells, 2):
        opened.active.cell(row, 8).value = cell
    opened.save(path)


def test_wechat_typed_under_sent_is_a_contact_by_wechat_once(book):
    data = plain(texts.texts(book, AS_OF, now=NOW).data, translator("zh"))
    units = [item["units"] for item in data["texts"][:3]]
    before = len(open_book(book).ledger.contacts)
    _sent(book, "微信", "是", "微信 2026-11-19")
    texts.texts(book, AS_OF, now=NOW)
    _sent(book, "微信", "微信", "微信 2026-11-19")
    texts.texts(book, AS_OF, now=NOW)
    rows = open_book(book).ledger.contacts[before:]
    made = [(c.unit, c.channel, c.date.day) for c in rows]
    expected = [(u, "wechat", 20) for u in units[0]] + [(u, "sms", 20) for u in units[1]]
    assert made == expected + [(u, "wechat", 19) for u in units[2]]
    assert data["texts"][0]["wechat"] in {c.content for c in rows}


def test_not_sent_by_wechat_is_no_contact(book):
    texts.texts(book, AS_OF, now=NOW)
    before = len(open_book(book).ledger.contacts)
    _sent(book, "微信未发", "未发微信", "微信 否", "no wechat", "微信不发")
    texts.texts(book, AS_OF, now=NOW)
    assert len(open_book(book).ledger.contacts) == before
