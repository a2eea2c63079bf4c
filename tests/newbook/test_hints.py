"""An empty sheet says in one line how it fills, without a word in its rows."""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cuifei.menu.command_table import BY_ID
from cuifei.newbook import build, hints
from cuifei.newbook.dashboard.sheet import CHART_ROWS
from cuifei.tables import layout
from cuifei.tables.port import Replace
from cuifei.workbook import closed, reading

NOW = datetime(2026, 4, 1, 9)
LEDGER = Path(__file__).parents[2] / "workbook_templates" / "ledger.xlsx"  # a fresh build


@pytest.fixture(scope="module")
def new():
    return load_workbook(LEDGER)


def says_how_it_fills(sheet, hint):
    said = [c for c in sheet.data_validations.dataValidation if "A2" in c.sqref]
    assert len(said) == 1 and said[0].showInputMessage
    assert said[0].prompt.startswith(hint) and len(said[0].prompt) <= 255
    if sheet["A2"].value is not None:  # 首页 has rows from the first
        return
    view = sheet.sheet_view
    (chosen,) = [s for s in view.selection if s.pane == view.pane.activePane]
    assert (chosen.activeCell, chosen.sqref) == ("A2", "A2")


def test_the_first_cell_of_an_empty_sheet_says_how_it_fills(new):
    for name, (hint, _) in hints.FILLS.items():
        says_how_it_fills(new[layout.BY_NAME[name].zh], hint)


@pytest.mark.parametrize("name", ["queue", "payments", "problems"])
def test_so_it_does_in_english(name):
    table = layout.BY_NAME[name]
    page = load_workbook(io.BytesIO(build.alone((table,), "en")))[table.en]
    says_how_it_fills(page, hints.FILLS[name][1])


def test_the_hint_is_no_row(new):
    book = reading.read(LEDGER)
    for name in set(hints.FILLS) - {"home"}:
        assert not book.tables[name].rows, name
        cells = [cell.value for row in new[layout.BY_NAME[name].zh].iter_rows(2) for cell in row]
        assert cells == [None] * len(cells), name


def test_every_sheet_that_may_be_empty_has_a_hint():
    pages = {"settings", "ladder", "guide", "tickler", "dashboard", "dashboard_data", "memory"}
    assert {table.name for table in layout.TABLES} - set(hints.FILLS) == pages


def test_what_a_hint_tells_to_click_is_there():
    columns = {c.zh for table in layout.TABLES for c in table.columns}
    names = {words[0] for words in layout.SETTINGS.values()} | columns
    known = {c.label.zh for c in BY_ID.values()} | {t.zh for t in layout.TABLES} | names
    texts = [zh for zh, _ in (*hints.FILLS.values(), *(topic for topic, _ in hints._FIRST))]
    quoted = [word for text in texts for word in re.findall("“([^”]+)”", text)]
    assert len(quoted) > 10 and set(quoted) <= known


def test_the_first_steps_and_the_covers_of_charts_go_when_there_is_more_to_say(new, tmp_path):
    steps = list(hints.first_steps("zh"))
    assert new["首页"].max_row == 1 + len(steps)
    assert all(cell.value.startswith("=HYPERLINK(") for cell in new["首页"]["E"][1:])
    assert {new["看板"].row_dimensions[row].hidden for row in CHART_ROWS} == {True}
    assert {chart.anchor.editAs for chart in new["看板"]._charts} == {"twoCell"}

    copy = tmp_path / "b.xlsx"
    copy.write_bytes(LEDGER.read_bytes())
    day = [{"part": "日期", "topic": "样例"}]
    figures = [{"line": "本期", "arrears_rate": Decimal("0.05")}]
    wrong = [{"where": "应收!D2", "what": "样例"}]
    changes = [Replace("home", day), Replace("dashboard", figures), Replace("problems", wrong)]
    closed.write(reading.read(copy), changes, command="todo", now=NOW)
    after = load_workbook(copy)
    assert [[c.value for c in row] for row in after["首页"].iter_rows(2)] == [
        ["日期", "样例", None, None, None]
    ]
    places = {s.activeCell for s in after["问题"].sheet_view.selection}
    assert "A2" not in places  # there is something to look at, and nothing to be said over it
    assert not any(after["看板"].row_dimensions[row].hidden for row in CHART_ROWS)


def test_charts_stay_covered_while_nothing_is_due(tmp_path):
    copy = tmp_path / "b.xlsx"
    copy.write_bytes(LEDGER.read_bytes())
    figures = [{"line": "本期", "as_of": date(2026, 4, 1), "arrears_rate": None}]
    closed.write(reading.read(copy), [Replace("dashboard", figures)], command="kpi", now=NOW)
    sheet = load_workbook(copy, read_only=False)["看板"]
    assert {sheet.row_dimensions[row].hidden for row in CHART_ROWS} == {True}
