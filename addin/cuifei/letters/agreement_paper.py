"""What does an instalment agreement (分期协议) say, and which words fill it? (R6.2)

Both sides sign it. The debtor acknowledges the debt (Civil Code 195), the
manager waits as long as the parts come in. Only what was decided in 减免 is
waived; nothing is promised that nobody decided. List 分期: the parts.
"""

from collections.abc import Iterator
from typing import Any

from cuifei.domain.codes import Document
from cuifei.domain.english_amounts import in_english
from cuifei.domain.money import capitals, read_capitals, text
from cuifei.domain.papers.agreement import Agreement
from cuifei.domain.problems import Problem, say
from cuifei.letters.fields import Fields, Lists, home, kind
from cuifei.letters.findings import Finding, forbidden, missing
from cuifei.letters.frames import apart, company_header, footer, right_tab
from cuifei.letters.paper import add
from cuifei.letters.tables import accounts, grid, place, row
from cuifei.letters.wording import WORDINGS, Wording
from cuifei.locale import Both

_NAMES = ("期次", "应付日期", "应付金额", "付后余额")
_TEXTS: Both[Any] = Both(
    {
        "title": "物业费用分期付款协议",
        "number": "编号：«函号»",
        "parties": (
            "甲方（物业服务人）：«公司»\t«编号行»",
            "乙方（业主）：«业主»",
            "«房屋类»：«房屋»",
            "«地址句»",
        ),
        "lead": "甲乙双方就乙方分期支付上述«房屋类»的费用，经平等协商，达成如下协议：",
        "owed": (
            "一、欠费确认",
            "截至«截至日»（收款登记至«收款登记至»），乙方有«账期数词»的费用到期未付，其中最早一期于"
            "«最早到期日»到期，本金«本金»元。«违约金说明»双方确认，乙方应付总额为人民币"
            " **«总额»** 元（大写：«总额大写»）。",
        ),
        "parts": ("二、分期安排", "乙方分«期数»期支付，每期应付日期和金额如下："),
        "heads": ("期次", "应付日期", "应付金额（元）", "付后余额（元）"),
        "pay": ("三、付款方式", "乙方应将各期款项付至甲方的下列账户，并在附言中注明“«房屋»”："),
        "terms": (
            "四、履行",
            "1．乙方可以提前支付部分或者全部款项。甲方收到款项后应当入账，并应乙方要求开具收款凭证。",
            "2．乙方按期支付的，协议期间甲方不就上述款项另行催收。",
            "3．任何一期款项在应付日期后«宽限天数»日内未付清的，甲方有权要求乙方一次性付清全部剩余"
            "款项，并可以依法主张权利。",
            "4．协议签订后新到期的费用，乙方仍应按照物业服务合同支付，不在本协议范围内。",
            "«违约金续计句»",
            "«减免效力句»",
        ),
        "end": (
            "五、其他",
            "因本协议发生争议的，双方协商解决；协商不成的，按照物业服务合同约定的争议解决方式处理。"
            "本协议一式两份，双方各执一份，自双方签字或者盖章之日起生效。",
        ),
        "sign": (
            ("甲方（盖章）：", "乙方（签名或者盖章）："),
            ("«公司»", "«业主»"),
            ("经办人（签名）：", "联系电话："),
            ("日期：　　　　年　　月　　日", "日期：　　　　年　　月　　日"),
        ),
    },
    {
        "title": "Instalment Agreement",
        "number": "Number: «函号»",
        "parties": (
            "Party A (property service provider): «公司»\t«编号行»",
            "Party B (owner): «尊称»",
            "Property: «房屋»",
            "«地址句»",
        ),
        "lead": "The parties agree as follows on the payment by instalments of the charges on the"
        " «房屋类» above:",
        "owed": (
            "1. The debt",
            "As at «截至日» (receipts recorded up to «收款登记至»), charges for «账期数词» are due"
            " and unpaid; the oldest fell due on «最早到期日». The principal is CNY «本金»."
            " «违约金说明»The parties acknowledge that Party B owes a total of **CNY «总额»**"
            " («总额英文»; in Chinese capitals «总额大写»).",
        ),
        "parts": ("2. The instalments", "Party B pays in «期数» instalments:"),
        "heads": ("No.", "Payable on", "Amount (CNY)", "Then open (CNY)"),
        "pay": (
            "3. Payment",
            "Party B pays each instalment to the account of Party A below, giving “«房屋»” as the"
            " reference:",
        ),
        "terms": (
            "4. Performance",
            "(1) Party B may pay all or part of the amount early. Party A enters what it receives"
            " in its books and gives a receipt on request.",
            "(2) As long as Party B pays as agreed, Party A sends no further demand for it.",
            "(3) If an instalment has not been paid in full within «宽限天数» days after its date,"
            " Party A may demand all that is still open at once, and may pursue its rights as the"
            " law provides.",
            "(4) Charges that fall due after the signing are not part of this agreement; Party B"
            " pays them under the property service contract.",
            "«违约金续计句»",
            "«减免效力句»",
        ),
        "end": (
            "5. General",
            "The parties settle disputes over this agreement by negotiation, failing which in the"
            " way that the property service contract provides. It is made in two copies, one for"
            " each party, and takes effect when both have signed or sealed it.",
        ),
        "sign": (
            ("Party A (seal):", "Party B (signature or seal):"),
            ("«公司»", "«业主»"),
            ("Signed for Party A by:", "Telephone:"),
            ("Date:", "Date:"),
        ),
    },
)
_LATE_FEE = Both("另计违约金{fee}元{less}。", "To this comes a late fee of CNY {fee}{less}. ")
_RUNS_ON = Both(
    (
        "5．乙方按期支付的，分期期间就上述本金不再另计违约金。",
        "5．分期期间，未付本金的违约金继续按照物业服务合同计算，由甲方另行书面通知乙方。",
    ),
    (
        "(5) As long as Party B pays as agreed, no further late fee is reckoned on the principal.",
        "(5) The late fee on unpaid principal runs on under the property service contract; Party A"
        " states it separately in writing.",
    ),
)
_LAPSES = Both(
    (
        "6．已减免的违约金{waived}元，不因乙方逾期而恢复收取。",
        "6．任何一期款项逾期未付清的，已减免的违约金{waived}元恢复收取。",
    ),
    (
        "(6) The late fee of CNY {waived} that is waived stays waived if Party B is late.",
        "(6) If an instalment is not paid in full in time, the waiver of CNY {waived} lapses and"
        " that late fee is payable again.",
    ),
)
_LESS = Both("，其中已减免{waived}元", ", of which CNY {waived} is waived")


def compose(document: Any, lang: str) -> None:
    """Lay out the agreement in `lang`."""
    texts = _TEXTS[lang]
    company_header(document)
    footer(document, texts["number"], lang)
    add(document, "Letter Title", texts["title"])
    for line in texts["parties"]:
        right_tab(add(document, "Letter Line", line.replace("«编号行»", texts["number"])))
    apart(add(document, "Letter Text", texts["lead"]))
    _section(document, texts["owed"])
    _section(document, texts["parts"], keep=True)
    table = grid(document, [1412, 3000, 2500, 2500])
    row(table, [(head, "Cell Head", 1) for head in texts["heads"]], head=True, keep=True)
    styles = ("Cell Centre", "Cell Centre", "Cell Right", "Cell Right")
    cells = zip(_NAMES, styles, strict=True)
    row(table, [(f"«分期.{name}»", style, 1) for name, style in cells], keep=True)
    add(document, "Letter Gap", "")
    _section(document, texts["pay"], keep=True)
    accounts(document, lang)
    _section(document, texts["terms"])
    _section(document, texts["end"])
    _signatures(document, texts["sign"])


def _section(document: Any, texts: tuple[str, ...], keep: bool = False) -> None:
    heading, *paragraphs = texts
    add(document, "Letter Heading", heading, keep=True)
    for paragraph in paragraphs:
        add(document, "Letter Text", paragraph, keep=keep)


# Heights of the lines to sign; the line of names has room for a seal of 42 mm with the others.
_SIGN = (420, 1240, 420, 420)


def _signatures(document: Any, rows: tuple[tuple[str, str], ...]) -> None:
    """Add two columns to seal and sign, in one piece."""
    add(document, "Letter Gap", "")
    table = grid(document, [4706, 4706], lines=False)
    for pair, height in zip(rows, _SIGN, strict=True):
        line = row(table, [(words, "Letter Line", 1) for words in pair], keep=True, height=height)
        for cell in line.cells:
            place(cell, "top" if height > _SIGN[0] else "center")
    add(document, "Letter End", "")


def fields(agreement: Agreement, lang: str) -> tuple[Fields, Lists]:
    """Return the values and lists of an agreement in `lang`."""
    words = WORDINGS[lang]
    unit, sender = agreement.unit, agreement.sender
    waived = _LESS[lang].format(waived=text(agreement.waived)) if agreement.waived else ""
    fee = _LATE_FEE[lang].format(fee=text(agreement.late_fee), less=waived)
    address = words.address.format(address=agreement.address) if agreement.address else ""
    values = {
        "函号": agreement.number,
        "文书": words.documents[Document.INSTALMENT_AGREEMENT],
        "截至日": words.day(agreement.as_of),
        "收款登记至": words.day(agreement.receipts_through),
        "业主": unit.owner,
        "尊称": words.name(unit.owner, unit.salutation),
        "房屋": home(unit.community, unit.unit),
        "房屋类": kind([unit], words),
        "地址句": address,
        "公司": sender.company,
        "账期数词": words.count(agreement.periods),
        "最早到期日": words.day(agreement.oldest_due),
        "本金": text(agreement.principal),
        "违约金说明": fee if agreement.late_fee else "",
        "总额": text(agreement.total),
        "总额大写": capitals(agreement.total),
        "总额英文": in_english(agreement.total),
        "期数": str(len(agreement.parts)),
        "宽限天数": str(agreement.grace_days),
    }
    values |= {
        "违约金续计句": _decided(_RUNS_ON[lang], agreement.late_fee_runs_on),
        "减免效力句": _decided(_LAPSES[lang], agreement.waiver_lapses).format(
            waived=text(agreement.waived)
        ),
    }
    return values, {"分期": _parts(agreement, words), "账户": _accounts(agreement)}


def _parts(agreement: Agreement, words: Wording) -> list[Fields]:
    return [
        {
            "期次": str(number),
            "应付日期": words.day(part.due),
            "应付金额": text(part.amount),
            "付后余额": text(part.open_after),
        }
        for number, part in enumerate(agreement.parts, 1)
    ]


def _accounts(agreement: Agreement) -> list[Fields]:
    return [{"户名": a.holder, "开户行": a.bank, "账号": a.number} for a in agreement.accounts]


def _decided(sentences: tuple[str, str], choice: bool | None) -> str:
    """Return what a decision says, nothing where there is nothing to decide."""
    return "" if choice is None else sentences[choice]


def lint(agreement: Agreement, printed: str) -> tuple[Problem, ...]:
    """Return what is wrong with an agreement as printed; put none that has any before anybody."""
    return tuple(
        Problem(f"{agreement.unit.unit} {agreement.number}", what, remedy)
        for what, remedy in _findings(agreement, printed)
    )


def _findings(agreement: Agreement, printed: str) -> Iterator[Finding]:
    needed = (
        (agreement.unit.owner, say("the owner's name"), "业主"),
        (agreement.sender.company, say("the company's name"), "公司"),
        (text(agreement.total), say("the total"), "总额"),
        (capitals(agreement.total), say("the total in capitals"), "总额大写"),
    )
    yield from missing(needed, printed)
    if not agreement.accounts:
        yield say("there is no account to pay into"), say("Type one on the sheet Accounts")
    parts = sum(part.amount for part in agreement.parts)
    if not parts == agreement.total == read_capitals(capitals(agreement.total)):
        yield (
            say("an amount in the letter cannot be read back"),
            say("Report this as a fault of the program; do not send the letter"),
        )
    yield from forbidden(
        printed, agreement.date, (account.number for account in agreement.accounts)
    )
