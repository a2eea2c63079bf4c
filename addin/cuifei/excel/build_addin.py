"""How is cuifei.xlam made? From xlwings' shipped add-in and our tables; nothing in it is typed.

The same sources give the same bytes.
"""

import zipfile
from collections.abc import Container, Mapping
from pathlib import Path

from cuifei.domain.problems import CuifeiError, say
from cuifei.excel import conf, package_parts, ribbon, texts
from cuifei.excel.addin_file import version
from cuifei.excel.entry import WORKING
from cuifei.excel.shipped import TEMPLATE, VBA, XLWINGS
from cuifei.excel.shipped import project as shipped_project
from cuifei.menu.command_table import BY_ID

TEXT_SHEET = "text"


def build(path: Path, settings: Mapping[str, str] | None = None) -> Path:
    """Write the add-in to `path` and return it.

    `settings` (conf.rows) name the interpreter of one machine; without them
    the add-in has none yet, and says so when a button is clicked. Raises
    CuifeiError where the VBA cannot be built; nothing is written then.
    """
    try:
        from cuifei.excel.vba_project import project  # pyopenvba: the extra `build` alone has it
    except ModuleNotFoundError as error:
        raise CuifeiError(
            say("{name} is not installed; the add-in is built with it", name=str(error.name)),
            say("Install it with: {command}", command="pip install 'cuifei[build]'"),
        ) from error
    path.write_bytes(package(settings or conf.rows(version(), XLWINGS), project()))
    return path


def package(settings: Mapping[str, str], vba: bytes | None = None) -> bytes:
    """Return the bytes of the add-in with these settings; `vba` None: with the shipped project."""
    with zipfile.ZipFile(TEMPLATE) as shipped:
        styles, theme = shipped.read("xl/styles.xml"), shipped.read("xl/theme/theme1.xml")
    text_rows = list(texts.said(version()))
    working = runnable()
    # Sheet2 is the code name of the one sheet module in xlwings' VBA project.
    (conf_sheet, text_sheet), shared = package_parts.sheets(
        (settings.items(), "Sheet2"), (text_rows, "")
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": package_parts.CONTENT_TYPES,
        "_rels/.rels": package_parts.ROOT_RELATIONS,
        "docProps/app.xml": package_parts.APP,
        "docProps/core.xml": package_parts.core(version()),
        "customUI/customUI.xml": ribbon.ribbon_xml(ribbon.OLD, working),
        "customUI/customUI14.xml": ribbon.ribbon_xml(ribbon.NEW, working),
        "xl/workbook.xml": package_parts.workbook(conf.SHEET, TEXT_SHEET),
        "xl/_rels/workbook.xml.rels": package_parts.WORKBOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": conf_sheet,
        "xl/worksheets/sheet2.xml": text_sheet,
        "xl/sharedStrings.xml": shared,
        "xl/styles.xml": styles,
        "xl/theme/theme1.xml": theme,
        VBA: shipped_project() if vba is None else vba,
    }
    return package_parts.packed(
        {n: part.encode() if isinstance(part, str) else part for n, part in parts.items()}
    )


def runnable() -> Container[str]:
    """Return the commands that have something to run: in Python, or in VBA itself."""
    return {command.id for command in BY_ID.values() if command.runs == "vba"} | set(WORKING)
