"""Letters as they were: found, proved by their hash, and told when they are not."""

import shutil
from pathlib import Path

import pytest

from commands import pen
from commands.estates import AS_OF, NOW, copy_to
from cuifei.commands import batch, check, letters, reprint
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.letters import package


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("reprint"))
    return book, letters.letters(book, AS_OF, Wanted(limit=3), now=NOW).data["letters"]


@pytest.fixture
def made(original, tmp_path):
    """A book and its letters, each test with a copy of its own."""
    book, said = original
    home = tmp_path / "office"
    shutil.copytree(book.parent, home)
    moved = [{**x, "file": home / x["file"].relative_to(book.parent)} for x in said]
    return home / book.name, moved


def tamper(book, number, field, value):
    pen.type_beside(book, "发函", "函号", {number: {field: value}})


def codes(report):
    return [str(problem.what) for problem in report.problems]


def test_a_letter_is_found_and_copied_byte_for_byte(made, tmp_path):
    book, (one, *_) = made
    report = reprint.reprint(book, one["number"])
    assert report.exit_code == 0 and report.data["file"] == one["file"]
    report = reprint.reprint(book, one["number"], tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == one["file"].read_bytes()
    (tmp_path / "prints").mkdir()
    report = reprint.reprint(book, one["number"], tmp_path / "prints")
    assert report.data["copy"] == tmp_path / "prints" / one["file"].name


def test_a_changed_or_missing_letter_is_not_printed(made, tmp_path):
    book, (one, two, _) = made
    one["file"].write_bytes(one["file"].read_bytes() + b"x")
    report = reprint.reprint(book, one["number"], tmp_path / "again.docx")
    assert report.exit_code == 1 and not (tmp_path / "again.docx").exists()
    assert codes(report) == ["the file was changed after it was made"]
    assert report.data["file"] is None
    two["file"].unlink()
    assert codes(reprint.reprint(book, two["number"])) == ["the file is missing"]


def test_a_hash_that_was_changed_in_the_register_too_is_found_out(made):
    book, (one, *_) = made
    changed = one["file"].read_bytes() + b"x"
    one["file"].write_bytes(changed)
    tamper(book, one["number"], "摘要", batch.digest(changed))
    assert "disagree" in codes(reprint.reprint(book, one["number"]))[0]


def test_a_path_out_of_the_folder_is_not_followed(made, tmp_path):
    book, (one, *_) = made
    secret = tmp_path / "elsewhere.docx"
    secret.write_bytes(b"x")
    tamper(book, one["number"], "文件", "../elsewhere.docx")
    tamper(book, one["number"], "摘要", batch.digest(b"x"))
    report = reprint.reprint(book, one["number"])
    assert report.exit_code == 1 and report.data["file"] is None


def test_what_is_there_is_not_overwritten_and_unknown_numbers_are_refused(made, tmp_path):
    book, (one, *_) = made
    target = tmp_path / "mine.docx"
    target.write_bytes(b"mine")
    for number, to in (
        (one["number"], target),
        (one["number"], tmp_path / "no" / "a.docx"),
        ("催函〔2026〕9999号", None),
    ):
        with pytest.raises(CuifeiError):
            reprint.reprint(book, number, to)
    assert target.read_bytes() == b"mine"


def test_check_finds_nothing_in_a_sound_batch(made):
    book, _ = made
    assert check.check(book, letters=True).exit_code == 0


def test_check_names_every_file_that_is_not_as_it_was(made):
    book, (one, two, three) = made
    one["file"].write_bytes(b"x")
    two["file"].unlink()
    tamper(book, three["number"], "金额", 1)
    report = check.check(book, letters=True)
    assert report.exit_code == 1
    told = {problem.where.rpartition("/")[2]: str(problem.what) for problem in report.problems}
    assert told[one["file"].name] == "the file was changed after it was made"
    assert told[two["file"].name] == "the file is missing"
    assert "other things" in told[three["file"].name]
    assert check.check(book).exit_code == 0


def test_check_reads_the_letters_again(made):
    """A letter whose words are forbidden by now, its hash in order, is still found."""
    book, (one, *_) = made
    parts = package.read(one["file"].read_bytes())
    xml = package.unpacked(parts["word/document.xml"]).replace(
        "回执".encode(), "否则停水停电，身份证号110101199001011234。«漏了»".encode()
    )
    parts["word/document.xml"] = package.member("word/document.xml", xml)
    content = package.frame(parts.values()).close(())
    one["file"].write_bytes(content)
    manifest = Path(one["file"].parent / batch.MANIFEST)
    manifest.write_text(
        manifest.read_text("utf-8").replace(one["sha256"], batch.digest(content)), "utf-8"
    )
    said = " ".join(codes(check.check(book, letters=True)))
    assert "停水" in said and "identity" in said and "«漏了»" in said


def test_check_misses_letters_that_the_register_lost(made):
    book, (one, *_) = made
    tamper(book, one["number"], "函号", "改过的号")
    assert any("not in the register" in what for what in codes(check.check(book, letters=True)))
