"""Evidence is whole, or `verify` names what is not: the letter, its list, its folder, its row."""

import json
import shutil

import pytest

from commands.estates import AS_OF, NOW, copy_to
from cuifei.commands import letters, undo, verify
from cuifei.commands.select import Wanted

REPLACED = "another.docx"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a folder with a workbook and three batches of letters."""
    book = copy_to(tmp_path_factory.mktemp("verify"))
    for _ in range(3):
        letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)
    return book.parent


@pytest.fixture
def book(office, tmp_path):
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "demo.xlsx"


def folders(book):
    return sorted((book.parent / "催费文书").iterdir())


def wheres(book):
    report = verify.verify(book)
    assert report.exit_code == int(bool(report.problems))
    return {problem.where for problem in report.problems}


def edited(folder, alter):
    file = folder / "manifest.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    alter(content)
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_what_nobody_touched_is_whole(book):
    report = verify.verify(book)
    assert (report.exit_code, report.data["batches"], report.data["letters"]) == (0, 3, 3)


def test_a_changed_letter_is_named(book):
    letter = next(folders(book)[1].glob("*.docx"))
    letter.write_bytes(letter.read_bytes() + b" ")
    assert f"{letter.parent.name}/{letter.name}" in wheres(book)


def test_a_letter_changed_together_with_its_hash_breaks_the_seal(book):
    def alter(content):
        content["letters"][0]["row"]["amount"] += 100

    edited(folders(book)[0], alter)
    assert folders(book)[0].name in wheres(book)


def test_a_seal_made_anew_breaks_the_one_after_it(book):
    def alter(content):
        content["letters"][0]["row"]["amount"] += 100
        content["seal"] = verify.seal.seal(content["letters"], content["previous"])

    edited(folders(book)[0], alter)
    assert folders(book)[1].name in wheres(book)


def test_a_missing_folder_is_named_by_the_one_after_it(book):
    shutil.rmtree(folders(book)[1])
    assert folders(book)[1].name in wheres(book)


def test_an_extra_letter_and_a_missing_one_are_named(book):
    first, second, _ = folders(book)
    shutil.copy(next(first.glob("*.docx")), first / REPLACED)
    gone = next(second.glob("*.docx"))
    gone.unlink()
    assert {f"{first.name}/{REPLACED}", f"{second.name}/{gone.name}"} <= wheres(book)


def test_a_state_that_moves_on_breaks_nothing(book):
    undo.undo(book, now=NOW)
    assert not wheres(book)


def test_the_list_of_runs_names_each_with_its_copy(book):
    runs = undo.listed_runs(book).data["runs"]
    assert [run["command"] for run in runs] == ["letters"] * 3
    assert [run["number"] for run in runs] == [3, 2, 1]
    (book.parent / "催费备份" / runs[1]["backup"]).with_suffix(".json").write_text("")
    report = undo.listed_runs(book)
    assert len(report.data["runs"]) == 2 and len(report.problems) == 1


@pytest.mark.parametrize("name", ["物业　台账.xlsx", "物业\u00a0台账.xlsx"])
def test_a_name_with_wide_blanks_keeps_its_letters_and_its_undo(name, tmp_path):
    book = copy_to(tmp_path).rename(tmp_path / name)
    letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)
    report = verify.verify(book)
    assert not report.problems and report.data["letters"] == 1
    assert not undo.undo(book, now=NOW).problems
