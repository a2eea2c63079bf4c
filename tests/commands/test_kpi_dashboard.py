"""The dashboard sheet: what the charts draw is what kpi --json says."""

import json
import zipfile
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from commands import boards, pen
from commands.estates import AS_OF, NOW, build_once
from cuifei.commands.dashboard import dashboard
from cuifei.commands.dashboard_rows import NO_NAME, fitting
from cuifei.commands.kpi import kpi
from cuifei.commands.report import plain
from cuifei.domain.figures.board import Stretch
from cuifei.domain.problems import CuifeiError
from cuifei.locale import translator
from cuifei.newbook import build
from cuifei.newbook.dashboard.blocks import BLOCKS, BUCKETS, DOCUMENTS
from cuifei.tables.layout import CODES
from excel.small_estate import only
from size import FULL

LEDGER = boards.sixth_of_the_estate()
LANGS = ("zh", "en")


@pytest.fixture(scope="module", params=LANGS)
def shown(request, tmp_path_factory):
    """A demo book with its dashboard written, what its charts draw, and what kpi --json says."""
    path = tmp_path_factory.mktemp("board") / "demo.xlsx"
    build_once(path, LEDGER, request.param)
    dashboard(path, AS_OF, now=NOW)
    data = plain(kpi(path, AS_OF).data, translator(request.param))
    return path, boards.charts(path, request.param), json.loads(json.dumps(data)), request.param


def same(cells, numbers):
    """Compare cells with what JSON says, as numbers; blank cells are None."""
    assert [None if c is None else round(c, 6) for c in cells] == [
        None if n is None else round(float(n), 6) for n in numbers
    ]


def word(codes, code, lang):
    return CODES[codes][code][lang == "en"]


def test_every_block_has_its_chart(shown):
    assert set(shown[1]) == {block.name for block in BLOCKS}


def test_trend(shown):
    _, charts, data, _ = shown
    rates, targets = charts["trend"].series.values()
    same(rates, [point["arrears_rate"] for point in data["trend"]])
    same(targets, [point["target"] for point in data["trend"]])
    assert charts["trend"].categories == [point["month"][2:] for point in data["trend"]]
    same(rates[-1:], [data["recent_arrears_rate"]])
    same(targets[-1:], [data["targets"][0]["target"]])


def test_ageing_by_community(shown):
    _, charts, data, lang = shown
    drawn = charts["ageing"]
    assert drawn.categories == [word("bucket", age, lang) for age in BUCKETS]
    names = list(dict.fromkeys(item["community"] for item in data["ageing_by_community"]))
    assert [name for name in drawn.series if name != NO_NAME] == names
    for name in names:
        own = [x["owed"] for x in data["ageing_by_community"] if x["community"] == name]
        same(drawn.series[name], own)
    assert set(drawn.series[NO_NAME]) == {None}
    totals = [sum(v or 0 for v in line) for line in zip(*drawn.series.values(), strict=True)]
    same(totals, [age["owed"] for age in data["ageing"]])


def test_success(shown):
    _, charts, data, _ = shown
    rates = {one["document"]: one["rate"] for one in data["documents"]}
    success, target = charts["success"].series.values()
    same(success, [*(rates.get(name) for name in DOCUMENTS), data["success_rate"]])
    same(target, [data["targets"][1]["target"]] * len(success))


def test_matrix(shown):
    _, charts, data, lang = shown
    assert charts["matrix"].categories == ["A", "B", "C"]
    for age in BUCKETS:
        own = [cell["units"] for cell in data["matrix"] if cell["bucket"] == age]
        same(charts["matrix"].series[word("bucket", age, lang)], own)


def test_documents(shown):
    _, charts, data, _ = shown
    brought = {one["document"]: one["brought_in"] for one in data["documents"]}
    (money,) = charts["documents"].series.values()
    same(money, [brought.get(name, 0) for name in DOCUMENTS])


def test_collectors(shown):
    _, charts, data, _ = shown
    owed, received = charts["collectors"].series.values()
    groups = data["collectors"]
    assert len(groups) == 9 and len(owed) == 8
    same(owed[:7], [group["owed"] for group in groups[:7]])
    same(received[:7], [group["received_quarter"] for group in groups[:7]])
    assert sum(owed) == pytest.approx(float(data["owed"]), abs=1e-6)
    assert sum(received) == pytest.approx(sum(float(g["received_quarter"]) for g in groups))


def test_promises(shown):
    _, charts, data, _ = shown
    (counts,) = charts["promises"].series.values()
    same(counts, [data["promises"][name] for name in ("kept", "partly", "broken", "open")])


def test_horizon(shown):
    _, charts, data, _ = shown
    running, ended = charts["horizon"].series.values()
    amounts = [item["owed"] for item in data["horizon"]]
    same(running, [None, *amounts[1:]])
    same(ended[:1], amounts[:1])
    assert not any(ended[1:])


def test_queue(shown):
    _, charts, data, _ = shown
    wait, *states = charts["queue"].series.values()
    assert len(data["queue"]) <= len(wait)
    for place, item in enumerate(data["queue"]):
        planned, last = (date.fromisoformat(item[name]) for name in ("planned", "last_date"))
        start = max(planned, AS_OF)
        assert wait[place] == (start - AS_OF).days
        bars = {
            name: cells[place] for name, cells in zip(CODES["queue_state"], states, strict=True)
        }
        assert {name for name, days in bars.items() if days} == {item["state"]}
        assert bars[item["state"]] == (last - start).days
        assert item["unit"] in charts["queue"].categories[place]


def test_key_figures_and_their_change(shown):
    path, _, data, lang = shown
    head, now, change, _ = (
        [cell.value for cell in row[2:]]
        for row in pen.only(path, boards.SHEETS[lang][0])[boards.SHEETS[lang][0]]["B3:I6"]
    )
    before = data["month_ago"]
    assert len(set(head)) == 6
    figures = [
        *((x["owed"], x["units_in_arrears"]) for x in (data, before)),
        *((x["month"]["received"],) for x in (data, before)),
    ]
    same([*now[:2], now[5]], [*figures[0], *figures[2]])
    money = [float(a) - float(b) for a, b in zip(figures[0], figures[1], strict=True)]
    same(change[:2], money)
    same(change[5:], [float(figures[2][0]) - float(figures[3][0])])
    rates = [
        [x["recent_arrears_rate"], x["success_rate"], x["promises"]["kept_rate"]]
        for x in (data, before)
    ]
    same(now[2:5], rates[0])
    same(change[2:5], [100 * (float(a) - float(b)) for a, b in zip(*rates, strict=True)])
    assert before["as_of"] == "2026-10-20"


def test_no_owner_is_named(shown):
    path, _, _, lang = shown
    owners = {unit.owner for unit in LEDGER.units.values()}
    phones = {unit.phone for unit in LEDGER.units.values()} - {""}
    book = CalamineWorkbook.from_path(path)
    for name in boards.SHEETS[lang]:
        texts = [str(c) for row in book.get_sheet_by_name(name).to_python() for c in row if c]
        assert not [text for text in texts if any(x in text for x in owners | phones)]


@pytest.mark.parametrize("lang", LANGS)
def test_validator_has_nothing_to_say(lang, tmp_path):
    path = tmp_path / "demo.xlsx"
    build.build(path, LEDGER if FULL else only(LEDGER, list(LEDGER.units)[:6]), lang)
    dashboard(path, AS_OF, now=NOW)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [str(error) for error in result.errors]


def members(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    build_once(path, LEDGER)
    return path


@pytest.fixture
def book(demo, tmp_path):
    path = tmp_path / "demo.xlsx"
    path.write_bytes(demo.read_bytes())
    return path


def test_only_cells_change_and_the_second_run_changes_nothing(book):
    before = members(book)
    report = dashboard(book, AS_OF, now=NOW)
    after = members(book)
    assert report.exit_code == 0
    changed = {name for name in before if before[name] != after[name]}
    sheets = {name for name in changed if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) == 4  # 看板, 看板数据, 目标, 成效
    grown = {"xl/tables/table6.xml", "xl/tables/table7.xml"}  # 目标 and 成效 have rows now
    assert changed - sheets <= {"xl/workbook.xml", "xl/styles.xml", *grown}
    assert set(after) == set(before)
    dashboard(book, AS_OF, now=NOW + timedelta(1))
    assert members(book) == after


def test_a_dry_run_writes_nothing(book):
    before = book.read_bytes()
    report = dashboard(book, AS_OF, now=NOW, dry_run=True)
    assert book.read_bytes() == before
    assert "Dry run" in str(report.said[-1])


def test_another_day_takes_the_place_of_the_first(book):
    dashboard(book, AS_OF, now=NOW)
    dashboard(book, AS_OF + timedelta(40), now=NOW + timedelta(40))
    data = plain(kpi(book, AS_OF + timedelta(40)).data, str)
    running, _ = boards.charts(book)["horizon"].series.values()
    same(running[1:], [item["owed"] for item in data["horizon"][1:]])


def test_a_sheet_of_that_name_that_is_not_ours_is_left_alone(tmp_path):
    book = tmp_path / "demo.xlsx"
    build_once(book, only(LEDGER, list(LEDGER.units)[:1]))
    parts = load_workbook(book)
    del parts["看板"]
    parts.create_sheet("看板")["A1"] = "欠费合计（元）"
    parts.save(book)
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="看板"):
        dashboard(book, AS_OF, now=NOW)
    assert book.read_bytes() == before


def stretch(cohort, position):
    return Stretch(f"{cohort}-{position}", cohort, position, "waiting", AS_OF, AS_OF)


def test_a_long_queue_shows_the_first_of_every_cohort():
    queue = [stretch(cohort, n) for cohort in "ABC" for n in range(1, 9)]
    kept, left = fitting(queue, 12)
    assert left == 13 and len(kept) == 11
    assert kept == [one for one in queue if one in kept]
    assert {one.cohort: one.position for one in kept} == {"A": 4, "B": 4, "C": 3}
    assert fitting(queue, 24) == (queue, 0)
