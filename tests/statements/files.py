"""The layouts in which banks, WeChat and Alipay write statements: events to a file."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from random import Random

import xlwt
from openpyxl import Workbook


def yuan(fen):
    return f"{Decimal(fen) / 100:.2f}"


def _state(event):
    if event.refund:
        return f"已退款(￥{yuan(event.refund)})"
    return "支付成功" if event.amount < 0 else "已存入零钱"


def _summary(event):
    return "" if event.trait == "interest" else "转账"


def icbc(events, rng):
    """Two columns of money, a balance, newest last; GB18030 text with a preamble and sums."""
    head = [
        *("交易日期", "交易时间", "凭证种类", "借方发生额", "贷方发生额", "余额"),
        *("对方户名", "对方账号", "摘要", "附言", "交易流水号"),
    ]
    rows = [["账号:0000111122223333", "币种:人民币"], ["起始日期:20260301"], head]
    balance = 10_000_000
    for e in events:
        balance += e.amount
        debit, credit = (yuan(-e.amount), "") if e.amount < 0 else ("", yuan(e.amount))
        day = e.day.isoformat()
        rows.append(
            [
                *(day, e.time, "", debit, credit, f"{balance / 100:,.2f}", e.payer, e.account),
                *(_summary(e), e.note, f"{e.serial}\t"),
            ]
        )
    came = sum(e.amount for e in events if e.amount > 0)
    rows += [["合计", "", "", "", yuan(came)], ["------------"]]
    return "icbc.csv", _csv(rows).encode("gb18030")


def ccb(events, rng):
    """An .xlsx with 支取 and 收入, newest first, a page break with the header again."""
    head = [
        *(
            "账号",
            "账户名称",
            "交易时间",
            "借方发生额（支取）",
            "贷方发生额（收入）",
            "余额",
            "币种",
        ),
        *("对方户名", "对方账号", "记账日期", "摘要", "备注", "账户明细编号-交易流水号"),
    ]
    rows = [["中国样例银行账户明细"], [None] * 3, head]
    for n, e in enumerate(reversed(events)):
        if n and n % 25 == 0:
            rows.append(head)
        stamp = f"{e.day:%Y%m%d} {e.time}"
        debit, credit = (yuan(-e.amount), "0.00") if e.amount < 0 else ("0.00", yuan(e.amount))
        rows.append(
            [
                *("0000", "样例物业", stamp, debit, credit, "", "人民币", e.payer, e.account),
                *(f"{e.day:%Y%m%d}", _summary(e), e.note, f"1-{e.serial}"),
            ]
        )
    return "ccb.xlsx", _xlsx(rows)


def abc(events, rng):
    """An old .xls with numbers and real dates, and no serial number at all."""
    head = ["交易日期", "交易时间", "收入金额", "支出金额", "账户余额", "对方户名", "交易用途"]
    book = xlwt.Workbook()
    sheet = book.add_sheet("明细")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for n, name in enumerate(head):
        sheet.write(2, n, name)
    sheet.write(0, 0, "账户明细查询")
    for r, e in enumerate(events, 3):
        sheet.write(r, 0, datetime(e.day.year, e.day.month, e.day.day), day)
        sheet.write(r, 1, e.time)
        sheet.write(r, 2 if e.amount > 0 else 3, abs(e.amount) / 100)
        sheet.write(r, 5, e.payer)
        sheet.write(r, 6, e.note)
    out = io.BytesIO()
    book.save(out)
    return "abc.xls", out.getvalue()


def signed(events, rng):
    """One amount with a sign; a text with a byte-order mark, slashes in the dates."""
    rows = [["日期", "金额", "交易对手", "摘要", "流水号"]]
    for n, e in enumerate(events):
        amount = f"{e.amount / 100:+,.2f}"
        rows.append([f"{e.day:%Y/%m/%d}", amount, e.payer, e.note, f"{n + 1:06d}"])
    return "signed.csv", b"\xef\xbb\xbf" + _csv(rows).encode()


def direction(events, rng):
    """One amount beside 借 or 贷; tabs between the columns."""
    rows = [["交易时间", "借贷标志", "交易金额", "对方账户名称", "附言", "核心流水号"]]
    for e in events:
        way = "贷" if e.amount > 0 else "借"
        stamp = f"{e.day.isoformat()} {e.time}"
        rows.append([stamp, way, yuan(abs(e.amount)), e.payer, e.note, e.serial])
    return "direction.csv", _csv(rows, "\t").encode()


def page(events, rng):
    """A web page named .xls, headers in two rows."""
    lines = [
        "<tr><th rowspan=2>记账日期</th><th colspan=2>发生额</th><th rowspan=2>对方名称</th>"
        "<th rowspan=2>摘要</th><th rowspan=2>流水号</th></tr>",
        "<tr><th>借方</th><th>贷方</th></tr>",
    ]
    for e in events:
        debit, credit = (yuan(-e.amount), "") if e.amount < 0 else ("", yuan(e.amount))
        cells = (f"{e.day:%Y年%m月%d日}", debit, credit, e.payer, e.note, e.serial)
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return "page.xls", f"<html><meta charset=utf-8><table>{''.join(lines)}</table></html>".encode()


def wechat(events, rng):
    """A WeChat bill: 16 lines above, ¥ before amounts, tabs behind numbers."""
    head = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
    rows = [["微信支付账单明细"] + [""] * 8, ["微信昵称：[样例物业]"]]
    rows += [[f"说明第{n}行"] for n in range(13)] + [
        ["----微信支付账单明细列表----"],
        head.split(","),
    ]
    for e in events:
        stamp, way = f"{e.day.isoformat()} {e.time}", "收入" if e.amount > 0 else "支出"
        kind = "二维码收款" if e.amount > 0 else "商户消费"
        rows.append(
            [
                *(stamp, kind, e.payer or "/", f"收款方备注:{e.note}" if e.note else "/", way),
                *(f"¥{yuan(abs(e.amount))}", "/", _state(e), f"{e.serial}\t", "/", "/"),
            ]
        )
    return "bill.csv", b"\xef\xbb\xbf" + _csv(rows).encode()


def alipay(events, rng):
    """An Alipay bill: 24 lines above, GB18030, blanks and tabs behind cells, sums below."""
    head = (
        "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,"
        "商家订单号,备注,"
    )
    rows = [["-" * 30], ["导出信息："], ["姓名：样例物业"], ["支付宝账户：sample@example.com"]]
    rows += [[f"特别提示{n}"] for n in range(18)]
    rows += [["---支付宝（虚构）电子客户回单---"], head.split(",")]
    for e in events:
        stamp, way = f"{e.day.isoformat()} {e.time}", "收入" if e.amount > 0 else "支出"
        rows.append(
            [
                *(stamp, "转账", f"{e.payer} ", "/", e.note, way, yuan(abs(e.amount)), "余额"),
                *("交易成功", f"{e.serial}\t", "/", "", ""),
            ]
        )
    rows += [[f"共{len(events)}笔记录"], ["收入：3笔 100.00元"]]
    return "alipay.csv", _csv(rows).encode("gb18030")


def _csv(rows, mark=","):
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _xlsx(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LAYOUTS = (icbc, ccb, abc, signed, direction, page, wechat, alipay)
# No bank pays interest there.
NO_INTEREST = (wechat, alipay)
# Here a part that was paid back cannot be seen, because no column holds it.
NO_REFUNDS = (icbc, ccb, abc, signed, direction, page, alipay)


def write(folder, made, layout):
    """Write a made statement in a layout and return its path."""
    name, data = layout(told(made, layout), Random(made.seed))
    path = folder / f"{made.seed}-{name}"
    path.write_bytes(data)
    return path


def told(made, layout):
    """Return the events that a layout can tell."""
    return [
        e
        for e in made.events
        if not (e.refund and layout in NO_REFUNDS)
        and not (e.trait == "interest" and layout in NO_INTEREST)
    ]
