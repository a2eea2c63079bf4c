import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.letters.files import name


def test_the_number_comes_first():
    assert name("N-1", "3-2", "甲一", "催费函") == "N-1 3-2 甲一 催费函.docx"


@given(st.text(), st.text(), st.text())
def test_every_name_can_be_stored(unit, owner, word):
    made = name("JY-2026-0001", unit, owner, word[:12])
    assert made.startswith("JY-2026-0001") and made.endswith(".docx")
    assert not set(made) & set('\\/:*?"<>|\n\r\t\0') and made == made.strip()
    assert len(made) <= 120 and len(made.encode()) <= 255
    assert not made.removesuffix(".docx").endswith((".", " "))


def test_two_owners_of_one_name_have_two_files():
    assert name("N-1", "1", "甲一", "函") != name("N-2", "1", "甲一", "函")


def test_direction_characters_and_line_breaks_go():
    assert name("N-1", "3\n2", "甲\u202e一\u200b", "函") == "N-1 3 2 甲一 函.docx"


@pytest.mark.parametrize("word", ["CON", "nul", "COM1", "lpt9", "aux.x"])
def test_reserved_words(word):
    assert name(word, "", "", "函").startswith("_")
    assert not name("N-1", word, "", "函").startswith("_")


def test_a_long_owner_is_cut_but_the_document_stays():
    made = name("N-1", "3-2", "甲" * 300, "限期缴费通知书")
    assert made.endswith("甲 限期缴费通知书.docx") and len(made) <= 120
