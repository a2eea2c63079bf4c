"""What does a bill (缴费通知单) say, and which words fill it? (R1.3, R3.1)

Everybody with a charge of the period gets one, who owes nothing too; it names no last date and
presses nobody. List 明细: the charges of the period. List 汇总: what else makes up the total;
rows that are nought are left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cuifei.domain.codes import Document
from cuifei.domain.english_amounts import in_english
from cuifei.domain.money import capitals, read_capitals, text
from cuifei.domain.papers.addressee import is_firm
from cuifei.domain.papers.bill import Bill
from cuifei.domain.problems import Problem, say
from cuifei.letters import ways_to_pay
from cuifei.letters.fields import Fields, Lists, fee_line, homes, kind
from cuifei.letters.findings import Finding, forbidden, missing
from cuifei.letters.frames import apart, closing, company_header, footer, right_tab, signed
from cuifei.letters.paper import add
from cuifei.letters.tables import IN_WORDS, accounts, codes, grid, row
from cuifei.letters.wording import WORDINGS
from cuifei.locale import Both, like

_WIDTHS = Both((480, 1842, 1500, 1250, 1440, 1460, 1440), (460, 2072, 1600, 1240, 1340, 1400, 1300))
_NAMES = ("序号", "费用项目", "账期", "到期日短", "应收", "已收", "未收")
_STYLES = ("Centre", "", "Centre", "Centre", "Right", "Right", "Right")
# What a bill says, by its place on the paper. What is printed only sometimes is in _SENTENCES.
_TEXTS: Both[Any] = Both(
    {
        "title": "缴费通知单",
        "foot": "账期：«账期»　房号：«房号»",
        "lines": ("业主：«尊称»\t账期：«账期»", "«房屋类»：«房屋»", "«地址句»"),
        "lead": "«称谓»好！下面是«称谓»的«房屋类»«账期»的费用（收款登记至«收款登记至»，此后"
        "缴纳的款项未计入）。“已收”列包括已用于抵扣的预存款。单位：人民币元。",
        "heads": ("序号", "费用项目", "账期", "到期日", "应收", "已收", "应缴"),
        "sum": "**本期合计**",
        "capitals": "**应缴总额（大写）**",
        "total": "**¥ «总额»**",
        "end": "如对费用有疑问，或者有付款未计入，请随时与我们联系，我们将逐项核对。感谢«称谓»"
        "对物业服务工作的支持！",
        "contact": "联系人：«联系人»　联系电话：«公司电话»",
    },
    {
        "title": "Bill",
        "foot": "Period: «账期», unit: «房号»",
        "lines": ("To: «尊称»\tPeriod: «账期»", "Property: «房屋»", "«地址句»"),
        "lead": "This is what is charged on your «房屋类» for «账期» (receipts recorded up to"
        " «收款登记至»; what was paid later is not in it). “Paid” includes money that you had"
        " paid in advance. Amounts in yuan (CNY).",
        "heads": ("No.", "Fee item", "Period", "Due date", "Charged", "Paid", "To pay"),
        "sum": "**Total of the period**",
        "capitals": "**Total (in capitals)**",
        "total": "**CNY «总额»**",
        "end": "If anything in this bill is not clear to you, or a payment is missing, please"
        " ask us; we are glad to go through it with you item by item.",
        "contact": "Contact: «联系人», telephone «公司电话»",
    },
)
_SENTENCES = Both(
    {
        "earlier": "此前账期未缴本金（{periods}）",
        "total": "本次应缴",
        "pay": "请按上表的到期日，通过下列任一方式缴纳：",
        "nothing": "上述费用已由收款或预存款付清，本次无需缴费。",
        "remark": "转账时请在附言中注明“{home}”，以便及时核对入账。",
        "ahead": "抵扣上述费用后，尚有预存款{amount}元，将用于以后的费用。",
        "left_out": "另行约定或者暂缓核实的款项未列入本单，按约定办理。",
    },
    {
        "earlier": "Unpaid principal of earlier periods ({periods})",
        "total": "To pay now",
        "pay": "Please pay by the due dates in the table, in one of these ways:",
        "nothing": "All this is paid, or covered by what you paid in advance; there is nothing"
        " to pay.",
        "remark": "Please give “{home}” as the payment reference, so that we can match your"
        " payment.",
        "ahead": "After this, CNY {amount} that you paid in advance is left for later charges.",
        "left_out": "Amounts about which something else was agreed, or which are being looked"
        " into, are not in this bill.",
    },
)


def compose(document: Any, lang: str) -> None:
    """Lay out the bill in `lang`."""
    texts = _TEXTS[lang]
    company_header(document)
    footer(document, texts["foot"], lang)
    add(document, "Letter Title", texts["title"])
    for line in texts["lines"]:
        right_tab(add(document, "Letter Line", line))
    apart(add(document, "Letter Text", texts["lead"]))
    _table(document, texts, lang)
    add(document, "Letter Gap", "")
    add(document, "Letter Text", "«预存句»")
    add(document, "Letter Text", "«未列入句»")
    add(document, "Letter Text", "«缴费句»", keep=True)
    accounts(document, lang)
    for line in ("«附言句»", "«线上缴费句»"):
        add(document, "Letter Line", line)
    codes(document, lang)
    add(document, "Letter Line", "«现场缴费句»")
    add(document, "Letter Gap", "")
    left = [("Letter Text", texts["end"]), ("Letter Line", "«公司地址句»")]
    closing(document, [*left, ("Letter Line", texts["contact"])], signed("«公司»", lang=lang))
    add(document, "Letter End", "")


def _table(document: Any, texts: Mapping[str, Any], lang: str) -> None:
    table = grid(document, _WIDTHS[lang])
    row(table, [(head, "Cell Head", 1) for head in texts["heads"]], head=True, keep=True)
    styles = [f"Cell {style}".strip() for style in _STYLES]
    cells = zip(_NAMES, styles, strict=True)
    row(table, [(f"«明细.{name}»", style, 1) for name, style in cells])
    sums = [(f"«{name}»", "Cell Right", 1) for name in ("应收合计", "已收合计", "未收合计")]
    row(table, [(texts["sum"], "Cell Centre", 4), *sums], keep=True)
    row(table, [("«汇总.项目»", "Cell Right", 5), ("«汇总.金额»", "Cell Right", 2)], keep=True)
    words, total = texts["capitals"], texts["total"]
    amount = [(words, "Cell Centre", 2), ("**«总额大写»**", "Cell", 3), (total, "Cell Right", 2)]
    row(table, amount, keep=like(IN_WORDS, lang))
    if like(IN_WORDS, lang):
        row(table, [("**In words:** «总额英文»", "Cell", 7)])


def fields(bill: Bill, lang: str) -> tuple[Fields, Lists]:
    """Return the values and lists of a bill in `lang`."""
    words, sentences, unit = WORDINGS[lang], _SENTENCES[lang], bill.unit
    sender, asked = bill.sender, bill.accounts if bill.total else ()
    home = homes([unit], words)
    values = {
        "文书": words.documents[Document.BILL],
        "账期": words.period(bill.period),
        "函日期": words.day(bill.as_of),
        "截至日": words.day(bill.as_of),
        "收款登记至": words.day(bill.receipts_through),
        "业主": unit.owner,
        "称呼": unit.salutation,
        "尊称": words.name(unit.owner, unit.salutation),
        "房号": unit.unit,
        "房屋": home,
        "房屋类": kind([unit], words),
        "称谓": words.you[is_firm(unit)],
        "地址句": words.address.format(address=bill.address) if bill.address else "",
        "公司": sender.company,
        "公司电话": sender.phone,
        "联系人": sender.person,
        "公司地址句": words.company_address.format(address=sender.address)
        if sender.address
        else "",
        "应收合计": text(bill.charged),
        "已收合计": text(sum(line.paid for line in bill.lines)),
        "未收合计": text(sum(line.unpaid for line in bill.lines)),
        "总额": text(bill.total),
        "总额大写": capitals(bill.total),
        "总额英文": in_english(bill.total),
        "预存句": sentences["ahead"].format(amount=text(bill.ahead)) if bill.ahead else "",
        "未列入句": sentences["left_out"] if bill.left_out else "",
        "缴费句": sentences["pay"] if bill.total else sentences["nothing"],
        "附言句": sentences["remark"].format(home=home) if bill.total else "",
    }
    lines = [fee_line(number, line, words) for number, line in enumerate(bill.lines, 1)]
    lists = {"明细": lines, "汇总": list(_summary(bill, lang)), **ways_to_pay.lists(asked)}
    return values | ways_to_pay.sentences(asked, words), lists


def _summary(bill: Bill, lang: str) -> Iterator[Fields]:
    if bill.earlier:
        periods = WORDINGS[lang].count(bill.earlier_periods)
        named = _SENTENCES[lang]["earlier"].format(periods=periods)
        yield {"项目": named, "金额": text(bill.earlier)}
        yield {"项目": _SENTENCES[lang]["total"], "金额": text(bill.total)}


def lint(bill: Bill, printed: str) -> tuple[Problem, ...]:
    """Return what is wrong with a bill as printed; give nobody one that has any."""
    return tuple(Problem(bill.unit.unit, what, remedy) for what, remedy in _findings(bill, printed))


def _findings(bill: Bill, printed: str) -> Iterator[Finding]:
    needed = (
        (bill.unit.owner, say("the owner's name"), "业主"),
        (bill.unit.unit, say("the unit"), "房屋"),
        (bill.sender.company, say("the company's name"), "公司"),
        (bill.sender.phone, say("the company's telephone"), "公司电话"),
        (text(bill.total), say("the total"), "总额"),
        (capitals(bill.total), say("the total in capitals"), "总额大写"),
    )
    yield from missing(needed, printed)
    if bill.total and not bill.accounts:
        yield say("there is no account to pay into"), say("Type one on the sheet Accounts")
    unpaid = sum(line.amount - line.paid for line in bill.lines)
    if not unpaid + bill.earlier == bill.total == read_capitals(capitals(bill.total)):
        yield (
            say("an amount in the letter cannot be read back"),
            say("Report this as a fault of the program; do not send the letter"),
        )
    yield from forbidden(printed, bill.as_of, (account.number for account in bill.accounts))
