"""One LibreOffice for all tests of a process: to start one costs more than most tests.

A test closes what it opened, and leaves the app as it found it.
"""

import atexit
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import xlwings as xw

from libreoffice import bridge, engine

# What `soffice --convert-to` takes for these endings; of .csv each cell as it is shown, in UTF-8.
_FILTERS = {
    "csv": "Text - txt - csv (StarCalc)",
    "docx": "MS Word 2007 XML",
    "ods": "calc8",
    "pdf": "writer_pdf_Export",
    "xls": "MS Excel 97",
    "xlsx": "Calc MS Excel 2007 XML",
}
_OPTIONS = {"csv": "44,34,76,1,,0,false,true"}


def app() -> xw.App:
    """Return the app, started when the first test asks for it and quit in the end."""
    engine.activate()
    return _started()


@cache
def _started() -> xw.App:
    started = xw.App(add_book=False)
    atexit.register(started.quit)
    return started


def convert(files: Iterable[Path], kind: str, out: Path) -> list[Path]:
    """Convert files to another kind, such as "ods", in the folder `out`; return them in order."""
    out.mkdir(exist_ok=True)
    desktop, made = app().impl.office.desktop, []
    hidden = bridge.properties(Hidden=True)
    how = bridge.properties(FilterName=_FILTERS[kind], FilterOptions=_OPTIONS.get(kind, ""))
    for file in files:
        doc = desktop.loadComponentFromURL(bridge.url(file), "_blank", 0, hidden)
        made.append(out / f"{file.stem}.{kind}")
        doc.storeToURL(bridge.url(made[-1]), how)
        doc.close(True)
    assert all(path.stat().st_size for path in made)
    return made
