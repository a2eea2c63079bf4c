"""What may be typed in a cell, and what does the cell say when it is selected?"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.domain.dates import EARLIEST, EXCEL_EPOCH, LATEST
from cuifei.locale import phrase, separated
from cuifei.newbook.hints import FILLS, Words
from cuifei.ooxml.a1 import LAST_ROW, column_letters
from cuifei.tables.layout import CODES, Column, Table

# A list that helps and refuses nothing: the word may be followed by a day and an amount.
_FREE = frozenset({("worklist", "result")})
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ours_title": ("由程序填写", "Filled in by cuifei"),
        "ours": (
            "灰色表头的列每次运行都会重新写入，请不要在这里输入。",
            "Columns with a grey header are rewritten by every run. Please do not type here.",
        ),
        "fills": ("这张表怎么填", "How this sheet fills"),
        "wrong": ("输入有误", "Not accepted"),
        "list": ("请从列表中选择：", "Please choose one of: "),
        "date": ("请输入日期，如 2026-03-31。", "Please type a date, such as 2026-03-31."),
        "money": ("请输入大于 0 的金额，如 1234.50。", "Please type an amount above 0."),
        "signed": (
            "请输入金额，如 1234.50；冲红填负数。",
            "Please type an amount, such as 1234.50.",
        ),
        "count": ("请输入 0 或正整数。", "Please type a whole number, 0 or more."),
    }
)


def check(sheet: Worksheet, table: Table, number: int, lang: str) -> None:
    """Check what is typed in a column, or say of one of ours that it is ours.

    The first column says how the sheet fills.
    """
    hint = FILLS.get(table.name) if number == 1 else None
    if table.columns[number - 1].ours:
        _prompt(sheet, number, lang, hint)
    else:
        _checked(sheet, table, number, lang, hint)


def _prompt(sheet: Worksheet, number: int, lang: str, hint: Words | None) -> None:
    """Say, when a cell of ours is selected, that it is ours; nothing is forbidden.

    `hint`: how the sheet fills, said first.
    """
    ours, title = phrase(_WORDS["ours"], lang), phrase(_WORDS["ours_title"], lang)
    check = _saying(None, f"{phrase(hint, lang)}\n{ours}" if hint else ours, title)
    check.add(f"{column_letters(number)}2:{column_letters(number)}{LAST_ROW}")
    sheet.add_data_validation(check)


def _checked(sheet: Worksheet, table: Table, number: int, lang: str, hint: Words | None) -> None:
    """Check what is typed in a column; `hint` is said where the first row would begin."""
    column, letter, first = table.columns[number - 1], column_letters(number), 2
    if hint:
        title = phrase(_WORDS["fills"], lang)
        prompt = _saying(_check(column, lang), phrase(hint, lang), title)
        prompt.add(f"{letter}2")
        sheet.add_data_validation(prompt)
        first = 3
    if check := _check(column, lang):
        if (table.name, column.field) in _FREE:
            check.showErrorMessage = False
        check.add(f"{letter}{first}:{letter}{LAST_ROW}")
        sheet.add_data_validation(check)


def _saying(check: DataValidation | None, text: str, title: str) -> DataValidation:
    check = check or DataValidation(allow_blank=True)
    check.showInputMessage = True
    check.promptTitle, check.prompt = title, text
    return check


def choice(codes: str, lang: str) -> DataValidation:
    """Return the check that a cell holds one of the words of a code."""
    words = [phrase(names, lang) for names in CODES[codes].values()]
    listed = ",".join(words)
    text = phrase(_WORDS["list"], lang) + separated(words, lang)
    return _refusing(DataValidation("list", f'"{listed}"', allow_blank=True), text, lang)


def _check(column: Column, lang: str) -> DataValidation | None:
    if column.kind == "code":
        return choice(column.codes, lang)
    if column.kind == "date":
        return day_check(lang)
    if column.kind == "money":
        least = "notEqual" if column.signed else "greaterThan"
        check = DataValidation("decimal", "0", allow_blank=True, operator=least)
        key = "signed" if column.signed else "money"
        return _refusing(check, phrase(_WORDS[key], lang), lang)
    if column.kind == "count":
        check = DataValidation("whole", "0", allow_blank=True, operator="greaterThanOrEqual")
        return _refusing(check, phrase(_WORDS["count"], lang), lang)
    return None


def day_check(lang: str) -> DataValidation:
    """Return the check that a cell holds a plausible day."""
    first, last = _serial(EARLIEST), _serial(LATEST)
    check = DataValidation("date", first, last, allow_blank=True, operator="between")
    return _refusing(check, phrase(_WORDS["date"], lang), lang)


def _serial(day: date) -> str:
    return str((day - EXCEL_EPOCH).days)


def _refusing(check: DataValidation, text: str, lang: str) -> DataValidation:
    check.showErrorMessage = True
    check.errorTitle, check.error = phrase(_WORDS["wrong"], lang), text[:255]
    return check
