"""The picture of the house is what the code is, and every room says what it is for."""

import pytest

from house import PACKAGE, PICTURE, modules, svg


def test_the_picture_in_design_is_drawn_from_the_code():
    assert PICTURE.read_text(encoding="utf-8") == svg(), "run: python tests/house.py"


@pytest.mark.parametrize("room", sorted(modules()))
def test_a_room_has_a_page_of_its_own(room):
    page = (PACKAGE / room / "README.md").read_text(encoding="utf-8")
    assert "**Question.**" in page and "Start reading" in page
    assert len(page.splitlines()) <= 60
    named = {path.stem for path in (PACKAGE / room).glob("*.py")} | {
        path.name for path in (PACKAGE / room).iterdir() if path.is_dir()
    }
    first = page.rpartition("**Start reading** with `")[2].partition("`")[0]
    assert first.removesuffix(".py").rpartition("/")[2] in named
