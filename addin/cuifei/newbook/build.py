"""What does a new ledger look like before anybody typed in it?

Every table of the layout on its own sheet, as an Excel table, with settings
and ladders prefilled. The same ledger gives the same bytes.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.domain.language import DEFAULT
from cuifei.domain.policy import SPECS, SettingSpec
from cuifei.domain.records import Ledger, Rung, Setting
from cuifei.locale import phrase, separated
from cuifei.newbook import tickler_page
from cuifei.newbook.checks import choice, day_check
from cuifei.newbook.dashboard import data
from cuifei.newbook.dashboard import sheet as dashboard
from cuifei.newbook.dress import FORMATS, dress
from cuifei.newbook.explanations import EXPLANATIONS, preset_source
from cuifei.newbook.guide.rows import rows as guide_rows
from cuifei.newbook.heights import row_height
from cuifei.newbook.hints import first_steps
from cuifei.newbook.repack import repacked
from cuifei.newbook.wardrobe import Wardrobe
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.cell_xml import Formula, linked
from cuifei.ooxml.values import Cell, RowLink
from cuifei.tables import ladder_choice
from cuifei.tables.cells import read_share
from cuifei.tables.layout import (
    DASHBOARD,
    DASHBOARD_DATA,
    GUIDE,
    HIDDEN,
    HOME,
    PARAMETERS,
    TABLES,
    TICKLER,
    Table,
    word,
)
from cuifei.tables.presets import OWN, new_ledger
from cuifei.tables.rows import Record, cells

# A file that is built again is the same file: no clock goes into it.
BUILT = datetime(2026, 1, 1)
# Characters on a line of 说明, with some room to spare.
NOTE_WIDTH = 0.9 * PARAMETERS.column("note").width

Row = Mapping[str, Cell]
_Rows: TypeAlias = "Sequence[Mapping[str, Cell | RowLink]]"


def build(path: Path, ledger: Ledger | None = None, lang: str = DEFAULT) -> None:
    """Write a ledger workbook to `path`, empty or holding the records of `ledger`.

    Settings that `ledger` has not are prefilled with their presets; an empty
    ledger also gets the preset ladders. `lang` is the code of its language.
    """
    given = Ledger(rungs=new_ledger()) if ledger is None else ledger
    path.write_bytes(_built(TABLES, given, lang))


def alone(tables: Sequence[Table], lang: str) -> bytes:
    """Return a workbook that holds nothing but the sheets of these tables, as in a new ledger."""
    return _built(tables, Ledger(), lang)


def _built(tables: Sequence[Table], ledger: Ledger, lang: str) -> bytes:
    book, wardrobe = Workbook(), Wardrobe()
    book.remove(book.worksheets[0])
    whole = len(tables) == len(TABLES)
    book.properties.creator, book.properties.created = "cuifei", BUILT
    for number, table in enumerate(tables, 1):
        sheet = book.create_sheet(_name(table, lang))
        if table is DASHBOARD:
            dashboard.fill(sheet, number, _name(DASHBOARD_DATA, lang), lang)
            if whole:
                dashboard.cover(sheet)  # the first run of kpi shows them
        elif table is TICKLER:
            tickler_page.fill(sheet, number, lang)
        else:
            new = whole and table is HOME  # a sheet that is planted gets the day's rows at once
            rows = first_steps(lang) if new else _rows(table, ledger, lang)
            _fill(sheet, number, table, list(rows), lang, wardrobe)
        if table in HIDDEN and whole:
            sheet.sheet_state = "hidden"
    saved = io.BytesIO()
    book.save(saved)
    return repacked(saved, f"{BUILT.isoformat()}Z")


def new_rows(name: str, lang: str) -> list[Row]:
    """Return the rows that a table has in a new ledger: the presets of 参数, those of 阶梯."""
    table = next(candidate for candidate in TABLES if candidate.name == name)
    return list(_rows(table, Ledger(rungs=new_ledger()), lang))


def _name(table: Table, lang: str) -> str:
    return table.called(lang)


def _rows(table: Table, ledger: Ledger, lang: str) -> Iterable[Row]:
    if table.name == "settings":
        typed = {setting.key: setting for setting in ledger.settings}
        return (_setting(spec, typed.get(spec.key), ledger.rungs, lang) for spec in SPECS)
    if table.name == "queue":
        return ({"unit": unit, "priority": n} for unit, n in ledger.priorities.items())
    if table.name == "arrears":
        tick = word("tick", "ticked", lang)
        return ({"unit": unit, "tick": tick} for unit in ledger.ticked)
    if table is DASHBOARD_DATA:
        return data.rows(data.TARGETS, lang)
    if table is GUIDE:
        return guide_rows(lang)
    records: Mapping[str, Iterable[Record]] = {
        "units": ledger.units.values(),
        "charges": ledger.charges,
        "payments": ledger.payments,
        "contacts": ledger.contacts,
        "holds": ledger.holds,
        "instalments": ledger.instalments,
        "decisions": ledger.decisions,
        "accounts": ledger.accounts,
        "ladder": ledger.rungs,
        "register": ledger.letters,
    }
    return (cells(record, lang) for record in records.get(table.name, ()))


def _setting(spec: SettingSpec, typed: Setting | None, rungs: tuple[Rung, ...], lang: str) -> Row:
    """Return a row of 参数: as typed, else the preset with the rule it comes from.

    Of a ladder the preset is the one whose rungs stand in 阶梯.
    """
    source = preset_source(spec.source, lang) if spec.source else ""
    if spec.codes == "ladder":
        spec = replace(spec, preset=ladder_choice.typed_for(rungs, spec.key))
        source = source if spec.preset != OWN else ""
    setting = typed or Setting(spec.key, _preset(spec, lang), source)
    return {**cells(setting, lang), "note": phrase(EXPLANATIONS[spec.key], lang)}


def _preset(spec: SettingSpec, lang: str) -> Cell:
    """Return a preset as a clerk would type it: words for codes, numbers for numbers."""
    if spec.kind == "list":
        names = [name.strip() for name in spec.preset.split(",")]
        if spec.key == "proof_deliveries":
            names = [word("delivery", code, lang) for code in names]
        return separated(names, lang)
    if not spec.preset or spec.kind in ("text", "date", "weekdays"):
        return spec.preset
    if spec.kind in ("choice", "yes"):
        codes = "yes" if spec.kind == "yes" else spec.codes or spec.key
        return word(codes, spec.preset, lang)
    if spec.kind in ("share", "rate"):
        share = read_share(spec.preset)
        return Decimal(share.numerator) / Decimal(share.denominator)
    return Decimal(spec.preset) if spec.kind == "money" else int(spec.preset)


def _fill(
    sheet: Worksheet,
    number: int,
    table: Table,
    rows: _Rows,
    lang: str,
    wardrobe: Wardrobe,
) -> None:
    for place, column in enumerate(table.columns, 1):
        sheet.cell(1, place, column.called(lang))
        for row, values in enumerate(rows, 2):
            _write(sheet, row, place, values.get(column.field))
    body = max(len(rows), 1)
    dress(sheet, table, body, lang, wardrobe)
    if table.name == "settings":
        _dress_settings(sheet, lang)
    if table is DASHBOARD_DATA:
        dashboard.dress_data(sheet, lang)
    if table is GUIDE:
        _fit_heights(sheet, table, rows)
    name = _name(table, lang)
    area = f"A1:{column_letters(len(table.columns))}{body + 1}"
    shown = ExcelTable(id=number, name=name, displayName=name, ref=area)
    shown.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(shown)


def _write(sheet: Worksheet, row: int, column: int, value: "Cell | RowLink") -> None:
    if isinstance(value, RowLink):
        link = linked(value)
        sheet.cell(row, column, f"={link.text}" if isinstance(link, Formula) else link)
        return
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        # What starts with = is text that somebody typed, never a formula.
        cell.data_type = "s"


def _dress_settings(sheet: Worksheet, lang: str) -> None:
    """Format and check each value by its kind; a licence number must stay text."""
    formats = {**FORMATS, "list": "@", "share": "0%", "rate": "0.00##%"}
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    checks = {"date": day_check(lang), "yes": choice("yes", lang)}
    for row, spec in enumerate(SPECS, 2):
        cell = sheet.cell(row, 2)
        cell.number_format, cell.alignment = formats.get(spec.kind, "General"), left
        lines = ceil(_width(phrase(EXPLANATIONS[spec.key], lang)) / NOTE_WIDTH)
        sheet.row_dimensions[row].height = 6 + 13 * lines
        if spec.kind == "choice":
            checks[spec.key] = choice(spec.codes or spec.key, lang)
        check = checks.get(spec.key if spec.kind == "choice" else spec.kind)
        if check is not None:
            check.add(cell.coordinate)
    for check in checks.values():
        sheet.add_data_validation(check)


def _fit_heights(sheet: Worksheet, table: Table, rows: _Rows) -> None:
    """Give each row the height that its sentences need."""
    for number, cells_ in enumerate(rows, 2):
        sheet.row_dimensions[number].height = 3 + row_height(table, cells_)


def _width(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
