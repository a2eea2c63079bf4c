"""Which policy do the rows of 参数 and 阶梯 make?

A setting that is blank or cannot be read leaves its preset standing where the
rule book has one (policy.SPECS), with a Problem where something was typed. A
late fee is claimed only with rate, cap and contract clause.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

from cuifei.domain.dates import read_date, read_days
from cuifei.domain.language import DEFAULT
from cuifei.domain.money import read_fen
from cuifei.domain.policy import SPECS, Policy, SettingSpec
from cuifei.domain.problems import Message, Problem, Unreadable, say
from cuifei.domain.records import Ledger, Setting
from cuifei.locale import phrase, phrases
from cuifei.ooxml.values import Cell
from cuifei.tables import ladder_choice
from cuifei.tables.cells import blank, normal, read_code, read_count, read_share, read_text
from cuifei.tables.faults import ERRORS
from cuifei.tables.findings import Findings
from cuifei.tables.layout import PARAMETERS, SETTINGS
from cuifei.tables.port import Append, Book, Change, TableRows, Update
from cuifei.tables.weekdays import read_weekdays

_BY_WORD = {normal(name): key for key, names in SETTINGS.items() for name in (key, *phrases(names))}

# No contract has more; 0.05 typed for 0.05 % would be 5 % a day.
HIGHEST_RATE = Fraction(1, 100)
HIGHEST_DISCOUNT = Fraction(10, 100)  # R8.5
# Zero here would stop everything without a word.
AT_LEAST_ONE = frozenset(("slots_per_cohort", "limitation_months", "remind_from_day"))


def settings(findings: Findings) -> tuple[Setting, ...]:
    """Return the rows of 参数 as typed; unknown and repeated names are left out with a Problem."""
    first: dict[str, Setting] = {}
    for row, cells in findings.block.rows.items():
        name = cells.get("name")
        if blank(name):
            continue
        key = _BY_WORD.get(normal(str(name)))
        if key is None:
            what = say("there is no setting “{name}”; the row is not used", name=str(name))
            findings.add("name", row, what, say("Copy the name from a new ledger's settings"))
        elif key in first:
            what = say(
                "this setting is in row {row} already; this row is not used", row=first[key].row
            )
            findings.add("name", row, what, say("Delete one of the two rows"))
        else:
            value = _raw(cells.get("value"), row, findings)
            source = cells.get("source")
            first[key] = Setting(key, value, "" if blank(source) else read_text(source)[0], row)
    return tuple(first.values())


def kept(key: str, cells: Mapping[str, Cell], block: TableRows) -> Change:
    """Return what makes 参数 hold `cells` (value, source) of a setting, in its row or a new one."""
    for row in block.rows.values():
        name = row.get("name")
        if not blank(name) and _BY_WORD.get(normal(str(name))) == key:
            return Update("settings", {str(name): cells})
    return Append("settings", [{"name": phrase(SETTINGS[key], block.lang), **cells}])


def _raw(cell: Cell, row: int, findings: Findings) -> Cell:
    """Return a value as typed, "" where it is blank, an error, or was never computed."""
    if (row, "value") in findings.block.uncomputed:
        what = say("the formula in this cell was never computed")
        findings.add("value", row, what, say("Open the workbook in Excel, press F9, and save it"))
        return ""
    if isinstance(cell, str) and cell.strip() in ERRORS:
        what = say("the cell shows the error {error}", error=cell.strip())
        findings.add("value", row, what, say("Correct the formula, or type the value"))
        return ""
    if blank(cell):
        return ""
    return cell.strip() if isinstance(cell, str) else cell


def policy(book: Book, ledger: Ledger) -> tuple[Policy, tuple[Problem, ...]]:
    """Return the house's numbers with the ladder of 阶梯, and what is wrong in 参数."""
    empty = TableRows("settings", PARAMETERS.called(DEFAULT), header_row=0, columns={}, rows={})
    findings = Findings(book.tables.get("settings", empty))
    typed = {setting.key: setting for setting in ledger.settings}
    values: dict[str, Any] = {}
    for spec in SPECS:
        setting = typed.get(spec.key)
        if setting is not None and setting.value != "":
            value = _value(spec, setting, findings)
            if value is not None:
                values[spec.key] = value
    _late_fee(values, typed, findings)
    sources = {
        spec.key: source
        for spec in SPECS
        if (source := typed[spec.key].source if spec.key in typed else "")
        or (source := spec.source)
    }
    rungs = ladder_choice.rungs(ledger, typed, values, findings)
    return Policy(**values, rungs=rungs, sources=sources), findings.problems()


def _value(spec: SettingSpec, setting: Setting, findings: Findings) -> object:
    """Return a setting's value for its field of Policy, None where it cannot be read."""
    try:
        value, note = _READERS[spec.kind](spec, cast("Cell", setting.value), findings.block.lang)
        _plausible(spec, value)
    except Unreadable as error:
        if spec.preset:
            what = say("{what}; {preset} is used", what=error.what, preset=spec.preset)
            findings.add("value", setting.row, what, error.remedy)
        else:
            findings.ignored("value", setting.row, error)
        return None
    if note is not None:
        findings.note("value", setting.row, note)
    return value


def _plausible(spec: SettingSpec, value: object) -> None:
    if spec.key in AT_LEAST_ONE and value == 0:
        raise Unreadable(say("zero cannot be"), say("Type a whole number, 1 or more"))
    if spec.kind == "rate" and cast("Fraction", value) > HIGHEST_RATE:
        raise Unreadable(
            say("a late fee above 1% a day cannot be"),
            say("Type the share per day with its sign, such as 0.05%"),
        )
    if spec.key == "early_discount" and cast("Fraction", value) > HIGHEST_DISCOUNT:
        raise Unreadable(
            say("a discount above 10% cannot be"), say("Type a share of 5% to 10%, or clear it")
        )
    if spec.kind == "share" and cast("Fraction", value) > 1:
        raise Unreadable(
            say("a share above 100% cannot be"), say("Type the share with its sign, such as 30%")
        )


def _late_fee(values: dict[str, Any], typed: Mapping[str, Setting], findings: Findings) -> None:
    """Take the late fee out unless rate and cap each have a value and a contract clause.

    Rate 0 says that the contract has none: no fee, and nothing to complain about.
    """
    if values.get("late_fee_rate") == 0:
        values.pop("late_fee_cap", None)
        return
    for key, example in (("late_fee_rate", "0.05%"), ("late_fee_cap", "30%")):
        setting = typed.get(key, Setting(key, ""))
        named = phrase(SETTINGS[key], findings.block.lang)
        if key not in values:
            what = say("no late fee is claimed, because {setting} has no value", setting=named)
            remedy = say(
                "Type it as in the contract, such as {example}, with the clause beside it; "
                "if the contract has no late fee, type 0 as the rate",
                example=example,
            )
            findings.add("value", setting.row, what, remedy)
        elif not setting.source:
            what = say("no late fee is claimed, because {setting} has no source", setting=named)
            remedy = say("Type the clause of the contract that it comes from")
            findings.add("source", setting.row, what, remedy)
        else:
            continue
        values.pop("late_fee_rate", None)


def _list(spec: SettingSpec, cell: Cell, lang: str) -> tuple[object, Message | None]:
    """Read a list of names; the names of `proof_deliveries` are words of a code."""
    text, note = read_text(cell)
    names = [part for part in _split(text) if part]
    if spec.key == "proof_deliveries":
        names = [read_code("delivery", part, lang) for part in names]
    return tuple(dict.fromkeys(names)), note


def _split(text: str) -> list[str]:
    for mark in ",，；;/":
        text = text.replace(mark, "、")
    return [part.strip() for part in text.split("、")]


def _money(spec: SettingSpec, cell: Cell, lang: str) -> tuple[object, Message | None]:
    fen, note = read_fen(cell)
    if fen < 0:
        raise Unreadable(
            say("a negative amount cannot be"), say("Type an amount, such as 50, or 0")
        )
    return fen, note


def _weekdays(spec: SettingSpec, cell: Cell, lang: str) -> tuple[object, Message | None]:
    text, note = read_text(cell)
    return read_weekdays(text), note


_SettingReader = Callable[[SettingSpec, Cell, str], tuple[object, Message | None]]
_READERS: Mapping[str, _SettingReader] = MappingProxyType(
    {
        "text": lambda spec, cell, lang: read_text(cell),
        "list": _list,
        "date": lambda spec, cell, lang: read_date(cell),
        "weekdays": _weekdays,
        "dates": lambda spec, cell, lang: read_days(cell),
        "money": _money,
        "days": lambda spec, cell, lang: read_count(cell),
        "count": lambda spec, cell, lang: read_count(cell),
        "rate": lambda spec, cell, lang: (read_share(cell), None),
        "share": lambda spec, cell, lang: (read_share(cell), None),
        "yes": lambda spec, cell, lang: (read_code("yes", cell, lang) == "yes", None),
        "choice": lambda spec, cell, lang: (read_code(spec.codes or spec.key, cell, lang), None),
    }
)
