"""What do the drafts for a court look like, in each language? For counsel, never to be filed as is.

Placeholders only for what the workbook knows; all else is a line to fill in. The order of parts
is that of the courts' own samples. Civil Code 509, 577, 944; Civil Procedure Law 122, 225.
"""

from typing import Any

from cuifei.letters.frames import closing, draft_line, footer
from cuifei.letters.paper import add
from cuifei.letters.tables import charges, earlier, grid, row
from cuifei.locale import Both, like

_LINE = Both(
    "草稿　·　供代理律师核对修改，不得直接提交法院",
    "DRAFT · for counsel to check; not to be filed as it is",
)
_FOOT = Both("房号：«房号»　（草稿）", "Unit «房号» (draft)")
_FACTS = Both(
    (
        "事实与理由",
        "{creditor}为«房屋»所在小区提供物业服务（合同：«合同»），{debtor}«业主身份»。截至«截至日»"
        "（收款登记至«收款登记至»），{debtor}有«账期数»个账期的费用逾期未付，其中最早一期于"
        "«最早到期日»到期，明细如下（单位：人民币元）：",
        "{creditor}此前已发出下列文书催告，{debtor}仍未付清：",
        "《中华人民共和国民法典》第五百零九条、第五百七十七条、第九百四十四条规定，业主应当按照约定"
        "支付物业费；经催告在合理期限内仍不支付的，物业服务人可以提起诉讼。",
        "证据（复印件，原件备核）",
    ),
    (
        "Facts and grounds",
        "The {creditor} serves the estate of «房屋» (contract: «合同»); the {debtor} «业主身份»."
        " As at «截至日» (receipts recorded up to «收款登记至») charges for "
        "«账期数词» are"
        " overdue and unpaid, the oldest since «最早到期日», in CNY:",
        "The {creditor} demanded payment by these letters, without success:",
        "Under the Civil Code, articles 509, 577 and 944, an owner pays the fees as agreed; who"
        " does not pay within a reasonable time after a demand may be sued.",
        "Evidence (copies; originals at hand)",
    ),
)
_SIDES = {
    ("court_claim", "zh"): ("原告", "被告"),
    ("court_order", "zh"): ("申请人", "被申请人"),
    ("court_claim", "en"): ("claimant", "defendant"),
    ("court_order", "en"): ("applicant", "debtor"),
}
TITLES = {
    ("court_claim", "zh"): "民事起诉状（草稿）",
    ("court_order", "zh"): "支付令申请书（草稿）",
    ("court_claim", "en"): "Statement of claim (draft)",
    ("court_order", "en"): "Application for a payment order (draft)",
}
_PARTIES = Both(
    (
        "{creditor}：«公司»",
        "住所地：«住所»　联系电话：«公司电话»",
        "统一社会信用代码：________________　法定代表人：________________",
        "{debtor}：«业主»　性别：____　身份证号：________________",
        "住址：«住址»　联系电话：«手机»",
    ),
    (
        "{creditor}: «公司»",
        "Address: «住所», telephone «公司电话»",
        "Registration number: ________________  Legal representative: ________________",
        "{debtor}: «业主», identity number ________________",
        "Address: «住址», telephone «手机»",
    ),
)
_ASKED = {
    ("court_claim", "zh"): (
        "案由：物业服务合同纠纷",
        "诉讼请求",
        "1．请求判令被告支付物业服务费用本金 **«本金»** 元（大写：«本金大写»）；",
        "«违约金请求句»",
        "«费用号»．本案诉讼费用由被告承担（受理费按请求额计 «受理费» 元，适用简易程序减半为 "
        "«简易受理费» 元）。",
    ),
    ("court_order", "zh"): (
        "",
        "请求事项",
        "1．请求向被申请人发出支付令，督促其给付物业服务费用本金 **«本金»** 元（大写："
        "«本金大写»）；",
        "«违约金请求句»",
        "«费用号»．申请费用由被申请人承担（按受理费的三分之一计 «支付令费» 元）。",
    ),
    ("court_claim", "en"): (
        "Cause: dispute over a property service contract",
        "Claims",
        "1. to order the defendant to pay the principal of **CNY «本金»** («本金大写»);",
        "«违约金请求句»",
        "«费用号». the defendant bears the court fee (CNY «受理费»; CNY «简易受理费» in summary"
        " procedure).",
    ),
    ("court_order", "en"): (
        "",
        "Application",
        "1. to issue a payment order for the principal of **CNY «本金»** («本金大写»);",
        "«违约金请求句»",
        "«费用号». the debtor bears the fee of the application (CNY «支付令费»).",
    ),
}
_NO_DISPUTE = Both(
    "申请人与被申请人没有其他债务纠纷，支付令能够送达被申请人（由律师核实），"
    "符合《中华人民共和国"
    "民事诉讼法》第二百二十五条的规定。",
    "There is no other debt between the parties, and the order can be served on the debtor"
    " (counsel to check): Civil Procedure Law, article 225.",
)
_END = Both(
    (
        "此致",
        "________________人民法院",
        "{creditor}（盖章）：«公司»",
        "　　　　年　　月　　日",
    ),
    ("To", "________________ People’s Court", "{creditor} (seal): «公司»", "Date:"),
)
_HEADS = Both(("序号", "证据名称"), ("No.", "Evidence"))


def compose(document: Any, kind: str, lang: str) -> None:
    """Lay out the draft `kind` (court_claim, court_order) in `lang`."""
    creditor, debtor = _SIDES[kind, lang]
    if like((False, True), lang):
        creditor, debtor = creditor.capitalize(), debtor.capitalize()
    sides = {"creditor": creditor, "debtor": debtor}
    draft_line(document, _LINE[lang], lang)
    add(document.sections[0].header, "Draft Line", "«待补句»")
    footer(document, _FOOT[lang], lang)
    add(document, "Letter Title", TITLES[kind, lang])
    for line in _PARTIES[lang]:
        add(document, "Letter Line", line.format(**sides))
    cause, heading, *asked = _ASKED[kind, lang]
    if cause:
        add(document, "Letter Line", cause)
    add(document, "Letter Heading", heading, keep=True)
    for line in asked:
        add(document, "Letter Text", line)
    _facts(document, kind, lang)
    to, court, who, day = (line.format(**sides) for line in _END[lang])
    closing(
        document,
        [("Letter Line", to), ("Letter Line", court)],
        [("Letter Right", who), ("Letter Right", day)],
        width=4400,
    )
    add(document, "Letter End", "")


def _facts(document: Any, kind: str, lang: str) -> None:
    creditor, debtor = _SIDES[kind, lang]
    heading, facts, letters, law, proofs = (
        line.format(creditor=creditor, debtor=debtor) for line in _FACTS[lang]
    )
    add(document, "Letter Heading", heading, keep=True)
    add(document, "Letter Text", facts)
    charges(document, lang=lang)
    add(document, "Letter Text", "«违约金说明句»")
    earlier(document, letters, lang)
    add(document, "Letter Text", law)
    if kind == "court_order":
        add(document, "Letter Text", _NO_DISPUTE[lang])
    add(document, "Letter Heading", proofs, keep=True)
    table = grid(document, [1000, 8412])
    row(table, [(head, "Cell Head", 1) for head in _HEADS[lang]], head=True, keep=True)
    row(table, [("«证据.序号»", "Cell Centre", 1), ("«证据.名称»", "Cell", 1)])
    add(document, "Letter Gap", "")
