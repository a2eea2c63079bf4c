"""Letters of the demo estate: complete, exact, registered once, and safe when a run dies."""

import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import segno
from docx import Document

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows, told_of_copy, widest
from cuifei.commands import batch, letters, recover
from cuifei.commands.flag import flag
from cuifei.commands.numbers import letter_numbers
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.money import read_capitals
from cuifei.domain.problems import CuifeiError
from cuifei.locale import translator
from cuifei.workbook import closed
from size import FULL

COLLECTION = Wanted("collection_letter")
NEEDED = (
    ("2026年11月20日", "2026年11月19日", "回执", "盖章", "开户行", "账号"),
    ("20November2026", "19November2026", "Returnslip", "(seal)", "Bank", "Accountnumber"),
)


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def run(book, wanted=COLLECTION, day=AS_OF, **options):
    report = letters.letters(book, day, wanted, now=NOW, **options)
    return plain(report.data, translator("zh"))


@pytest.fixture(scope="module")
def written_once(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("written"))
    return book, json.dumps(run(book), ensure_ascii=False)


@pytest.fixture
def written(written_once, tmp_path):
    """Return a workbook whose letters of demand were written, and what was said."""
    return told_of_copy(*written_once, tmp_path)


def words(path):
    """Return all text of a letter, tables too."""
    document = Document(path)
    cells = [c.text for t in document.tables for r in t.rows for c in dict.fromkeys(r.cells)]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def line_sums(path):
    """Return the sums of 未收 and 违约金 over the numbered lines of a letter's fee table."""
    table = Document(path).tables[0]
    names = [cell.text.replace("\n", "") for cell in table.rows[0].cells]
    lines = [row.cells for row in table.rows if row.cells[0].text.isdigit()]
    wanted = ("未收", "违约金") if "未收" in names else ("Unpaid", "Late fee")
    unpaid, fee = (names.index(name) for name in wanted)
    assert lines

    def total(column):
        return sum(Decimal(cells[column].text.replace(",", "")) for cells in lines)

    return total(unpaid) + total(fee)


def test_every_letter_is_complete_and_adds_up(tmp_path):
    data = run(widest(tmp_path))
    reasons = [
        item for item in data["held"] if {b["code"] for b in item["blockers"]} == {"reason_open"}
    ]
    assert reasons  # R7: a reason is answered before this letter
    if FULL:
        assert len(data["letters"]) + len(reasons) > 25
    assert len(data["letters"]) >= (15 if FULL else 7)
    for letter in data["letters"]:
        text = words(letter["file"])
        total = Decimal(letter["total"])
        capitals = re.search(r"人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+", text)[0]
        assert Decimal(read_capitals(capitals)) / 100 == total
        assert f"{total:,}" in text
        waived = re.search(r"(?:减免|waived)[^\n]*?([\d,]+\.\d\d)", text)
        waiver = Decimal(waived[1].replace(",", "")) if waived else 0
        assert line_sums(letter["file"]) - waiver == total
        for needed in (letter["owner"], letter["number"], letter["unit"], "000-"):
            assert needed in text
        for needed in NEEDED["Letter of Demand" in text]:
            assert needed in text.replace(" ", ""), needed
        assert "«" not in text
        assert batch.digest(Path(letter["file"]).read_bytes()) == letter["sha256"]


def test_every_unit_in_arrears_is_written_to_or_held_with_reasons(tmp_path):
    book = widest(tmp_path)
    data = run(book, dry_run=True)
    written = {letter["unit"] for letter in data["letters"]}
    held = {item["unit"] for item in data["held"]}
    assert not written & held
    assert all(item["blockers"] for item in data["held"])
    assert len(written) + len(held) == len(data["letters"]) + len(data["held"])
    owing = {row["unit"] for row in flag(book, AS_OF, now=NOW, dry_run=True).data["rows"]}
    assert written | held == owing and len(owing) >= (70 if FULL else 35)
    gaps = [i for i in data["held"] if any(b["code"] == "level_gap" for b in i["blockers"])]
    assert gaps


def test_a_second_run_writes_none(written):
    book, first = written
    after = book.read_bytes()
    second = run(book)
    assert second["letters"] == []
    assert second["folder"] is None
    assert {x["unit"] for x in first["letters"]} <= {x["unit"] for x in second["held"]}
    assert book.read_bytes() == after


def test_the_register_holds_each_letter_once(written):
    book, data = written
    register = {row["函号"]: row for row in rows(book, "发函")}
    numbers = [letter["number"] for letter in data["letters"]]
    assert len(set(numbers)) == len(numbers)
    for letter in data["letters"]:
        row = register[letter["number"]]
        assert row["房号"] == letter["unit"]
        assert row["文书"] == "催费函"
        assert row["状态"] == "已生成"
        assert row["寄出日期"] is None
        assert row["摘要"] == letter["sha256"]
        assert (book.parent / row["文件"]).is_file()
    names = {Path(letter["file"]).name for letter in data["letters"]}
    assert len(names) == len(numbers)


def test_the_manifest_names_every_file(written):
    _, data = written
    folder = Path(data["folder"])
    assert re.fullmatch(r"2026-11-20 催费函 01", folder.name)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {i["file"]: i["sha256"] for i in manifest["letters"]} == {
        Path(letter["file"]).name: letter["sha256"] for letter in data["letters"]
    }


def test_filters_and_limit(book):
    assert len(run(book, Wanted("collection_letter", limit=3), dry_run=True)["letters"]) == 3
    some = run(book, Wanted("collection_letter", community="演示里"), dry_run=True)
    units = {x["unit"] for x in (*some["letters"], *some["held"])}
    assert all(unit.startswith("演示") for unit in units)
    one = some["letters"][0]["unit"]
    only = run(book, Wanted("collection_letter", units=(one.lower(),)), dry_run=True)
    assert [x["unit"] for x in only["letters"]] == [one]
    with pytest.raises(CuifeiError):
        run(book, Wanted(units=("没有这户",)))
    with pytest.raises(CuifeiError):
        run(book, Wanted(community="没有这区"))
    with pytest.raises(CuifeiError):
        run(book, Wanted("love_letter"))


def test_a_dry_run_leaves_no_trace(book):
    before = book.read_bytes()
    run(book, dry_run=True)
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["demo.xlsx"]


def test_a_run_before_the_last_letter_is_refused(written):
    book, _ = written
    after = book.read_bytes()
    with pytest.raises(CuifeiError):
        run(book, day=date(2026, 11, 1))
    assert book.read_bytes() == after


def test_numbers_are_never_used_again_even_after_undo(book):
    first = run(book, Wanted("collection_letter", limit=2))
    undo(book, now=NOW)
    assert not {x["函号"] for x in rows(book, "发函")} & {x["number"] for x in first["letters"]}
    second = run(book, Wanted("collection_letter", limit=2))
    assert {x["unit"] for x in second["letters"]} == {x["unit"] for x in first["letters"]}
    assert not {x["number"] for x in second["letters"]} & {x["number"] for x in first["letters"]}


def test_a_new_year_starts_at_one():
    assert next(letter_numbers(["催函〔2026〕0099号"], date(2027, 1, 2))) == "催函〔2027〕1号"


def test_numbers_have_no_zeros_and_old_ones_count(book):
    """As official papers: 〔2026〕36号. Letters that have a number with zeros keep it."""
    old = {x["函号"] for x in rows(book, "发函")}
    new = [x["number"] for x in run(book, Wanted("collection_letter", limit=2))["letters"]]
    last = max(int(re.search(r"〕(\d+)号", number)[1]) for number in old if "2026" in number)
    assert new == [f"催函〔2026〕{last + n}号" for n in (1, 2)]
    assert old < {x["函号"] for x in rows(book, "发函")}


class Crash(BaseException):
    """The machine stops: nothing after it runs, not even an exception handler for errors."""


def crash(*_args, **_kwargs):
    raise Crash


def test_a_run_that_died_among_its_files_is_rolled_back(book, monkeypatch):
    before, due = book.read_bytes(), len(run(book, dry_run=True)["letters"])
    with monkeypatch.context() as patch:
        patch.setattr(batch, "write_files", crash)
        with pytest.raises(Crash):
            run(book)
    assert book.read_bytes() == before
    report = letters.letters(book, AS_OF, COLLECTION, now=NOW)
    assert translator("en")(report.said[0]).endswith("were never finished; removed.")
    assert len(list((book.parent / batch.FOLDER).iterdir())) == 1
    assert len(report.data["letters"]) == due > 5


def test_a_run_that_died_before_the_register_is_completed(book, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(closed, "write", crash)
        with pytest.raises(Crash):
            run(book)
    assert next(batch.batches(book)).state == batch.WRITTEN
    said = recover.recover(book, now=NOW)
    assert len(said) == 1
    planned = next(batch.batches(book))
    register = {row["函号"] for row in rows(book, "发函")}
    assert {item.letter.number for item in planned.letters} <= register
    assert planned.state == batch.REGISTERED
    assert run(book)["letters"] == []


def test_a_run_that_died_after_the_register_is_recognised(book, monkeypatch):
    real = batch.save

    def save(item):
        if item.state == batch.REGISTERED:
            raise Crash
        return real(item)

    with monkeypatch.context() as patch:
        patch.setattr(batch, "save", save)
        with pytest.raises(Crash):
            run(book)
    after = rows(book, "发函")
    recover.recover(book, now=NOW)
    assert rows(book, "发函") == after
    assert next(batch.batches(book)).state == batch.REGISTERED


def test_a_failed_write_takes_its_letters_back(book, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(closed, "write", refuse)
    with pytest.raises(OSError, match="disk full"):
        run(book)
    assert not list((book.parent / batch.FOLDER).glob("*/*.docx"))


def test_two_owners_of_one_name_get_two_files(book):
    data = run(book, Wanted())
    assert len({x["file"] for x in data["letters"]}) == len(data["letters"])


def test_a_code_may_be_a_picture_beside_the_workbook_and_a_missing_one_holds_the_letters(book):
    """The office's own code is a picture; a letter never goes without what it was meant to have."""
    pen.type_into(book, "账户", 2, {"收款链接": "收款码.png"})
    community = pen.Page(book, "账户").text(2, 1)
    data = run(book, Wanted(community=community, limit=2), dry_run=True)
    assert data["letters"] == [] and any("收款码.png" in x["what"] for x in data["problems"])
    made = io.BytesIO()
    segno.make("https://pay.example.com").save(made, kind="png", scale=4)
    (book.parent / "收款码.png").write_bytes(made.getvalue())
    letter = run(book, Wanted(community=community, limit=1))["letters"][0]
    parts = zipfile.ZipFile(letter["file"])
    assert made.getvalue() in [parts.read(x) for x in parts.namelist() if "media" in x]
