"""What does a statement of account (缴费明细) say, and which words fill it? (R3.2)

List 流水: one row for each charge and payment, with the balance after it; of several units
one after the other, each under its name and with a balance of its own.
List 汇总: how the balance becomes what is demanded; rows that are nought are left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from docx.shared import Pt

from cuifei.domain.codes import Document
from cuifei.domain.money import text
from cuifei.domain.papers.addressee import is_firm
from cuifei.domain.papers.statement import Statement, StatementLine
from cuifei.domain.problems import Problem, say
from cuifei.letters.fields import Fields, Lists, block, homes, kind
from cuifei.letters.findings import Finding, forbidden, missing
from cuifei.letters.frames import apart, closing, company_header, footer, right_tab, signed
from cuifei.letters.paper import add
from cuifei.letters.tables import grid, row
from cuifei.letters.wording import WORDINGS, Wording
from cuifei.locale import Both

_WIDTHS = Both((480, 1150, 3232, 1490, 1020, 1020, 1020), (460, 1210, 3062, 1600, 1020, 1020, 1040))
_NAMES = ("序号", "日期", "摘要", "账期", "应收", "实收", "余额")
_STYLES = ("Centre", "Centre", "", "Centre", "Right", "Right", "Right")
_TITLE = Both("缴费明细", "Statement of Account")
_HEADS = Both(_NAMES, ("No.", "Date", "Entry", "Period", "Charged", "Received", "Balance"))
_LINES = Both(
    ("业主：«尊称»\t编号：«函号»", "«房屋类»：«房屋»", "编号：«函号»"),
    ("To: «尊称»\tNumber: «函号»", "Property: «房屋»", "Number: «函号»"),
)
_LEAD = Both(
    "下表列明上述«房屋类»自«起始日»至«截至日»的应收和收款记录（收款登记至«收款登记至»）。"
    "应收列到期日早于«截至日»的费用；余额为正数的，是到期未付的金额。单位：人民币元。",
    "The table shows what was charged on the «房屋类», and what we received, from «起始日»"
    " to «截至日» (receipts recorded up to «收款登记至»). It lists charges that fell due before"
    " «截至日»; a positive balance is due and unpaid. Amounts in yuan (CNY).",
)
_TOTAL = Both("**合　计**", "**Total**")
_CLOSING = Both(
    "如«称谓»认为上述记录有误或者有付款未列入，请携付款凭证与我们核对，我们将及时更正。",
    "If you think that an entry is wrong or a payment is missing, please show us the proof"
    " of payment; we will check and correct the record.",
)
_CONTACT = Both(
    "联系人：«联系人»　　联系电话：«公司电话»", "Contact: «联系人», telephone «公司电话»"
)


def compose(document: Any, lang: str) -> None:
    """Lay out the statement in `lang`."""
    for name in ("Cell", "Cell Centre", "Cell Right"):
        # Some thirty lines and the seal stand on one page, where a letter's rows would need two.
        look = document.styles[name].paragraph_format
        look.line_spacing, look.space_before, look.space_after = Pt(10.8), Pt(0.4), Pt(0.4)
    company_header(document)
    top, house, foot = _LINES[lang]
    footer(document, foot, lang)
    add(document, "Letter Title", _TITLE[lang])
    right_tab(add(document, "Letter Line", top))
    add(document, "Letter Line", house)
    add(document, "Letter Line", "«地址句»")
    apart(add(document, "Letter Text", _LEAD[lang]))
    table = grid(document, _WIDTHS[lang])
    row(table, [(head, "Cell Head", 1) for head in _HEADS[lang]], head=True, keep=True)
    styles = [f"Cell {style}".strip() for style in _STYLES]
    names = ["日期短" if name == "日期" else name for name in _NAMES]
    cells = zip(names, styles, strict=True)
    row(table, [(f"«流水.{name}»", style, 1) for name, style in cells])
    sums = [(f"«{name}»", "Cell Right", 1) for name in ("应收合计", "实收合计", "余额")]
    row(table, [(_TOTAL[lang], "Cell Centre", 4), *sums], keep=True)
    amount = ("«汇总.金额»", "Cell Right", 2)
    row(table, [("«汇总.项目»", "Cell Right", 5), amount], keep=True)
    add(document, "Letter Gap", "")
    left = [("Letter Text", _CLOSING[lang]), ("Letter Line", _CONTACT[lang])]
    closing(document, left, signed("«公司»", lang=lang))
    add(document, "Letter End", "")


_WORDS = Both(
    {
        "under": "",
        "opening": "此前余额",
        "payment": "收款",
        "how": "（{how}）",
        "voucher": "{voucher}",
        "discount": "优惠减免",
        "late_fee": "收款先抵充的违约金",
        "joint": "，",
        "prepaid": "加：指定用于后续账期的预存款",
        "held": "减：暂不催收的费用",
        "fee": "加：违约金",
        "waived": "减：减免的违约金",
        "total": "本次请付总额",
    },
    {
        "under": ": ",
        "opening": "Balance brought forward",
        "payment": "Received",
        "how": " ({how})",
        "voucher": "{voucher}",
        "discount": "Discount",
        "late_fee": "Late fee, settled first from payments",
        "joint": ", ",
        "prepaid": "Plus money paid ahead for later periods",
        "held": "Less charges not demanded for the time being",
        "fee": "Plus late fee",
        "waived": "Less late fee waived",
        "total": "Payable now",
    },
)


def fields(statement: Statement, lang: str) -> tuple[Fields, Lists]:
    """Return the values and lists of a statement in `lang`."""
    words = WORDINGS[lang]
    unit, sender = statement.unit, statement.sender
    address = words.address.format(address=statement.address) if statement.address else ""
    values = {
        "函号": statement.number,
        "文书": words.documents[Document.STATEMENT],
        "函日期": words.day(statement.as_of),
        "起始日": words.day(statement.since),
        "截至日": words.day(statement.as_of),
        "收款登记至": words.day(statement.receipts_through),
        "尊称": words.name(unit.owner, unit.salutation),
        "房屋": homes([part.unit for part in statement.each], words),
        "房屋类": kind([part.unit for part in statement.each], words),
        "称谓": words.you[is_firm(unit)],
        "地址句": address,
        "公司": sender.company,
        "公司电话": sender.phone,
        "联系人": sender.person,
        "应收合计": text(statement.charged),
        "实收合计": text(statement.paid),
        "余额": text(statement.balance),
    }
    return values, {
        "流水": list(_rows(statement, words, _WORDS[lang])),
        "汇总": list(_summary(statement, _WORDS[lang])),
    }


def _rows(statement: Statement, words: Wording, own: Mapping[str, str]) -> Iterator[Fields]:
    """Yield what was before and each line, unit by unit; lines are numbered through all units."""
    blank = dict.fromkeys((*_NAMES, "日期短"), "")
    number = 0
    for part in statement.each:
        unit = block(part.unit, words) + own["under"] if statement.parts else ""
        yield blank | {
            "日期": words.day(part.since),
            "日期短": words.short_day(part.since),
            "摘要": unit + own["opening"],
            "余额": text(part.opening),
        }
        for line in part.lines:
            number += 1
            yield {
                "序号": str(number),
                "日期": words.day(line.date),
                "日期短": words.short_day(line.date),
                "摘要": _entry(line, words, own),
                "账期": words.period(line.period),
                "应收": text(line.charge) if line.charge else "",
                "实收": text(line.payment) if line.payment else "",
                "余额": text(line.balance),
            }


def _entry(line: StatementLine, words: Wording, own: Mapping[str, str]) -> str:
    if line.kind == "charge":
        return words.item(line.what)
    if line.kind != "payment":
        return own[line.kind]
    voucher = own["voucher"].format(voucher=line.voucher) if line.voucher else ""
    how = own["joint"].join(part for part in (words.channel(line.what), voucher) if part)
    return own["payment"] + (own["how"].format(how=how) if how else "")


def _summary(statement: Statement, own: Mapping[str, str]) -> Iterator[Fields]:
    rows = (
        ("prepaid", statement.prepaid),
        ("held", statement.held),
        ("fee", statement.late_fee),
        ("waived", statement.waived),
    )
    for name, amount in rows:
        if amount:
            yield {"项目": own[name], "金额": text(amount)}
    if statement.total:
        yield {"项目": own["total"], "金额": text(statement.total)}


def lint(statement: Statement, printed: str) -> tuple[Problem, ...]:
    """Return what is wrong with a statement as printed; send none that has any."""
    return tuple(
        Problem(f"{statement.unit.unit} {statement.number}", what, remedy)
        for what, remedy in _findings(statement, printed)
    )


def _findings(statement: Statement, printed: str) -> Iterator[Finding]:
    needed = (
        (statement.unit.owner, say("the owner's name"), "尊称"),
        (statement.sender.company, say("the company's name"), "公司"),
        (statement.number, say("the letter number"), "函号"),
    )
    yield from missing(needed, printed)
    moved = statement.opening + statement.charged - statement.paid
    owed = statement.balance + statement.prepaid - statement.held
    if moved != statement.balance or owed + statement.late_fee - statement.waived != (
        statement.total
    ):
        yield (
            say("the statement's balance and its lines do not agree"),
            say("Report this as a fault of the program; do not send the letter"),
        )
    yield from forbidden(printed, statement.as_of, (line.voucher for line in statement.lines))
