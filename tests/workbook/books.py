"""Small books for tests: sheets are given as rows, a good book is at hand to be spoilt."""

from copy import deepcopy
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.table import Table

GOOD = {
    "房产": [
        ["房号", "小区", "业态", "业主", "手机", "备注"],
        ["3-2", "甲一花园", "住宅", "甲一样例", "13000000001", None],
        ["3-3", "甲一花园", "商铺", "甲二样例", None, None],
    ],
    "应收": [
        ["房号", "费用项目", "账期", "应收金额", "到期日", "备注"],
        ["3-2", "物业费", "2026-01", 247.8, date(2026, 1, 31), None],
        ["3-2", "物业费", "2026-02", 247.8, date(2026, 2, 28), None],
        ["3-3", "物业费", "2026-01", 980, date(2026, 1, 31), None],
    ],
    "收款": [
        ["收款日期", "房号", "金额", "方式", "指定账期", "凭证号", "备注"],
        [date(2026, 2, 3), "3-2", 100, "微信", "2026-01", "V1", None],
    ],
    "跟催": [["日期", "房号", "渠道", "结果", "承诺日期", "承诺金额", "经办人", "内容"]],
    "暂缓": [["房号", "原因", "起", "止", "说明", "费用项目"]],
    "分期": [["房号", "期次", "应付日期", "应付金额", "协议日期"]],
    "减免": [["房号", "日期", "类别", "金额", "批准人", "理由"]],
    "发函": [
        ["函号", "文书", "房号", "函日期", "状态", "寄出日期", "送达日期", "金额"],
    ],
    "账户": [["小区", "户名", "开户行", "账号"]],
    "阶梯": [["业态", "级别", "文书", "触发条件", "静默天数"]],
    "队列": [["优先", "房号"]],
    "参数": [
        ["参数", "值", "依据", "说明"],
        ["违约金日利率", "0.05%", "合同第8条", None],
        ["违约金上限", "30%", "合同第8条", None],
    ],
}


def good():
    """Return the good book, free to be changed."""
    return deepcopy(GOOD)


def write(path, sheets, tables=()):
    """Write sheets (name -> rows) to a workbook; those named in `tables` become Excel tables."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str) and value.startswith("#"):
                    cell.data_type = "e"
        if name in tables:
            sheet.add_table(Table(displayName=name, ref=sheet.dimensions))
    book.save(path)
    return path
