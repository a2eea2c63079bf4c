"""The add-in that travels in the wheel is the one that its sources make, and installs without them.

Where this fails after a change of ribbon, texts or VBA:
`cuifei addin build addin/cuifei/excel/cuifei.xlam`.
"""

import sys
import zipfile

import pytest

import cuifei.excel
from cuifei.domain.problems import CuifeiError
from cuifei.excel import build_addin, conf, shipped
from cuifei.excel.addin_file import installed, version
from cuifei.excel.install import install
from excel.fake_machine import windows


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def without_builder(monkeypatch):
    """Let pyopenvba not be installed, as it is not on a clerk's computer."""
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    monkeypatch.delitem(sys.modules, "cuifei.excel.vba_project", raising=False)
    # LibreOffice's uno looks there, once a test has imported it: its import is of its own making.
    monkeypatch.delattr(cuifei.excel, "vba_project", raising=False)


def test_the_shipped_add_in_is_a_fresh_build(addin):
    assert parts(shipped.SHIPPED) == parts(addin)


def test_it_names_no_interpreter_of_the_builders():
    assert not any(installed(shipped.SHIPPED).get(f"INTERPRETER_{s}") for s in ("WIN", "MAC"))


def test_an_installation_needs_no_builder(without_builder, tmp_path):
    machine = windows(tmp_path)
    (file, *_) = install(machine).files
    there = parts(file)
    assert there[shipped.VBA] == parts(shipped.SHIPPED)[shipped.VBA]
    assert str(machine.interpreter) in installed(file).values()


def test_building_without_the_builder_says_what_to_install(without_builder, tmp_path):
    with pytest.raises(CuifeiError, match="pyopenvba is not installed"):
        build_addin.build(tmp_path / "cuifei.xlam")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", ["missing", "no package", "no project"])
def test_a_package_that_is_not_whole_is_said(damage, monkeypatch, tmp_path):
    path = tmp_path / "cuifei.xlam"
    if damage == "no package":
        path.write_bytes(b"PK")
    if damage == "no project":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a", "b")
    monkeypatch.setattr(shipped, "SHIPPED", path)
    with pytest.raises(CuifeiError, match="missing in the installed package"):
        build_addin.package(conf.rows(version(), shipped.XLWINGS))
