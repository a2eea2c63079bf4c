"""A command line on the ledger that is open: in Excel, or in a WPS that is played here."""

import json
import sys
from types import ModuleType, SimpleNamespace

import pytest
from typer.testing import CliRunner

from commands.estates import AS_OF
from cuifei import cli
from cuifei.domain.problems import CuifeiError
from cuifei.excel import attach, shortcuts
from excel.fake_machine import mac, windows
from excel.open_desk import OpenDesk, clocks_stopped
from excel.small_estate import few
from libreoffice import shared

TASKS = ("待办", "跟催箱")
ON_DAY = ("--as-of", AS_OF.isoformat())


def cuifei(*words):
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def app():
    with clocks_stopped():
        yield shared.app()


@pytest.fixture
def desk(app, tmp_path, monkeypatch):
    monkeypatch.setattr(attach, "programs", lambda: [app])
    found = OpenDesk(app, few(tmp_path / "small.xlsx"))
    yield found
    for book in list(app.books):
        book.close()


@pytest.mark.live
def test_the_open_ledger_is_flagged_and_the_run_taken_back(desk):
    saved = desk.path.read_bytes()
    (desk.path.parent / "typed").mkdir()
    typed = few(desk.path.parent / "typed" / "small.xlsx")
    there = json.loads(cuifei("flag", typed, *ON_DAY, "--json").stdout)
    here = cuifei("flag", "--open", *ON_DAY, "--json")
    assert here.exit_code == 0, here.output
    assert json.loads(here.stdout)["rows"] == there["rows"]
    assert desk.path.read_bytes() == saved, "it stays the clerk's to save"
    undone = cuifei("undo", "--open", "--json")
    assert json.loads(undone.stdout)["undone"] == "flag"


@pytest.mark.live
def test_with_two_open_ledgers_the_name_says_which(desk, app, tmp_path):
    other = few(tmp_path / "other.xlsx", *TASKS)
    app.books.open(str(other))
    refused = cuifei("todo", "--open", *ON_DAY, "--json")
    assert refused.exit_code == 2
    assert "other.xlsx" in json.loads(refused.stdout)["error"]["what"]
    done = cuifei("todo", "other.xlsx", "--open", *ON_DAY, "--json")
    assert done.exit_code in (0, 1)
    assert json.loads(done.stdout)["book"].endswith("other.xlsx")


@pytest.mark.parametrize("words", [("flag",), ("undo",), ("kpi",), ("todo",), ("letters",)])
def test_without_a_name_and_without_open_nothing_is_guessed(words):
    result = cuifei(*words, "--json")
    assert result.exit_code == 2
    assert "--open" in json.loads(result.stdout)["error"]["remedy"]


def test_where_nothing_runs_it_says_so(monkeypatch):
    monkeypatch.setattr(attach, "programs", list)
    with pytest.raises(CuifeiError, match="neither Excel nor WPS is running"):
        attach.store(None, "zh")


class ComError(Exception):
    hresult = -2147221021  # MK_E_UNAVAILABLE: no such program runs


@pytest.fixture
def on_windows(monkeypatch):
    """Windows, as far as this room asks for it: xlwings' class takes any COM object."""
    played = ModuleType("xlwings._xlwindows")
    played.App = lambda xl: SimpleNamespace(xl=xl, pid=1)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", played)
    monkeypatch.setattr(attach.sys, "platform", "win32")
    monkeypatch.setattr(attach.xw, "apps", [])


@pytest.mark.parametrize("name", attach.WPS)
def test_a_wps_that_runs_is_found_by_its_com_name(on_windows, name):
    asked, program = [], object()

    def active(wanted):
        asked.append(wanted)
        if wanted != name:
            raise ComError
        return program

    (found,) = attach.programs(active)
    assert found.impl.xl is program
    assert asked == list(attach.WPS[: attach.WPS.index(name) + 1])


def test_no_wps_is_no_error(on_windows):
    def active(_):
        raise ComError

    assert attach.programs(active) == []


def test_a_shortcut_runs_one_command_on_the_open_ledger(tmp_path):
    machine = windows(tmp_path)
    made = shortcuts.write(machine)
    assert {path.parent.name for path in made} == {"催费快捷方式"}
    assert "标记欠费.cmd" in {path.name for path in made}
    commands = {}
    for path in made:
        text = path.read_bytes().decode("utf-8")
        assert "\n" not in text.replace("\r\n", "")
        line = next(line for line in text.split("\r\n") if line.startswith('"'))
        assert line.startswith(f'"{machine.interpreter}" ') and line.endswith(" --open")
        commands[path.stem] = line.partition("-m cuifei ")[2].split()
    known = cli.app.registered_commands
    for words in commands.values():
        assert words[0] in {command.name for command in known}
    with pytest.raises(CuifeiError, match="Windows"):
        shortcuts.write(mac(tmp_path / "mac"))
