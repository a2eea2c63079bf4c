"""xlwings' own reader of settings, run: nothing that lies beside a workbook is ever asked.

The functions are those of the built module, in LibreOffice Basic. Only Windows' dictionary (the
sheet's rows) and the path separator are given; the file is read by xlwings' own words.
"""

import re

import pytest
from pyopenvba import ExcelFile

from cuifei.excel import conf, vba_project
from excel.basic import compiled, procedure, running

pytestmark = pytest.mark.live

READER = ("GetConfig", "GetConfigFromFile", "GetDirectoryConfigFilePath", "GetConfigFilePath",
          "GetDirectoryPath", "GetDirectory", "GetFullName", "FileExists",
          "FileExistsOnWindows")  # fmt: skip


def reader(module: str, settings) -> str:
    """Return the reader of a module, with these rows in the add-in's own sheet."""
    source = compiled(module)
    rows = "\n".join(f'    Case "{key}": n = {place}' for place, key in enumerate(settings, 1))
    values = ", ".join(f'"{value}"' for value in ("", *settings.values()))
    given = f"""
Public Const PROJECT_NAME As String = "cuifei"
Function Place(key As String) As Long
    Dim n As Long
    Select Case key
{rows}
    End Select
    Place = n
End Function
Function InSheet(key As String) As Boolean
    InSheet = Place(key) > 0
End Function
Function OfSheet(key As String) As String
    Dim all As Variant
    all = Array({values})
    OfSheet = all(Place(key))
End Function
Function Ask(key As String) As String
    Ask = GetConfig(key, "default", "")
End Function
"""
    taken = "\n".join(procedure(source, name) for name in READER)
    taken = taken.replace("GetConfigFromSheet(ThisWorkbook).Exists(", "InSheet(")
    taken = taken.replace("GetConfigFromSheet(ThisWorkbook).Item(", "OfSheet(")
    taken = re.sub(r"GetConfigFromSheet\(ActiveWorkbook\)\.(Exists|Item)\(", "InSheet(", taken)
    # The workbook has no such sheet, the add-in has.
    taken = taken.replace('SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf")', "False")
    taken = taken.replace('SheetExists(ThisWorkbook, PROJECT_NAME & ".conf")', "True")
    # Variables are Windows' to put in; and Basic would call the function again here.
    taken = taken.replace("GetConfig = ExpandEnvironmentStrings(GetConfig)", "")
    taken = taken.replace('Application.Name = "Microsoft Excel"', "True")
    # LibreOffice's FullName is but a name.
    taken = taken.replace("wb.FullName", '(wb.Path & "/" & wb.Name)')
    return given + taken.replace(r'"\"', '"/"').replace(r"\\", "/")


def asked_for(module: str) -> list[str]:
    return sorted(set(re.findall(r'GetConfig\("([^"]+)"', module)))


@pytest.fixture
def planted(tmp_path):
    """A folder as it comes out of a zip: a cuifei.conf that answers for everything."""
    keys = asked_for(vba_project.modules()["xlwings"])
    lines = "".join(f'"{key}","EVIL"\r\n' for key in keys)
    (tmp_path / "cuifei.conf").write_bytes(lines.encode())
    return tmp_path


def test_every_setting_that_xlwings_asks_for_is_in_our_sheet():
    assert set(asked_for(vba_project.modules()["xlwings"])) <= set(conf.rows("1", "2"))


def test_nothing_beside_a_workbook_answers_even_for_what_our_sheet_lacks(planted):
    module, rows = vba_project.modules()["xlwings"], conf.rows("1", "2", windows="python.exe")
    lacking = {key: value for key, value in rows.items() if key != "TEMP DIR"}
    with running(reader(module, lacking), planted) as basic:
        found = {key: basic.call("Ask", key) for key in asked_for(module)}
    assert found == {key: lacking.get(key, "default") for key in asked_for(module)}


def test_what_xlwings_ships_would_be_answered_by_the_file(planted):
    """The fault that was: without our change TEMP DIR comes from the folder of the workbook."""
    with ExcelFile(vba_project.TEMPLATE) as shipped:
        module = shipped.get_module("xlwings")
    rows = {"INTERPRETER_WIN": "python.exe"}
    with running(reader(module, rows), planted) as basic:
        assert basic.call("Ask", "INTERPRETER_WIN") == "python.exe"
        assert basic.call("Ask", "TEMP DIR") == "EVIL"
