"""Every complaint, planted one at a time on a well machine: the doctor names it, and only it."""

from dataclasses import replace
from pathlib import Path

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.excel import conf, doctor
from cuifei.excel.addin_file import installed
from cuifei.excel.build_addin import build
from cuifei.excel.install import install
from cuifei.excel.machine import this
from cuifei.locale import translator
from excel.fake_machine import mac, registry, start_folder, windows


def ill(machine, book=None):
    """Return the codes of what has to be done."""
    return [finding.code for finding in doctor.examine(machine, book) if not finding.ok]


@pytest.fixture
def well(tmp_path):
    machine = windows(tmp_path)
    install(machine)
    return machine


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Users" / "样例" / "台账" / "2026.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    return path


def test_a_well_machine_has_no_complaint(well, book):
    findings = doctor.examine(well, book)
    assert ill(well, book) == []
    assert len(findings) == len({finding.code for finding in findings}) >= 15
    assert {str(finding.remedy) for finding in findings} == {"Nothing to do"}


def test_a_missing_interpreter(well):
    well.interpreter.unlink()
    assert ill(well) == ["interpreter"]


def test_an_antivirus_program_that_stops_python(well):
    assert ill(replace(well, starts=lambda program: False)) == ["antivirus"]


def test_a_missing_dll(well):
    next(well.interpreter.parent.glob("*.dll")).unlink()
    assert ill(well) == ["dll"]


def test_a_missing_pywin32(well):
    assert ill(replace(well, has=lambda module: module != "win32com")) == ["pywin32"]


def test_python_from_the_store(tmp_path):
    machine = windows(tmp_path)
    store = machine.interpreter.parent / "WindowsApps" / "python.exe"
    store.parent.mkdir()
    store.write_bytes(b"")
    (store.parent.parent / f"xlwings64-{machine.xlwings_version}.dll").touch()
    machine = replace(machine, interpreter=store)
    install(machine)
    assert ill(machine) == ["store_python"]


def test_an_add_in_that_is_not_there(tmp_path):
    assert ill(windows(tmp_path)) == ["addin"]


def test_a_damaged_add_in(well):
    (start_folder(well) / "cuifei.xlam").write_bytes(b"no package")
    found = [f for f in doctor.examine(well) if not f.ok]
    assert [f.code for f in found] == ["addin"] and "cannot be read" in str(found[0].what)


def settings(machine, **changes):
    """Put an add-in with these settings where Excel opens it."""
    rows = conf.rows("0.1.0", machine.xlwings_version, windows=str(machine.interpreter))
    build(start_folder(machine) / "cuifei.xlam", rows | changes)


def test_an_old_add_in(well):
    settings(well, CUIFEI_VERSION="0.0.1")
    assert ill(well) == ["version"]


def test_an_add_in_for_another_xlwings(well):
    settings(well, XLWINGS_VERSION="0.36.0")
    assert ill(well) == ["xlwings"]


def test_an_add_in_that_runs_another_python(well):
    settings(well, INTERPRETER_WIN=r"C:\old\python.exe")
    assert ill(well) == ["points_to"]


def test_an_add_in_that_looks_beside_the_workbook(well):
    settings(well, ADD_WORKBOOK_TO_PYTHONPATH="True")
    assert ill(well) == ["workbook_path"]


def test_the_mark_of_a_download(well):
    Path(f"{start_folder(well) / 'cuifei.xlam'}:Zone.Identifier").write_text("[ZoneTransfer]")
    assert ill(well) == ["blocked_download"]


@pytest.mark.parametrize(
    "values", [{"VBAWarnings": "4"}, {"AllLocationsDisabled": "1"}], ids=lambda v: next(iter(v))
)
def test_a_rule_against_macros(well, values):
    assert ill(replace(well, registry=registry(**values))) == ["macros"]


def test_a_second_copy(well):
    second = Path(well.env["APPDATA"], "Microsoft", "AddIns", "cuifei.xlam")
    second.parent.mkdir(parents=True)
    second.touch()
    assert ill(well) == ["second_copy"]


def test_a_pythonpath(well):
    assert ill(replace(well, env={**well.env, "PYTHONPATH": r"C:\other"})) == ["pythonpath"]


def test_a_workbook_in_onedrive(well):
    inside = Path(well.env["OneDrive"], "台账", "2026.xlsx")
    assert ill(well, inside) == ["onedrive"]
    assert ill(well, Path("https://example.sharepoint.com/2026.xlsx")) == ["onedrive"]


def test_a_stray_file_beside_the_workbook(well, book):
    book.with_name("docx.py").touch()
    found = [f for f in doctor.examine(well, book) if not f.ok]
    assert [f.code for f in found] == ["stray_files"] and "docx.py" in str(found[0].what)


def test_a_mac_is_asked_for_its_script(tmp_path):
    machine = mac(tmp_path)
    files = install(machine).files
    assert ill(machine) == []
    files[1].unlink()
    assert ill(machine) == ["script"]


def test_elsewhere_there_is_nothing_to_examine(tmp_path):
    with pytest.raises(CuifeiError, match="Excel on Windows or on a Mac"):
        doctor.examine(replace(windows(tmp_path), system="Linux"))


def test_the_sheet_has_a_row_for_each_finding(well):
    findings = doctor.examine(well)
    sheet = doctor.table(findings, translator("en"))
    assert sheet[0] == ["Question", "Well?", "Found", "What to do"]
    assert len(sheet) == len(findings) + 1
    assert {len(row) for row in sheet} == {4}


def test_this_very_machine_can_be_described():
    machine = this()
    assert machine.interpreter.exists() and (machine.library / "cuifei").is_dir()
    assert machine.starts(machine.interpreter) and not machine.starts(Path("/no/such/python"))
    assert machine.has("xlwings") and not machine.has("no_such_module_here")


def test_wps_alone_is_named_with_what_works(well):
    machine = replace(well, registry=registry(programs=("et.exe",)))
    (finding,) = [f for f in doctor.examine(machine) if not f.ok]
    assert finding.code == "program" and "WPS" in str(finding.what)
    assert "shortcuts" in str(finding.remedy)
    neither = replace(well, registry=registry(programs=()))
    assert ill(neither) == ["program"]


def test_the_dll_of_one_user_of_a_python_that_all_share_is_found(well):
    beside = next(well.interpreter.parent.glob("*.dll"))
    own = well.home / "AppData" / "Roaming" / "Python" / beside.name
    own.parent.mkdir()
    beside.rename(own)
    assert ill(well) == []
    addin = install(well).files[0]
    assert installed(addin)[conf.DLL_KEY] == str(own)
