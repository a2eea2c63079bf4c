"""Many papers become one PDF: pages counted, index right, bookmarks where papers begin."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from cuifei.domain.problems import CuifeiError
from cuifei.letters import bind, pdf
from cuifei.letters.bind import Leaf


def blank(pages, width=595, height=842, turn=0):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, height).rotate(turn)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.fixture
def office(monkeypatch):
    """Stand in for the converter: "paper N" becomes a PDF of N pages."""

    def pdfs(letters, progress=None):
        return [blank(int(letter.split()[-1])) for letter in letters]

    monkeypatch.setattr(pdf, "pdfs", pdfs)


def test_the_index_knows_every_first_page_even_where_it_grows(office):
    """The index takes a page while it has no numbers, and two once it has."""
    seen = []

    def index(starts):
        seen.append(tuple(starts))
        return Leaf("目录", b"index 1" if not any(starts) else b"index 2")

    leaves = [
        Leaf("甲", b"paper 3"),
        Leaf("乙", b"paper 1", 1),
        Leaf("丙", blank(2), 1, is_pdf=True),
        Leaf("丁", b"paper 1"),
    ]
    bound = bind.bind(leaves, index, lambda done, of: None)
    assert bound.pages == 2 + 3 + 1 + 2 + 1
    assert bound.starts == (3, 6, 7, 9) == seen[-1]
    reader = PdfReader(io.BytesIO(bound.content))
    assert len(reader.pages) == bound.pages
    for number, page in enumerate(reader.pages, 1):
        assert f"{number} / {bound.pages}" in page.extract_text()

    def marks(outline):
        for mark in outline:
            if isinstance(mark, list):
                yield list(marks(mark))
            else:
                yield mark.title, reader.get_destination_page_number(mark) + 1

    assert list(marks(reader.outline)) == [
        ("目录", 1),
        ("甲", 3),
        [("乙", 6), ("丙", 7)],
        ("丁", 9),
    ]


def test_large_and_turned_scans_are_upright_pages_of_a4(office):
    leaves = [
        Leaf("大", blank(1, 1700, 1200), is_pdf=True),
        Leaf("横", blank(1, 1200, 1700, turn=90), is_pdf=True),
        Leaf("小", blank(1, 300, 400), is_pdf=True),
    ]
    bound = bind.bind(leaves, lambda starts: Leaf("目录", b"index 1"), lambda done, of: None)
    pages = PdfReader(io.BytesIO(bound.content)).pages
    sizes = [(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages]
    assert sizes == [(595, 842), (842, 594), (842, 594), (300, 400)]
    assert all(page.rotation == 0 for page in pages)


def locked():
    writer = PdfWriter()
    writer.append(io.BytesIO(blank(1)))
    writer.encrypt("secret")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n", blank(0), locked()])
def test_a_pdf_that_cannot_be_read_is_refused(content):
    with pytest.raises(CuifeiError, match="cannot be read"):
        bind.readable(content)


def test_a_pdf_that_can_be_read_is_accepted():
    bind.readable(blank(2))
