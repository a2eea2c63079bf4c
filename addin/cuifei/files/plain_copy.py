"""How is a workbook given to the fast reader that would refuse it whole for one odd sheet?

The reader knows no macro sheets of Excel 4, and stops at a sheet with an empty r:id. Both are
sound for Excel, and hold no list: the reader gets a copy that does not name them.
"""

import io
from pathlib import Path

from python_calamine import CalamineWorkbook

from cuifei.ooxml import package, sheet_xml, zip_raw


def opened(path: Path, data: bytes, parts: package.Package | None) -> CalamineWorkbook:
    """Return the workbook as the fast reader opens it; of an odd one, only its worksheets."""
    if parts is not None and len(parts.sheets) < len(parts.names):
        data = _worksheets_only(path, parts)
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _worksheets_only(path: Path, parts: package.Package) -> bytes:
    root = sheet_xml.parse(package.part(path, parts.workbook))
    for node in root.iterfind("{*}sheets/{*}sheet"):
        parent = node.getparent()
        if node.get("name") not in parts.sheets and parent is not None:
            parent.remove(node)
    out = io.BytesIO()
    changed = sheet_xml.serialised(root)
    zip_raw.rewrite(path, out, {parts.workbook: lambda: [changed]}, {})
    return out.getvalue()
