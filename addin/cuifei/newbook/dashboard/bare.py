"""How do two sheets with charts come into an open workbook together? Without their tables.

Excel copies no group of sheets that holds a table ("You cannot copy or move a group of sheets that
contain a table"), and sheets that are copied one by one draw the numbers of the other file. So the
tables stay behind, and are made anew over the same cells where the sheets have arrived.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cuifei.ooxml import package, sheet_xml
from cuifei.ooxml.package import Ref

_PARTS = re.compile(rb"<tableParts\b[^>]*/>|<tableParts\b.*?</tableParts>", re.S)
_LINK = re.compile(rb"<Relationship\b(?=[^>]*relationships/table\")[^>]*/>")
_TYPE = re.compile(rb"<Override\b(?=[^>]*/xl/tables/)[^>]*/>")


@dataclass(frozen=True, slots=True)
class Bare:
    """A workbook without its tables. `tables`: sheet -> where one was, and its style."""

    content: bytes
    tables: Mapping[str, tuple[Ref, str]]


def bare(path: Path) -> Bare:
    """Return a workbook of ours (transplant.donor) without tables, and what they were."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(out, "w") as new:
        tables = {
            part.sheet: (part.ref, _style(file.read(part.part))) for part in package.tables(path)
        }
        for name in file.namelist():
            if name.startswith("xl/tables/"):
                continue
            data = file.read(name)
            for pattern in (_PARTS, _LINK, _TYPE):
                data = pattern.sub(b"", data) if name.endswith((".xml", ".rels")) else data
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return Bare(out.getvalue(), tables)


def _style(table: bytes) -> str:
    style = sheet_xml.parse(table).find("{*}tableStyleInfo")
    return "" if style is None else str(style.get("name"))
