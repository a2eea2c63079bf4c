"""cuifei.xlam as several independent readers see it; each gate is shown to bite."""

import inspect
import re
import shutil
import warnings
import zipfile
from xml.etree import ElementTree as ET

import pytest
import xlwings
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyvbaanalysis import analyze_office_file

from cuifei.excel import conf, udfs, vba_project
from cuifei.excel.addin_file import installed, version
from cuifei.excel.build_addin import build, package
from cuifei.excel.function_table import FUNCTIONS
from cuifei.excel.shipped import XLWINGS
from cuifei.excel.texts import rows

with warnings.catch_warnings():
    # olevba still uses old names of pyparsing.
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def macros(path):
    """Return the source of each module, read by olevba."""
    parser = VBA_Parser(str(path))
    try:
        return {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()


def vba_errors(path, only=None):
    found = analyze_office_file(str(path), only=only)
    return [(m, p.code) for m, problems in found.items() for p in problems
            if p.severity.value == "error"]  # fmt: skip


def dangling(path):
    """Return every relationship that leads nowhere, and every part that nobody points to."""
    with zipfile.ZipFile(path) as archive:
        names, reached, lost = set(archive.namelist()), set(), []
        for rels in (n for n in names if n.endswith(".rels")):
            folder = rels.replace("_rels/", "").rpartition("/")[0]
            for relation in ET.fromstring(archive.read(rels)).iter(RELATIONS):
                target = f"{folder}/{relation.get('Target')}".lstrip("/")
                reached.add(target)
                if target not in names:
                    lost.append(target)
    idle = names - reached - {"[Content_Types].xml"} - {n for n in names if n.endswith(".rels")}
    return lost, sorted(idle)


def with_part(path, folder, name, change):
    """Return a copy of the add-in with one part changed."""
    copy = folder / "planted.xlam"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == name else content)
    return copy


def with_module(path, folder, name, source):
    copy = shutil.copy(path, folder / "planted.xlam")
    with ExcelFile(copy) as file:
        file.set_module(name, source)
        file.save()
    return copy


def as_workbook(path, folder):
    """Return a copy that openpyxl agrees to read: an add-in is a workbook of another type."""
    return with_part(
        path, folder, "[Content_Types].xml", lambda c: c.replace(b".addin.", b".sheet.")
    ).rename(folder / "copy.xlsm")


def test_olevba_gives_back_each_module_exactly(addin):
    ours, read = vba_project.modules(), macros(addin)
    assert set(read) == {*ours, "Dictionary", "Sheet2"}
    for name, source in ours.items():
        assert read[name].strip() == source.strip(), name


def test_olevba_sees_a_changed_module(addin, tmp_path):
    planted = with_module(addin, tmp_path, "RibbonCuifei", "Sub Other()\r\nEnd Sub\r\n")
    assert "CfOnAction" not in macros(planted)["RibbonCuifei"]


def test_the_compiler_would_take_it(addin):
    assert vba_errors(addin) == []


def test_the_analysis_finds_a_planted_error(addin, tmp_path):
    source = vba_project.modules()["RibbonCuifei"].replace(
        "ribbonHandle.Invalidate", "nothingLikeIt = 1"
    )
    planted = with_module(addin, tmp_path, "RibbonCuifei", source)
    assert vba_errors(planted, only=["RibbonCuifei"])


def test_every_relation_resolves_and_no_part_is_idle(addin, tmp_path):
    assert dangling(addin) == ([], [])
    planted = with_part(
        addin, tmp_path, "_rels/.rels", lambda c: c.replace(b"customUI14", b"custom14")
    )
    assert dangling(planted) == (["customUI/custom14.xml"], ["customUI/customUI14.xml"])


def test_the_ribbons_hang_at_the_root_with_the_two_relations_of_office(addin):
    with zipfile.ZipFile(addin) as archive:
        root = ET.fromstring(archive.read("_rels/.rels"))
    kinds = {r.get("Target"): r.get("Type") for r in root.iter(RELATIONS)}
    office = "http://schemas.microsoft.com/office/{}/relationships/ui/extensibility"
    assert kinds["customUI/customUI.xml"] == office.format(2006)
    assert kinds["customUI/customUI14.xml"] == office.format(2007)


def test_openxml_audit_finds_nothing(addin, tmp_path):
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365)
    assert list(validator.validate(str(addin)).errors) == []
    planted = with_part(
        addin,
        tmp_path,
        "xl/workbook.xml",
        lambda c: c.replace(b"<sheets>", b"<sheetz>").replace(b"</sheets>", b"</sheetz>"),
    )
    assert list(validator.validate(str(planted)).errors)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_a_wrapper_takes_what_python_takes(addin, function):
    line = re.search(
        rf"^Function {function.name}\((.*)\)", macros(addin)["xlwings_udfs"], re.MULTILINE
    )
    python = inspect.signature(getattr(udfs, function.name)).parameters.values()
    expected = [p.name if p.default is p.empty else f"Optional {p.name}" for p in python]
    assert line[1].replace("\r", "").split(", ") == expected
    assert [p.name for p in python] == [arg.name for arg in function.args]


def test_no_function_is_without_a_row_in_the_table():
    defined = {name for name in dir(udfs) if name.startswith("CF_")}
    assert defined == {function.name for function in FUNCTIONS}


def test_the_same_sources_give_the_same_bytes(addin, tmp_path):
    assert build(tmp_path / "again.xlam").read_bytes() == addin.read_bytes()
    other = package(conf.rows(version(), XLWINGS, windows=r"C:\Python\python.exe"))
    assert other != addin.read_bytes()


def test_the_module_is_the_one_of_the_installed_xlwings(addin):
    module = macros(addin)["xlwings"]
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in module
    assert f'"xlwings64-{xlwings.__version__}.dll"' in module
    assert 'PROJECT_NAME As String = "cuifei"' in module


def test_the_project_bears_our_name(addin):
    with ExcelFile(addin) as file:
        assert file.vba_project().name == "cuifei"
        assert file.validate() == []


def test_the_sheets_hold_settings_and_texts(addin, tmp_path):
    book = load_workbook(as_workbook(addin, tmp_path))
    assert book.sheetnames == [conf.SHEET, "text"]
    settings = {row[0]: row[1] for row in book[conf.SHEET].iter_rows(values_only=True)}
    assert all(key == key.upper() for key in settings)
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    read = {row[0]: row[1:3] for row in book["text"].iter_rows(values_only=True)}
    assert read == {key: (words.zh, words.en) for key, words in rows(version())}
    assert installed(addin)["XLWINGS_VERSION"] == xlwings.__version__


def test_settings_survive_being_saved_by_another_program(addin, tmp_path):
    load_workbook(as_workbook(addin, tmp_path)).save(tmp_path / "saved.xlam")
    kept = {k: v for k, v in installed(addin).items() if v}
    assert {k: v for k, v in installed(tmp_path / "saved.xlam").items() if v} == kept


def test_the_project_stream_has_no_blank_line_among_the_windows(addin):
    with zipfile.ZipFile(addin) as archive:
        binary = archive.read("xl/vbaProject.bin")
    text = CFB.from_bytes(binary).get_stream("PROJECT").decode("ascii")
    head, _, windows = text.partition("[Workspace]\r\n")
    assert "\r\n\r\n" in head, "sections are parted by one"
    assert all(re.fullmatch(r"\w+=.+", line) for line in windows.strip().split("\r\n"))


def test_its_functions_can_be_described_because_it_is_not_hidden(addin):
    with zipfile.ZipFile(addin) as archive:
        assert b'visibility="hidden"' not in archive.read("xl/workbook.xml")
        assert b"addin.macroEnabled" in archive.read("[Content_Types].xml")


def test_no_personal_name_is_carried_along(addin):
    content = addin.read_bytes()
    assert b"Felix" not in content.replace(b"Felix Zumstein", b"") and b"C:\\Users" not in content
