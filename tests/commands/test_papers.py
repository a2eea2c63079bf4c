"""Statements and agreements on request, and the statement that goes along with a letter."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from commands.estates import AS_OF, NOW, copy_to, rows, type_row, type_setting
from cuifei.commands import batch, legal, letters, papers
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.dates import add_months
from cuifei.domain.problems import CuifeiError
from cuifei.letters.text import plain as text
from cuifei.locale import translator


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def run(book, document, *units, **options):
    report = letters.letters(book, AS_OF, Wanted(document, units), now=NOW, **options)
    return plain(report.data, translator("zh"))


@pytest.fixture(scope="module")
def owing(tmp_path_factory):
    """Return letters that could be written today: units that owe, and how much."""
    book = copy_to(tmp_path_factory.mktemp("owing"))
    return run(book, "collection_letter", dry_run=True)["letters"]


def agree(book, unit, total, count=3, day=None):
    share = total // count
    for n in range(count):
        amount = share if n < count - 1 else total - share * (count - 1)
        cells = {"协议日期": day} if day else {}
        type_row(
            book,
            "分期",
            房号=unit,
            期次=str(n + 1),
            应付日期=add_months(AS_OF + timedelta(20), n),
            应付金额=Decimal(amount) / 100,
            **cells,
        )


def fen(amount):
    return int(Decimal(amount) * 100)


def test_every_formal_letter_takes_its_statement_along(book):
    data = run(book, "collection_letter")
    folder = Path(data["folder"])
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    enclosed = {item["number"]: item for item in manifest["enclosed"]}
    for letter in data["letters"]:
        item = enclosed.pop(letter["number"] + "-附")
        assert item["kind"] == "statement"
        content = (folder / item["file"]).read_bytes()
        assert batch.digest(content) == item["sha256"]
        said = text(content)
        assert f"{Decimal(letter['total']):,}" in said and letter["number"] in said
        assert letter["enclosed"] == [str(folder / item["file"])]
    assert not enclosed
    assert not [x for x in rows(book, "发函") if "附" in x["函号"]]


def test_a_lawyer_letter_takes_one_along_and_a_notice_none(book):
    drafts = plain(legal.draft(book, AS_OF, now=NOW).data, translator("zh"))["letters"]
    assert drafts and all(len(letter["enclosed"]) == 1 for letter in drafts)
    notices = [
        letter
        for letter in run(book, "")["letters"]
        if letter["document"] not in ("collection_letter", "lawyer_letter")
    ]
    assert all(letter["enclosed"] == [] for letter in notices)


def test_a_run_that_dies_takes_its_statements_back(book, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr("cuifei.workbook.closed.write", refuse)
    with pytest.raises(OSError, match="disk full"):
        run(book, "collection_letter")
    assert not list((book.parent / batch.FOLDER).glob("*/*"))


def test_a_statement_on_request_needs_no_ladder_and_gets_no_row(book, owing):
    before = rows(book, "发函")
    debtors = [x["unit"] for x in owing]
    unit = debtors[0]
    calm = next(x["房号"] for x in rows(book, "房产") if x["房号"] not in debtors)
    data = run(book, "statement", unit, calm)
    assert {x["unit"] for x in data["letters"]} == {unit, calm}
    for letter in data["letters"]:
        assert batch.digest(Path(letter["file"]).read_bytes()) == letter["sha256"]
        assert letter["unit"] in text(Path(letter["file"]).read_bytes())
    assert rows(book, "发函") == before
    manifest = next(batch.batches(book))
    assert [item.kind for item in manifest.enclosed] == ["statement"] * 2
    again = run(book, "statement", unit)
    used = {x["number"] for x in data["letters"]}
    assert again["letters"][0]["number"] not in used


def test_a_statement_is_not_undone_with_the_run_before_it(book, owing):
    run(book, "collection_letter", owing[0]["unit"])
    run(book, "statement", rows(book, "房产")[0]["房号"])
    undo(book, now=NOW)
    states = {len(x.letters) > 0: x.state for x in batch.batches(book)}
    assert states == {True: batch.UNDONE, False: batch.REGISTERED}


@pytest.mark.parametrize("document", papers.PAPERS)
def test_somebody_must_be_named(book, document):
    with pytest.raises(CuifeiError, match="single units"):
        run(book, document)
    with pytest.raises(CuifeiError):
        run(book, document, "没有这户")


def test_an_agreement_is_made_from_the_parts_and_registered_once(book, owing):
    letter = owing[0]
    agree(book, letter["unit"], fen(letter["total"]), 4)
    data = run(book, "instalment_agreement", letter["unit"])
    made = data["letters"][0]
    assert made["total"] == letter["total"] and not data["held"]
    said = text(Path(made["file"]).read_bytes())
    assert f"{Decimal(letter['total']):,}" in said
    row = next(x for x in rows(book, "发函") if x["函号"] == made["number"])
    assert (row["文书"], row["状态"], row["级别"]) == ("分期协议", "已生成", 0)
    assert row["最后期限"].date() == date.fromisoformat(made["last_date"])
    again = run(book, "instalment_agreement", letter["unit"])
    assert again["letters"] == [] and again["held"][0]["unit"] == letter["unit"]
    assert made["number"] in again["problems"][-1]["what"]


@pytest.mark.parametrize("decided", ["是", "否", ""])
def test_an_agreement_says_what_the_office_decided_or_is_refused(book, owing, decided):
    """Whether the late fee runs on is never guessed: a blank setting makes no agreement."""
    type_setting(book, "plan_late_fee", decided)
    letter = owing[0]
    agree(book, letter["unit"], fen(letter["total"]))
    data = run(book, "instalment_agreement", letter["unit"])
    if not decided:
        assert data["letters"] == [] and data["held"][0]["unit"] == letter["unit"]
        assert "分期期间续计违约金" in data["problems"][-1]["what"]
        return
    said = text(Path(data["letters"][0]["file"]).read_bytes())
    assert ("继续按照物业服务合同计算" in said) == (decided == "是")
    assert ("不再另计违约金" in said) == (decided == "否")


def test_parts_that_are_not_what_is_owed_are_a_problem_and_the_rest_goes_on(book, owing):
    wrong, right = owing[:2]
    agree(book, wrong["unit"], fen(wrong["total"]) - 1)
    agree(book, right["unit"], fen(right["total"]))
    report = letters.letters(
        book,
        AS_OF,
        Wanted("instalment_agreement", (wrong["unit"], right["unit"])),
        now=NOW,
    )
    data = plain(report.data, translator("en"))
    assert [x["unit"] for x in data["letters"]] == [right["unit"]]
    assert [x["unit"] for x in data["held"]] == [wrong["unit"]]
    assert any("are owed" in problem["what"] for problem in data["problems"])
    assert report.exit_code == 1


def test_an_agreement_of_an_earlier_day_is_about_what_was_owed_then(book, owing):
    letter = owing[0]
    agree(book, letter["unit"], fen(letter["total"]), day=AS_OF)
    type_row(book, "收款", 收款日期=AS_OF + timedelta(2), 房号=letter["unit"], 金额=50)
    report = letters.letters(
        book,
        AS_OF + timedelta(5),
        Wanted("instalment_agreement", (letter["unit"],)),
        now=NOW,
    )
    data = plain(report.data, translator("zh"))
    assert [x["total"] for x in data["letters"]] == [letter["total"]]


def test_a_dry_run_leaves_no_trace(book):
    before = book.read_bytes()
    data = run(book, "statement", rows(book, "房产")[0]["房号"], dry_run=True)
    assert data["letters"]
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["demo.xlsx"]
