"""Random office workbooks with the truth beside them: every trait alone and mixed.

`make(seed)` gives a Made: sheets of cells (with merged ranges), what each row
means, and which traits it has. All names and numbers are invented.
"""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

LAYOUTS = (
    "charges",
    "totals",
    "months",
    "status",
    "items",
    "paid",
    "paid_months",
    "overall",
    "ledger",
)
# What stands around the data: none of it makes a reading doubtful.
PLAIN = (
    "title",
    "notes_above",
    "start_column",
    "two_rows",
    "line_breaks",
    "totals_row",
    "total_in_serial",
    "total_unlabelled",
    "signature",
    "ghosts",
    "repeated_header",
    "side_note",
    "hidden",
    "per_building",
    "split_key",
    "merged_building",
    "empty_sheets",
    "text_dates",
    "text_amounts",
    "full_width",
    "float_rooms",
    "float_phones",
    "several_owners",
    "english",
    "wrong_dimension",
    "subtotals",
    "two_blocks",
    "summary_sheet",
    "register_sheet",
    "unit_summary",
    "blank_rows",
    "page_titles",
    "phones_in_owner",
    "extra_columns",
    "same_names",
    "from_to",
    "quarters",
    "noted_rows",
    "zero_formats",
    "in_wan",
    "bare_signatures",
)
# What nobody can read without a question or a Problem.
DIRT = (
    "ambiguous_dates",
    "dmy_dates",
    "mixed_dates",
    "gibberish_dates",
    "serial_dates",
    "epoch_dates",
    "date1904",
    "dot_thousands",
    "letters_in_amounts",
    "absurd_amounts",
    "area_copied",
    "several_rooms",
    "blank_rooms",
    "room_as_date",
    "duplicate_rooms",
    "blank_amounts",
    "negative_amounts",
    "no_year",
    "no_period",
    "wrong_total",
    "ditto_building",
    "swapped_dates",
    "bare_amounts",
    "unknown_status",
    "errors",
    "snapshots",
    "monthly_sheets",
    "half_converted",
    "tick_status",
    "two_dates_orders",
    "settled_notes",
    "bare_days",
)
TRAITS = (*PLAIN, *DIRT)

SURNAMES = "甲乙丙丁戊己庚辛壬癸"
ITEMS = ("物业费", "公摊费", "停车费", "垃圾清运费", "水费")


@dataclass(frozen=True)
class Truth:
    """One charge as it is: the sheet row that says it, and what it says (fen)."""

    sheet: str
    row: int
    unit: str
    period: str
    amount: int
    due: date | None


@dataclass
class Made:
    """A book: sheet -> {(row, column): value}, and the truth about it."""

    seed: int
    layout: str
    traits: frozenset
    sheets: dict = field(default_factory=dict)
    merged: dict = field(default_factory=dict)
    hidden: dict = field(default_factory=dict)
    formats: dict = field(default_factory=dict)
    charges: list = field(default_factory=list)
    owners: dict = field(default_factory=dict)
    phones: dict = field(default_factory=dict)
    payments: list = field(default_factory=list)
    epoch1904: bool = False
    must_ask: bool = False

    @property
    def clean(self):
        return not self.traits & set(DIRT)

    def save(self, path):
        book = Workbook()
        book.remove(book.worksheets[0])
        if self.epoch1904:
            book.epoch = CALENDAR_MAC_1904
        for name, cells in self.sheets.items():
            sheet = book.create_sheet(name)
            for (row, column), value in cells.items():
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "e" if value.startswith("#") and len(value) > 1 else "s"
                if isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
                elif code := self.formats.get((name, row, column)):
                    cell.number_format = code
            for ref in self.merged.get(name, ()):
                sheet.merge_cells(
                    start_row=ref[0], start_column=ref[1], end_row=ref[2], end_column=ref[3]
                )
            for row in self.hidden.get(name, ()):
                sheet.row_dimensions[row].hidden = True
        book.save(path)
        return path


class Writer:
    """Writes one estate in one layout with the traits that were drawn."""

    def __init__(self, seed, layout=None, traits=None, units=None):
        self.random = Random(seed)
        self.layout = layout or self.random.choice(LAYOUTS)
        self.traits = frozenset(self._drawn() if traits is None else traits)
        self.units = units or self.random.randint(6, 30)
        self.made = Made(seed, self.layout, self.traits)
        self.year = self.random.choice((2023, 2024, 2025))
        self.english = "english" in self.traits
        self.wanted_dirt = set()
        self.wan = self.has("in_wan") and not self.has("half_converted", "dot_thousands")

    def _drawn(self):
        plain = {name for name in PLAIN if self.random.random() < 0.16}
        dirt = set()
        if self.random.random() < 0.5:
            dirt = set(self.random.sample(DIRT, self.random.choice((1, 1, 1, 2, 3))))
        return plain | dirt

    def has(self, *names):
        return any(name in self.traits for name in names)

    # -- the estate ------------------------------------------------------------------------

    def estate(self):
        buildings = self.random.randint(1, 3)
        rooms = []
        for number in range(self.units):
            building = number % buildings + 1
            floor, door = number // buildings // 4 + 1, number // buildings % 4 + 1
            rooms.append((building, self.random.randint(1, 2), f"{floor:02d}{door:02d}"))
        rooms = sorted(set(rooms))
        return [
            {
                "door": number,
                "building": building,
                "entrance": entrance,
                "room": room,
                "owner": f"{self.random.choice(SURNAMES)}{number}样例",
                "phone": f"130{number:08d}",
                "area": round(self.random.uniform(40, 140), 2),
                "monthly": Decimal(self.random.randint(5000, 90000)) / 100,
            }
            for number, (building, entrance, room) in enumerate(rooms, 1)
        ]

    def key(self, one, sheet_building=""):
        """Return what the unit's key must be, and what is written in building, entrance, room."""
        b, e, room = one["building"], one["entrance"], one["room"]
        if self.has("split_key", "merged_building", "ditto_building"):
            if self.style_key == "words":
                return f"{b}栋{e}单元{room}", (f"{b}栋", f"{e}单元", room)
            return f"{b}-{e}-{room}", (str(b), str(e), room)
        if sheet_building:
            return f"{sheet_building}{e}{room}", ("", "", f"{e}{room}")
        typed = {
            "dash": f"{b}-{e}-{room}",
            "words": f"{b}栋{e}单元{room}",
            "solid": f"{b}{e}{room}",
        }[self.style_key]
        if self.has("full_width") and self.random.random() < 0.3:
            typed = typed.replace("-", "－").translate(
                {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
            )
        return typed, ("", "", typed)

    # -- the whole book ------------------------------------------------------------------

    def make(self):
        self.style_key = self.random.choice(("dash", "words", "solid"))
        if self.has("float_rooms"):
            self.style_key = "solid"
        estate = self.estate()
        per_building = self.has("per_building") and not self.has("split_key", "merged_building")
        if per_building and not self.has("ditto_building"):
            for building in sorted({one["building"] for one in estate}):
                own = [one for one in estate if one["building"] == building]
                self.sheet(f"{building}栋", own, f"{building}栋")
        elif self.has("two_blocks") and len(estate) > 8:
            half = len(estate) // 2
            bottom = self.sheet("台账", estate[:half])
            self.sheet("台账", estate[half:], top=bottom + 3)
        else:
            names = ("台账", "Sheet1", "台账" if self.layout == "ledger" else "欠费明细")
            self.sheet(self.random.choice(names), estate)
        if self.has("summary_sheet"):
            self.summary(estate)
        if self.has("empty_sheets"):
            self.made.sheets["Sheet2"], self.made.sheets["备用"] = {}, {(3, 2): "备用"}
        if self.has("date1904"):
            self.made.epoch1904 = True
        self.more(estate)
        return self.made

    def more(self, estate):
        """Add sheets that must not count, or that must be asked about."""
        known = {one.unit: None for one in self.made.charges}
        name = next(iter(self.made.sheets))
        if self.has("register_sheet"):
            cells = {(1, n): text for n, text in enumerate(("房号", "业主姓名", "联系电话"), 1)}
            for row, unit in enumerate(known, 2):
                cells[row, 1], cells[row, 2] = unit, sorted(self.made.owners[unit])[0]
            self.made.sheets["业主信息"] = cells
        if self.has("unit_summary") and not self.has("snapshots"):
            cells = {(1, n): text for n, text in enumerate(("房号", "业主", "欠费合计"), 1)}
            for row, unit in enumerate(known, 2):
                total = sum(one.amount for one in self.made.charges if one.unit == unit)
                cells[row, 1], cells[row, 2] = unit, sorted(self.made.owners[unit])[0]
                cells[row, 3] = total / 100
            self.made.sheets["欠费汇总"] = cells
        if self.has("snapshots"):
            self._snapshot(f"{self.year}年8月", name, 0.7)
        if self.layout == "ledger":
            cells = {(1, n): t for n, t in enumerate(("收款日期", "房号", "收款金额", "方式"), 1)}
            for row, one in enumerate(self.made.charges[::2], 2):
                day = date(self.year + 1, 1, 5)
                cells[row, 1], cells[row, 2] = datetime(day.year, 1, 5), one.unit
                cells[row, 3], cells[row, 4] = one.amount // 2 / 100, "微信"
                self.made.payments.append(("收款明细", row, one.unit, day, one.amount // 2))
            self.made.sheets["收款明细"] = cells

    def _snapshot(self, title, name, share):
        """Add a sheet with all arrears up to a later month: it must not be added up."""
        cells = {(1, 1): f"{title}欠费表"}
        cells |= {(2, n): text for n, text in enumerate(("房号", "业主", "欠费金额"), 1)}
        known = sorted({one.unit for one in self.made.charges})
        for row, unit in enumerate(known, 3):
            total = sum(one.amount for one in self.made.charges if one.unit == unit)
            cells[row, 1], cells[row, 2] = unit, "甲样例"
            cells[row, 3] = round(total * share) / 100
        self.made.sheets[f"{title}欠费"] = cells
        self.made.must_ask = len(known) > 1

    def summary(self, estate):
        cells = {(1, 1): "楼栋汇总", (2, 1): "楼栋", (2, 2): "户数", (2, 3): "金额"}
        for row, building in enumerate(sorted({one["building"] for one in estate}), 3):
            cells[row, 1], cells[row, 2], cells[row, 3] = f"{building}栋", row, row * 100.5
        self.made.sheets["汇总"] = cells

    # -- one sheet ----------------------------------------------------------------------

    def sheet(self, name, estate, sheet_building="", top=1):
        cells = self.made.sheets.setdefault(name, {})
        merged = self.made.merged.setdefault(name, [])
        left = 3 if self.has("start_column") else 1
        row = self._above(cells, merged, top, left)
        columns, header = self._columns(sheet_building)
        width = len(columns)
        first, last = self._header(cells, merged, row, left, header)
        data = last + 1
        rows = self._records(estate, sheet_building)
        place = {column: left + n for n, column in enumerate(columns)}
        row, sums, part = data, {}, {}
        starts = {}
        for number, record in enumerate(rows):
            if self.has("blank_rows") and number and number % 6 == 0:
                row += 1
            if self.has("noted_rows") and number and number % 8 == 0:
                cells[row, place["room"]] = "以下为二期业主(含已过户)名单"
                row += 1
            if self.has("page_titles") and number and number % 10 == 0:
                cells[row, left] = self._title()
                merged.append((row, left, row, left + 4))
                for r in range(first, last + 1):
                    for c in range(left, left + width):
                        if (r, c) in cells:
                            cells[row + 1 + r - first, c] = cells[r, c]
                row += 2 + last - first
            if self.has("repeated_header") and number and number % 9 == 0:
                for r in range(first, last + 1):
                    for c in range(left, left + width):
                        if (r, c) in cells:
                            cells[row + r - first, c] = cells[r, c]
                row += last - first + 1
            if self.has("subtotals") and number and number % 7 == 0 and part:
                self._total(cells, row, place, part, "小计")
                part = {}
                row += 1
            self._write(cells, name, row, place, record, number)
            if "building" in place and self.has("merged_building"):
                starts.setdefault(record["parts"][0], row)
            for column, value in record["money"].items():
                if value is not None and column in place:
                    sums[column] = sums.get(column, 0) + value
                    part[column] = part.get(column, 0) + value
            row += 1
        if self.has("merged_building") and not self.has("repeated_header", "subtotals"):
            self._merge_buildings(cells, merged, place, data, row)
        row = self._below(cells, row, place, sums, left, width, data)
        if self.has("side_note"):
            cells[data, left + width + 1] = "注意:本表仅供内部使用"
        if self.has("hidden"):
            self.made.hidden.setdefault(name, []).append(data + 1)
        return row

    def _above(self, cells, merged, top, left):
        row = top
        titled = self.has("title", "notes_above") or self.needs_title()
        if titled:
            cells[row, left] = self._title()
            merged.append((row, left, row, left + 4))
            row += 1
        if self.wan:
            cells[row, left] = "单位:万元"
            row += 1
        if self.has("notes_above"):
            cells[row, left] = "制表日期:2026年1月5日"
            cells[row, left + 3] = "单位:元"
            row += 2
        return row

    def needs_title(self):
        return not self.has("bare_amounts") and (
            self.layout in ("months", "totals", "overall", "items") and not self.has("no_period")
        )

    def _title(self):
        if self.layout in ("totals", "items") and not self.has("no_period"):
            self.period = f"{self.year}-06"
            return f"甲一花园{self.year}年6月物业费欠费表"
        if self.layout == "overall" and not self.has("no_period"):
            self.period = f"{self.year}-Q2"
            return f"甲一花园{self.year}年第2季度物业费欠费统计表"
        if self.layout == "ledger":
            return f"甲一花园{self.year}年物业费收费台账"
        if self.layout == "months" and self.has("no_year"):
            return "甲一花园物业费欠费明细表"
        if self.has("no_period"):
            return "甲一花园物业费欠费表"
        return f"甲一花园{self.year}年物业费欠费明细表"

    def word(self, zh, en):
        text = en if self.english else self.random.choice(zh.split())
        if self.has("line_breaks") and not self.english and len(text) > 2:
            text = " ".join(text) if self.random.random() < 0.5 else f"{text[:2]}\n{text[2:]}"
        return text

    def _columns(self, sheet_building):
        """Return the columns' names and, for each, its group header ("" for none) and header."""
        out = [("serial", "", "序号" if not self.english else "No.")]
        if self.has("split_key", "merged_building", "ditto_building"):
            out.append(("building", "", self.word("楼栋 栋号 楼号", "Building")))
            out.append(("entrance", "", self.word("单元 单元号", "Entrance")))
        out.append(("room", "", self.word("房号 房间号 房屋编号 室号", "Unit No")))
        out.append(("owner", "", self.word("业主 业主姓名 客户名称 户主", "Owner")))
        if self.random.random() < 0.7 or self.has("float_phones"):
            out.append(("phone", "", self.word("联系电话 手机 手机号码", "Phone")))
        if self.random.random() < 0.5 or self.has("area_copied"):
            out.append(("area", "", self.word("建筑面积 面积(㎡) 收费面积", "Area")))
            out.append(("price", "", self.word("单价 收费标准(元/㎡)", "Price")))
        if self.has("extra_columns"):
            out.append(("idno", "", "身份证号码" if not self.english else "ID No"))
            out.append(("moved", "", "入住日期" if not self.english else "Move-in date"))
            out.append(("late", "", "逾期天数" if not self.english else "Days overdue"))
        out += self._money_columns()
        if self.random.random() < 0.4:
            out.append(("note", "", self.word("备注 说明", "Remarks")))
        return [column for column, _, _ in out], [(group, text) for _, group, text in out]

    def _money_columns(self):
        unpaid = self.word("欠费金额 未收金额 欠缴金额(元)", "Outstanding")
        if self.layout in ("charges", "status", "paid", "ledger"):
            out = []
            if self.random.random() < 0.4:
                out.append(("item", "", self.word("费用项目 收费项目 费用名称", "Item")))
            if self.has("from_to"):
                out.append(("from", "", self.word("费用起始日期 开始日期", "Period from")))
                out.append(("to", "", self.word("费用结束日期 结束日期", "Period to")))
            else:
                out.append(("period", "", self.word("账期 费用月份 所属期", "Period")))
                out.append(("due", "", self.word("到期日 应缴日期 缴费期限", "Due date")))
            charge = self.word("应收金额 应缴金额 应交金额", "Amount due")
            if self.layout == "charges":
                if self.has("bare_amounts"):
                    return [*out, ("amount", "", self.word("金额 应收金额", "Amount"))]
                return [*out, ("amount", "", unpaid)]
            out.append(("amount", "", charge))
            if self.layout == "ledger":
                return out
            if self.layout == "status":
                return [*out, ("status", "", self.word("缴费状态 是否缴费 缴费情况", "Status"))]
            out.append(("paid", "", self.word("实收金额 已缴金额 已收金额", "Paid")))
            if self.random.random() < 0.5:
                out.append(("left", "", unpaid))
            return out
        if self.layout == "totals":
            return [
                ("current", "", self.word("本期应收 本月欠费 本期欠费", "Current charges")),
                ("previous", "", self.word("前期欠费 往年欠费 上期结转", "Previous balance")),
                ("fee", "", self.word("滞纳金 违约金", "Late fee")),
                ("total", "", self.word("合计 欠费合计 合计金额", "Total")),
            ]
        if self.layout in ("months", "paid_months"):
            return self._month_columns()
        if self.layout == "items":
            names = self.random.sample(ITEMS, 3)
            if self.has("same_names"):
                names = ["物业费", "其他费用", "其他费用"]
            group = "欠费情况(元)" if self.has("two_rows") else ""
            out = [(f"item:{name}{n}", group, name) for n, name in enumerate(names)]
            return [*out, ("total", "", self.word("合计 合计金额", "Total"))]
        return [("amount", "", self.word("欠费合计 累计欠费 欠费总额", "Total arrears"))]

    def _month_columns(self):
        first = self.random.randint(1, 6)
        self.months = list(range(first, first + self.random.randint(3, 6)))
        if self.layout == "paid_months":
            out = []
            for month in self.months:
                name = f"{self.year}年{month}月"
                out += [(f"due:{month}", name, "应收"), (f"paid:{month}", name, "实收")]
            return out
        style = self.random.choice(("bare", "full", "dash", "date"))
        style = "bare" if self.has("no_year") else style
        named = {
            "bare": lambda m: f"{m}月",
            "full": lambda m: f"{self.year}年{m}月",
            "dash": lambda m: f"{self.year}-{m:02d}",
            "date": lambda m: datetime(self.year, m, 1),
        }[style]
        group = f"{self.year}年" if self.has("two_rows") and not self.has("no_year") else ""
        out = [(f"month:{m}", group, named(m)) for m in self.months]
        return [*out, ("total", "", self.word("合计 欠费合计", "Total"))]

    def _header(self, cells, merged, row, left, header):
        groups = any(group for group, _ in header)
        if not groups:
            for n, (_, text) in enumerate(header):
                cells[row, left + n] = text
            return row, row
        before, start = "", 0
        for n, (group, text) in enumerate([*header, ("", None)]):
            if group != before:
                if before and n - start > 1:
                    merged.append((row, left + start, row, left + n - 1))
                start, before = n, group
                if group:
                    cells[row, left + n] = group
            if text is None:
                break
            if group:
                cells[row + 1, left + n] = text
            else:
                cells[row, left + n] = text
                merged.append((row, left + n, row + 1, left + n))
        return row, row + 1

    # -- records ------------------------------------------------------------------------

    def _records(self, estate, sheet_building):
        out = []
        for one in estate:
            unit, parts = self.key(one, sheet_building)
            base = {"unit": unit, "parts": parts, "one": one}
            if self.layout in ("charges", "status", "paid", "ledger"):
                months = range(1, 13, 3) if self.has("quarters") else range(1, 13)
                for month in sorted(self.random.sample(months, self.random.randint(1, 3))):
                    out.append({**base, **self._charge_row(one, month)})
            else:
                out.append({**base, **self._unit_row(one)})
        return out

    def _cash(self, one):
        return int(one["monthly"] * 100) + self.random.randint(0, 3000)

    def _charge_row(self, one, month):
        amount = self._cash(one)
        due = date(self.year, month, calendar.monthrange(self.year, month)[1])
        if self.has("ambiguous_dates"):
            due = date(self.year, month, self.random.randint(1, 12))
        elif self.random.random() < 0.6:
            due = due + timedelta(self.random.randint(1, 25))
        record = {"month": month, "due": due, "money": {"amount": amount}}
        open_ = amount
        if self.layout == "status":
            record["status"] = self.random.choice(("已缴", "未缴", "未缴"))
            open_ = amount if record["status"] == "未缴" else 0
        elif self.layout == "paid":
            paid = self.random.choice((0, amount, amount // 2))
            record["money"] = {"amount": amount, "paid": paid, "left": amount - paid}
            open_ = amount - paid
        period = f"{self.year}-{month:02d}"
        if self.has("quarters"):
            period = f"{self.year}-Q{(month - 1) // 3 + 1}"
        if self.has("from_to"):
            last = due = date(self.year, month, calendar.monthrange(self.year, month)[1])
            record["from"], record["to"] = date(self.year, month, 1), last
            period = f"{self.year}-{month:02d}"
        record["truth"] = [(period, open_, due)] if open_ else []
        return record

    def _unit_row(self, one):
        if self.layout == "totals":
            current, previous = self._cash(one), self.random.choice((0, self._cash(one)))
            fee = self.random.choice((0, 123, 4500))
            money = {"current": current, "previous": previous, "fee": fee}
            money["total"] = current + previous + fee
            start = date(self.year, 6, 1)
            truth = [(f"{self.year}-06", current, date(self.year, 6, 30))]
            truth += [("前期", previous, start - timedelta(1))] if previous else []
        elif self.layout == "months":
            money = {
                f"month:{m}": self.random.choice((None, self._cash(one), self._cash(one)))
                for m in self.months
            }
            truth = [self._month(m.split(":")[1], v) for m, v in money.items() if v]
            money["total"] = sum(v for v in money.values() if v) or None
        elif self.layout == "paid_months":
            money, truth = {}, []
            for m in self.months:
                due = self._cash(one)
                paid = self.random.choice((0, due, due // 3))
                money[f"due:{m}"], money[f"paid:{m}"] = due, paid or None
                truth += [self._month(m, due - paid)] if due - paid else []
        elif self.layout == "items":
            money = {c: self._cash(one) for c in self.item_columns}
            truth = [(f"{self.year}-06", v, date(self.year, 6, 30)) for v in money.values()]
            money["total"] = sum(money.values())
        else:
            money = {"amount": self._cash(one)}
            truth = [(f"{self.year}-Q2", money["amount"], date(self.year, 6, 30))]
        return {"money": money, "truth": truth}

    def _month(self, month, amount):
        last = calendar.monthrange(self.year, int(month))[1]
        return f"{self.year}-{int(month):02d}", amount, date(self.year, int(month), last)

    # -- cells --------------------------------------------------------------------------

    def _write(self, cells, name, row, place, record, number):
        one, parts = record["one"], record["parts"]
        values = {
            "serial": number + 1,
            "building": parts[0],
            "entrance": parts[1],
            "room": self._room(parts[2]),
            "owner": one["owner"],
            "phone": self._phone(one["phone"]),
            "area": one["area"],
            "price": 2.5,
            "item": "物业费",
            "note": None,
        }
        owner = one["owner"]
        if self.has("several_owners") and one["door"] % 6 == 2:
            owner = f"{one['owner']}、乙{one['door']}样例"
            values["owner"] = owner.replace("、", self.random.choice(("、", ",", "/", ";")))
        values |= {"idno": "110101********001X", "moved": datetime(2019, 5, 6), "late": number * 3}
        if self.has("phones_in_owner") and number % 4 == 1:
            values["owner"] = f"{values['owner']} {one['phone']}"
        if "status" in record:
            values["status"] = record["status"]
            if self.has("tick_status"):
                values["status"] = "√" if record["status"] == "已缴" else None
        if "month" in record:
            values["period"] = self._period(record["month"])
            values["due"] = self._due(record["due"])
            values["from"] = self._due(record.get("from") or record["due"])
            values["to"] = self._due(record.get("to") or record["due"])
        for column, value in record["money"].items():
            values[column] = self._amount(value)
        truth = list(record["truth"])
        unit = record["unit"]
        if self.has("ditto_building") and number and self._same_building(record):
            values["building"] = values["entrance"] = None
        self._last = (parts[0], parts[1])
        unit, truth, silent = self._dirt(values, place, record, number, unit, truth)
        if not silent:
            for period, amount, due in truth:
                self.made.charges.append(Truth(name, row, unit, period, amount, due))
            self.made.owners.setdefault(unit, set()).add(owner)
            if "phone" in place:
                self.made.phones.setdefault(unit, set()).add(one["phone"])
        if self.has("zero_formats") and str(values["room"] or "").startswith("0"):
            self.made.formats[name, row, place["room"]] = "0" * len(values["room"])
            values["room"] = int(values["room"])
        for column, value in values.items():
            if column in place and value is not None:
                cells[row, place[column]] = value

    def _same_building(self, record):
        return getattr(self, "_last", None) == (record["parts"][0], record["parts"][1])

    def _room(self, room):
        if self.has("float_rooms") and room.isdigit() and not room.startswith("0"):
            return float(room)
        return room

    def _phone(self, phone):
        return float(phone) if self.has("float_phones") else phone

    def _period(self, month):
        if self.has("quarters"):
            return f"{self.year}年第{(month - 1) // 3 + 1}季度"
        if not hasattr(self, "_period_style"):
            choices = ("full", "dash", "solid", "date")
            self._period_style = "bare" if self.has("no_year") else self.random.choice(choices)
        return {
            "full": f"{self.year}年{month}月",
            "dash": f"{self.year}-{month:02d}",
            "solid": self.year * 100 + month,
            "date": datetime(self.year, month, 1),
            "bare": f"{month}月",
        }[self._period_style]

    def _due(self, day):
        if self.has("two_dates_orders"):
            order = self.random.random() < 0.5
            return f"{day:%d/%m/%Y}" if order else f"{day:%m/%d/%Y}"
        if self.has("dmy_dates", "ambiguous_dates"):
            return f"{day.day:02d}.{day.month:02d}.{day.year}"
        if self.has("serial_dates"):
            return (day - date(1899, 12, 30)).days - (1462 if self.has("date1904") else 0)
        if self.has("text_dates"):
            if not hasattr(self, "_date_style"):
                self._date_style = self.random.randrange(5)
            texts = (
                f"{day.year}-{day.month:02d}-{day.day:02d}",
                f"{day.year}年{day.month}月{day.day}日",
                f"{day.year}.{day.month}.{day.day}",
                f"{day:%Y%m%d}",
                f"{day.year}/{day.month}/{day.day}",
            )
            mixed = self.has("mixed_dates")
            return texts[self.random.randrange(5) if mixed else self._date_style]
        if self.has("swapped_dates"):
            if day.day > 12:
                return f"{day.day}/{day.month}/{day.year}"
            return datetime(day.year, day.day, day.month)
        return datetime(day.year, day.month, day.day)

    def _amount(self, fen):
        if fen is None:
            return None
        yuan = Decimal(fen) / 100
        if self.wan:
            return float(yuan / 10_000)
        if self.has("half_converted"):
            thousand = f"{fen // 100 * 1000 + 884:,}".replace(",", ".")
            return float(fen // 100) + 0.6 if self.random.random() < 0.4 else thousand
        if self.has("dot_thousands"):
            whole, cents = divmod(fen, 100)
            return f"{whole:,}".replace(",", ".") + f",{cents:02d}"
        if self.has("text_amounts"):
            style = self.random.randrange(5)
            full = str(yuan).translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
            return (f"{yuan:,.2f}", f"¥{yuan}", f"{yuan}元", full, f" {yuan} ")[style]
        return float(yuan)

    def _dirt(self, values, place, record, number, unit, truth):
        """Spoil a cell; return unit, truth, and whether the row must not be read at all."""
        money = next((c for c in ("amount", "current", *place) if self._is_money(c, record)), None)
        hit = number % 5 == 3
        silent = self.has("half_converted")
        silent = silent or (self.has("two_dates_orders") and "due" in place)
        if self.has("tick_status") and "status" in place and values["status"] is None:
            silent = True
        if hit and self.has("gibberish_dates") and "due" in place:
            values["due"] = self.random.choice(("待定", "2025-13-45", "年底"))
            silent = True
        if hit and self.has("epoch_dates") and "due" in place:
            values["due"] = datetime(1900, 1, 31) if not self.has("date1904") else "1900-01-31"
            silent = True
        if hit and self.has("letters_in_amounts") and money:
            values[money] = self.random.choice(("160d", "110e", "约500"))
            silent = True
        if hit and self.has("absurd_amounts") and money:
            values[money] = float(13000000001 + number)
            silent = True
        if hit and self.has("errors") and money:
            values[money] = "#REF!"
            silent = True
        if hit and number == 3 and self.has("area_copied") and money and "area" in place:
            values[money] = values["area"]
            silent = True
        if hit and self.has("blank_rooms"):
            values["room"] = None
            silent = True
        received = any(v and c.startswith("paid") for c, v in record["money"].items())
        noted = self.has("settled_notes") and "note" in place and self.layout != "ledger"
        if hit and noted and not received:
            values["note"] = self.random.choice(("已交到3月", "1月5日已缴清", "已付一半"))
            silent = True
        if hit and self.has("bare_days") and "due" in place:
            values["due"] = "3月1日"
            silent = True
        if hit and self.has("several_rooms"):
            values["room"] = "2511-2513"
            silent = True
        if hit and self.has("room_as_date"):
            values["room"] = datetime(2025, 3, 2)
            silent = True
        if hit and self.has("negative_amounts") and self.layout in ("charges", "overall"):
            values["amount"] = -100.5
            silent = True
        if hit and self.has("blank_amounts") and self.layout == "charges":
            values["amount"] = None
            silent = True
        if hit and self.has("unknown_status") and "status" in place:
            values["status"] = self.random.choice(("部分", "协商中", None))
            silent = True
        if number and self.has("duplicate_rooms") and number % 7 == 0:
            values["room"], values["building"], values["entrance"] = self._first
            silent = True
        elif number == 0:
            self._first = (values["room"], values["building"], values["entrance"])
        return unit, truth, silent

    def _is_money(self, column, record):
        return column in record["money"] and column not in ("total", "fee", "left", "paid")

    # -- below --------------------------------------------------------------------------

    def _total(self, cells, row, place, sums, label, where=None):
        if label:
            cells[row, place[where or ("room" if self.random.random() < 0.5 else "serial")]] = label
        for column, value in sums.items():
            cells[row, place[column]] = self._amount(value)
            if self.has("wrong_total") and isinstance(cells[row, place[column]], float):
                cells[row, place[column]] += 77.0

    def _below(self, cells, row, place, sums, left, width, data):
        if self.has("totals_row", "wrong_total") and sums:
            label = self.random.choice(("合计", "合 计", "总计:", "合计(元)"))
            self._total(cells, row, place, sums, label if not self.english else "Total")
            row += 1
        elif self.has("total_in_serial") and sums:
            self._total(cells, row, place, sums, "合计", "serial")
            if "price" in place:
                cells[row, place["price"]] = 2.5 * (row - data)
            cells[row, place["room"]] = 40404.0
            row += 1
        elif self.has("total_unlabelled") and sums:
            self._total(cells, row, place, sums, "")
            row += 1
        if self.has("ghosts"):
            for number in range(20):
                cells[row + number, place["serial"]] = row + number - data + 1
                for column in sums:
                    cells[row + number, place[column]] = 0
            row += 20
        if self.has("signature"):
            row += 1
            if self.has("bare_signatures"):
                for step, text in enumerate(("制表人", "甲三样例", "审核人", "乙三样例")):
                    cells[row, left + step] = text
                row += 1
            cells[row, left] = "制表人:甲三样例"
            cells[row, left + 3] = "审核:乙三样例"
            cells[row + 1, left] = "备注:以上金额截至制表日"
            row += 2
        return row

    def _merge_buildings(self, cells, merged, place, data, end):
        for column in ("building", "entrance"):
            c, row = place[column], data
            while row < end:
                last = row
                same = (cells.get((row, place["building"])), cells.get((row, c)))
                while last + 1 < end and same == (
                    cells.get((last + 1, place["building"])),
                    cells.get((last + 1, c)),
                ):
                    last += 1
                self._spans = getattr(self, "_spans", [])
                self._spans.append((row, c, last, c))
                row = last + 1
        for span in self._spans:
            if span[2] > span[0]:
                merged.append(span)
                for row in range(span[0] + 1, span[2] + 1):
                    cells.pop((row, span[1]), None)
        self._spans = []

    @property
    def item_columns(self):
        return self._items


def make(seed, layout=None, traits=None, units=None):
    """Return a random book: layout and traits as given, else drawn."""
    writer = Writer(seed, layout, traits, units)
    found = writer._columns

    def columns(building):
        names, header = found(building)
        writer._items = [name for name in names if name.startswith("item:")]
        return names, header

    writer._columns = columns
    return writer.make()


def column_name(number):
    return get_column_letter(number)
