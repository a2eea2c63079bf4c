"""Books of real traits: right or asked about, and no change that means nothing changes a debt."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offices import traits_generator, traits_proof
from offices.traits_generator import Sheet
from size import FULL

BOOKS = 60 if FULL else 8
NOTES = ("说明：本表每月更新", "房号：楼栋-单元-房屋", "以下为第二批", "业主、租户均可缴费")


@pytest.mark.parametrize("seed", range(BOOKS))
def test_a_book_is_right_or_asked_about(seed, tmp_path):
    out = traits_proof.outcome(traits_generator.make(seed), tmp_path / "book.xlsx")
    assert not out.wrong and not out.dead and not out.needless


def moved(book, rows=None, columns=0):
    """Return the book with its rows where `rows` sends them, and columns moved right."""
    sheet = book.sheets[0]
    to = rows or (lambda row: row)
    cells = {(to(r), c + columns): v for (r, c), v in sheet.cells.items()}
    hidden = {to(row) for row in sheet.hidden}
    pieces = [piece._replace(row=to(piece.row)) for piece in book.pieces]
    letters = {
        traits_generator.get_column_letter(n + columns): role
        for n in range(1, 60)
        if (role := book.roles[sheet.title].get(traits_generator.get_column_letter(n)))
    }
    made = Sheet(sheet.title, cells, hidden, {to(row) for row in sheet.breaks})
    return replace(book, sheets=[made], pieces=pieces, roles={sheet.title: letters})


def shuffled(book, rng):
    """Return the book with its data rows in another order."""
    old = [piece.row for piece in book.pieces]
    new = rng.sample(old, len(old))
    places = dict(zip(old, new, strict=True))
    return moved(book, lambda row: places.get(row, row))


def noted(book, rng):
    """Return the book with a note between its rows."""
    at = rng.choice(book.pieces[1:]).row
    made = moved(book, lambda row: row + (row >= at))
    left = min(c for _, c in made.sheets[0].cells)
    made.sheets[0].cells[at, left] = rng.choice(NOTES)
    return made


def titled(book, rng):
    """Return the book with a title more on top."""
    made = moved(book, lambda row: row + 1)
    made.sheets[0].cells[1, min(c for _, c in made.sheets[0].cells)] = "样例花园物业服务中心"
    return made


def wider(book, rng):
    """Return the book with blank columns before its list."""
    return moved(book, columns=rng.randint(1, 3))


def hidden(book, rng):
    """Return the book with a row hidden, which counts as any other."""
    book.sheets[0].hidden.add(rng.choice(book.pieces).row)
    return book


def paged(book, rng):
    """Return the book with its header once more between two rows, as a page break repeats it."""
    sheet = book.sheets[0]
    head = min(piece.row for piece in book.pieces) - 1
    at = rng.choice(book.pieces[1:]).row
    words = {c: v for (r, c), v in sheet.cells.items() if r == head}
    made = moved(book, lambda row: row + (row >= at))
    made.sheets[0].cells |= {(at, c): v for c, v in words.items()}
    return made


def renamed(book, rng):
    """Return the book with other words over its columns, which mean the same."""
    sheet = book.sheets[0]
    head = min(piece.row for piece in book.pieces) - 1
    own = book.roles[sheet.title]
    heads = {c: v for (r, c), v in sheet.cells.items() if r == head}
    for column, text in heads.items():
        role = own.get(traits_generator.get_column_letter(column), "")
        words = next((w for w in _lists() if text in w[1] and w[0] == role), None)
        if words:
            new = rng.choice(words[1])
            for row, at in list(sheet.cells):
                if at == column and sheet.cells[row, at] == text:
                    sheet.cells[row, at] = new
    return book


def _lists():
    for words in (traits_generator.WORDS, traits_generator.ENGLISH):
        # A word that tells nothing must be asked about, and one that does need not.
        yield from ((role, own) for role, own in words.items() if "riddle" not in role)


CHANGES = (shuffled, noted, titled, wider, hidden, paged, renamed)


@settings(
    max_examples=40 if FULL else 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(1000, 10**6), st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4))
def test_what_means_nothing_changes_no_debt(tmp_path, seed, changes):
    book, rng = traits_generator.make(seed), Random(seed)
    for change in changes:
        book = change(book, rng)
    out = traits_proof.outcome(book, tmp_path / "book.xlsx")
    assert not out.wrong and not out.dead


@settings(
    max_examples=15 if FULL else 3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(1000, 10**6))
def test_a_row_more_adds_its_amount(tmp_path, seed):
    """Each row of the truth is compared: the last one, and the rows without it."""
    book = traits_generator.make(seed)
    last = max(book.pieces, key=lambda piece: piece.row)
    sheet = book.sheets[0]
    cells = {place: v for place, v in sheet.cells.items() if place[0] < last.row}
    less = replace(
        book,
        sheets=[replace(sheet, cells=cells)],
        pieces=[piece for piece in book.pieces if piece is not last],
    )
    for made in (less, replace(book, sheets=[_without_totals(sheet, last.row)])):
        out = traits_proof.outcome(made, tmp_path / "book.xlsx")
        assert not out.wrong and not out.dead


def _without_totals(sheet, last):
    return replace(sheet, cells={p: v for p, v in sheet.cells.items() if p[0] <= last})
