"""What does a built add-in say about itself?"""

import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree as ET

import cuifei

NAME = "cuifei.xlam"
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def version() -> str:
    """Return the version of the installed package, or that of the source tree."""
    try:
        return metadata.version("cuifei")
    except metadata.PackageNotFoundError:
        return cuifei.__version__


def installed(path: Path) -> Mapping[str, str]:
    """Return the settings in an add-in's sheet, also after Excel saved it.

    Raises OSError or zipfile.BadZipFile where it is no package.
    """
    with zipfile.ZipFile(path) as archive:
        shared = _shared(archive)
        rows = ET.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{_NS}row")
        row_cells = [dict(_cells(row, shared)) for row in rows]
    return {cells["A"].upper(): cells.get("B", "") for cells in row_cells if cells.get("A")}


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root.iter(f"{_NS}si")]


def _cells(row: ET.Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    for cell in row.iter(f"{_NS}c"):
        column = cell.get("r", "").rstrip("0123456789")
        text = "".join(cell.itertext())
        if cell.get("t") == "s":
            text = shared[int(text)]
        elif cell.get("t") == "b":
            text = str(text == "1")
        yield column, text
