"""The colours of an adopted workbook that is open, in an Excel that keeps what it is asked for."""

import re
import sys
from types import SimpleNamespace

import pytest

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.newbook.dress import AGES
from cuifei.workbook.live import colours as live_colours
from offices import offices
from workbook import foreign


class Sheet:
    """A sheet that keeps the rules it is given: (area, rule)."""

    def __init__(self):
        self.rules = []

    def range(self, area):
        def add(Type, Formula1):
            parts = {name: SimpleNamespace() for name in ("Interior", "Font")}
            self.rules.append((area, SimpleNamespace(kind=Type, formula=Formula1, **parts)))
            return self.rules[-1][1]

        return SimpleNamespace(api=SimpleNamespace(FormatConditions=SimpleNamespace(Add=add)))


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """Return what flagging adds to the file of an office."""
    path = offices.write(tmp_path_factory.mktemp("office") / "book.xlsx", 台账=offices.MONTHS)
    adopt(path, now=offices.NOW, yes=True)
    flag(path, offices.NOW.date(), now=offices.NOW)
    data = foreign.parts_of(path)["xl/worksheets/sheet1.xml"]
    found = re.findall(rb"<conditionalFormatting.*?</conditionalFormatting>", data, re.S)
    assert len(found) == 1
    return found


def test_excel_gets_the_rules_that_the_file_gets(added, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    sheet = Sheet()
    live_colours.colour(sheet, added)
    areas = [f"{letter}3:{letter}1048576" for letter in "GHI"]
    assert [area for area, _ in sheet.rules] == [area for area in areas for _ in AGES]
    for (start, fill, ink, bold), (_, rule) in zip(AGES, sheet.rules, strict=False):
        here = "INDEX($H:$H,ROW())"
        assert rule.formula == f"=AND(ISNUMBER({here}),{here}>={start})"
        colours = rule.Interior.Color, rule.Font.Color
        assert colours == tuple(
            int.from_bytes(bytes.fromhex(code), "little") for code in (fill, ink)
        )
        assert (rule.kind, rule.Font.Bold, rule.StopIfTrue) == (2, bold, True)


@pytest.mark.parametrize("system", ["darwin", "linux"])
def test_elsewhere_nothing_is_asked_for(added, monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    live_colours.colour(None, added)
