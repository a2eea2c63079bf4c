"""Letters as LibreOffice prints them, and templates that somebody edited in it."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from cuifei.letters import clean_copy, print_letter, template
from cuifei.letters.fields import fields
from cuifei.letters.text import plain
from letter_templates.make import build
from letters import samples, test_fonts
from letters.fonts import texts
from libreoffice.shared import convert
from size import FULL

pytestmark = pytest.mark.live
# Whose letters of sixty lines the small size prints.
LONG_ONES = ("collection_letter", "lawyer_letter")
ROOT = Path(__file__).parents[2]


def test_letters_become_pages_as_planned(tmp_path):
    """One page where one page will do: up to twelve lines with one account."""
    demands = {}
    for document in build.DOCUMENTS:
        demands[f"{document}-twelve"] = samples.demand(document, 12)
        if FULL:  # see test_fonts, which prints them with each font
            demands[f"{document}-typical"] = samples.typical(document)
        if FULL or document in LONG_ONES:
            demands[f"{document}-sixty"] = samples.demand(document, 60)
    files = []
    for name, demand in demands.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(print_letter.print_letter(demand, "zh")[0])
    pages = {}
    for path in convert(files, "pdf", tmp_path / "out"):
        pages_said = texts(path)
        pages[path.stem] = len(pages_said)
        for said in pages_said:
            assert "JY-2026-0001" in said and "页" in said
            assert "审定前不得发出" in said or not path.stem.startswith("lawyer")
    short = {name: count for name, count in pages.items() if "sixty" not in name}
    assert {name: count for name, count in short.items() if count > 1} == {
        name: 2 for name in short if name.startswith("lawyer_letter")
    }
    assert all(2 <= count <= 4 for name, count in pages.items() if "sixty" in name), pages


def test_english_letters_become_pages_as_planned(tmp_path):
    """English says it in more words, and still on one page; a lawyer needs two."""
    files = []
    for document in build.DOCUMENTS:
        files.append(tmp_path / f"{document}.docx")
        demand = samples.typical(document, "en")
        files[-1].write_bytes(print_letter.print_letter(demand, "en")[0])
    files.append(tmp_path / "statement.docx")
    files[-1].write_bytes(test_fonts.statement("en"))
    pages = {}
    for path in convert(files, "pdf", tmp_path / "out"):
        said = texts(path)
        pages[path.stem] = len(said)
        assert all(f"Page {n} of {len(said)}" in page for n, page in enumerate(said, 1))
        assert "Return slip" in said[-1] or path.stem == "statement"
    assert pages == {
        "payment_notice": 1,
        "reminder_notice": 1,
        "final_notice": 1,
        "collection_letter": 1,
        "lawyer_letter": 2,
        "statement": 1,
    }


def test_a_draft_that_counsel_saved_in_libreoffice_becomes_a_letter(tmp_path):
    given = {
        "Law Firm": samples.SENDER.law_firm,
        "Lawyer": samples.SENDER.lawyer,
        "Lawyer Licence": samples.SENDER.lawyer_licence,
        "Firm Number": "（丙三）律函字〔2026〕第12号",
    }
    drafts = []
    for lang in build.LANGS:
        drafts.append(tmp_path / f"{lang}.docx")
        demand = samples.typical("lawyer_letter", lang)
        drafts[-1].write_bytes(print_letter.print_letter(demand, lang)[0])
    for saved in convert(drafts, "docx", tmp_path / "out"):
        said = plain(clean_copy.clean_copy(saved.read_bytes(), given))
        assert "草稿" not in said and "DRAFT" not in said
        assert said.count(given["Firm Number"]) == 2


def test_the_draft_mark_is_drawn_across_every_page(tmp_path):
    file = tmp_path / "draft.docx"
    file.write_bytes(print_letter.print_letter(samples.typical("lawyer_letter"), "zh")[0])
    plain = tmp_path / "plain.docx"
    plain.write_bytes(print_letter.print_letter(samples.typical("collection_letter"), "zh")[0])
    drawn, clean = (PdfReader(path) for path in convert([file, plain], "pdf", tmp_path / "out"))
    # LibreOffice draws the half-transparent watermark as a form of its own on each page.
    drawing = re.compile(rb"/Tr\d+ Do")
    assert len(drawn.pages) == 2
    for page in drawn.pages:
        assert drawing.search(page.get_contents().get_data()), "no watermark"
    assert not drawing.search(clean.pages[0].get_contents().get_data())


def test_a_template_saved_by_libreoffice_still_prints_the_same(tmp_path):
    sources = [ROOT / "letter_templates" / build.file_name(d, "zh") for d in build.DOCUMENTS]
    for document, saved in zip(
        build.DOCUMENTS, convert(sources, "docx", tmp_path / "out"), strict=True
    ):
        ours, theirs = print_letter.find(document, "zh"), template.compile(saved)
        assert (ours.fields, ours.lists) == (theirs.fields, theirs.lists)
        values, lists = fields(samples.typical(document), "zh")
        # The page count is the program's to reckon, and a watermark hangs anywhere in its line.
        ours_said, theirs_said = (
            re.sub(r"第\d+页／共\d+页|草稿", "", each.text(values, lists))
            for each in (ours, theirs)
        )
        assert sorted(ours_said.split("\n")) == sorted(theirs_said.split("\n"))
