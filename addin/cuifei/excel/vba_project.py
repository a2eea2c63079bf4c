"""The add-in's VBA project: xlwings' shipped one, with our modules in it."""

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pyopenvba import ExcelFile  # type: ignore[import-untyped]
from pyopenvba.cfb import CFB  # type: ignore[import-untyped]
from pyopenvba.vba import compress, decompress  # type: ignore[import-untyped]

from cuifei.excel.shipped import TEMPLATE, VBA, ensure_xlwings
from cuifei.excel.vba import (
    RIBBON_MODULE,
    ribbon_module,
    stored,
    workbook_events,
)
from cuifei.excel.wrappers import VBA_MODULE, source
from cuifei.excel.xlwings_module import xlwings_module

_SHIPPED_RIBBON, _SHIPPED_NAME, NAME = "RibbonMyAddin", "MyAddin", "cuifei"
# A dir record: its id, and its size in four bytes (MS-OVBA 2.3.4.2.1.5, PROJECTNAME).
_PROJECT_NAME_ID = b"\x04\x00"


def modules() -> Mapping[str, str]:
    """Return the source of each module that we write, as it is stored.

    Raises CuifeiError for another xlwings than ours, and for a byte that is not ASCII.
    """
    ensure_xlwings()
    with ExcelFile(TEMPLATE) as shipped:
        sources = {
            "ThisWorkbook": workbook_events(shipped.get_module("ThisWorkbook")),
            "xlwings": xlwings_module(shipped.get_module("xlwings")),
            RIBBON_MODULE: ribbon_module(),
            VBA_MODULE: source(),
        }
    return {name: stored(name, text) for name, text in sources.items()}


def project() -> bytes:
    """Return xl/vbaProject.bin."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "project.xlam")
        with ExcelFile(TEMPLATE) as file:
            model = file.vba_project()
            model.delete_module(_SHIPPED_RIBBON)
            for name, text in modules().items():
                if name in file.module_names():
                    file.set_module(name, text)
                else:
                    model.add_module(name, text)
            file.save(path)
        with zipfile.ZipFile(path) as archive:
            return _named(archive.read(VBA))


def _named(binary: bytes) -> bytes:
    """Return the project under our name; it stands in two streams."""
    old, new = _SHIPPED_NAME.encode(), NAME.encode()
    file = CFB.from_bytes(binary)
    records = decompress(file.get_stream_in_storage("VBA", "dir"))
    before, after = (_PROJECT_NAME_ID + len(n).to_bytes(4, "little") + n for n in (old, new))
    text = file.get_stream("PROJECT")
    line = b'Name="%s"'
    assert records.count(before) == 1 == text.count(line % old), "xlwings renamed its project"
    file.write_stream_in_storage("VBA", "dir", compress(records.replace(before, after)))
    head, workspace, windows = text.replace(line % old, line % new).partition(b"[Workspace]\r\n")
    # The grammar of MS-OVBA 2.3.1.18 knows no blank line among the windows.
    file.write_stream("PROJECT", head + workspace + windows.replace(b"\r\n\r\n", b"\r\n"))
    named: bytes = file.to_bytes()
    return named
