"""How do many papers become one PDF with an index, bookmarks, and one count of pages?"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import pdf

# The index may grow by a page once it holds real numbers, and then once more.
_TRIES = 3
_SIZE, _EDGE, _A4 = 8, 18, (595.3, 841.9)  # points


@dataclass(frozen=True, slots=True)
class Leaf:
    """One paper of a bundle: a Word document or a PDF file. `level` 1: below the one before."""

    title: str
    content: bytes
    level: int = 0
    is_pdf: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A bundle in one PDF file, and where each of its papers begins (the first page is 1)."""

    content: bytes
    starts: tuple[int, ...]
    pages: int


Index = Callable[[Sequence[int]], Leaf]


def bind(leaves: Sequence[Leaf], index: Index, progress: pdf.Progress) -> Bound:
    """Return the papers behind their index, which `index` makes from their first pages.

    Raises CuifeiError where nothing on this computer makes PDF files. PDF files
    among the papers must have been tried with `readable`.
    """
    words = [leaf.content for leaf in leaves if not leaf.is_pdf]
    first = index([0] * len(leaves))
    converted = iter(pdf.pdfs([first.content, *words], progress))
    front = PdfReader(io.BytesIO(next(converted)))
    papers = [PdfReader(io.BytesIO(x.content if x.is_pdf else next(converted))) for x in leaves]
    for _ in range(_TRIES):
        starts = _starts(len(front.pages), papers)
        first = index(starts)
        count = len(front.pages)
        front = PdfReader(io.BytesIO(pdf.pdfs([first.content])[0]))
        if len(front.pages) == count:
            break
    writer = PdfWriter()
    writer.append(front, import_outline=False)
    writer.add_outline_item(title=first.title, page_number=0)
    parent = None
    for leaf, paper, start in zip(leaves, papers, starts, strict=True):
        writer.append(paper, import_outline=False)
        above = parent if leaf.level else None
        mark = writer.add_outline_item(title=leaf.title, page_number=start - 1, parent=above)
        parent = parent if leaf.level else mark
    for number, page in enumerate(writer.pages, 1):
        _stamp(page, f"{number} / {len(writer.pages)}")
    writer.add_metadata({"/Title": first.title})
    writer.page_mode = "/UseOutlines"
    written = io.BytesIO()
    writer.write(written)
    return Bound(written.getvalue(), tuple(starts), len(writer.pages))


def readable(content: bytes) -> None:
    """Raise CuifeiError where a PDF file is damaged, empty, or locked by a password."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if not [page.mediabox for page in reader.pages]:
            raise PyPdfError("no pages")
        PdfWriter().append(reader, import_outline=False)
    except (PyPdfError, FileNotDecryptedError, DependencyError, ValueError, KeyError) as error:
        raise CuifeiError(
            say("this PDF file cannot be read"),
            say("Scan it again, or save it without a password"),
        ) from error


def _starts(first: int, papers: Sequence[PdfReader]) -> list[int]:
    starts, at = [], first + 1
    for paper in papers:
        starts.append(at)
        at += len(paper.pages)
    return starts


def _stamp(page: PageObject, words: str) -> None:
    """Print the bundle's own page count into the upper right corner; no page exceeds A4."""
    page.transfer_rotation_to_content()
    wide, high = sorted(_A4, reverse=page.mediabox.width > page.mediabox.height)
    scale = min(wide / float(page.mediabox.width), high / float(page.mediabox.height))
    if scale < 1:
        page.scale_by(scale)
    box = page.mediabox
    mark = PageObject.create_blank_page(width=box.width, height=box.height)
    mark.mediabox = box
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/CuifeiPages"): font})
    mark[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    right = float(box.right) - _EDGE - len(words) * _SIZE * 0.5
    top = float(box.top) - _EDGE
    drawn = f"BT /CuifeiPages {_SIZE} Tf {right:.1f} {top:.1f} Td ({words}) Tj ET"
    stream = DecodedStreamObject()
    stream.set_data(drawn.encode("ascii"))
    mark[NameObject("/Contents")] = stream
    page.merge_page(mark)
