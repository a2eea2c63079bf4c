"""Install and uninstall on a fake profile: one file in the user's own XLSTART, or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.excel import install as installation
from cuifei.excel.addin_file import installed
from cuifei.excel.install import install, uninstall
from excel.fake_machine import mac, registry, start_folder, windows


def everything(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_add_in_goes_into_the_users_own_start_folder(tmp_path):
    machine = windows(tmp_path)
    before = everything(tmp_path)
    done = install(machine)
    assert done.files == (start_folder(machine) / "cuifei.xlam",)
    assert sorted(set(everything(tmp_path)) - set(before)) == list(done.files)


def test_the_add_in_knows_this_python_and_looks_nowhere_else(tmp_path):
    machine = windows(tmp_path)
    settings = installed(install(machine).files[0])
    assert settings["INTERPRETER_WIN"] == str(machine.interpreter)
    assert settings["PYTHONPATH"] == str(machine.library)
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert "样例" in settings["INTERPRETER_WIN"], "a Chinese user name survives"


def test_installing_twice_leaves_one_add_in_with_the_same_bytes(tmp_path):
    machine = windows(tmp_path)
    first = install(machine).files[0].read_bytes()
    assert install(machine).files[0].read_bytes() == first
    assert list(start_folder(machine).iterdir()) == [start_folder(machine) / "cuifei.xlam"]


def test_the_folder_is_found_in_the_registry_where_the_environment_is_bare(tmp_path):
    elsewhere = tmp_path / "server" / "profile"
    machine = windows(tmp_path, env={}, registry=registry(AppData=str(elsewhere)))
    assert install(machine).files[0].is_relative_to(elsewhere)
    with pytest.raises(CuifeiError, match="does not say where"):
        install(windows(tmp_path, env={}))


def test_uninstall_takes_away_what_install_put_there(tmp_path):
    machine = windows(tmp_path)
    before = everything(tmp_path)
    install(machine)
    assert uninstall(machine) == (start_folder(machine) / "cuifei.xlam",)
    assert everything(tmp_path) == before
    assert uninstall(machine) == ()


def test_without_the_dll_the_buttons_work_and_the_functions_are_warned_of(tmp_path):
    machine = windows(tmp_path)
    next(machine.interpreter.parent.glob("*.dll")).unlink()
    done = install(machine)
    (warning,) = done.warnings
    assert "functions in cells do not" in str(warning.what) and "antivirus" in str(warning.remedy)
    assert done.files[0].is_file()


@pytest.mark.parametrize(
    ("programs", "said"), [((), "neither Excel nor WPS"), (("et.exe",), "WPS and no Excel")]
)
def test_without_excel_nothing_is_written_and_what_works_is_named(tmp_path, programs, said):
    machine = windows(tmp_path, registry=registry(programs=programs))
    before = everything(tmp_path)
    with pytest.raises(CuifeiError, match=said) as caught:
        install(machine)
    assert "cuifei" in str(caught.value.remedy)
    assert everything(tmp_path) == before


def test_in_a_virtual_environment_the_dll_lies_one_folder_up(tmp_path):
    machine = windows(tmp_path)
    dll = next(machine.interpreter.parent.glob("*.dll"))
    dll.rename(dll.parent.parent / dll.name)
    assert install(machine).files


def test_without_python_nothing_is_written(tmp_path):
    machine = windows(tmp_path)
    machine.interpreter.unlink()
    with pytest.raises(CuifeiError, match="Python is not at"):
        install(machine)
    assert not start_folder(machine).exists()


def test_an_add_in_that_excel_has_open_is_left_as_it_was(tmp_path, monkeypatch):
    machine = windows(tmp_path)
    path = install(machine).files[0]
    path.write_bytes(b"open in Excel")

    def locked(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr(Path, "unlink", _unlink_of_others(path, Path.unlink))
    for task in (install, uninstall):
        with pytest.raises(CuifeiError, match=r"has .* open"):
            task(machine)
    assert path.read_bytes() == b"open in Excel"
    assert everything(tmp_path / "Users" / "样例" / "AppData" / "Roaming") == [path]


def _unlink_of_others(path, unlink):
    def remove(self, *args):
        if self == path:
            raise PermissionError
        unlink(self, *args)

    return remove


def test_a_mac_gets_the_script_as_well(tmp_path):
    machine = mac(tmp_path)
    files = install(machine).files
    assert [path.suffix for path in files] == [".xlam", ".applescript"]
    assert installed(files[0])["INTERPRETER_MAC"] == str(machine.interpreter)
    assert uninstall(machine) == files[:1]


def test_elsewhere_the_command_line_is_named(tmp_path):
    machine = replace(windows(tmp_path), system="Linux")
    for task in (install, uninstall):
        with pytest.raises(CuifeiError, match="Excel on Windows or on a Mac") as caught:
            task(machine)
        assert "cuifei flag" in str(caught.value.remedy)


def test_a_failed_build_writes_nothing(tmp_path, monkeypatch):
    machine = windows(tmp_path)

    def fails(_):
        raise RuntimeError("no VBA")

    monkeypatch.setattr(installation, "package", fails)
    before = everything(tmp_path)
    with pytest.raises(RuntimeError):
        install(machine)
    assert everything(tmp_path) == before
