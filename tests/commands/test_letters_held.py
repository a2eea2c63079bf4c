"""Letters that the lint holds for reasons of the run: the place of the files."""

from commands.estates import AS_OF, NOW, copy_to
from cuifei.commands import letters
from cuifei.commands.select import Wanted
from cuifei.letters import files


def test_letters_whose_path_would_be_too_long_are_not_made(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_LONGEST_PATH", len(str(tmp_path)) + 20)
    report = letters.letters(copy_to(tmp_path), AS_OF, Wanted("collection_letter"), now=NOW)
    assert not report.data["letters"] and not list(tmp_path.rglob("*.docx"))
    assert any("too long" in str(problem.what) for problem in report.problems)
