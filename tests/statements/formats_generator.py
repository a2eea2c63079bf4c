"""Statements in 21 named formats, with the truth of each line beside them.

The columns are those that each bank, WeChat and Alipay give in their exports (as quoted in
public importers: double-entry-generator, china_bean_importers, and readers of company
accounts); every name, room, number and amount is invented. Nothing here asks the reader.

    statement = make(seed, "icbc")           # any name in FORMATS
    statement.file_name, statement.data      # what the clerk downloaded
    statement.lines                          # the truth, in the order of the file
    first, second = overlapping(seed, "ccb") # two exports that share two days

`Line.kind`: receipt (an owner's money), out, refund (money back from a supplier, or an owner's
receipt that went back), interest (结息), own (a transfer between the company's accounts),
card (settlement of the company's card). Only `receipt` may ever be booked for a unit.
"""

import csv
import html
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import xlwt
from openpyxl import Workbook

COMPANY = "样例物业服务有限公司"
HOMES = {
    f"样例-{building}-{floor}0{door}": "甲乙丙丁戊"[building] + "子丑寅卯辰"[floor] + "样例演"[door]
    for building in (1, 2, 3, 4)
    for floor in (1, 2, 3, 4)
    for door in (1, 2)
}
SUPPLIERS = ("样例电梯维保有限公司", "演示保洁服务部", "虚构供电公司", "示例绿化工程部")
OUT_NOTES = ("电梯维保费", "保洁费", "公共电费", "工资", "手续费", "报销")
# How often each kind of line comes, in parts of a hundred.
SHARES = {"receipt": 62, "out": 20, "refund": 5, "interest": 4, "own": 5, "card": 4}


@dataclass(frozen=True)
class Line:
    """One line: `fen` is above zero; `incoming` says which way the money went."""

    kind: str
    incoming: bool
    fen: int
    day: date
    time: str
    payer: str
    note: str
    serial: str
    room: str = ""

    @property
    def stamp(self):
        return datetime.combine(self.day, datetime.strptime(self.time, "%H:%M:%S").time())


@dataclass(frozen=True)
class Statement:
    """A downloaded file and the truth of its lines, in the order of the file."""

    seed: int
    name: str
    file_name: str
    data: bytes
    lines: tuple[Line, ...]

    @property
    def receipts(self):
        return [line for line in self.lines if line.kind == "receipt"]


@dataclass(frozen=True)
class Format:
    """One export: its columns (header, what stands there) and its habits.

    `ways` are the words for in and out; `none` stands in the amount column of the other way;
    `money` and `day` are format strings; `tab` puts a tab before every text, as some banks do.
    """

    columns: tuple[tuple[str, str], ...]
    bank: str
    ways: tuple[str, str] = ("贷", "借")
    none: str = ""
    money: str = "{:.2f}"
    day: str = "%Y-%m-%d"
    clock: str = "%H:%M:%S"
    kinds: tuple[str, ...] = ("csv", "xlsx", "xls", "html")
    encodings: tuple[str, ...] = ("utf-8-sig", "gb18030", "utf-16")
    quote: str = ""
    comment: str = ""


def columns(text):
    """Read `header=what` pairs, one a line or separated by two blanks."""
    parts = [part.strip() for row in text.strip().splitlines() for part in row.split("  ")]
    return tuple(tuple(part.rsplit("=", 1)) for part in parts if part)


FORMATS = {
    # 个人网银 hisdetail: two pairs of money columns, the first is "-" where no foreign money moved.
    "icbc": Format(
        columns(
            """交易日期=day  摘要=summary  交易详情=note  交易场所=place  交易国家或地区简称=CHN
            钞/汇=钞  交易金额(收入)=dash  交易金额(支出)=dash  交易币种=人民币
            记账金额(收入)=in  记账金额(支出)=out  记账币种=人民币  余额=balance
            对方户名=payer  对方账户=account"""
        ),
        "中国工商银行",
        none="",
        money="{:,.2f}",
        kinds=("csv",),
        quote="\t",
    ),
    # 企业网银 [HISTORYDETAIL].
    "icbc_company": Format(
        columns(
            """凭证号=serial  本方账号=own  对方账号=account  交易时间=stamp  借/贷=way
            借方发生额=out  贷方发生额=in  对方行号=  摘要=summary  用途=note
            对方单位名称=payer  余额=balance  个性化信息="""
        ),
        "中国工商银行",
        none="0.00",
        money="{:,.2f}",
    ),
    "ccb": Format(
        columns(
            """账号=own  账户名称=company  交易时间=packed_stamp  借方发生额/元(支取)=out
            贷方发生额/元(收入)=in  余额=balance  币种=人民币元  对方户名=payer  对方账号=account
            对方开户机构=bank  记账日期=packed_day  摘要=summary  备注=note
            账户明细编号-交易流水号=serial"""
        ),
        "中国建设银行",
        none="0",
        kinds=("xls", "xlsx", "csv"),
    ),
    "abc": Format(
        columns(
            """交易时间=stamp  收入金额=in  支出金额=out  账户余额=balance  交易行名=bank
            对方省市=  对方账号=account  对方户名=payer  交易用途=note"""
        ),
        "中国农业银行",
    ),
    "boc": Format(
        columns(
            """交易类型[ Transaction Type ]=way  业务类型[ Business type ]=summary
            付款人开户行名[ Payer account bank ]=bank  付款人账号[ Debit Account No. ]=payer_account
            付款人名称[ Payer's Name ]=from  收款人账号[ Payee's Account Number ]=payee_account
            收款人名称[ Payee's Name ]=to  交易日期[ Transaction Date ]=day
            交易时间[ Transaction time ]=time  交易货币[ Trade Currency ]=CNY
            交易金额[ Trade Amount ]=signed  交易后余额[ After-transaction balance ]=balance
            交易流水号[ Transaction reference number ]=serial  摘要[ Reference ]=summary
            用途[ Purpose ]=note  交易附言[ Remark ]="""
        ),
        "中国银行",
        ways=("来账", "往账"),
        day="%Y%m%d",
    ),
    "bocom": Format(
        columns(
            """序号(Serial Num)=number  交易日期(Trans Date)=day  交易时间(Trans Time)=time
            交易类型(Trading Type)=summary  借贷(Dc Flg)=way  交易金额(Trans Amt)=amount
            余额(Balance)=balance  对方账号(Payment Receipt Account)=account
            对方户名(Payment Receipt Account Name)=payer  交易地点(Trading Place)=place
            摘要(Abstract)=note"""
        ),
        "交通银行",
        ways=("贷 Cr", "借 Dr"),
        money="{:,.2f}",
    ),
    "cmb": Format(
        columns(
            "交易日期=packed_day  交易时间=time  收入=in  支出=out  余额=balance  交易类型=summary"
            "  交易备注=payer_note"
        ),
        "招商银行",
        quote="\t",
        comment="# ",
        kinds=("csv",),
    ),
    "citic": Format(
        columns(
            """交易日期=day  交易时间=time  对方账号=account  对方账户名称=payer  对方开户行=bank
            借方发生额=out  贷方发生额=in  账户余额=balance  摘要=summary  冲账标识=  流水号=serial
            附言=note"""
        ),
        "中信银行",
        none="0.00",
    ),
    "spdb": Format(
        columns(
            """交易日期=packed_day  交易时间=time  凭证号=serial  借方金额=out  贷方金额=in
            余额=balance  对方账号=account  对方户名=payer  对方行名=bank  摘要=note"""
        ),
        "上海浦东发展银行",
    ),
    "cib": Format(
        columns(
            """流水编号=serial  账户代号=own  交易时间=stamp  借方金额=out  贷方金额=in
            账户余额=balance  对方账号=account  对方户名=payer  摘要=summary  用途=note"""
        ),
        "兴业银行",
        money="{:,.2f}",
    ),
    "cmbc": Format(
        columns(
            """交易日期=day  交易流水号=serial  借方发生额=out  贷方发生额=in  账户余额=balance
            对方账号=account  对方账户名称=payer  对方开户行名称=bank  摘要=summary  摘要=note"""
        ),
        "中国民生银行",
    ),
    "psbc": Format(
        columns(
            """序号=number  交易日期=day  交易时间=time  交易渠道=网银  支出金额=out  收入金额=in
            余额=balance  对方账号=account  对方户名=payer  交易描述=note"""
        ),
        "中国邮政储蓄银行",
        none="--",
    ),
    "ceb": Format(
        columns(
            """交易日期=day  交易时间=time  借方金额（支出）=out  贷方金额（收入）=in
            账户余额=balance  对方账号=account  对方名称=payer  摘要=note  流水号=serial"""
        ),
        "中国光大银行",
        none="0.00",
    ),
    "huaxia": Format(
        columns(
            """序号=number  交易日期=day  交易时间=time  支出金额=out  收入金额=in  余额=balance
            对方账号=account  对方户名=payer  摘要=summary  附言=note"""
        ),
        "华夏银行",
        money="{:,.2f}",
    ),
    "gdb": Format(
        columns(
            """交易日期=slash_day  摘要=summary  发生额（借方）=out  发生额（贷方）=in  余额=balance
            对方户名=payer  对方账号=account  备注=note  流水号=serial"""
        ),
        "广发银行",
    ),
    "pingan": Format(
        columns(
            """交易日期=day  传票号=serial  借方=out  贷方=in  余额=balance
            付款人账户=payer_account  付款人名称=from  收款人账户=payee_account  收款人名称=to
            用途=note  摘要=summary"""
        ),
        "平安银行",
    ),
    "rural": Format(
        columns(
            """交易日期=day  对方户名=payer  收入金额=in  支出金额=out  余额=balance  账号=own
            币种=CNY  对方账号=account  用途=note  附言=  核心流水号=serial"""
        ),
        "样例农村商业银行",
        kinds=("xlsx", "xls", "html"),
    ),
    "wechat": Format(
        columns(
            """交易时间=stamp  交易类型=summary  交易对方=payer  商品=note  收/支=way
            金额(元)=yen_amount  支付方式=零钱  当前状态=state  交易单号=serial  商户单号=own
            备注=slash"""
        ),
        "微信支付账单明细",
        ways=("收入", "支出"),
        kinds=("csv", "xlsx"),
    ),
    "wechat_merchant": Format(
        columns(
            """记账时间=stamp  微信支付业务单号=serial  资金流水单号=flow  业务名称=summary
            业务类型=summary  收支类型=way  收支金额（元）=amount  账户结余（元）=balance
            资金变更提交申请人=payer  备注=note  业务凭证号=serial"""
        ),
        "微信支付资金账单",
        ways=("收入", "支出"),
        quote="`",
        kinds=("csv",),
    ),
    "alipay": Format(
        columns(
            """交易时间=stamp  交易分类=summary  交易对方=payer  对方账号=account  商品说明=note
            收/支=way  金额=amount  收/付款方式=余额  交易状态=state  交易订单号=serial
            商家订单号=own  备注="""
        ),
        "支付宝交易明细",
        ways=("收入", "支出"),
        quote="\t",
        kinds=("csv",),
        encodings=("gb18030", "utf-8-sig"),
    ),
    "alipay_merchant": Format(
        columns(
            """账务流水号=serial  业务流水号=flow  商户订单号=own  商品名称=note  发生时间=stamp
            对方账号=payer  收入金额（+元）=in  支出金额（-元）=minus  账户余额（元）=balance
            交易渠道=支付宝  业务类型=summary  备注="""
        ),
        "支付宝账务明细",
        none="0.00",
        quote="\t",
        comment="#",
        kinds=("csv",),
        encodings=("gb18030", "utf-8-sig"),
    ),
}
WAYS = {
    "icbc_company": (("贷", "借"),),
    "bocom": (("贷 Cr", "借 Dr"), ("贷（收入）", "借（支出）"), ("Cr", "Dr")),
}


def make(seed, name, homes=None, size=30):
    """Return one statement of about `size` lines in the format `name`."""
    rng = Random(f"{seed}/{name}")
    return _written(seed, name, _lines(rng, homes or HOMES, size), rng)


def overlapping(seed, name, homes=None, size=30):
    """Return two exports of one account: the second begins two days before the first ends."""
    rng = Random(f"{seed}/{name}/overlap")
    lines = _lines(rng, homes or HOMES, size)
    last = lines[2 * len(lines) // 3].day
    first = [line for line in lines if line.day <= last]
    second = [line for line in lines if line.day > last - timedelta(days=2)]
    habits = rng.randint(0, 1 << 30)
    return (
        _written(seed, name, first, Random(habits)),
        _written(seed, name, second, Random(habits)),
    )


def _lines(rng, homes, size):
    """Return the lines, oldest first; every receipt names its room or its owner."""
    day = date(2026, 11, 1)
    lines = []
    for number in range(size):
        day += timedelta(days=rng.choice((0, 0, 1)))
        time = f"{8 + number % 10:02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        serial = f"{day:%Y%m%d}{number:05d}{rng.randint(1000, 9999)}"
        kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
        fen = rng.randint(1_000, 900_000)
        room = rng.choice(sorted(homes)) if kind == "receipt" else ""
        payer, note, incoming = _about(kind, rng, homes, room, fen)
        lines.append(Line(kind, incoming, fen, day, time, payer, note, serial, room))
    return lines


def _about(kind, rng, homes, room, fen):
    """Return (the other side, the note, whether money came in) of one line."""
    if kind == "receipt":
        return homes[room], rng.choice((f"{room}物业费", f"{room} 物业管理费", f"交{room}")), True
    if kind == "out":
        return rng.choice(SUPPLIERS), rng.choice(OUT_NOTES), False
    if kind == "refund":
        if rng.random() < 0.5:
            return rng.choice(SUPPLIERS), "退款", True
        return rng.choice(sorted(homes.values())), "退还多收物业费", False
    if kind == "interest":
        return "", rng.choice(("结息", "存款利息", "活期结息")), True
    if kind == "own":
        return COMPANY, rng.choice(("本行转账", "账户互转", "内部转款")), rng.random() < 0.5
    return rng.choice(("样例银行信用卡中心", "单位卡")), "信用卡还款", False


SUMMARIES = {"receipt": "转账", "out": "转账支出", "refund": "退款", "interest": "结息"}
SUMMARIES |= {"own": "转账", "card": "信用卡还款"}
STATES = {True: "已存入零钱", False: "支付成功"}


def _cell(what, line, layout, ways, balance, number, none):
    """Return what stands in the column `what` for `line`."""
    amount = layout.money.format(Decimal(line.fen) / 100)
    ours, theirs = COMPANY, line.payer
    cells = {
        "day": f"{line.day:{layout.day}}",
        "slash_day": f"{line.day:%Y/%m/%d}",
        "packed_day": f"{line.day:%Y%m%d}",
        "time": line.time,
        "stamp": f"{line.day:%Y-%m-%d} {line.time}",
        "packed_stamp": f"{line.day:%Y%m%d} {line.time}",
        "in": amount if line.incoming else none,
        "out": none if line.incoming else amount,
        "minus": none if line.incoming else f"-{amount}",
        "dash": "-",
        "slash": "/",
        "amount": amount,
        "yen_amount": f"¥{amount}",
        "signed": amount if line.incoming else f"-{amount}",
        "way": ways[0 if line.incoming else 1],
        "balance": layout.money.format(Decimal(balance) / 100),
        "payer": theirs,
        "from": theirs if line.incoming else ours,
        "to": ours if line.incoming else theirs,
        "payer_account": "6222000000009999" if line.incoming else "0000111122223333",
        "payee_account": "0000111122223333" if line.incoming else "6222000000009999",
        "account": "6222000000009999" if theirs else "",
        "own": "0000111122223333",
        "company": COMPANY,
        "bank": "样例银行演示支行",
        "place": "网上银行",
        "note": line.note,
        "payer_note": f"{line.note}，{theirs}" if theirs else line.note,
        "summary": SUMMARIES[line.kind],
        "state": STATES[line.incoming],
        "serial": line.serial,
        "flow": f"F{line.serial}",
        "number": str(number),
    }
    return cells.get(what, what)


def _written(seed, name, lines, rng):
    layout = FORMATS[name]
    newest_first = rng.random() < 0.4
    ordered = lines[::-1] if newest_first else lines
    ways = rng.choice(WAYS.get(name, (layout.ways,)))
    kind = rng.choice(layout.kinds)
    order = _column_order(layout, rng)
    balances, balance = {}, 10_000_000
    for line in lines:
        balance += line.fen if line.incoming else -line.fen
        balances[line.serial] = balance
    rows = [
        [
            _cell(order[n][1], line, layout, ways, balances[line.serial], k, layout.none)
            for n in range(len(order))
        ]
        for k, line in enumerate(ordered, 1)
    ]
    table = _page(layout, order, rows, lines, rng, paged=rng.random() < 0.3 and len(rows) > 12)
    file_name, data = _bytes(layout, table, kind, rng.choice(layout.encodings), rng)
    return Statement(seed, name, f"{name}{file_name}", data, tuple(ordered))


def _column_order(layout, rng):
    """Return the columns, now and then with the in and out columns the other way round."""
    order = list(layout.columns)
    spots = [n for n, (_, what) in enumerate(order) if what in ("in", "out")]
    if len(spots) == 2 and rng.random() < 0.3:
        a, b = spots
        order[a], order[b] = order[b], order[a]
    return order


def _page(layout, order, rows, lines, rng, paged):
    """Return the whole sheet: preamble, header, lines, page breaks and totals."""
    mark = layout.comment
    heads = [[header for header, _ in order]]
    preamble = [
        [f"{mark}{layout.bank}账户交易明细"],
        [f"{mark}账号:0000111122223333", "币种:人民币", f"户名:{COMPANY}"],
        [f"{mark}起始日期:2026-11-01 终止日期:2026-11-30"],
        [],
    ]
    table = preamble[: rng.randint(0, len(preamble))]
    table += heads
    for number, row in enumerate(rows):
        if paged and number and number % 10 == 0:
            table += [[f"{mark}第{number // 10}页"], *heads]
        table.append(row)
    came = [line.fen for line in lines if line.incoming]
    went = [line.fen for line in lines if not line.incoming]
    footers = (
        [],
        [[f"{mark}合计", *_sums(order, came, went)[1:]]] if not mark else [[f"{mark}合计"]],
        [[f"{mark}共{len(lines)}笔记录，收入{len(came)}笔，支出{len(went)}笔"]],
        [[], [f"{mark}--------明细列表结束--------"], [f"{mark}打印时间:2026-12-01 09:00:00"]],
    )
    return table + rng.choice(footers)


def _sums(order, came, went):
    sums = {"in": sum(came), "out": sum(went)}
    return [f"{Decimal(sums[what]) / 100:.2f}" if what in sums else "" for _, what in order]


def _bytes(layout, table, kind, encoding, rng):
    """Return (suffix, bytes) of `table` as this kind of file."""
    if kind == "csv":
        return ".csv", _csv(layout, table).encode(encoding)
    if kind == "html":
        # Banks name such a page .xls.
        charset = "gb18030" if encoding == "gb18030" else "utf-8"
        return ".xls", _html(table, charset).encode(charset)
    numbers = rng.random() < 0.5
    return (".xlsx", _xlsx(table, numbers)) if kind == "xlsx" else (".xls", _xls(table, numbers))


def _csv(layout, table):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in table:
        data = len(row) == len(layout.columns) and row[0] != layout.columns[0][0]
        writer.writerow([f"{layout.quote}{cell}" if data and cell else cell for cell in row])
    return out.getvalue()


def _typed(cell, numbers):
    """Return money as a number where the file holds numbers; a long number stays text."""
    plain = cell.replace(",", "")
    if numbers and "." in plain and plain.replace(".", "").replace("-", "").isdigit():
        return float(plain) if plain.count(".") == 1 else cell
    return cell


def _xlsx(table, numbers):
    book = Workbook()
    sheet = book.active
    for row in table:
        sheet.append([_typed(cell, numbers) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(table, numbers):
    book = xlwt.Workbook()
    sheet = book.add_sheet("明细")
    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            if cell:
                sheet.write(r, c, _typed(cell, numbers))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _html(table, charset):
    cells = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table
    )
    head = f'<html><head><meta charset="{charset}"></head>'
    return f"{head}<body><table>\n{cells}\n</table></body></html>"


if __name__ == "__main__":
    import sys
    from pathlib import Path

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for format_name in FORMATS:
        made = make(int(sys.argv[2]) if len(sys.argv) > 2 else 1, format_name)
        (folder / made.file_name).write_bytes(made.data)
