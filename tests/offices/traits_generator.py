"""Fee ledgers as real offices keep them, with the truth beside each book.

Written from the traits of real workbooks, and of nothing that the reader knows: this module
imports nothing of the reader, and its words are its own (some of them no reader may know).
`make(seed)` gives a Book: its sheets of cells, what each row means (`pieces`), what each column is
(`roles`), whether the arithmetic of the rows proves the reading (`proved`), and what nobody can
know without asking (`must_ask`). All names and numbers are invented.
"""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

YEAR = 2025  # the last year that is written of; "today" of a proof lies in 2026

# What a column may be called, by what it means. "odd" words say it in a way of their own: a reader
# may ask what they are, but must not get them wrong.
WORDS: dict[str, list[str]] = {
    "room": [
        "房号",
        "房间号",
        "室号",
        "门牌号",
        "房屋编号",
        "户号",
        "单元名称",
        "房 号",
        "房产名称",
    ],
    "owner": ["业主", "业主姓名", "姓名", "客户名称", "户主", "缴费人", "用户名称", "住户姓名"],
    "phone": ["电话", "联系电话", "手机号码", "催费电话", "业主电话"],
    "building": ["楼栋", "楼号", "栋号", "幢"],
    "community": ["小区", "项目", "小区名称", "项目名称"],
    "kind": ["身份", "住户类型", "人员类型", "与房屋关系"],
    "trade": ["业态", "房屋类型", "物业类型", "用途"],
    "item": ["费用项目", "收费项目", "费用名称", "收费科目"],
    "period": ["账期", "费用月份", "所属月份", "计费月份", "费用期间"],
    "from": ["开始时间", "计费起始", "费用起", "起始日期", "计费开始日期"],
    "to": ["结束时间", "计费结束", "费用止", "截止日期", "计费结束日期"],
    "due": ["到期日", "应缴日期", "最后缴费日", "缴费期限", "应交日期"],
    "area": ["建筑面积", "面积", "计费面积", "收费面积(㎡)"],
    "price": ["单价", "收费标准", "物业费单价", "标准(元/㎡)"],
    "rate": ["每月物业费", "月物业费", "月应收", "月收费", "每月应交"],
    "months": ["欠费月数", "欠缴月数", "月数", "拖欠月份数"],
    "billed": ["应收金额", "应收", "应缴金额", "应交金额", "应收物业费", "应计金额", "本次应交"],
    "paid": ["实收金额", "实收", "已缴金额", "已收金额", "实缴金额", "实收物业费", "已交"],
    "waived": ["减免金额", "减免", "优惠金额", "本期减免"],
    "owed": [
        "欠费金额",
        "欠费",
        "欠缴金额",
        "未收金额",
        "欠物业费",
        "未缴金额",
        "尚欠金额",
        "尚欠",
    ],
    "owed_odd": ["未付金额", "拖欠金额", "余欠", "挂账金额", "累计未交", "应收未收", "欠款总额"],
    "owed_riddle": ["待收款", "尾款", "应交总额", "金额", "结算额", "款项", "代垫款"],
    "opening": ["上期欠费", "期初欠费", "上期结欠", "上月结转欠费", "期初余额", "前期欠费"],
    "charged": ["本期应收", "本月应收", "本期应交", "当期应收", "本期发生"],
    "received": ["本期实收", "本月实收", "本期已交", "当期收回", "本期收款"],
    "closing": [
        "期末欠费",
        "截止本期欠费",
        "本月末欠费",
        "欠费余额",
        "期末结欠",
        "结欠",
        "期末余额",
    ],
    "total": ["合计", "欠费合计", "合计欠费", "总欠费", "欠费总额", "累计欠费"],
    "status": ["状态", "缴费状态", "是否缴费", "缴纳情况", "收费状态"],
    "paid_on": ["缴费日期", "收款日期", "缴纳日期", "实收日期"],
    "receipt": ["收据号", "票据号", "单据编号"],
}
ENGLISH: dict[str, list[str]] = {
    "room": ["Unit", "Flat No", "flatNo", "unit_no", "Apartment", "Unit #", "apt_number", "Lot"],
    "owner": ["Tenant", "tenant_name", "ownerName", "Resident", "Owner Name", "Name", "Homeowner"],
    "phone": ["phno", "Phone", "phone_number", "Contact No"],
    "owed": [
        "balance",
        "Balance",
        "Balance Due",
        "amount_due",
        "Past Due",
        "Outstanding",
        "Arrears",
    ],
    "rent": ["Market Rent", "Actual Rent", "Monthly Rent", "market_rent", "Lease Rent"],
    "due": ["due_date", "Due Date", "dueDate", "Payment Due"],
    "opening": ["Beginning Balance", "Prior Balance", "opening_balance", "Balance Forward"],
    "charged": ["Charges", "New Charges", "charges", "Assessments", "Billed"],
    "received": ["Payments", "Receipts", "payments", "Paid", "amountPaid"],
    "closing": ["Ending Balance", "closing_balance", "Balance", "Balance Due", "endingBalance"],
    "status": ["status", "Status", "paymentStatus"],
    "amount": ["amount", "Amount", "HOA Fee", "dues", "monthly_dues"],
    "total": ["Total", "Total Due", "total_balance", "Total Outstanding"],
}
BUCKETS = [
    (["0-30", "31-60", "61-90", "90+"], "Total"),
    (["0–30", "31–60", "61–90", "90+"], "Total Due"),
    (["Current", "31-60 Days", "61-90 Days", "Over 90 Days"], "Balance"),
    (["0_30", "31_60", "61_90", "over_90"], "total_balance"),
    (["30天以内", "31-60天", "61-90天", "90天以上"], "合计"),
    (["0-3个月", "4-6个月", "7-12个月", "1年以上"], "欠费合计"),
]
PARTS = ["物业费", "车位费", "水费", "公摊电费", "垃圾费", "电梯费"]
SHARES = ["{}欠费", "欠{}", "未交{}", "{}（欠）", "{}欠缴"]
EXTRA = {
    "宠物": ["无", "犬", "猫"],
    "门禁卡": ["1张", "2张", ""],
    "楼管家": ["样例管", "样例管二"],
    "微信群": ["是", "否"],
    "装修": ["毛坯", "精装", ""],
    "户型": ["两室一厅", "三室两厅"],
    "备注": ["", "", "出差", "本周来交", "电话联系过", "漏水未修", "3月答应交"],
    "抄表段编号": ["EI01", "EI02"],
}
ENGLISH_EXTRA = {
    "manager_name": ["Mgr A", "Mgr B"],
    "twowheel": ["N/A", "1", "2"],
    "Bed/Bath": ["2/1", "3/2"],
    "Notes": ["", "", "called", "will pay"],
    "lease_id": ["T1", "T2", "T3"],
}
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
NOTES = [
    ["说明：", "本表每月五日更新", "有疑问请联系客服"],
    ["房号：楼栋-单元-房屋", "业主：登记姓名", "应缴金额：元为单位", "到期日：每季首月十日"],
    ["物业费按季收取，商铺按月收取。", "业主、租户均可缴费"],
]
LEGENDS = [
    [("说明：", ""), ("房号", "楼栋-单元-房屋"), ("业主", "业主姓名"), ("应缴金额", "元为单位")],
    [("图例", ""), ("红色", "欠费"), ("业主", "自住"), ("租户", "出租"), ("商铺", "底商")],
    [("费用项目", "标准"), ("物业费", "每平方"), ("车位费", "每月")],
]


class Unit(NamedTuple):
    """A home as its columns name it; community and building are "" where no column is."""

    community: str
    building: str
    room: str


class Piece(NamedTuple):
    """What one row says is owed: fen, negative where it is a credit; 0 where nothing is owed."""

    sheet: str
    row: int
    unit: Unit
    fen: int
    due: date | None


@dataclass
class Row:
    """One data row: the cells by role, and what they mean."""

    unit: Unit
    owner: str
    cells: dict[str, object]
    fen: int
    due: date | None = None


@dataclass
class Plan:
    """A layout filled with rows: (role, header) of each column in order."""

    layout: str
    columns: list[tuple[str, str]]
    rows: list[Row]
    sums: tuple[str, ...]  # the roles that a 合计 row adds up
    proved: bool = False
    must_ask: set[str] = field(default_factory=set)
    title: str = "{year}年物业费台账"
    english: bool = False


@dataclass
class Sheet:
    """The cells of a sheet, (row, column) from 1, and what hides."""

    title: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)


@dataclass
class Book:
    """A ledger and the truth about it."""

    seed: int
    layout: str
    traits: frozenset[str]
    sheets: list[Sheet]
    pieces: list[Piece]
    roles: dict[str, dict[str, str]]  # sheet title -> column letter -> role
    owners: dict[Unit, set[str]]
    proved: bool
    must_ask: frozenset[str]

    @property
    def due_known(self) -> bool:
        """Say whether the book itself names the due date of all that is owed."""
        return all(piece.due is not None for piece in self.pieces if piece.fen > 0)

    @property
    def owed(self) -> dict[Unit, int]:
        """Return what each unit owes in fen; a credit is negative, and is not owed."""
        sums: dict[Unit, int] = defaultdict(int)
        for piece in self.pieces:
            sums[piece.unit] += piece.fen
        return dict(sums)

    def save(self, path: Path) -> None:
        """Write the book as xlsx at `path`."""
        book = Workbook()
        book.remove(book.active)
        for sheet in self.sheets:
            out = book.create_sheet(sheet.title)
            for (row, column), value in sheet.cells.items():
                out.cell(row, column, value)
                if isinstance(value, datetime):
                    out.cell(row, column).number_format = "yyyy-mm-dd"
            for row in sheet.hidden:
                out.row_dimensions[row].hidden = True
            for row in sheet.breaks:
                out.row_breaks.append(Break(id=row))
        book.save(path)


class Maker:
    """Draws one book from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.draw = Random(f"traits {seed}")
        self.traits: set[str] = set()

    def has(self, trait: str, chance: float) -> bool:
        """Draw whether the book has `trait`, and remember it."""
        if self.draw.random() < chance:
            self.traits.add(trait)
            return True
        return False

    def word(self, role: str, *, english: bool = False) -> str:
        """Draw what a column of `role` is called."""
        return self.draw.choice((ENGLISH if english else WORDS)[role])

    def fen(self, low: int = 30, high: int = 4000) -> int:
        """Draw an amount in fen; half of them whole yuan."""
        yuan = self.draw.randint(low, high)
        return yuan * 100 + (self.draw.randint(0, 99) if self.draw.random() < 0.5 else 0)

    def homes(self, *, english: bool = False) -> list[tuple[Unit, str]]:
        """Draw the units of the book with their owners."""
        count = self.draw.randint(5, 24)
        style = self.draw.choice(
            ["{b}-{f}{n:02}", "{b}-1-{f}{n:02}", "{b}栋{f}{n:02}室", "{f}{n:02}"]
        )
        if english:
            style = self.draw.choice(["{f}{n:02}", "A{f}{n:02}", "B-{f}{n:02}", "{b}{f}{n:02}"])
        split = "{b}" in style and not english and self.has("building_column", 0.2)
        two = not english and self.has("two_communities", 0.12)
        homes: list[tuple[Unit, str]] = []
        for number in range(count):
            place = number // 2 if two else number
            b, f, n = str(place // 12 + 1), place % 12 // 3 + 1, place % 3 + 1
            if split:
                room, building = f"{f}{n:02}", b
            else:
                room, building = style.format(b=b, f=f, n=n), ""
            community = ["样例花园", "样例苑"][number % 2] if two else ""
            owner = (
                f"Sample {chr(65 + number)}"
                if english
                else SURNAMES[number % 16] + "样" + GIVEN[number * 7 % 16]
            )
            homes.append((Unit(community, building, room), owner))
        return homes

    def who(self, homes: list[tuple[Unit, str]], *, english: bool = False) -> list[tuple[str, str]]:
        """Return the columns that name the home and its owner."""
        unit = homes[0][0]
        columns = [("community", self.word("community"))] if unit.community else []
        if unit.building:
            columns.append(("building", self.word("building")))
        columns.append(("room", self.word("room", english=english)))
        if not self.has("no_owner", 0.08):
            columns.append(("owner", self.word("owner", english=english)))
            if self.draw.random() < 0.3:
                columns.append(("phone", self.word("phone", english=english)))
        return columns

    def month(self) -> tuple[int, int]:
        return YEAR, self.draw.randint(1, 12)

    def dated(
        self, columns: list[tuple[str, str]], rows: list[Row], *, english: bool = False
    ) -> None:
        """Give the rows a due date, or a period with a begin and an end, or neither."""
        kind = self.draw.choice(["due", "due", "from_to", "none"])
        if english and kind == "from_to":
            kind = "due"
        for row in rows:
            year, month = row.cells.get("_month") or self.month()
            last = date(year, month, calendar.monthrange(year, month)[1])
            if kind == "due":
                row.due = last + timedelta(days=10)
                row.cells["due"] = row.due
            elif kind == "from_to":
                row.due = last
                row.cells |= {"from": last.replace(day=1), "to": last}
        if kind == "due":
            columns.append(("due", self.word("due", english=english)))
        elif kind == "from_to":
            self.traits.add("from_to")
            columns += [("from", self.word("from")), ("to", self.word("to"))]

    def months_of(self, count: int) -> list[tuple[int, int]]:
        """Return `count` months in a row that end in the last year."""
        last = self.draw.randint(count, 12)
        return [(YEAR, last - back) for back in reversed(range(count))]


def _paid_of(maker: Maker, billed: int) -> int:
    """Draw how much of `billed` fen was paid: nothing, all, or a part."""
    part = maker.draw.choice([0, 0, 100, 50, 30])
    return billed * part // 100


def rollforward(maker: Maker) -> Plan:
    """上期 + 应收 − 实收 (− 减免) = 期末: one row per unit."""
    english = maker.has("english", 0.25)
    homes = maker.homes(english=english)
    waives = not english and maker.has("waived", 0.3)
    roles = ["opening", "charged", "received", *(["waived"] if waives else []), "closing"]
    columns = maker.who(homes, english=english)
    columns += [(role, maker.word(role, english=english and role != "waived")) for role in roles]
    rows = []
    for unit, owner in homes:
        opening = maker.draw.choice([0, maker.fen()])
        charged = maker.fen()
        received = _paid_of(maker, opening + charged)
        waived = min(opening + charged - received, maker.draw.choice([0, 0, 1000])) if waives else 0
        if maker.draw.random() < 0.06:
            maker.traits.add("credit")
            received += maker.fen(5000, 6000)
        fen = opening + charged - received - waived
        cells = {
            "opening": opening,
            "charged": charged,
            "received": received,
            "waived": waived,
            "closing": fen,
        }
        rows.append(Row(unit, owner, dict(cells), fen))
    if maker.draw.random() < 0.5:
        maker.dated(columns, rows, english=english)
    return Plan("rollforward", columns, rows, tuple(roles), True, english=english)


def charge_rows(maker: Maker) -> Plan:
    """One row per charge with 应收, 实收, 欠费: some units have several rows."""
    homes = maker.homes()
    columns = maker.who(homes)
    shops = maker.has("shop_rows", 0.35)
    people = not shops and maker.has("role_column", 0.35)
    columns += [("trade", maker.word("trade"))] if shops else []
    columns += [("kind", maker.word("kind"))] if people else []
    columns += [("item", maker.word("item"))] if maker.draw.random() < 0.8 else []
    columns += [("period", maker.word("period"))] if maker.draw.random() < 0.6 else []
    rows = []
    for unit, owner in homes:
        shop = maker.draw.random() < 0.3
        for year, month in maker.months_of(maker.draw.choice([1, 1, 2, 3])):
            billed = maker.fen()
            paid = _paid_of(maker, billed)
            cells: dict[str, object] = {"billed": billed, "paid": paid, "owed": billed - paid}
            cells |= {
                "item": maker.draw.choice(["物业费", "物业费", "车位费"]),
                "_month": (year, month),
            }
            cells |= {"trade": "商铺" if shop else "住宅", "kind": "租户" if shop else "业主"}
            cells["period"] = f"{year}-{month:02}"
            rows.append(Row(unit, owner, cells, billed - paid))
    maker.dated(columns, rows)
    sums: tuple[str, ...] = ("billed", "paid", "owed")
    if maker.has("only_owed", 0.3):
        sums = ("owed",)
    elif maker.has("no_owed", 0.2):
        sums = ("billed", "paid")
    odd = maker.draw.choice(["owed", "owed", "owed_odd"])
    if odd != "owed":
        maker.traits.add("odd_word")
    columns += [(role, maker.word(odd if role == "owed" else role)) for role in sums]
    return Plan("charge_rows", columns, rows, sums, len(sums) == 3)


def unit_totals(maker: Maker) -> Plan:
    """One row per unit and a single sum, called by a word that a reader may not know."""
    homes = maker.homes()
    columns = maker.who(homes)
    rows = []
    for unit, owner in homes:
        fen = maker.draw.choice([0, maker.fen(), maker.fen()])
        rows.append(Row(unit, owner, {"owed": fen}, fen))
    maker.dated(columns, rows)
    kind = maker.draw.choice(["owed", "owed_odd", "owed_riddle"])
    plan = Plan("unit_totals", columns, rows, ("owed",))
    if kind == "owed_riddle":
        plan.must_ask.add("nothing tells what the amount is")
    columns.append(("owed", maker.word(kind)))
    maker.traits.add(kind)
    return plan


def two_owed(maker: Maker) -> Plan:
    """Two or three columns of what is owed, with or without the column that adds them."""
    homes = maker.homes()
    columns = maker.who(homes)
    parts = maker.draw.sample(PARTS, maker.draw.choice([2, 2, 3]))
    share = maker.draw.choice(SHARES)
    roles = [f"owed{number}" for number in range(len(parts))]
    rows = []
    for unit, owner in homes:
        amounts = [maker.draw.choice([0, maker.fen()]) for _ in parts]
        rows.append(Row(unit, owner, dict(zip(roles, amounts, strict=True)), sum(amounts)))
        rows[-1].cells["total"] = sum(amounts)
    maker.dated(columns, rows)
    columns += [(role, share.format(part)) for role, part in zip(roles, parts, strict=True)]
    total = maker.has("with_total", 0.5)
    if total:
        where = maker.draw.choice([len(columns), len(columns) - len(parts)])
        columns.insert(where, ("total", maker.word("total")))
    return Plan("two_owed", columns, rows, (*roles, *(["total"] if total else [])), total)


def statuses(maker: Maker) -> Plan:
    """An amount and whether it was paid."""
    english = maker.has("english", 0.3)
    homes = maker.homes(english=english)
    columns = maker.who(homes, english=english)
    yes, no = maker.draw.choice(
        [(["paid"], ["unpaid", "overdue"]), (["Paid"], ["Unpaid"])]
        if english
        else [
            (["已缴"], ["未缴"]),
            (["已交"], ["未交"]),
            (["已缴费"], ["未缴费", "欠费"]),
            (["已付"], ["未付"]),
        ]
    )
    rows = []
    for unit, owner in homes:
        fen, paid = maker.fen(), maker.draw.random() < 0.4
        cells: dict[str, object] = {"billed": fen, "status": maker.draw.choice(yes if paid else no)}
        if paid:
            cells["paid_on"] = date(YEAR, maker.draw.randint(1, 12), 14)
        rows.append(Row(unit, owner, cells, 0 if paid else fen))
    columns.append(("billed", maker.word("amount" if english else "billed", english=english)))
    maker.dated(columns, rows, english=english)
    columns.append(("status", maker.word("status", english=english)))
    if not english and maker.draw.random() < 0.4:
        columns.append(("paid_on", maker.word("paid_on")))
    return Plan("statuses", columns, rows, ("billed",), english=english)


def month_grid(maker: Maker) -> Plan:
    """A column per month with what is owed for it, and mostly their total."""
    homes = maker.homes()
    columns = maker.who(homes)
    months = maker.months_of(maker.draw.randint(3, 8))
    form = maker.draw.choice(["{m}月", "{y}年{m}月", "{y}-{m:02}", "{y}.{m:02}", "{m}月欠费"])
    words = maker.has("paid_in_words", 0.25)
    roles = [f"month {y}-{m:02}" for y, m in months]
    rows = []
    for unit, owner in homes:
        rate, cells, fen = maker.fen(30, 900), {}, 0
        for role in roles:
            owes = maker.draw.random() < 0.6
            cells[role] = rate if owes else ("已缴" if words else None)
            fen += rate if owes else 0
        rows.append(Row(unit, owner, cells | {"total": fen}, fen))
    columns += [(role, form.format(y=y, m=m)) for role, (y, m) in zip(roles, months, strict=True)]
    total = maker.has("with_total", 0.7)
    if total:
        columns.append(("total", maker.word("total")))
    plan = Plan("month_grid", columns, rows, (*roles, *(["total"] if total else [])), total)
    if "{y}" not in form:
        plan.title = "{year}年各月欠费明细"
    return plan


def receipt_columns(maker: Maker) -> Plan:
    """应收, then when, how much and with which receipt it was paid; what is left may be missing."""
    homes = maker.homes()
    columns = maker.who(homes)
    rows = []
    for unit, owner in homes:
        billed = maker.fen()
        paid = _paid_of(maker, billed)
        cells: dict[str, object] = {"billed": billed, "paid": paid or None, "owed": billed - paid}
        if paid:
            cells["paid_on"] = date(YEAR, maker.draw.randint(1, 12), 20)
            cells["receipt"] = f"S{maker.draw.randint(1000, 9999)}"
        rows.append(Row(unit, owner, cells, billed - paid))
    maker.dated(columns, rows)
    roles = ["billed", "paid_on", "paid", "receipt"]
    left = maker.has("with_total", 0.6)
    columns += [(role, maker.word(role)) for role in [*roles, *(["owed"] if left else [])]]
    sums = ("billed", "paid", *(["owed"] if left else []))
    return Plan("receipt_columns", columns, rows, sums, left)


def rent_roll(maker: Maker) -> Plan:
    """Unit, tenant, the rent that one might ask, and the balance that is owed."""
    homes = maker.homes(english=True)
    columns = maker.who(homes, english=True)
    rows = []
    for unit, owner in homes:
        fen = maker.draw.choice([0, 0, maker.fen()])
        if maker.draw.random() < 0.1:
            maker.traits.add("credit")
            fen = -maker.fen(30, 500)
        rows.append(Row(unit, owner, {"rent": maker.fen(900, 1600), "owed": fen}, fen))
    columns += [
        ("rent", maker.word("rent", english=True)),
        ("owed", maker.word("owed", english=True)),
    ]
    if maker.draw.random() < 0.3:
        maker.dated(columns, rows, english=True)
    return Plan("rent_roll", columns, rows, ("rent", "owed"), english=True)


def ageing(maker: Maker) -> Plan:
    """What is owed by its age in days, and the total."""
    heads, total = maker.draw.choice(BUCKETS)
    english = total.isascii()
    homes = maker.homes(english=english)
    columns = maker.who(homes, english=english)
    roles = [f"age{number}" for number in range(len(heads))]
    rows = []
    for unit, owner in homes:
        amounts = [maker.draw.choice([0, 0, maker.fen()]) for _ in heads]
        cells = dict(zip(roles, amounts, strict=True)) | {"total": sum(amounts)}
        rows.append(Row(unit, owner, dict(cells), sum(amounts)))
    columns += list(zip(roles, heads, strict=True))
    columns.append(("total", total))
    return Plan("ageing", columns, rows, (*roles, "total"), True, english=english)


def rate_by_months(maker: Maker) -> Plan:
    """每月物业费 × 欠费月数 = 欠费金额, or 面积 × 单价 × 月数."""
    homes = maker.homes()
    columns = maker.who(homes)
    rows = []
    area = maker.has("area_price", 0.5)
    for unit, owner in homes:
        months = maker.draw.randint(0, 9)
        size, price = maker.draw.randint(40, 180), maker.draw.choice([120, 150, 185, 260])
        rate = size * price if area else maker.fen(50, 400)
        cells = {"rate": rate, "months": months, "owed": rate * months}
        rows.append(Row(unit, owner, cells | {"area": size, "price": price}, rate * months))
    roles = [*(["area", "price"] if area else []), "rate", "months", "owed"]
    columns += [(role, maker.word(role)) for role in roles]
    if maker.draw.random() < 0.5:
        maker.dated(columns, rows)
    return Plan("rate_by_months", columns, rows, ("rate", "owed"), True)


def month_pairs(maker: Maker) -> Plan:
    """1月应收, 1月实收, 2月应收 …, and what is left of all of them."""
    homes = maker.homes()
    columns = maker.who(homes)
    months = maker.months_of(maker.draw.randint(2, 4))
    roles = [(f"billed {y}-{m:02}", f"paid {y}-{m:02}") for y, m in months]
    rows = []
    for unit, owner in homes:
        cells: dict[str, object] = {}
        fen = 0
        for billed_role, paid_role in roles:
            billed = maker.fen(50, 600)
            paid = _paid_of(maker, billed)
            cells |= {billed_role: billed, paid_role: paid}
            fen += billed - paid
        rows.append(Row(unit, owner, cells | {"total": fen}, fen))
    for (billed_role, paid_role), (year, month) in zip(roles, months, strict=True):
        columns += [(billed_role, f"{year}年{month}月应收"), (paid_role, f"{year}年{month}月实收")]
    columns.append(("total", maker.word("owed")))
    sums = tuple(role for pair in roles for role in pair)
    return Plan("month_pairs", columns, rows, (*sums, "total"), True)


LAYOUTS = [
    rollforward,
    charge_rows,
    charge_rows,
    unit_totals,
    two_owed,
    statuses,
    month_grid,
    receipt_columns,
    rent_roll,
    ageing,
    rate_by_months,
    month_pairs,
]


def make(seed: int) -> Book:
    """Return the book of `seed`: the same for the same seed, whoever calls."""
    maker = Maker(seed)
    plan = maker.draw.choice(LAYOUTS)(maker)
    for row in plan.rows:
        row.cells |= row.unit._asdict() | {"owner": row.owner}
        row.cells["phone"] = f"1380000{maker.draw.randint(0, 9999):04}"
    _extra_columns(maker, plan)
    decimals = plan.sums == ("owed",) and maker.has("three_decimals", 0.25)
    decimals = decimals and any(row.fen % 10 for row in plan.rows)
    if decimals:
        plan.must_ask.add("amounts of less than a fen")
    texts = not decimals and maker.has("text_amounts", 0.12)
    sheet = Sheet("Sheet1" if plan.english else "欠费明细")
    pieces, roles = _Writer(maker, plan, sheet, texts=texts, decimals=decimals).write()
    owners: dict[Unit, set[str]] = defaultdict(set)
    for row in plan.rows:
        if any(role == "owner" for role, _ in plan.columns):
            owners[row.unit].add(row.owner)
    return Book(
        seed,
        plan.layout,
        frozenset(maker.traits),
        [sheet],
        pieces,
        {sheet.title: roles},
        dict(owners),
        plan.proved and not decimals,
        frozenset(plan.must_ask),
    )


def _extra_columns(maker: Maker, plan: Plan) -> None:
    """Put columns of the office's own between the others."""
    pool = ENGLISH_EXTRA if plan.english else EXTRA
    count = maker.draw.choice([0, 0, 1, 2, len(pool)])
    if count > 2:
        maker.traits.add("many_own_columns")
    for number, name in enumerate(maker.draw.sample(sorted(pool), count)):
        role = f"extra{number}"
        plan.columns.insert(maker.draw.randint(1, len(plan.columns)), (role, name))
        for row in plan.rows:
            row.cells[role] = maker.draw.choice(pool[name]) or None
    if maker.draw.random() < 0.4:
        plan.columns.insert(0, ("serial", "No." if plan.english else "序号"))
        for number, row in enumerate(plan.rows, 1):
            row.cells["serial"] = number


MONEY = {"opening", "charged", "received", "waived", "closing", "billed", "paid", "owed", "total"}
MONEY |= {"rent", "rate", "price"}


class _Writer:
    """Writes a plan on a sheet with what stands around it."""

    def __init__(
        self, maker: Maker, plan: Plan, sheet: Sheet, *, texts: bool, decimals: bool
    ) -> None:
        self.maker, self.plan, self.sheet = maker, plan, sheet
        self.texts, self.decimals = texts, decimals
        self.left = maker.draw.choice([1, 1, 1, 2, 3])
        self.row = 1
        self.pieces: list[Piece] = []

    def write(self) -> tuple[list[Piece], dict[str, str]]:
        """Return the pieces by row, and the role of each column letter."""
        maker, plan = self.maker, self.plan
        self._above()
        self._header()
        first = self.row
        pages = len(plan.rows) > 8 and maker.has("page_breaks", 0.2)
        notes_between = not pages and maker.has("notes_between", 0.05)
        hides = maker.has("hidden_rows", 0.08)
        for number, row in enumerate(plan.rows):
            if number and number % 6 == 0 and pages:
                self.sheet.breaks.add(self.row - 1)
                self._header()
            if number == 4 and notes_between:
                self._put(self.left, "以下为第二批")
                self.row += 1
            if hides and maker.draw.random() < 0.2:
                self.sheet.hidden.add(self.row)
            self._data(row)
        self._totals(plan.rows)
        self._below()
        if maker.has("legend_right", 0.12):
            self._legend(first)
        return self.pieces, {
            get_column_letter(self.left + offset): role
            for offset, (role, _) in enumerate(plan.columns)
        }

    def _put(self, column: int, value: object) -> None:
        if isinstance(value, date):
            value = datetime(value.year, value.month, value.day)
        if value is not None and value != "":
            self.sheet.cells[self.row, column] = value

    def _above(self) -> None:
        needs_title = any(
            header.endswith(("月", "月欠费")) and "年" not in header
            for _, header in self.plan.columns
        )
        if needs_title or self.maker.has("title", 0.5):
            self._put(self.left, "样例花园" + self.plan.title.format(year=YEAR))
            self.row += self.maker.draw.choice([1, 1, 2])
        if self.maker.has("notes_above", 0.15):
            for line in self.maker.draw.choice(NOTES):
                self._put(self.left, line)
                self.row += 1

    def _header(self) -> None:
        for offset, (_, name) in enumerate(self.plan.columns):
            self._put(self.left + offset, name)
        self.row += 1

    def _amount(self, role: str, fen: int) -> object:
        """Return an amount as the office wrote it."""
        if self.decimals and role == "owed" and fen % 10:
            return (fen * 10 + 5) / 1000
        if self.texts:
            return f"{fen / 100:,.2f}" + self.maker.draw.choice(["", "", "元"])
        return fen // 100 if fen % 100 == 0 else fen / 100

    def _data(self, row: Row) -> None:
        for offset, (role, _) in enumerate(self.plan.columns):
            value = row.cells.get(role)
            money = role in MONEY or role.startswith(("owed", "age", "month ", "billed ", "paid "))
            if money and role != "area" and isinstance(value, int):
                value = self._amount(role, value)
            self._put(self.left + offset, value)
        fen = row.fen + bool(self.decimals and row.fen % 10)  # rounded half up
        self.pieces.append(Piece(self.sheet.title, self.row, row.unit, fen, row.due))
        self.row += 1

    def _totals(self, rows: list[Row]) -> None:
        """Write the grand total: with a label, with the label under 序号, or without one."""
        if self.decimals or not self.maker.has("totals_row", 0.45):
            return
        style = self.maker.draw.choice(["labelled", "serial", "unlabelled"])
        self.maker.traits.add(f"totals_{style}")
        if style == "labelled":
            at = next(i for i, (role, _) in enumerate(self.plan.columns) if role == "room")
            self._put(self.left + at, "Total" if self.plan.english else "合计")
        elif style == "serial":
            self._put(self.left, "Total" if self.plan.english else "合 计")
        for offset, (role, _) in enumerate(self.plan.columns):
            if role in self.plan.sums:
                amounts = [row.cells.get(role) for row in rows]
                total = sum(value for value in amounts if isinstance(value, int))
                self._put(self.left + offset, self._amount(role, total))
        self.row += 1

    def _below(self) -> None:
        if self.maker.has("notes_below", 0.2):
            self.row += self.maker.draw.choice([0, 1])
            for line in self.maker.draw.choice(NOTES):
                self._put(self.left, line)
                self.row += 1
        if self.maker.has("signature", 0.15):
            self.row += 1
            self._put(self.left, "制表：样例甲")
            self._put(self.left + 2, "审核：样例乙")

    def _legend(self, first: int) -> None:
        right = self.left + len(self.plan.columns) + self.maker.draw.choice([0, 1, 2])
        self.row = first + self.maker.draw.choice([-1, 0, 1])
        for pair in self.maker.draw.choice(LEGENDS):
            for offset, value in enumerate(pair):
                self._put(right + offset, value)
            self.row += 1
