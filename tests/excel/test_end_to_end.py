"""Every button, clicked in a live LibreOffice, does what the command line does with a closed file.

After every click the same cells, letters and sentences are there as after the
command, nothing is saved, and the undo button brings back what was. Odd
workbooks and odd clicks are in test_end_to_end_edges.py.
"""

import json
import time
from collections.abc import Callable

import pytest

from commands.estates import AS_OF, NOW
from cuifei.commands import letters, log_contact
from cuifei.commands.batch import batches
from cuifei.commands.history import timeline
from cuifei.excel import pdf_status
from cuifei.excel.paper_clicks import NOTICES
from cuifei.locale import translator
from cuifei.menu.command_table import COMMANDS
from excel.open_desk import DAY, clocks_stopped, files
from excel.worlds import Case, Worlds, unit, words

pytestmark = pytest.mark.live

ON_DAY = ("--as-of", DAY)
NUMBER = "催函〔2026〕0033号"  # made, and not yet sent
LAWYER = ("张样例律师", "样例律函〔2026〕1号")


def notices(worlds: Worlds) -> str:
    """Write the notices: the command line takes units."""
    plan = json.loads(worlds.type("letters", "BOOK", *ON_DAY, "--dry-run", "--json"))
    units = [item["unit"] for item in plan["letters"] if item["document"] in NOTICES]
    said = worlds.type("letters", "BOOK", *ON_DAY, *(w for u in units for w in ("--unit", u)))
    # The units are a means here: the box counts who is held of all that owe.
    held = translator("zh")(letters.waiting(len(plan["held"])))
    return said.replace(translator("zh")(letters.waiting(0)), held)


def contact(result: str = "") -> Callable[[Worlds], str]:
    """Return what puts a row into 跟催 of the closed file: no command line does."""

    def log(worlds: Worlds) -> str:
        day, now = NOW.date(), NOW
        report = log_contact.log(worlds.typed, day, ["样例-1-803"], now=now, result=result)
        return "\n".join(translator("zh")(said) for said in report.said)

    return log


FLAGGED = ("应收", "欠费")
REGISTERED = ("发函", *FLAGGED)
HOME = unit("样例-1-803")
COLLECT = ("letters", "BOOK", "--document", "collection_letter", *ON_DAY)
ONE = ("letters", "BOOK", "--unit", "样例-1-803", *ON_DAY)
SENT = ("--state", "sent", "--date", DAY, "--delivery", "express")
SEND = ("mark", "BOOK", "--number", NUMBER, *SENT)
BY = ("--by", LAWYER[0], "--firm-number", LAWYER[1])
APPROVE = ("legal", "approve", "BOOK", "--unit", "示范-1-303", *BY, "--date", DAY)
SETTLE = ("legal", "settle", "BOOK", "--unit", "样例-2-801", "--result", "withdrawn", *ON_DAY)
FLAG = Case("flag", words("flag", "BOOK", *ON_DAY), writes=FLAGGED)
SELECTED = Case("selected", words(*ONE), select=HOME, writes=REGISTERED, papers=2)
DRAFT = Case("draft", words("legal", "draft", "BOOK", *ON_DAY), writes=REGISTERED, papers=2)
APPROVED = Case(
    "approve",
    words(*APPROVE),
    (*LAWYER, "yes"),
    unit("示范-1-303"),
    REGISTERED,
    papers=1,
    first=(DRAFT,),
)
CASES = (
    Case("check", words("check", "BOOK"), ()),
    FLAG,
    Case("undo", words("undo", "BOOK"), first=(FLAG,)),
    Case("notices", notices, writes=REGISTERED, papers=3),
    Case("collection", words(*COLLECT), writes=REGISTERED, papers=4),
    SELECTED,
    Case("posted", words(*SEND), ("EMS邮寄", "yes"), ("发函", "函号", NUMBER), writes=("发函",)),
    Case("queue", words("legal", "plan", "BOOK", *ON_DAY), writes=("队列",), goes_to="队列"),
    DRAFT,
    APPROVED,
    Case("pack", words("pack", "BOOK"), writes=REGISTERED, papers=1, first=(DRAFT, APPROVED)),
    Case("settle", words(*SETTLE), ("已撤回",), unit("样例-2-801"), ("发函",)),
    Case("todo", words("todo", "BOOK", *ON_DAY), writes=("首页", "待办", "跟催箱"), goes_to="待办"),
    Case("contact", contact(), select=HOME, writes=("跟催",), goes_to="跟催"),
    Case("promise", contact("promised"), select=HOME, writes=("跟催",), goes_to="跟催"),
    Case(
        "board",
        words("kpi", "BOOK", *ON_DAY),
        writes=("看板", "看板数据", "目标", "成效"),
        goes_to="看板",
    ),
)
# Buttons that leave nothing to undo.
NO_RUNS = {"check", "undo", "pack"}
# Buttons that no command line writes for, or that take a workbook of another kind: tests below.
OTHERS = {"history", "pdf", "doctor", "guide", "adopt"}
# The button that leaves the workbook alone: commands/test_templates.py.
OTHERS |= {"templates"}
# Buttons whose commands write files beside the ledger, or through mark: test_monthly_clicks.py.
OTHERS |= {"statement", "arrived", "post", "waybills", "texts", "evidence"}


@pytest.fixture(scope="module", autouse=True)
def stopped():
    with clocks_stopped():
        yield


@pytest.fixture(scope="module")
def shared(app, tmp_path_factory):
    """Give two worlds for all cases; after one that failed, new ones are made."""
    kept: list[Worlds] = []

    def sound() -> Worlds:
        if kept and not kept[-1].sound:
            kept.pop().desk.close()
        if not kept:
            kept.append(Worlds(app, tmp_path_factory.mktemp("worlds")))
        return kept[-1]

    yield sound
    for worlds in kept:
        worlds.desk.close()


@pytest.fixture
def worlds(shared):
    found = shared()
    found.sound = False
    return found


def test_every_button_that_runs_python_is_tried_here():
    tried = {case.tag for case in CASES}
    assert not tried & OTHERS
    assert tried | OTHERS == {command.id for command in COMMANDS if command.runs == "python"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.tag)
def test_a_button_does_what_the_command_line_does(worlds, case):
    """So does every button that was clicked before it."""
    desk, steps = worlds.desk, (*case.first, case)
    for step in steps:
        if step.select:
            desk.select(*step.select)
        seen, known = desk.view(), files(desk.path).keys()

        shown, said = worlds.do(step)

        worlds.assert_same_said(shown, said)
        worlds.assert_same_cells(step.writes)
        worlds.assert_same_files(known, step.papers)
        assert len(shown.asked) == len(step.answers)
        assert shown.bar[-1] is False
        if step is steps[0]:
            assert all(any(sheet in str(text) for text in shown.bar) for sheet in step.writes)
        if step.goes_to:
            assert desk.view()[0] == step.goes_to
        else:
            assert desk.view() == seen
        assert desk.path.read_bytes() == worlds.bytes
    for _ in [step for step in steps if step.tag not in NO_RUNS] if case.writes else ():
        worlds.undo()
    if case.writes:
        assert desk.unsaved
        assert worlds.changes(desk.cells()) == []
    worlds.sound = True


def test_the_history_is_shown_in_a_workbook_of_its_own(worlds, app):
    worlds.desk.select(*HOME)
    shown = worlds.desk.click("history")
    assert shown.boxes == []
    page = app.books.active
    try:
        table = page.sheets[0].used_range.value
    finally:
        page.close()
    events = timeline(worlds.typed, AS_OF, "样例-1-803").data["events"]
    assert len(table) == len(events) + 1 > 10
    assert [row[0] for row in table[1:]] == [event["date"].isoformat() for event in events]
    assert worlds.changes(worlds.desk.cells()) == []
    worlds.sound = True


def test_pdf_files_are_made_while_the_ledger_stays_open(worlds):
    desk = worlds.desk
    worlds.do(SELECTED)
    folder = max(batch.folder for batch in batches(desk.path))
    shown = desk.click("pdf", "yes")
    worlds.type("pack", "BOOK", "--pdf")
    for _ in range(600):
        if not (status := pdf_status.read(folder)).alive:
            break
        time.sleep(0.1)
    assert status.state == pdf_status.DONE
    assert status.done == status.of > 0
    assert (len(shown.asked), len(shown.told)) == (1, 1)
    pdfs = {name for name in files(desk.path) if name.endswith(".pdf")}
    assert len(pdfs) == status.of
    assert pdfs == {name for name in files(worlds.typed) if name.endswith(".pdf")}
    worlds.undo()
    worlds.sound = True


def test_the_self_check_says_that_there_is_no_excel_here(worlds):
    shown = worlds.desk.click("doctor")
    assert len(shown.told) == 1
    assert "Excel" in shown.told[0]
    assert shown.bar == [False]
    worlds.sound = True


def test_the_instructions_are_a_sheet_of_the_ledger(worlds):
    shown = worlds.desk.click("guide")
    assert shown.boxes == []
    assert worlds.desk.view()[0] == "使用说明"
    worlds.sound = True
