"""The HTML report: the same numbers, nothing from outside, nothing that could run."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from commands import boards
from commands.estates import AS_OF, build_once, type_row
from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.html_report import day, svg
from cuifei.commands.kpi import kpi
from cuifei.commands.kpi_html import kpi_html
from cuifei.commands.opened import open_book
from cuifei.commands.report import plain
from cuifei.domain.ladder.cases import decide
from cuifei.domain.papers.history import Event
from cuifei.domain.policy import Policy
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Ledger, Unit
from cuifei.locale import translator
from cuifei.newbook import build
from cuifei.newbook.dashboard.blocks import BLOCKS, BUCKETS, DOCUMENTS

LEDGER = boards.sixth_of_the_estate()
VOID = frozenset({"meta", "!doctype"})


class Reader(HTMLParser):
    """Reads the cards, and of each figure the exact values of its table, row by row."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.cards, self.figures, self.attributes, self.tags = {}, {}, [], []
        self.texts, self._open, self._row = [], [], None
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)
        if "data-figure" in named:
            self.cards[named["data-figure"]] = named["data-value"], named["data-change"]
        if "data-chart" in named:
            self._rows = self.figures.setdefault(named["data-chart"], [])
        if tag == "tr" and "tbody" in self._open:
            self._rows.append([])
        if tag == "td":
            self._rows[-1].append(named["data-value"])

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module", params=["zh", "en"])
def told(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("html") / "demo.xlsx"
    build_once(path, LEDGER, request.param)
    before = path.read_bytes()
    report = kpi_html(path, AS_OF, lang=request.param)
    assert path.read_bytes() == before
    data = json.loads(json.dumps(plain(kpi(path, AS_OF).data, translator(request.param))))
    text = report.data["html"].read_text(encoding="utf-8")
    return report, text, Reader(text), data


def numbers(values):
    return [None if value in ("", None) else round(float(value), 6) for value in values]


def test_the_tables_say_what_json_says(told):
    _, _, page, data = told
    got = {
        name: [numbers(row) for row in rows]
        for name, rows in page.figures.items()
        if name != "queue"
    }
    rates = {one["document"]: one for one in data["documents"]}
    target = data["targets"][1]["target"]
    names = list(dict.fromkeys(x["community"] for x in data["ageing_by_community"]))
    ages = {(x["bucket"], x["community"]): x["owed"] for x in data["ageing_by_community"]}
    units = {(x["class_"], x["bucket"]): x["units"] for x in data["matrix"]}
    horizon = [x["owed"] for x in data["horizon"]]
    want = {
        "trend": [(p["arrears_rate"], p["target"]) for p in data["trend"]],
        "ageing": [[ages[age, name] for name in names] for age in BUCKETS],
        "success": [
            *((rates.get(name, {}).get("rate"), target) for name in DOCUMENTS),
            (data["success_rate"], target),
        ],
        "matrix": [[units[class_, age] for age in BUCKETS] for class_ in "ABC"],
        "documents": [(rates.get(name, {}).get("brought_in", 0),) for name in DOCUMENTS],
        "collectors": [(g["owed"], g["received_quarter"]) for g in data["collectors"]],
        "promises": [(data["promises"][k],) for k in ("kept", "partly", "broken", "open")],
        "horizon": [(None, horizon[0]), *((owed, None) for owed in horizon[1:])],
    }
    assert got == {name: [numbers(row) for row in rows] for name, rows in want.items()}
    assert page.figures["queue"] == [
        [x["cohort"], x["state"], x["planned"] or "", x["last_date"] or ""] for x in data["queue"]
    ]
    assert set(page.figures) == {block.name for block in BLOCKS}


def test_the_cards_say_what_json_says(told):
    _, _, page, data = told

    def six(of):
        return [
            *(of["owed"], of["units_in_arrears"], of["recent_arrears_rate"]),
            *(of["success_rate"], of["promises"]["kept_rate"], of["month"]["received"]),
        ]

    assert numbers(value for value, _ in page.cards.values()) == numbers(six(data))
    scale = [1, 1, 100, 100, 100, 1]
    moved = [
        s * (float(a) - float(b))
        for s, a, b in zip(scale, six(data), six(data["month_ago"]), strict=True)
    ]
    assert numbers(change for _, change in page.cards.values()) == numbers(moved)


def test_nothing_is_loaded_and_nothing_runs(told):
    _, text, page, _ = told
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} and not names & {"src", "href"}
    assert "url(" not in text and "@import" not in text and "://" not in text
    assert "default-src 'none'" in text


def test_no_owner_is_named(told):
    _, text, _, _ = told
    known = {unit.owner for unit in LEDGER.units.values()}
    known |= {unit.phone for unit in LEDGER.units.values()} - {""}
    assert not [name for name in known if name in text]


def test_the_day_and_every_debtors_history_are_there_without_a_word_that_somebody_wrote(told):
    _, text, page, data = told
    owing = {
        unit for unit, case in decide(LEDGER, AS_OF, Policy()).cases.items() if case.arrears.owed
    }
    shown = [dict(attrs) for tag, attrs in _tags(text) if tag == "details"]
    units = [one for one in shown if one.get("class") == "unit"]
    assert len(units) == min(len(owing), 60) > 5 and data["units_in_arrears"] == len(owing)
    assert text.count('<section class="today">') == 2
    times = page.tags.count("time")
    assert times > 5 * len(units)  # charges, payments, letters: each a line with its day
    notes = {contact.content for contact in LEDGER.contacts} | {x.note for x in LEDGER.payments}
    assert not [note for note in notes - {""} if note in text]


@pytest.fixture(scope="module")
def some_file(told):
    """Return what is known of one unit."""
    opened = open_book(told[0].data["book"])
    docket = opened.docket(AS_OF)
    return case_file(opened, docket, next(iter(docket.cases)))


@pytest.mark.parametrize("kind", ["payment", "charge", "discount", "plan", "instalment"])
def test_what_somebody_typed_as_a_number_is_not_shown(some_file, kind):
    typed = Event(AS_OF, kind, text="王五样例转", number="李四样例代付", amount=100)
    assert "李四" not in day._event(some_file, typed)
    assert "2026110001" in day._event(some_file, replace(typed, kind="letter", number="2026110001"))
    assert day._event(some_file, replace(typed, number="7")).count("7") == (kind == "instalment")


def test_no_line_of_work_speaks_of_what_the_page_does_not_have(tmp_path):
    path = tmp_path / "b.xlsx"
    build_once(path, Ledger(units={"3-2": Unit("3-2", "甲一样例")}))
    type_row(path, "收款", 收款日期="下周吧", 房号="3-2", 金额=10)
    text = kpi_html(path, AS_OF).data["html"].read_text("utf-8")
    assert "先改问题" in text and "见下" not in text


def test_names_from_the_workbook_stay_text(tmp_path):
    evil = '<script>alert("1")</script>&"\'>'
    unit = next(unit for unit in LEDGER.units if LEDGER.units[unit].community)
    wicked = {
        key: replace(one, community=evil if key == unit else one.community, steward=evil)
        for key, one in LEDGER.units.items()
    }
    owing = Ledger(units=wicked, charges=LEDGER.charges)
    path = tmp_path / "<b>&样例.xlsx"
    build.build(path, owing)
    page = Reader(kpi_html(path, AS_OF, target=tmp_path / "r.html").data["html"].read_text("utf-8"))
    assert "script" not in page.tags and "b" in page.tags
    assert any(evil in text for text in page.texts)
    assert any("<b>&样例.xlsx" in text for text in page.texts)


def test_an_empty_book_has_a_report(tmp_path):
    path = tmp_path / "b.xlsx"
    build_once(path, Ledger(units={"3-2": Unit("3-2", "甲一样例")}))
    page = Reader(kpi_html(path, AS_OF).data["html"].read_text("utf-8"))
    assert page.cards["owed"][0] == "0.00" and page.cards["arrears_rate"] == ("", "")


def test_the_same_day_gives_the_same_file_and_may_be_made_again(told, tmp_path):
    report, text, _, _ = told
    again = kpi_html(report.data["book"], AS_OF, lang="en" if 'lang="en"' in text[:60] else "zh")
    assert again.data["html"].read_text(encoding="utf-8") == text


def test_a_file_of_somebody_else_is_not_written_over(told, tmp_path):
    theirs = tmp_path / "letter.html"
    theirs.write_text("<p>theirs</p>", encoding="utf-8")
    with pytest.raises(CuifeiError, match="is there already"):
        kpi_html(told[0].data["book"], AS_OF, target=theirs)
    with pytest.raises(CuifeiError, match="is a folder"):
        kpi_html(told[0].data["book"], AS_OF, target=tmp_path)
    with pytest.raises(CuifeiError, match="cannot be written"):
        kpi_html(told[0].data["book"], AS_OF, target=tmp_path / "none" / "r.html")
    assert theirs.read_text(encoding="utf-8") == "<p>theirs</p>"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.html"]


def test_a_dry_run_makes_no_file(told, tmp_path):
    report = kpi_html(told[0].data["book"], AS_OF, target=tmp_path / "r.html", dry_run=True)
    assert not list(tmp_path.iterdir()) and "Dry run" in str(report.said[-1])


def test_a_bar_is_as_long_as_its_number():
    one = svg.Series("样例", "000000", [1.0, 4.0, None])
    drawn = svg.lying(svg.Picture(["a", "b", "c"], [one]))
    bars = [float(dict(attrs)["width"]) for tag, attrs in _tags(drawn) if tag == "rect"]
    assert len(bars) == 2 and bars[1] == pytest.approx(4 * bars[0], rel=0.01)


def _tags(text):
    found = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, attrs))

        handle_startendtag = handle_starttag

    Tags().feed(text)
    return found


@pytest.fixture
def browser():
    """A Chromium, found before anything is made: live tests need it, and CI will not do without."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return name
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing: a live test must not be skipped in CI")
    return pytest.skip("Chromium is not installed")


@pytest.mark.live
@pytest.mark.parametrize("width", [420, 1400])
def test_a_browser_shows_every_figure(browser, told, tmp_path, width):
    picture = tmp_path / "page.png"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    subprocess.run(
        [
            *(browser, *options, f"--user-data-dir={tmp_path / 'profile'}"),
            *(f"--window-size={width},3200", f"--screenshot={picture}"),
            told[0].data["html"].as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={key: value for key, value in os.environ.items() if key != "LD_PRELOAD"},  # its own day
    )
    head = picture.read_bytes()[:24]
    assert head[1:4] == b"PNG" and int.from_bytes(head[16:20], "big") == width
    assert picture.stat().st_size > 20_000
