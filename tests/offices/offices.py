"""Office workbooks for tests, written out by hand: sheets as rows, merged ranges, an own look."""

from datetime import datetime

from openpyxl import Workbook

from cuifei.commands.letters import letters as write_letters
from cuifei.commands.select import Wanted
from cuifei.tables.port import Append, Update
from cuifei.workbook import closed, reading

NOW = datetime(2026, 1, 5, 9, 0)
MONTHS = [
    ["甲一花园2025年物业费欠费明细表", None, None, None, None, None],
    ["序号", "房号", "业主姓名", "1月", "2月", "合计"],
    [1, "3-2-0101", "甲一样例", 100, None, 100],
    [2, "3-2-0102", "甲二样例", 120.5, 120.5, 241],
    [3, "3-2-0103", "甲三样例", None, None, None],
    ["合计", None, None, 220.5, 120.5, 341],
]
CHARGES = [
    ["房号", "业主", "账期", "到期日", "欠费金额"],
    ["0101", "甲一样例", "2025-01", "05.02.2025", 100],
    ["0102", "甲二样例", "2025-02", "06.03.2025", 120],
    ["0103", "甲三样例", "2025-03", "07.04.2025", 130],
]


def write(path, **sheets):
    """Write sheets (name -> rows)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, column, value)
    book.save(path)
    return path


def fill_in(path):
    """Let 参数 and 账户 hold what letters need."""
    facts = {"公司名称": "样例物业", "公司电话": "0000-0000", "联系人": "样例"}
    facts["收款登记至"] = "2026-01-05"
    account = {"holder": "样例物业", "bank": "样例银行", "number": "000111"}
    changes = [
        Update("settings", {key: {"value": value} for key, value in facts.items()}),
        Append("accounts", [account]),
    ]
    closed.write(reading.read(path), changes, command="test", now=NOW)


def letters(path, day, limit=0):
    """Write the letters of a day and return them as the report lists them."""
    fill_in(path)
    return write_letters(path, day, Wanted(limit=limit), now=datetime(2026, 1, 5, 12)).data[
        "letters"
    ]
