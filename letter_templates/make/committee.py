"""What do the papers for the owners' committee look like? (物业管理条例 64, Civil Code 943)

committee_letter asks the committee to urge payment; publication is what hangs on the board, and
the office fills in how the fees were used, which no ledger of receipts knows.
"""

from typing import Any

from cuifei.letters.frames import apart, closing, company_header, footer, signed
from cuifei.letters.paper import add
from cuifei.letters.tables import grid, row
from cuifei.locale import Both

TITLES = {
    ("committee_letter", "zh"): "提请业主委员会督促缴费的函",
    ("committee_letter", "en"): "Request to the owners’ committee",
    ("publication", "zh"): "物业费收支公示",
    ("publication", "en"): "Fees and their use",
}
_FOOT = Both("小区：«小区»", "Community: «小区»")
_LETTER = Both(
    (
        "«小区»业主委员会：",
        "感谢贵会对物业服务工作的支持。截至«截至日»（收款登记至«收款登记至»），本小区下列«户数»户经我司"
        "书面催告、期限届满后仍未缴清物业服务费用，本金合计人民币 **«总额»** 元。"
        "根据《物业管理条例》"
        "第六十四条，业主逾期不交纳物业服务费用的，业主委员会应当督促其限期交纳。现提请贵会督促下列"
        "业主在«期限»前缴清，或者与我司联系，说明困难和意见：",
        ("序号", "房号", "欠费账期", "最早到期日", "本金（元）"),
        "名单只供贵会督促使用，请勿张贴、转发或者告知他人（《个人信息保护法》）。对费用或者服务有意见的，"
        "我司将逐户核实、整改和说明；缴费有困难的，可以协商分期。",
        "联系人：«联系人»　联系电话：«公司电话»",
    ),
    (
        "To the owners’ committee of «小区»",
        "Thank you for your support. As at «截至日» (receipts recorded up to «收款登记至») the"
        " «户数» units below had not paid their service fees although we demanded them in writing"
        " and the time given has passed: CNY **«总额»** in all, principal only. Under article 64 of"
        " the Property Management Regulation the committee urges such owners to pay within a time."
        " Please urge them to pay by «期限», or to tell us what keeps them from it:",
        ("No.", "Unit", "Periods", "Oldest due date", "Principal (CNY)"),
        "The list is for this purpose alone: please do not post it, pass it on or speak of it to"
        " others (Personal Information Protection Law). Complaints are looked into one by one;"
        " whoever finds it hard to pay may pay in parts.",
        "Contact: «联系人», telephone «公司电话»",
    ),
)
_PUBLIC = Both(
    (
        "根据《中华人民共和国民法典》第九百四十三条，现将«小区»自«起始日»至«截至日»的物业服务费用收取和"
        "使用情况公示如下（收款登记至«收款登记至»，单位：人民币元）。",
        "一、收费项目和收取情况",
        ("收费项目", "户数", "应收", "已收", "收缴率"),
        "二、使用情况（由项目填写）",
        ("支出项目", "金额（元）", "说明"),
        ("人员费用", "保洁、绿化", "秩序维护", "设备运行和维修", "公共能耗", "其他", "合计"),
        "对本公示有疑问的，请到客服中心查阅明细，电话：«公司电话»。",
    ),
    (
        "Under article 943 of the Civil Code, the service fees of «小区» from «起始日» to «截至日»"
        " and their use are made public (receipts recorded up to «收款登记至», in CNY).",
        "1. Fees charged and paid",
        ("Item", "Units", "Charged", "Paid", "Rate"),
        "2. Use (filled in by the office)",
        ("Spent on", "Amount (CNY)", "Remark"),
        (
            *("Staff", "Cleaning and gardens", "Security", "Plant and repairs"),
            *("Shared energy", "Other", "Total"),
        ),
        "Details may be seen at the office; telephone «公司电话».",
    ),
)


def compose(document: Any, kind: str, lang: str) -> None:
    """Lay out a paper for the committee (committee_letter, publication) in `lang`."""
    company_header(document)
    footer(document, _FOOT[lang], lang)
    add(document, "Letter Title", TITLES[kind, lang])
    if kind == "publication":
        _publication(document, lang)
    else:
        _letter(document, lang)


def _letter(document: Any, lang: str) -> None:
    to, lead, heads, privacy, contact = _LETTER[lang]
    add(document, "Letter Line", to)
    apart(add(document, "Letter Text", lead))
    table = grid(document, [900, 3112, 1400, 2000, 2000])
    row(table, [(head, "Cell Head", 1) for head in heads], head=True, keep=True)
    names = (("序号", "Cell Centre"), ("房号", "Cell"), ("账期数", "Cell Centre"))
    names = (*names, ("最早到期日", "Cell Centre"), ("本金", "Cell Right"))
    row(table, [(f"«名单.{name}»", style, 1) for name, style in names])
    add(document, "Letter Gap", "")
    add(document, "Letter Text", privacy)
    closing(document, [("Letter Line", contact)], signed("«公司»", lang=lang))
    add(document, "Letter End", "")


def _publication(document: Any, lang: str) -> None:
    lead, first, heads, second, used, lines, end = _PUBLIC[lang]
    apart(add(document, "Letter Text", lead))
    add(document, "Letter Heading", first, keep=True)
    table = grid(document, [3412, 1200, 1800, 1800, 1200])
    row(table, [(head, "Cell Head", 1) for head in heads], head=True, keep=True)
    names = (("费用项目", "Cell"), ("户数", "Cell Centre"), ("应收", "Cell Right"))
    names = (*names, ("已收", "Cell Right"), ("收缴率", "Cell Right"))
    row(table, [(f"«收入.{name}»", style, 1) for name, style in names])
    add(document, "Letter Gap", "")
    add(document, "Letter Heading", second, keep=True)
    table = grid(document, [3412, 2000, 4000])
    row(table, [(head, "Cell Head", 1) for head in used], head=True, keep=True)
    for line in lines:
        row(table, [(line, "Cell", 1), ("", "Cell", 1), ("", "Cell", 1)], keep=True)
    add(document, "Letter Gap", "")
    add(document, "Letter Text", end)
    closing(document, [("Letter Line", "")], signed("«公司»", lang=lang))
    add(document, "Letter End", "")
