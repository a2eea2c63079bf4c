"""Is the book of a story, whose rows a pen filled in, the book that `build` makes of its ledger?"""

from dataclasses import replace

from commands import estates
from cuifei.newbook import build
from cuifei.ooxml import package
from cuifei.tables import rows
from cuifei.workbook import reading
from stories.office import Office, owes, unit

INVENTED = estates.invent(estates.AS_OF)


def test_a_filled_book_is_read_as_a_built_one(tmp_path):
    few = {name: getattr(INVENTED, name)[:3] for name in estates.TYPED if name != "units"}
    ledger = replace(INVENTED, units=dict(list(INVENTED.units.items())[:3]), **few)
    assert all(getattr(ledger, name) for name in estates.TYPED)
    filled, built = tmp_path / "filled.xlsx", tmp_path / "built.xlsx"
    estates.build_once(filled, ledger)
    build.build(built, ledger)
    assert package.tables(filled) == package.tables(built)
    book, expected = reading.read(filled), reading.read(built)
    assert book.tables == expected.tables
    assert rows.ledger(book) == rows.ledger(expected)


def test_what_a_story_changes_stays_in_its_own_book(tmp_path):
    books = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        books.append(Office(tmp_path / name, [unit("1-101")], owes("1-101", 1)))
    books[0].types("房产", 1, "业主", "另一人样例")
    assert books[1].reads("房产")[0]["业主"] == "业主1-101样例"
