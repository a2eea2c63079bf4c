"""What does each Chinese letter say? The wording that an editor may change in Word afterwards.

Polite first, firm later; plain, dated, exact (R3.3). Nothing is threatened
that the law does not provide (R9.1, R9.3); Civil Code 944, 509, 577 are cited
as they read.
"""

from typing import Any

from cuifei.letters.frames import (
    closing,
    company_header,
    firm_header,
    footer,
    return_slip,
    right_tab,
    signed,
)
from cuifei.letters.paper import add
from cuifei.letters.tables import accounts, charges, codes, earlier

_PAID = "如已缴纳，请以收款记录为准，无需理会本函。"
_CONTACT = ("Letter Line", "联系人：«联系人»　联系电话：«公司电话»")
_ENCLOSED = ("Letter Line", "附：缴费明细一份")
_REMARK = "转账时请在附言中注明“«房屋»”，以便及时核对入账。"
_AS_OF = "截至«截至日»（收款登记至«收款登记至»）"
_TOTAL = "应付总额为人民币 **«总额»** 元«款项构成»，明细如下："
_OLDEST = "其中最早一期于«最早到期日»到期，"
_BY = "请«称谓»于 **«最后期限»**（含当日）前，通过下列任一方式"


def _opening(document: Any, title: str) -> None:
    company_header(document)
    footer(document)
    add(document, "Letter Title", title)
    right_tab(add(document, "Letter Line", "业主：«业主»　«称呼»\t函号：«函号»"))
    add(document, "Letter Line", "«房屋类»：«房屋»")
    add(document, "Letter Line", "«地址句»")


def _charges(document: Any, gentle: bool = False) -> None:
    charges(document, gentle)
    add(document, "Letter Text", "«违约金说明句»«违约金协商句»")


def _pay(document: Any, demand: str) -> None:
    add(document, "Letter Text", demand, keep=True)
    accounts(document)
    add(document, "Letter Line", "«工作日句»")
    add(document, "Letter Line", _REMARK)
    add(document, "Letter Line", "«线上缴费句»")
    codes(document)
    add(document, "Letter Line", "«现场缴费句»")
    add(document, "Letter Gap", "")


def _ending(document: Any, *texts: str, enclosed: bool = False) -> None:
    left = [("Letter Text", text) for text in texts]
    left += [("Letter Line", "«公司地址句»"), _CONTACT, *([_ENCLOSED] if enclosed else [])]
    closing(document, left, signed("«公司»"))
    return_slip(document, "«公司»")


def payment_notice(document: Any) -> None:
    """收费通知书: what is payable now, politely."""
    _opening(document, "收费通知书")
    add(document, "Letter Greeting", "尊敬的业主«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        "感谢«称谓»对物业服务工作的支持。"
        + _AS_OF
        + "，«称谓»的«房屋类»共有«账期数»个账期的费用待缴，"
        + _TOTAL,
    )
    _charges(document, gentle=True)
    _pay(document, _BY + "缴纳：")
    _ending(
        document,
        _PAID + "如对费用有疑问，请随时与我们联系，我们将逐项核对。顺祝生活愉快！",
    )


def reminder_notice(document: Any) -> None:
    """催费通知书: the first written demand, friendly and exact."""
    _opening(document, "催费通知书")
    add(document, "Letter Greeting", "尊敬的业主«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        "经核对，"
        + _AS_OF
        + "，«称谓»的«房屋类»有«账期数»个账期的费用已过到期日而尚未缴清，"
        + _OLDEST
        + _TOTAL,
    )
    _charges(document)
    _pay(document, "或因事务繁忙未及办理，特此提醒，" + _BY + "缴清上述款项：")
    _ending(
        document,
        "如«称谓»对费用或服务有不同意见，或缴费有实际困难，请在上述日期前与我们联系，"
        "我们将及时核实，并与«称谓»协商解决。" + _PAID,
    )


def final_notice(document: Any) -> None:
    """限期缴费通知书: a written demand with a last date (Civil Code 944)."""
    _opening(document, "限期缴费通知书")
    add(document, "Letter Greeting", "«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        _AS_OF + "，«称谓»的«房屋类»有«账期数»个账期的费用逾期未缴清，" + _OLDEST + _TOTAL,
    )
    _charges(document)
    _pay(
        document,
        "根据物业服务合同和《中华人民共和国民法典》第九百四十四条，业主应当按照约定支付物业费；"
        "逾期不支付的，物业服务人可以催告其在合理期限内支付。现正式催告，" + _BY + "付清上述款项：",
    )
    _ending(
        document,
        "上述期限届满仍未付清，也未与我司达成书面缴费安排的，我司可以依法提起诉讼或者申请仲裁。",
        "我们仍希望与«称谓»协商解决；如对费用有异议，或缴费有实际困难，请在期限内与我们联系。"
        + _PAID,
    )


def collection_letter(document: Any) -> None:
    """催费函: the company's formal letter, with what was sent before."""
    _opening(document, "催费函")
    add(document, "Letter Greeting", "«业主»«称呼»：")
    add(
        document,
        "Letter Text",
        _AS_OF + "，«称谓»的«房屋类»有«账期数»个账期的费用逾期未付清，" + _OLDEST + _TOTAL,
    )
    _charges(document)
    earlier(document, "就上述费用，我司此前已发出下列文书：")
    _pay(
        document,
        "根据《中华人民共和国民法典》第五百零九条、第九百四十四条，当事人应当按照约定全面履行自己的"
        "义务，业主应当按照约定支付物业费。现我司就上述款项提出履行请求，" + _BY + "付清：",
    )
    _ending(
        document,
        "如«称谓»有异议，请在上述期限内书面提出，我司将核实并书面答复；需要分期支付的，请与我司"
        "协商并签订书面协议。期限届满仍未付清，也未达成书面安排的，我司可以委托律师处理，"
        "并可以依法提起诉讼或者申请仲裁。",
        _PAID,
        enclosed=True,
    )


def lawyer_letter(document: Any) -> None:
    """律师函（草稿）: for counsel to check, number, sign and seal; never sent as it is."""
    firm_header(document)
    footer(document, "内部编号：«函号»{Draft Mark:（草稿，审定前不得发出）}")
    add(document, "Letter Title", "律师函{Draft Mark:（草稿）}")
    number = "{Firm Number:（　　　　）律函字〔　　　　〕第　　　　号}"
    add(document, "Letter Small Right", number)
    add(document, "Letter Line", "致：«业主»　«称呼»")
    add(document, "Letter Line", "«房屋类»：«房屋»")
    add(document, "Letter Line", "«地址句»")
    add(
        document,
        "Letter Text",
        "{Law Firm:«律所»}（以下称“本所”）接受«公司»（以下称“委托人”）的委托，"
        "指派{Lawyer:«律师»}律师（执业证号：{Lawyer Licence:«执业证号»}），"
        "就上述«房屋类»的费用事宜，向«称谓»致函如下：",
    )
    _facts_and_law(document)
    _lawyers_demand(document)
    _lawyers_ending(document)


def _facts_and_law(document: Any) -> None:
    add(document, "Letter Heading", "一、基本事实", keep=True)
    add(
        document,
        "Letter Text",
        "根据委托人提供的物业服务合同、应收和收款记录：委托人为上述«房屋类»所在小区提供物业服务；"
        + _AS_OF
        + "，«称谓»有«账期数»个账期的费用逾期未付清，"
        + _OLDEST
        + "应付总额为人民币 **«总额»** 元（大写：«总额大写»）«款项构成»，明细如下：",
    )
    charges(document)
    add(document, "Letter Text", "«违约金说明句»")
    earlier(document, "就上述费用，委托人此前已发出下列文书：")
    add(document, "Letter Heading", "二、法律依据", keep=True)
    for text in (
        "《中华人民共和国民法典》第五百零九条第一款：“当事人应当按照约定全面履行自己的义务。”",
        "第五百七十七条：“当事人一方不履行合同义务或者履行合同义务不符合约定的，"
        "应当承担继续履行、采取补救措施或者赔偿损失等违约责任。”",
        "«违约金法条句»",
        "第九百四十四条：业主应当按照约定向物业服务人支付物业费；逾期不支付的，"
        "物业服务人可以催告其在合理期限内支付；合理期限届满仍不支付的，"
        "物业服务人可以提起诉讼或者申请仲裁。",
    ):
        add(document, "Letter Text", text)


def _lawyers_demand(document: Any) -> None:
    add(document, "Letter Heading", "三、付款要求", keep=True)
    _pay(
        document,
        "请«称谓»于 **«最后期限»**（含当日）前，将上述款项人民币 **«总额»** 元付至委托人的"
        "下列账户：",
    )
    add(document, "Letter Heading", "四、逾期未付的后果", keep=True)
    add(
        document,
        "Letter Text",
        "上述期限届满仍未付清，也未与委托人达成书面安排的，委托人可以向有管辖权的人民法院"
        "提起诉讼，或者按照合同约定申请仲裁，请求«称谓»支付上述款项；诉讼费用由人民法院依法决定负担。"
        "本所建议«称谓»在期限内付清，或者与委托人协商分期支付。",
    )
    add(
        document,
        "Letter Text",
        _PAID + "如«称谓»对上述事实或金额有异议，请在期限内书面提出并附相关材料，以便核实。",
    )


def _lawyers_ending(document: Any) -> None:
    left = [
        ("Letter Heading", "附件："),
        ("Letter Line", "1．授权委托书（复印件）"),
        ("Letter Line", "2．物业服务合同（复印件）"),
        ("Letter Line", "3．缴费明细一份"),
        ("Letter Line", "«前函附件句»"),
        ("Letter Line", "«委托人地址句»"),
        ("Letter Line", "委托人联系人：«联系人»　电话：«公司电话»"),
    ]
    right = signed("{Law Firm:«律所»}", "承办律师（签名）：________________")
    closing(document, left, right, width=3700)
    return_slip(document, "{Law Firm:«律所»}", "{Firm Number:________________}")
