"""The office's own templates beside the workbook."""

import zipfile
from pathlib import Path

import pytest

from commands.estates import AS_OF, NOW, copy_to
from cuifei.commands import letters
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.letters import own_templates, print_letter, text
from cuifei.locale import translator
from letter_templates.make import build
from letters import samples
from letters.test_broken_templates import _changed, _renamed

DEMAND = samples.demand("final_notice", late_fee=False)


def _own(folder, name, content=None):
    folder.mkdir(exist_ok=True)
    content = content or build.build("final_notice")
    content = _changed(content, lambda xml: xml.replace("物业", "本处物业", 1))
    (folder / name).write_bytes(content)


@pytest.mark.parametrize("name", ["final_notice.zh.docx", "限期缴费通知书.docx"])
def test_an_own_template_takes_precedence(tmp_path, name):
    folder = own_templates.beside(tmp_path / "book.xlsx")
    ours = text.plain(print_letter.print_letter(DEMAND, "zh", folder)[0])
    _own(folder, name)
    content, problems = print_letter.print_letter(DEMAND, "zh", folder)
    assert not problems and "本处物业" in text.plain(content) != ours
    assert text.plain(print_letter.print_letter(DEMAND, "zh")[0]) == ours


def test_a_changed_own_template_is_read_again(tmp_path):
    _own(tmp_path, "final_notice.zh.docx")
    first = print_letter.print_letter(DEMAND, "zh", tmp_path)[0]
    (tmp_path / "final_notice.zh.docx").unlink()
    assert print_letter.print_letter(DEMAND, "zh", tmp_path)[0] != first


def test_two_of_one_document_are_refused(tmp_path):
    for name in ("final_notice.zh.docx", "限期缴费通知书.docx"):
        _own(tmp_path, name)
    with pytest.raises(CuifeiError, match=r"限期缴费通知书\.docx"):
        print_letter.print_letter(DEMAND, "zh", tmp_path)


def test_a_template_that_is_none_is_named_and_ours_does_not_step_in(tmp_path):
    (tmp_path / "final_notice.zh.docx").write_bytes(b"no zip")
    with pytest.raises(CuifeiError, match=r"final_notice\.zh\.docx: this is not a Word document"):
        print_letter.print_letter(DEMAND, "zh", tmp_path)


@pytest.mark.parametrize("old", ["业主", "总额大写", "明细.未收", "账户.账号"])
def test_a_missing_field_is_named_with_its_file(tmp_path, old):
    start = old.rpartition(".")[0]
    new = f"{start}.{'序号' if start == '明细' else '户名'}" if start else "房屋"
    spoiled = _changed(build.build("final_notice"), _renamed(old, new))
    _own(tmp_path, "final_notice.zh.docx", spoiled)
    _, problems = print_letter.print_letter(DEMAND, "zh", tmp_path)
    assert problems
    assert all(problem.where.endswith("/final_notice.zh.docx") for problem in problems)
    assert any(f"«{old}»" in f"{p.what} {p.remedy}" for p in problems), problems


def test_files_that_are_no_template_are_reported(tmp_path):
    for name in ("催费函.docx", "催费函.doc", "限期通知.docx", "~$催费函.docx", "envelope.zh.docx"):
        (tmp_path / name).write_bytes(b"")
    found = [problem.where.rpartition("/")[2] for problem in own_templates.strangers(tmp_path)]
    assert sorted(found) == ["envelope.zh.docx", "催费函.doc", "限期通知.docx"]
    assert own_templates.strangers(tmp_path / "none") == ()


def test_a_broken_own_template_holds_only_its_letters(tmp_path):
    book = copy_to(tmp_path)
    folder = own_templates.beside(book)
    broken = _changed(build.build("payment_notice"), _renamed("业主", "业主姓名"))
    _own(folder, "payment_notice.zh.docx", broken)
    (folder / "说明.txt").write_text("x")
    report = letters.letters(book, AS_OF, Wanted(), now=NOW)
    said = plain(report.data, translator("en"))
    made = {(letter["document"], letter["file"].rpartition(".")[2]) for letter in said["letters"]}
    assert len(made) > 1
    problems = [str(problem.where) for problem in report.problems]
    assert any("payment_notice.zh.docx" in where for where in problems)
    assert any("说明.txt" in where for where in problems)
    for letter in said["letters"]:
        assert zipfile.is_zipfile(letter["file"])
        if letter["document"] == "payment_notice":
            assert "Dear" in text.plain(Path(letter["file"]).read_bytes())
