"""A third language is one catalogue and one folder of templates; nothing in Python knows of it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import toy_language
from toy_language import LANG, toy

# What is the same in every language: numbers of letters, our folders, an amount in Chinese
# capitals (the bank's rule), what is typed on a command line, links, files and their digests, the
# preset of fee items (as an office types them), the button that is named by a language.
SAME = re.compile(
    r"=HYPERLINK\(.*|催函〔2026〕\d+号|催费(?:文书|备份|证据)|文书模板|人民币[一-鿿]+"
    r"|cuifei(?: [a-zA-Z_() -]+)?|\.(?:xlsx|docx|csv|json|lock|txt)\b|CF_[A-Z_]+|[0-9a-f]{10,}"
    r"|PDF|SHA256SUMS|manifest|违约金, 滞纳金|中文"
)
FOREIGN = re.compile(r"[一-鿿]+|[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """Return what came of a day's work in the toy language."""
    language, work = tmp_path_factory.mktemp("language"), tmp_path_factory.mktemp("work")
    toy_language.write(language)
    script = Path(toy_language.__file__).with_name("toy_day.py")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script), str(work), LANG],
        env={
            **os.environ,
            "CUIFEI_LANGUAGES": str(language),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    text = done.stdout.replace(str(work), "")
    return json.loads(text)


def foreign(texts):
    """Return the words that are neither toy words nor the same in every language."""
    found = {}
    for text in texts:
        if words := FOREIGN.findall(SAME.sub("", text)):
            found[text] = words
    return found


def sheets(book):
    for name, sheet in book.items():
        yield name
        yield from sheet["tables"]
        yield from (text for line in sheet["lines"] for text in line)
        yield from sheet["checks"]


@pytest.mark.parametrize("book", ["new", "book"])
def test_no_word_of_another_language_is_in_a_workbook(day, book):
    assert set(day[book]) >= {toy(name) for name in ("Home", "Arrears", "Settings", "Guide")}
    assert not foreign(sheets(day[book]))


def test_nor_in_what_is_said(day):
    assert len(day["said"]) > 5 and not foreign(day["said"] + day["problems"])


def test_nor_in_letters_and_evidence(day):
    """Three letters from the toy templates, and papers whose wording is in the catalogue."""
    letters = [text for name, text in day["papers"].items() if toy("Payment notice") in name]
    assert len(letters) == 3 and all(toy("Dear") in text for text in letters)
    assert toy("Index of Evidence") in " ".join(day["papers"])
    assert not foreign(day["papers"].values()) and not foreign(day["names"])


def test_nor_on_the_ribbon_and_in_functions(day):
    assert day["ribbon"]["tab.label"] == toy("Fee collection")
    assert day["ribbon"]["language.label"] == "English"  # the language that follows
    assert day["ageing"] == toy("6–12 months")
    assert not foreign(text for key, text in day["ribbon"].items() if key != "language.label")


def test_the_workbook_is_read_as_it_was_written(day):
    """Every sheet, every column, and every word that stands for a code."""
    assert set(day["tables"].values()) == {LANG}
    assert not day["lacking"]
    assert day["as_typed"] and all(day["as_typed"].values())
