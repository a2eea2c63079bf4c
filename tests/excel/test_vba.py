"""The VBA says what the tables say, in ASCII only."""

import re

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.excel import shipped, vba, vba_project, wrappers
from cuifei.excel.function_table import FUNCTIONS
from cuifei.excel.texts import NOTICES, rows
from cuifei.excel.xlwings_module import xlwings_module
from cuifei.menu.command_table import COMMANDS

SOURCE = vba.ribbon_module()


def test_the_dispatch_knows_every_command_of_the_table():
    cases = re.sub(r" _\n\s*", " ", SOURCE)
    python = re.search(r"Case (.*)\n\s*RunCommand", cases)[1]
    assert re.findall('"([a-z_]+)"', python) == [c.id for c in COMMANDS if c.runs == "python"]
    for command in COMMANDS:
        if command.runs == "vba":
            assert f'Case "{command.id}"\n' in SOURCE


def test_every_text_that_vba_asks_for_is_in_the_sheet_and_no_notice_is_idle():
    asked = set(re.findall(r'(?:Tell |Wording\(|Obstacle = |wrong = )"([^"]+)"', SOURCE))
    assert asked <= {key for key, _ in rows("1.0")}
    assert set(NOTICES) <= asked


def test_the_entry_point_that_vba_calls_exists():
    from cuifei.excel import entry

    called = re.search(r'RunPython "import (\S+); (\S+)\(', SOURCE)
    assert (called[1], called[2]) == (entry.__name__, f"{entry.__name__}.on_action")


def test_every_function_is_described_with_its_arguments():
    text = re.sub(r" _\n\s*", " ", SOURCE)
    for function in FUNCTIONS:
        asked = ", ".join(f'Wording("{function.name}.{arg.name}")' for arg in function.args)
        assert f"ArgumentDescriptions:=Array({asked})" in text


def test_no_line_is_too_long_for_vba():
    for name, source in vba_project.modules().items():
        for line in source.split("\r\n"):
            assert len(line) <= 1023, name
            assert line.isascii() and "\r" not in line and "\n" not in line, name


@pytest.mark.parametrize("char", ["催", "é", "\ufeff", "“"])
def test_any_other_byte_stops_the_build(char, monkeypatch):
    monkeypatch.setattr(vba_project, "ribbon_module", lambda: f"Option Explicit\n' {char}\n")
    with pytest.raises(CuifeiError, match=r"line 2 .* RibbonCuifei"):
        vba_project.modules()


def test_a_changed_xlwings_stops_the_build(monkeypatch):
    with pytest.raises(CuifeiError, match="another VBA module"):
        xlwings_module("Function XLPy()\nEnd Function\n")
    monkeypatch.setattr(shipped.xlwings, "__version__", "0.38.0")
    with pytest.raises(CuifeiError, match=r"needs xlwings 0\.37\.8"):
        vba_project.modules()


def test_a_workbook_cannot_choose_the_program_that_is_run():
    module = vba_project.modules()["xlwings"]
    config = module[module.index("Function GetConfig(") :]
    sheet_part = config[: config.index("'Add-in Sheet Config")]
    assert "If SheetExists(ActiveWorkbook" not in sheet_part
    assert "If False Then" in sheet_part


def test_no_name_of_a_workbook_passes_through_the_shell_but_in_quotes():
    """Of a^&calc.xlsx xlwings' own escape makes two commands: ^^ is a sign, and & is bare."""
    module = vba_project.modules()["xlwings"]
    paths = [line for line in module.splitlines() if "PYTHONPATH = AddExcelDir" in line]
    assert len(paths) == 3 and not [line for line in paths if "FullName" in line]
    assert '" --wb=" & """" & ActiveWorkbook.Name & """ --from_xl' in module


def test_windows_own_shell_is_started_and_none_that_lies_in_some_folder():
    module = vba_project.modules()["xlwings"]
    assert [line for line in module.splitlines() if '"cmd.exe' in line] == []
    assert module.count('Environ("ComSpec")') == 3


def test_the_server_command_is_worked_out_once():
    module = vba_project.modules()["xlwings"]
    calls = [line for line in module.split("\r\n") if "XLPyDLLActivateAuto(" in line]
    assert [line for line in calls if "XLPyCommand" in line] == []


def test_the_stand_ins_for_windows_leave_no_trace():
    import sys

    before = set(sys.modules)
    wrappers.source()
    assert not {"pythoncom", "pywintypes", "win32com", "xlwings.udfs"} & (set(sys.modules) - before)
