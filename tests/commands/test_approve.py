"""Counsel approves a draft: one clean letter, one live slot, nothing guessed (R5, R9.3)."""

import io
import json
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from commands.estates import AS_OF, NOW, copy_to, rows, type_row, type_setting
from cuifei.commands import approve, batch, legal
from cuifei.commands.mark import mark
from cuifei.commands.report import plain
from cuifei.commands.undo import undo
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.problems import CuifeiError
from cuifei.letters.text import plain as text
from cuifei.locale import translator

FIRM = "（示例）律函字〔2026〕第12号"


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("draft"))
    data = plain(legal.draft(book, AS_OF, now=NOW).data, translator("zh"))
    return book, data["letters"][0]


@pytest.fixture
def drafted(draft, tmp_path):
    """A workbook in which one lawyer letter is drafted; with the letter as it was reported."""
    book, letter = draft
    shutil.copytree(book.parent, tmp_path, dirs_exist_ok=True)
    moved = letter["file"].replace(str(book.parent), str(tmp_path))
    return tmp_path / book.name, {**letter, "file": moved}


def ok(book, letter, day=AS_OF, **options):
    wanted = {"by": "周律师样例", "firm_number": FIRM} | options
    report = approve.approve(book, day, unit=letter["unit"], now=NOW, **wanted)
    return plain(report.data, translator("zh"))


def row(book, letter):
    return next(x for x in rows(book, "发函") if x["函号"] == letter["number"])


def live(book):
    """Count the live letters of each cohort."""
    queue = plain(legal.plan(book, AS_OF, now=NOW).data, translator("zh"))["queue"]
    return Counter(place["cohort"] for place in queue if place["state"] == "live")


def test_the_letter_loses_its_draft_marks_and_the_draft_stays(drafted):
    book, letter = drafted
    before = live(book)
    data = ok(book, letter)
    draft, final = Path(letter["file"]), Path(data["file"])
    assert draft.is_file() and final.is_file() and draft != final
    said = text(final.read_bytes())
    assert "草稿" not in said and "DRAFT" not in said and FIRM in said
    assert batch.digest(final.read_bytes()) == data["sha256"]
    after = row(book, letter)
    assert after["审定人"] == "周律师样例"
    assert after["摘要"] == data["sha256"]
    assert (book.parent / after["文件"]) == final
    assert FIRM in after["备注"] and letter["sha256"][:16] in after["备注"]
    assert after["状态"] == "已生成"
    manifest = json.loads((final.parent / "manifest.json").read_text("utf-8"))
    assert {"file": final.name, "sha256": data["sha256"]}.items() <= next(
        x for x in manifest["enclosed"] if x["kind"] == "approved"
    ).items()
    assert live(book) == before
    assert max(before.values()) == 1


def test_only_an_approved_letter_may_be_marked(drafted):
    book, letter = drafted
    for state in ("printed", "sealed", "sent"):
        with pytest.raises(CuifeiError, match="approved"):
            mark(book, letter["number"], Move(state, AS_OF, "express"), now=NOW)
    ok(book, letter)
    slots = live(book)
    for state in ("printed", "sealed", "sent"):
        mark(book, letter["number"], Move(state, AS_OF, "express", "样例EMS1"), now=NOW)
        assert live(book) == slots
    assert row(book, letter)["状态"] == "已寄出"


@pytest.mark.parametrize("missing", ["law_firm", "lawyer", "lawyer_licence"])
def test_without_firm_lawyer_or_licence_nothing_is_approved(drafted, missing):
    book, letter = drafted
    type_setting(book, missing, None)
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="without"):
        ok(book, letter)
    assert book.read_bytes() == before


@pytest.mark.parametrize("option", [{"firm_number": " "}, {"by": ""}])
def test_without_a_number_or_a_name_nothing_is_approved(drafted, option):
    book, letter = drafted
    with pytest.raises(CuifeiError, match="without"):
        ok(book, letter, **option)


def test_a_firm_that_is_not_the_drafts_is_refused(drafted):
    book, letter = drafted
    type_setting(book, "law_firm", "别的律师事务所（虚构）")
    with pytest.raises(CuifeiError, match="别的律师事务所"):
        ok(book, letter)
    assert row(book, letter)["审定人"] is None


def test_counsels_corrections_are_kept_and_told(drafted):
    book, letter = drafted
    file = Path(letter["file"])
    document = Document(file)
    paragraph = next(p for p in document.paragraphs if "逾期未付的后果" in p.text)
    paragraph.runs[0].text = paragraph.text.replace("后果", "法律后果")
    for run in paragraph.runs[1:]:
        run.text = ""
    out = io.BytesIO()
    document.save(out)
    file.write_bytes(out.getvalue())
    data = ok(book, letter)
    assert data["draft_edited"] == "yes"
    assert "逾期未付的法律后果" in text(Path(data["file"]).read_bytes())


def test_a_payment_since_the_draft_stops_it(drafted):
    book, letter = drafted
    type_row(book, "收款", 收款日期=AS_OF, 房号=letter["unit"], 金额=100)
    with pytest.raises(CuifeiError, match="not what the draft says"):
        ok(book, letter)


def test_a_dispute_since_the_draft_stops_it(drafted):
    book, letter = drafted
    type_row(book, "暂缓", 房号=letter["unit"], 原因="争议", 起=AS_OF)
    with pytest.raises(CuifeiError):
        ok(book, letter)
    assert row(book, letter)["审定人"] is None


def test_a_draft_is_dated_on_its_approval_and_an_old_one_is_not_approved(drafted):
    book, letter = drafted
    with pytest.raises(CuifeiError, match="more than 15 days ago"):
        ok(book, letter, AS_OF + timedelta(16))
    data = ok(book, letter, AS_OF + timedelta(14), dry_run=True)
    assert data["last_date"] == str(AS_OF + timedelta(28))  # R4.3: 14 days from the approval
    with pytest.raises(CuifeiError, match="0 lawyer letters"):
        ok(book, letter, AS_OF - timedelta(1))


def test_twice_is_refused_and_a_firm_number_is_used_once(drafted):
    book, letter = drafted
    ok(book, letter)
    with pytest.raises(CuifeiError):
        ok(book, letter, firm_number="（示例）律函字〔2026〕第13号")
    with pytest.raises(CuifeiError, match="already"):
        ok(book, letter)


def test_a_dry_run_writes_nothing_and_undo_makes_it_a_draft_again(drafted):
    book, letter = drafted
    files = sorted(Path(letter["file"]).parent.iterdir())
    before = book.read_bytes()
    ok(book, letter, dry_run=True)
    assert book.read_bytes() == before
    assert sorted(Path(letter["file"]).parent.iterdir()) == files
    ok(book, letter)
    undo(book, now=NOW)
    assert row(book, letter)["审定人"] is None
    with pytest.raises(CuifeiError, match="approved"):
        mark(book, letter["number"], Move("printed", AS_OF), now=NOW)
    assert ok(book, letter)["approved_by"] == "周律师样例"


def test_a_failed_write_leaves_a_draft(drafted, monkeypatch):
    book, letter = drafted

    def refuse(*_args, **_kwargs):
        raise OSError("disk full")

    files = sorted(Path(letter["file"]).parent.iterdir())
    manifest = (Path(letter["file"]).parent / "manifest.json").read_bytes()
    monkeypatch.setattr("cuifei.workbook.closed.write", refuse)
    with pytest.raises(OSError, match="disk full"):
        ok(book, letter)
    assert sorted(Path(letter["file"]).parent.iterdir()) == files
    assert (Path(letter["file"]).parent / "manifest.json").read_bytes() == manifest


def test_who_has_no_draft_is_told_so(drafted):
    book, letter = drafted
    other = next(x["房号"] for x in rows(book, "房产") if x["房号"] != letter["unit"])
    with pytest.raises(CuifeiError, match="0 lawyer letters"):
        ok(book, {"unit": other})
